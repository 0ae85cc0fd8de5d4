"""The source files of a checkout, without what was installed or built beside them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pact_notary.domain.reports.places import SourceFile
from pact_notary.operations.refusals import CannotOperate

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES: Final = 5000
_LARGEST_BYTES: Final = 1024 * 1024
_EXTENSIONS: Final = frozenset(
    {".py", ".ts", ".js", ".java", ".kt", ".rb", ".go", ".rs", ".cs", ".php", ".swift"}
)
_SKIPPED: Final = frozenset(
    {"node_modules", ".git", ".tox", ".nox", ".venv", "venv", "site-packages", "__pycache__"}
)


def read_checkout(root: Path) -> Iterator[SourceFile]:
    """The files in the order of their paths, at most 5,000 of at most 1 MiB each.

    Links are not followed: they may lead out of the checkout.

    Raises: CannotOperate, when there is no such folder.
    """
    if not root.is_dir():
        raise CannotOperate(f"{root} is no folder; give the root of the consumer's checkout")
    left = MOST_FILES
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not _is_skipped(here / name))
        for file in (here / name for name in sorted(files)):
            if left and file.suffix in _EXTENSIONS and (text := _read(file)) is not None:
                left -= 1
                yield SourceFile(file.relative_to(root).as_posix(), text)
        if not left:
            return


def _is_skipped(folder: Path) -> bool:
    return folder.name in _SKIPPED or (folder / "pyvenv.cfg").exists()


def _read(file: Path) -> str | None:
    try:
        is_readable = file.is_file() and not file.is_symlink()
        if not is_readable or file.stat().st_size > _LARGEST_BYTES:
            return None
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
