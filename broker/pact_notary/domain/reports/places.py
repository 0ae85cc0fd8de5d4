"""An interaction is found in the consumer's code by its test's name, or by its description."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pact_notary.domain.reports.facts import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pact_notary.domain.reports.facts import Outcome

# Each kind of quotes is looked for alone, so that an apostrophe in a comment hides no literal.
# One that does not end takes the rest of its line: to try again from each quote takes minutes.
_LITERALS = tuple(
    re.compile(rf"{quote}((?:[^{quote}\\\n]|\\.)*+)({quote}?)") for quote in ('"', "'", "`")
)
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r"}
_OF_TESTS = re.compile(r"test|spec|pact|contract", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LINE_SUFFIX = re.compile(r"^(.+?)(?:#L|:)([1-9][0-9]{0,6})$")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the consumer, its path with forward slashes below the root of the code."""

    path: str
    text: str


@dataclass(slots=True)
class _Index:
    """Where texts were met first; files of tests come before others."""

    wanted: frozenset[str]
    names: frozenset[str]
    files: dict[str, int] = field(default_factory=dict)
    literals: dict[str, Place] = field(default_factory=dict)
    definitions: dict[tuple[str, str], Place] = field(default_factory=dict)
    named: dict[str, Place] = field(default_factory=dict)

    def add(self, file: SourceFile) -> None:
        self.files[file.path] = file.text.count("\n") + 1
        for text, at in _find_literals(file.text):
            if text in self.wanted and self._is_better(self.literals.get(text), file.path):
                self.literals[text] = _place(file, at)
        for found in _WORD.finditer(file.text) if self.names else ():
            name = found.group()
            if name in self.names and (file.path, name) not in self.definitions:
                place = _place(file, found.start())
                self.definitions[file.path, name] = place
                if self._is_better(self.named.get(name), file.path):
                    self.named[name] = place

    def _is_better(self, known: Place | None, path: str) -> bool:
        if known is None:
            return True
        return bool(_OF_TESTS.search(path)) and not _OF_TESTS.search(known.path)

    def find(self, outcome: Outcome) -> Place | None:
        hinted = (self._follow(hint) for hint in outcome.hints)
        return next(filter(None, hinted), None) or self.literals.get(outcome.description)

    def _follow(self, hint: str) -> Place | None:
        """A hint is `path::test`, a path with or without a line, or a test's name."""
        path, _, test = hint.replace("\\", "/").removeprefix("./").partition("::")
        name = _name_of_test(test or path)
        if path in self.files:
            return self.definitions.get((path, name), Place(path, 1))
        with_line = _LINE_SUFFIX.match(path)
        if with_line and int(with_line[2]) <= self.files.get(with_line[1], 0):
            return Place(with_line[1], int(with_line[2]))
        return self.named.get(name) or self.literals.get(hint)


def find_places(
    files: Iterable[SourceFile], outcomes: Iterable[Outcome]
) -> Callable[[Outcome], Place | None]:
    """Tells of each of the outcomes where it is; files are looked at once, in their order."""
    sought = tuple(outcomes)
    hints = {hint for outcome in sought for hint in outcome.hints}
    descriptions = {outcome.description for outcome in sought if outcome.description}
    names = {_name_of_test(hint.rpartition("::")[2]) for hint in hints}
    index = _Index(frozenset(descriptions | hints), frozenset(names - {""}))
    for file in files:
        index.add(file)
    return index.find


def _find_literals(text: str) -> Iterator[tuple[str, int]]:
    for pattern in _LITERALS:
        ended = (found for found in pattern.finditer(text) if found[2])
        for found in ended:
            yield _ESCAPED.sub(_unescape, found[1]), found.start()


def _unescape(found: re.Match[str]) -> str:
    escaped = found[1]
    if len(escaped) > 1:
        return chr(int(escaped[1:], 16))
    return _CONTROLS.get(escaped, escaped)


def _name_of_test(text: str) -> str:
    """The function of `Class::test_it[parameter]`; nothing when the text is no such name."""
    name = text.rpartition("::")[2].partition("[")[0]
    return name if _WORD.fullmatch(name) else ""


def _place(file: SourceFile, at: int) -> Place:
    return Place(file.path, file.text.count("\n", 0, at) + 1)
