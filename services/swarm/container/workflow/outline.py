"""The structure of a text: sections under headings, and the items of their lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

# Descriptions come from strangers: no pattern here looks at a character twice.
_HEADING: Final = re.compile(r" {0,3}#{1,6}[ \t]+(\S.*)")
_ITEM: Final = re.compile(r"([ \t]*)(?:[-*+]|([0-9]{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(\S.*)")
_FENCE: Final = re.compile(r"[ \t]*(?:```|~~~)")
_BLANKS: Final = re.compile(r"\n{3,}")
_NESTED_COLUMNS: Final = 2
_TAB_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its first line, all its lines, and the items under it.

    `follows`: the one before it stands before it in the same numbered list.
    """

    title: str
    text: str
    criteria: tuple[str, ...] = ()
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the text under it that belongs to no item, and its items."""

    title: str
    text: str
    items: tuple[Item, ...]


def read_outline(text: str, *, title: str) -> tuple[Section, ...]:
    """The sections that have anything under their heading; when none has, all headings are kept.

    What stands before the first heading introduces the first section, unless it has items; then,
    or when nothing comes after it, it is a section called `title`. There is at least one section.
    """
    drafts = [_Draft(title)]
    in_code = False
    for line in text.splitlines():
        if _FENCE.match(line):
            in_code = not in_code
        heading = None if in_code else _HEADING.fullmatch(line)
        if heading is not None:
            drafts.append(_Draft(_strip_hashes(heading[1])))
        else:
            drafts[-1].take(line, item=None if in_code else _ITEM.fullmatch(line))
    kept = [draft for draft in drafts if draft.is_full] or drafts[1:] or drafts
    if kept[0] is drafts[0] and not kept[0].items and kept[1:]:
        introduction = kept.pop(0)
        kept[0].lines[:0] = [*introduction.lines, ""]
    return tuple(draft.finish() for draft in kept)


@dataclass
class _DraftItem:
    indent: int
    is_numbered: bool
    follows: bool
    lines: list[str]
    criteria: list[str] = field(default_factory=list)

    def finish(self) -> Item:
        text = "\n".join(self.lines).strip()
        return Item(self.lines[0], text, tuple(self.criteria), follows=self.follows)


@dataclass
class _Draft:
    title: str
    lines: list[str] = field(default_factory=list)
    items: list[_DraftItem] = field(default_factory=list)
    last: _DraftItem | None = None
    """The item that the lines to come belong to."""
    after_blank: bool = False

    @property
    def is_full(self) -> bool:
        return bool(self.items) or any(line.strip() for line in self.lines)

    def take(self, line: str, *, item: re.Match[str] | None) -> None:
        if item is not None:
            self._take_item(item)
        else:
            self._take_text(line)
        self.after_blank = not line.strip()

    def _take_text(self, line: str) -> None:
        if self.after_blank and line.strip() and not line[0].isspace():
            self.last = None
        if self.last is None:
            self.lines.append(line)
        else:
            self.last.lines.append(line.strip())

    def _take_item(self, found: re.Match[str]) -> None:
        indent, is_numbered = len(found[1].expandtabs(_TAB_COLUMNS)), found[2] is not None
        last = self.last
        if last is not None and indent >= last.indent + _NESTED_COLUMNS:
            last.criteria.append(found[3])
            last.lines.append(f"- {found[3]}")
            return
        follows = last is not None and last.is_numbered and is_numbered
        self.last = _DraftItem(indent, is_numbered, follows, [found[3]])
        self.items.append(self.last)

    def finish(self) -> Section:
        items = tuple(item.finish() for item in self.items)
        text = _BLANKS.sub("\n\n", "\n".join(self.lines)).strip()
        return Section(self.title, text, items)


def _strip_hashes(heading: str) -> str:
    """A heading may be closed by what opened it: `## Title ##`."""
    text = heading.strip()
    rest = text.rstrip("#")
    return rest.rstrip() if not rest or rest[-1].isspace() else text
