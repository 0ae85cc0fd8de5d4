"""Fails when a command has just regenerated a folder into something else than is committed."""

from __future__ import annotations

import subprocess
import sys


def main(folder: str) -> int:
    """0 when `folder` is as committed; 1, with the difference, when not."""
    status = _git("status", "--porcelain", "--", folder)
    if not status:
        return 0
    print(status, _git("diff", "--", folder), sep="\n")  # noqa: T201  # a command's output
    print(f"{folder}/ changed by regenerating it. Review the difference and commit it.")  # noqa: T201  # same
    return 1


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], capture_output=True, encoding="utf-8", check=True
    ).stdout.rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
