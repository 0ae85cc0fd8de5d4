"""Where nodes publish their work and their votes for each other: files named by their content."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from swarm.node.published import Slot

_ADDRESS: Final = re.compile(r"[0-9a-f]{64}")
_KEY: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]{32,44}")
MAX_BYTES: Final = 8_000_000
"""Of one publication: a planner's holds a whole plan."""


class Submissions(Protocol):
    """Publishing and reading, wherever that is."""

    def publish(self, slot: Slot, content: bytes) -> str:
        """The content's address; published again, the same one.

        Raises:
            OSError: It cannot be kept.
        """

    def find(self, task: str, *, round_number: int) -> dict[str, str]:
        """The addresses published for a round, by staking key."""

    def read(self, address: str) -> bytes | None:
        """What is published there; None when it cannot be had."""


@dataclass(frozen=True)
class SubmissionDirectory:
    """`content/<sha256>` holds a publication, `<shelf>/<task>/<round>/<key>` the address of one."""

    directory: Path
    shelf: str = "rounds"

    def publish(self, slot: Slot, content: bytes) -> str:
        address = hashlib.sha256(content).hexdigest()
        _write(self.directory / "content" / address, content)
        _write(self._round(slot.task, slot.round) / slot.staking_key, address.encode())
        return address

    def find(self, task: str, *, round_number: int) -> dict[str, str]:
        folder = self._round(task, round_number)
        if not folder.is_dir():
            return {}
        keys = sorted(file.name for file in folder.iterdir() if _KEY.fullmatch(file.name))
        return {key: _read(folder / key).decode("ascii", "replace").strip() for key in keys}

    def read(self, address: str) -> bytes | None:
        if not _ADDRESS.fullmatch(address):
            return None
        content = _read(self.directory / "content" / address)
        return content if hashlib.sha256(content).hexdigest() == address else None

    def _round(self, task: str, round_number: int) -> Path:
        return self.directory / self.shelf / task / str(round_number)


def _read(file: Path) -> bytes:
    """The file's content; nothing of what is no file, or of one that is too large."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
        return b""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES)


def _write(file: Path, content: bytes) -> None:
    """Put the file there whole, replacing what was there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).chmod(0o644)
    Path(draft.name).replace(file)
