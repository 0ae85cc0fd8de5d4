"""An exchange is one interaction: agreed, served to the consumer's own code, then recorded.

One mock server an interaction, since its latency grows with the interactions it holds; and only
what was served is recorded, since pact-python would write what it never saw.
"""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pact import Pact

from pro_me_the_us.participants import PARTICIPANTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pact.interaction import HttpInteraction


@dataclass
class Exchange:
    """What `consumer` expects of `provider`, one interaction of it."""

    consumer: str
    provider: str
    recordings: Path
    _pact: Pact = field(init=False)

    def __post_init__(self) -> None:
        for name in (self.consumer, self.provider):
            if name not in PARTICIPANTS:
                raise ValueError(f"{name} is no participant; see participants.py")
        self._pact = Pact(self.consumer, self.provider).with_specification("V4")

    def upon_receiving(self, description: str) -> HttpInteraction:
        """Begin the agreement; `description` is unique between these two."""
        return self._pact.upon_receiving(description)

    @contextmanager
    def serve(self) -> Iterator[str]:
        """The URL of a provider that keeps the agreement; leaving it well records it.

        Raises:
            pact.error.MismatchesError: The consumer's code asked for something else, or nothing.
        """
        with self._pact.serve(addr="127.0.0.1", verbose=False) as server:
            yield str(server.url)
        # A folder each: parallel writes to one file can fail.
        self._pact.write_file(self.recordings / secrets.token_hex(8), overwrite=True)


def bearer(token: str) -> dict[str, str]:
    """An Authorization header: any token here; at the provider, the one its state made.

    `token` is the name under which a provider state hands over a token that is good right then.
    """
    return {
        "pact:matcher:type": "regex",
        "regex": r"^Bearer [A-Za-z0-9_.-]+$",
        "value": "Bearer header.claims.signature",
        "pact:generator:type": "ProviderState",
        "expression": f"Bearer ${{{token}}}",
    }
