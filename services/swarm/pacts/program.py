"""The official command `pact`: where it is, and the environment in which it does as it is told."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class ProgramMissing(Exception):
    """The command is not installed; the text says how to have it."""


def find_program() -> Path:
    """The command beside this interpreter first: a virtual environment need not be activated."""
    beside = shutil.which("pact", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("pact")
    if found is None:
        raise ProgramMissing(
            "The command `pact`, which does the work on pacts, is missing: "
            'pip install "pro-me-the-us-services[mock]"'
        )
    return Path(found)


def quiet_environment() -> Mapping[str, str]:
    """Ours without what would add to its arguments, and without a proxy; it tells nobody."""
    kept = {name: value for name, value in os.environ.items() if not _speaks_to_it(name)}
    return {**kept, "PACT_DO_NOT_TRACK": "true", "NO_COLOR": "1"}


def _speaks_to_it(name: str) -> bool:
    return name.startswith("PACT_") or name.lower().endswith("_proxy")
