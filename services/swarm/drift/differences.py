"""Why an interaction is not met, from what the official verifier says of it.

The verifier's report and the results it publishes to a broker hold the same sentences; the report
also has the bodies' members, which the results do not.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from swarm.drift.report import KINDS, Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from swarm.drift.report import Kind

_MISSING_ROUTE: Final = frozenset({"404", "405"})
_REFUSED: Final = frozenset({"401", "403"})
_NO_ANSWER: Final = ("error sending request", "error decoding response body")
_STATE_FAILED: Final = "state change handlers has failed"

_STATUS: Final = re.compile(r"expected (\d{3}) but was (\d{3})")
_ABSENT: Final = re.compile(r"missing the following keys: (.+)", re.DOTALL)
_HEADER: Final = re.compile(r"Expected a header '[^']*' but was missing")
_CONTENT: Final = re.compile(
    r"Expected (?:a body of|body type of) '([^']*)' but "
    r"(?:the actual content type was|received) '([^']*)'"
)
_VALUE: Final = re.compile(
    r"Expected (?P<actual>.*) \((?P<actual_type>\w+)\) to be "
    r"(?P<relation>the same type as|equal to) (?P<expected>.*) \((?P<expected_type>\w+)\)",
    re.DOTALL,
)
_OTHER_SHAPE: Final = ("to be an integer", "to be a number", "to be a decimal", "to be a boolean")
_NO_BODY: Final = ("but was empty", "Failed to parse the actual body")
_NUMBERS: Final = frozenset({"Integer", "Decimal"})
_ORDER: Final = tuple(KINDS)


@dataclass(frozen=True, slots=True)
class Said:
    """One mismatch in the verifier's words; `beside`: members of the answer that nobody reads."""

    about: str
    where: str
    text: str
    beside: tuple[str, ...] = ()


def explain(said: Iterable[Said]) -> tuple[Difference, ...]:
    """All differences, those that explain most first.

    An answer with another status says something else in everything, so there the status is all.
    """
    told = tuple(said)
    for one in told:
        if one.about == "status" and (status := _STATUS.search(one.text)):
            return (_explain_status(*status.groups()),)
    found = [difference for one in told for difference in _explain(one)]
    # Another type of content is told of the body and again of its header.
    distinct = {(difference.kind, difference.where): difference for difference in reversed(found)}
    return tuple(sorted(distinct.values(), key=lambda d: (_ORDER.index(d.kind), d.where)))


def explain_failure(message: str) -> tuple[Difference, ...]:
    """Of an interaction that ended without an answer."""
    if any(text in message for text in _NO_ANSWER):
        return (Difference("hang", "", "There was no answer in time, or it broke off."),)
    if _STATE_FAILED in message:
        return (Difference("unknown", "", "Its provider state could not be set."),)
    return (Difference("unknown", "", f"It was not replayed: {message}"),)


def read_reported(mismatch: Mapping[str, Any]) -> tuple[Difference, ...]:
    """From `mismatch` of an error in the verifier's own JSON report."""
    if mismatch.get("type") != "mismatches":
        return explain_failure(str(mismatch.get("message", "the verifier gives no reason")))
    return explain(_read_reported(one) for one in mismatch["mismatches"])


def read_published(result: Mapping[str, Any]) -> tuple[Difference, ...]:
    """From one of `testResults` of a verification result in a broker."""
    exceptions = result.get("exceptions") or ()
    if exceptions:
        return explain_failure(str(exceptions[0].get("message")))
    said = [
        Said(str(m.get("attribute")), str(m.get("identifier", "")), str(m.get("description", "")))
        for m in result.get("mismatches") or ()
    ]
    return explain(said) or (Difference("unknown", "", "The result does not say why."),)


def _read_reported(mismatch: Mapping[str, Any]) -> Said:
    about = str(mismatch["type"]).removesuffix("Mismatch").removesuffix("Type").lower()
    where = str(mismatch.get("path") or mismatch.get("key") or "")
    text = str(mismatch.get("mismatch") or mismatch["type"])
    return Said(about, where, text, _list_unread(mismatch) if _ABSENT.search(text) else ())


def _list_unread(mismatch: Mapping[str, Any]) -> tuple[str, ...]:
    try:
        expected, actual = json.loads(mismatch["expected"]), json.loads(mismatch["actual"])
        return tuple(str(name) for name in actual if name not in expected)
    except (KeyError, TypeError, ValueError):
        return ()


def _explain_status(expected: str, actual: str) -> Difference:
    if actual in _MISSING_ROUTE and expected not in _MISSING_ROUTE:
        text = f"The route is not there: it answers {actual}, where {expected} was expected."
        return Difference("path", "", text)
    if actual in _REFUSED:
        text = f"The caller is refused with {actual}, where {expected} was expected."
        return Difference("auth", "", text)
    if expected in _REFUSED:
        text = f"The caller is let in with {actual}, where {expected} was expected."
        return Difference("auth", "", text)
    return Difference("status", "", f"It answers {actual}, where {expected} was expected.")


def _explain(said: Said) -> Iterator[Difference]:
    if absent := _ABSENT.search(said.text):
        for name in absent[1].split(", "):
            yield Difference("field", f"{said.where}.{name}", _say_absent(said, name))
        return
    if content := _CONTENT.search(said.text):
        expected, actual = content.groups()
        text = f"It answers with {actual}, where {expected} was expected."
        yield Difference("field", "Content-Type", text)
        return
    if said.about == "header":
        yield _explain_header(said)
        return
    yield _explain_value(said)


def _say_absent(said: Said, name: str) -> str:
    instead = f"; it has {', '.join(said.beside)}" if said.beside else ""
    return f"The answer has no {said.where}.{name}{instead}."


def _explain_header(said: Said) -> Difference:
    if _HEADER.search(said.text):
        return Difference("field", said.where, f"The answer has no header {said.where}.")
    # The type of content is part of an answer's shape; what other headers hold is a value.
    kind: Kind = "field" if said.where.lower() == "content-type" else "logic"
    return Difference(kind, said.where, f"The header {said.where} is another: {said.text}")


def _explain_value(said: Said) -> Difference:
    where = said.where if said.where.startswith("$") else "$"
    if any(text in said.text for text in _NO_BODY):
        return Difference("field", where, f"The answer has no body that can be read: {said.text}")
    value = _VALUE.search(said.text)
    if value is None:
        kind: Kind = "field" if said.text.endswith(_OTHER_SHAPE) else "logic"
        return Difference(kind, where, f"{where} is another: {said.text}")
    actual, expected = value["actual"], value["expected"]
    if value["relation"] == "equal to" and not _differ(value):
        return Difference("logic", where, f"{where} is {actual}, where {expected} was expected.")
    types = value["actual_type"], value["expected_type"]
    text = f"{where} is {actual} ({types[0]}), where {types[1]} like {expected} was expected."
    return Difference("field", where, text)


def _differ(value: re.Match[str]) -> bool:
    types = {value["actual_type"], value["expected_type"]}
    return len(types) > 1 and not types <= _NUMBERS
