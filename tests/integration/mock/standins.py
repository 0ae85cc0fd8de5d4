"""Stand-ins as people run them: `swarm mock`, a process of its own."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from providers.processes import running

if TYPE_CHECKING:
    from collections.abc import Iterator

PACTS: Final = Path(__file__).parents[3] / "pacts"
_WITHIN_S: Final = 60


@contextmanager
def a_stand_in(folder: Path, provider: str, *options: str) -> Iterator[str]:
    """The URL at which it answers."""
    with running("swarm", "mock", provider, "--port", "0", *options, folder=folder) as url:
        yield url


def mock(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What the command says when it does not come to serving."""
    return subprocess.run(
        [sys.executable, "-m", "swarm", "mock", *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=_WITHIN_S,
        check=False,
    )
