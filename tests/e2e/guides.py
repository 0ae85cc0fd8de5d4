"""Guides whose commands are typed from the first to the last, and print what stands below them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.e2e.pages import Block

ANY: Final = "…"
_MARK: Final = "-- end of block --"


def as_typed(blocks: tuple[Block, ...]) -> str:
    """All commands, one script: a mark is printed after each block."""
    commands = [block.text for block in blocks if block.language == "bash"]
    return "".join(f"{text}\necho '{_MARK}'\n" for text in commands)


def find_differences(blocks: tuple[Block, ...], output: str) -> list[str]:
    """What blocks show and their commands did not print."""
    printed = output.split(f"{_MARK}\n")
    return [
        f"{printed[number]}\nis not\n{text}"
        for number, text in _list_shown(blocks).items()
        if not re.fullmatch(_as_shown(text), printed[number])
    ]


def _as_shown(text: str) -> str:
    """What a block prints, as a regular expression; a line of … is any number of lines."""
    lines = (
        r"(?:.*\n)*" if line == ANY else ".*".join(map(re.escape, line.split(ANY))) + r"\n"
        for line in text.splitlines()
    )
    return "".join(lines)


def _list_shown(blocks: tuple[Block, ...]) -> dict[int, str]:
    """What commands print, by the number of their block."""
    shown: dict[int, str] = {}
    number = -1
    for before, block in pairwise((None, *blocks)):
        assert block is not None
        number += block.language == "bash"
        if block.language == "text":
            assert before is not None
            assert before.language == "bash", block.text
            shown[number] = block.text
    return shown
