"""Verifiers say what does not match in sentences; each known sentence is a rule and two values.

Those of Pact-Rust 1.4 are recorded from it; those of Pact-JVM and of the Ruby verifier are as their
own tests expect them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pact_notary.domain.reading.texts import clip, to_text

# Sentences are matched by patterns that may try many splits of a long text.
_LONGEST = 1000

_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")
_PREFIX: Final = re.compile(r"(?:Mismatch with header '[^']*': |Type mismatch: |\* )")
_PLACE: Final = re.compile(r"(.*) at (\$\S*)", re.DOTALL)
_MISSING_KEYS: Final = re.compile(r"Actual map is missing the following keys: (.+)", re.DOTALL)
_MISSING_KEY: Final = re.compile(
    r'Could not find key "(.+)" (?:\(keys present are: .*\)|in empty .*)'
)
_TYPED: Final = re.compile(r"(?P<value>.*) \((?P<type>[A-Z]\w*)\)", re.DOTALL)

_ACTUAL: Final = "Expected (?P<actual>.*) to "
_NAMED: Final = "(?:a )?(?:header|metadata key|metadata|message metadata|query parameter) '[^']*'"
_SIZED: Final = _ACTUAL.replace(" to ", r" \(size \d+\) to have ")
_STATUS: Final = "(?:status (?:code )?(?:of )?)?"
_TYPE_OF: Final = "(?:a body of|body type of|a response type of)"
_TYPE_IS: Final = "(?:the actual (?:content )?type was|received)"
_VALUE: Final = "value '(?P<expected>.*?)'"
# The first pattern that fits is taken; `{}` in a rule is the group of that name.
_SENTENCES: Final = tuple(
    (re.compile(pattern, re.DOTALL), rule)
    for pattern, rule in (
        (
            rf"[Ee]xpected {_STATUS}(?P<expected>\d{{3}}) but \w+ (?P<actual>\d{{3}})",
            "equal",
        ),
        (r"Expected status code (?P<actual>\d+) to be (?:an? )?(?P<expected>.+)", "status class"),
        (
            rf"Expected {_TYPE_OF} '(?P<expected>[^']*)' but {_TYPE_IS} '(?P<actual>[^']*)'",
            "content type",
        ),
        (
            r"Expected body (?:Present\()?(?P<expected>[^)]+)\)? but was (?P<actual>empty)",
            "present",
        ),
        (r"Failed to parse the (?:actual|expected) body: '?(?P<actual>.+?)'?", "readable"),
        (r"Expected body '(?P<expected>.*)' to match '(?P<actual>.*)' using equality.*", "equal"),
        (rf"Expected {_NAMED} but was (?P<actual>missing)", "present"),
        (
            rf"Expected {_NAMED} to have {_VALUE} but was '(?P<actual>.*?)'(?: - .*)?",
            "equal",
        ),
        (_ACTUAL + r"be the same type as (?P<expected>.*)", "type"),
        (_ACTUAL + r"(?:be equal to|equal) (?P<expected>.*)", "equal"),
        (
            _ACTUAL + r"match an? (?P<kind>date|time) pattern of '(?P<expected>.*?)'(?::.*)?",
            "{kind} {expected}",
        ),
        (
            _ACTUAL + r"match an? timestamp pattern of '(?P<expected>.*)'(?::.*)?",
            "datetime {expected}",
        ),
        (_ACTUAL + r"match '(?P<expected>.*)'", "regex {expected}"),
        (_ACTUAL + r"match /(?P<expected>.*)/(?: .*)?", "regex {expected}"),
        (_ACTUAL + r"include '(?P<expected>.*)'", "includes '{expected}'"),
        (
            _ACTUAL
            + r"(?:be|match) an? (?P<expected>integer|decimal|number|boolean|null)(?: \w+)?",
            "{expected}",
        ),
        (_ACTUAL + r"(?:not be|be not) empty", "not empty"),
        (
            _SIZED + r"minimum (?:size|length) of (?P<expected>\d+)",
            "at least {expected}",
        ),
        (
            _SIZED + r"maximum (?:size|length) of (?P<expected>\d+)",
            "at most {expected}",
        ),
        (
            r"Expected a List with (?P<expected>\d+) elements but received (?P<actual>\d+) .*",
            "length",
        ),
        (
            r"Variant at index \d+ \((?P<expected>.*)\) was not found in the actual list",
            "contains an item like",
        ),
        (r"'(?P<actual>.*)' is not a valid semantic version.*", "semver"),
        (r"Actual array is too long and should not contain (?P<actual>.*)", "length"),
        (r"Actual array is too short and should have contained (?P<expected>.*)", "length"),
        (r'Did not expect the (?:following )?key (?:"(?P<actual>.*)" )?to exist', "absent"),
        (
            r"\s*expected: (?P<expected>.*)\n\s*got: (?P<actual>.*?)\s*(?:\(compared .*)?",
            "equal",
        ),
        (r"Expected (?P<expected>.*) but was (?P<actual>missing)", "present"),
        (r"[Ee]xpected (?P<expected>.*) but (?:received|was|got) (?P<actual>.*)", "equal"),
    )
)
_NOT_TOLD: Final = {
    "not empty": "not empty",
    "length": "",
    "present": "present",
    "semver": "semver",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that was understood; `rule` is empty when it was not.

    `place` is the JSON path that the sentence itself tells, `members` the names of what is
    missing there.
    """

    text: str
    rule: str = ""
    expected: str = ""
    actual: str = ""
    place: str = ""
    members: tuple[str, ...] = ()


def without_colours(text: str) -> str:
    return _COLOURS.sub("", text)


def understand(sentence: str) -> Said:
    text = without_colours(sentence)
    told = text[:_LONGEST]
    told, place = _split_place(told[_prefix(told) :])
    if missing := _MISSING_KEYS.fullmatch(told):
        return _say_missing(text, place, tuple(missing[1].split(", ")))
    if missing := _MISSING_KEY.fullmatch(told):
        return _say_missing(text, place, (missing[1],))
    for pattern, rule in _SENTENCES:
        if found := pattern.fullmatch(told):
            return _say(text, place, rule, found.groupdict())
    return Said(text, place=place)


def _prefix(told: str) -> int:
    found = _PREFIX.match(told)
    return found.end() if found else 0


def _split_place(told: str) -> tuple[str, str]:
    """Only the Ruby verifier ends its sentences with a path."""
    found = _PLACE.fullmatch(told)
    return (found[1], found[2]) if found else (told, "")


def _say_missing(text: str, place: str, members: tuple[str, ...]) -> Said:
    return Said(text, "present", "present", "missing", place, members)


def _say(text: str, place: str, rule: str, values: dict[str, str | None]) -> Said:
    told = {name: value or "" for name, value in values.items()}
    expected = _show(told.get("expected", "")) or _NOT_TOLD.get(rule, "")
    return Said(text, clip(rule.format(**told)), expected, _show(told.get("actual", "")), place)


def _show(value: str) -> str:
    """Strings told with their type as JSON, so that "2" and 2 differ; others without quotes."""
    typed = _TYPED.fullmatch(value)
    bare = typed["value"] if typed else value
    if len(bare) > 1 and bare[0] == bare[-1] == "'":
        bare = bare[1:-1]
        if typed:
            bare = to_text(bare)
    return clip(bare)
