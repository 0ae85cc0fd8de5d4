"""The npm clients of a broker."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.integration.broker.clients.official import Pact, Said, run_program
from tests.npm import install_packages

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCES: Final = (
    Path(__file__).with_name("npm") / "package.json",
    Path(__file__).with_name("npm") / "verify.mjs",
)


@dataclass(frozen=True, slots=True)
class NpmClients:
    """The clients in a folder."""

    folder: Path

    def pact_broker(self, url: str, settings: Mapping[str, str] | None = None) -> Pact:
        """The command `pact-broker`."""
        command = (str(self.folder / "node_modules" / ".bin" / "pact-broker"),)
        return Pact(url, settings or {}, command)

    def verify(self, **options: Any) -> Said:
        """Verify Menu by pact-js, with options under its own names."""
        given = json.dumps({"provider": "Menu", **options})
        return run_program(["node", str(self.folder / "verify.mjs"), given], settings={})


def install_clients() -> NpmClients:
    """Raises: NotInstalled."""
    return NpmClients(install_packages(*SOURCES))
