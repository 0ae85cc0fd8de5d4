"""Stands in for a service that the provider under verification calls itself.

It says only what a pact between the two says, so it tells no more than its original was, or will
be, verified to tell.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from providers.loopback import Asked, Told, serve_json

if TYPE_CHECKING:
    from collections.abc import Iterator

PACTS: Final = Path(__file__).parent.parent / "pacts"


@dataclass
class Neighbour:
    """The provider's own provider, silent until told what to say."""

    pact: Path
    _script: list[dict[str, Any]] = field(default_factory=list)

    def clear(self) -> None:
        """Fall silent: hang up on whoever calls."""
        self._script.clear()

    def will_answer(self, *descriptions: str) -> None:
        """Answer these interactions of the pact, each as often as it is asked."""
        known = {
            i["description"]: i
            for i in json.loads(self.pact.read_text(encoding="utf-8"))["interactions"]
        }
        self._script.extend(known[description] for description in descriptions)

    @contextmanager
    def serve(self) -> Iterator[str]:
        with serve_json(self._answer) as url:
            yield url

    def _answer(self, asked: Asked) -> Told | None:
        for interaction in reversed(self._script):
            request, response = interaction["request"], interaction["response"]
            if (request["method"], request["path"]) == (asked.method, asked.path):
                body = response.get("body", {})
                media_type = body.get("contentType", "application/json")
                return Told(response["status"], body.get("content"), media_type)
        return None
