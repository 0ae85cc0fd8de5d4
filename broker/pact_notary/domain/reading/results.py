"""Results of a verification, as its verifier published them, interaction by interaction.

These shapes are known, whatever else stands beside:

- Pact-Rust (pact-python, pact-js, pact-go …) and Pact-JVM publish a list. Its items have
  `interactionId` (the pact's `_id`; empty when the pact had none), `interactionDescription`,
  `success`, `mismatches` of `attribute`, `identifier`, `description`, and `exceptions` (of older
  Pact-JVM, one `exception`) of `message`. Pact-Rust puts all interactions without an id in one item
  with the first one's description.
- The Ruby verifier publishes an object with a list `tests` (older ones `examples`), several for
  one interaction: `testDescription` or `exampleDescription`, `status`, `interactionDescription`,
  `interactionProviderState`, `exception` of `message`, `differences` of `description`.
- The report of Pact-Rust (pact-python's `Verifier.results`) is an object with a list
  `interactionResults`: `description`, `providerStates`, `result`, and `mismatch` with `message`
  or `mismatches` of `type`, `path` or `key`, `expected`, `actual`, `mismatch`. Reports before
  that have a list `errors` of what failed only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pact_notary.domain.reading.parts import KEY_LENGTH
from pact_notary.domain.reading.paths import to_member
from pact_notary.domain.reading.texts import clip, to_plain, to_text
from pact_notary.domain.reading.wordings import understand, without_colours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.reading.parts import ReadInteraction, ReadPact

OUTCOME_LIMIT = 5000
MISMATCH_LIMIT = 500
RAW_LIMIT = 100

_TEXT_LIMIT = 2000

_LISTS: Final = (
    "interactionResults",
    "testResults",
    "tests",
    "examples",
    "results",
    "interactions",
    "errors",
)
_DESCRIPTIONS: Final = (
    "interactionDescription",
    "description",
    "testDescription",
    "exampleDescription",
    "testFullDescription",
    "exampleFullDescription",
    "interaction",
)
_STATES: Final = (
    "interactionProviderState",
    "providerState",
    "interactionProviderStates",
    "providerStates",
)
_VERDICTS: Final = ("success", "status", "result")
_KNOWN: Final = frozenset(
    (*_DESCRIPTIONS, *_VERDICTS, "interactionId", "mismatches", "mismatch", "exceptions")
)
_PASSED: Final = frozenset({"passed", "success", "successful", "succeeded", "ok", "true"})
_FAILED: Final = frozenset({"failed", "failure", "fail", "error", "false"})
_ABOUTS: Final = {
    "bodytype": "body",
    "body-content-type": "body",
    "headers": "header",
    "contents": "body",
}
_TOLD_TESTS: Final = {"status code": "status", "header": "header", "body": "body"}
_SAME_WHERE_MISSING: Final = frozenset({"", "/"})


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that is not as the pact says.

    `about` is body, header, status, query, path, method or metadata, or empty. `rule` is in the
    words that the pact's rules are shown in (`type`, `regex \\d+`, `present` …), empty when the
    verifier's sentence `text` is not known. `path` is a JSON path in a body, elsewhere a name.
    """

    about: str
    rule: str
    path: str
    expected: str
    actual: str
    text: str


@dataclass(frozen=True, slots=True)
class InteractionOutcome:
    """What became of one interaction.

    `key` is that of the pact's interaction, None when it is not known which one this is about.
    `success` is None when the results do not tell. `error` is why it could not be asked at all,
    or what no mismatch explains. `left_out` counts the mismatches beyond the limit.
    """

    description: str
    states: tuple[str, ...] = ()
    key: str | None = None
    success: bool | None = None
    mismatches: tuple[Mismatch, ...] = ()
    error: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ReadResults:
    """Outcomes in the order told; `raw` are lines of what is not understood.

    `left_out` counts the outcomes and lines beyond the limits.
    """

    outcomes: tuple[InteractionOutcome, ...] = ()
    raw: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def failed(self) -> tuple[InteractionOutcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.success is False)


def read_results(test_results: Json, pact: ReadPact | None = None) -> ReadResults:
    """The outcomes told by the `testResults` of a verification, in any of the shapes above.

    With the pact, outcomes are tied to its interactions: by the id that the broker gave them,
    else by description and states, else by a description that only one of them has.
    """
    items = _find_items(test_results)
    told = items[:OUTCOME_LIMIT]
    understood = [item for item in told if isinstance(item, dict) and _KNOWN & item.keys()]
    odd = [item for item in told if not (isinstance(item, dict) and _KNOWN & item.keys())]
    interactions = _Interactions.of(pact)
    outcomes = tuple(
        interactions.tie(identity, outcome) for identity, outcome in _unite(understood)
    )
    raw = [line for item in odd for line in _to_lines(item)]
    left_out = len(items) - len(told) + max(0, len(raw) - RAW_LIMIT)
    return ReadResults(outcomes, tuple(raw[:RAW_LIMIT]), left_out)


def _find_items(test_results: Json) -> list[Json]:
    if test_results is None:
        return []
    if not isinstance(test_results, dict):
        return test_results if isinstance(test_results, list) else [test_results]
    for name in _LISTS:
        items = test_results.get(name)
        if isinstance(items, list) and items:
            return items
    return [test_results] if test_results else []


def _to_lines(item: Json) -> list[str]:
    if isinstance(item, str):
        return [clip(line) for line in without_colours(item).splitlines()]
    return [to_text(item)]


def _unite(items: Iterable[JsonObject]) -> Iterator[tuple[str, InteractionOutcome]]:
    """Each interaction once, with the id it was told by; the Ruby verifier has many tests of it."""
    united: dict[tuple[str, str, tuple[str, ...]], list[InteractionOutcome]] = {}
    for item in items:
        identity, outcome = _read_identity(item), _read_outcome(item)
        key = (identity, "", ()) if identity else ("", outcome.description, outcome.states)
        united.setdefault(key, []).append(outcome)
    for (identity, _, _), outcomes in united.items():
        yield identity, outcomes[0] if len(outcomes) == 1 else _sum_up(outcomes)


def _read_identity(item: JsonObject) -> str:
    inner = item.get("mismatch")
    told = item.get("interactionId") or (
        inner.get("interactionId") if isinstance(inner, dict) else ""
    )
    return told if isinstance(told, str) else ""


def _sum_up(outcomes: list[InteractionOutcome]) -> InteractionOutcome:
    verdicts = {outcome.success for outcome in outcomes}
    mismatches = [mismatch for outcome in outcomes for mismatch in outcome.mismatches]
    more = sum(outcome.left_out for outcome in outcomes)
    errors = dict.fromkeys(outcome.error for outcome in outcomes if outcome.error)
    return replace(
        outcomes[0],
        success=False if False in verdicts else verdicts == {True} or None,
        mismatches=tuple(mismatches[:MISMATCH_LIMIT]),
        error=clip("\n".join(errors), _TEXT_LIMIT),
        left_out=more + max(0, len(mismatches) - MISMATCH_LIMIT),
    )


def _read_outcome(item: JsonObject) -> InteractionOutcome:
    report = item.get("mismatch")
    inner: JsonObject = report if isinstance(report, dict) else {}
    differences = _list(item.get("differences"))
    told = _list(item.get("mismatches")) or _list(inner.get("mismatches")) or differences
    about = _guess_about(item)
    # The Ruby verifier repeats differences as the message of an exception.
    errors = [] if differences else _read_errors(item, inner)
    if not told:
        # RSpec tells a status or a header that is another as an exception.
        told = [error for error in errors if understand(error).rule]
        errors = [error for error in errors if error not in told]
    mismatches = [mismatch for one in told for mismatch in _read_mismatch(one, about)]
    return InteractionOutcome(
        description=clip(without_colours(_first_text(item, _DESCRIPTIONS))),
        states=_read_states(item),
        success=_read_verdict(item, is_told=bool(told or errors)),
        mismatches=tuple(mismatches[:MISMATCH_LIMIT]),
        error=clip("\n".join(errors), _TEXT_LIMIT),
        left_out=max(0, len(mismatches) - MISMATCH_LIMIT),
    )


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _first_text(item: JsonObject, names: Iterable[str]) -> str:
    return next((text for name in names if isinstance(text := item.get(name), str) and text), "")


def _read_states(item: JsonObject) -> tuple[str, ...]:
    for name in _STATES:
        value = item.get(name)
        states = value if isinstance(value, list) else [value]
        named = [state.get("name") if isinstance(state, dict) else state for state in states]
        if found := tuple(clip(state) for state in named if isinstance(state, str) and state):
            return found
    return ()


def _read_verdict(item: JsonObject, *, is_told: bool) -> bool | None:
    for name in _VERDICTS:
        value = item.get(name)
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in _PASSED:
            return True
        if isinstance(value, str) and value.lower() in _FAILED:
            return False
    return False if is_told else None


def _guess_about(item: JsonObject) -> str:
    """The Ruby verifier tells what a test is about in its description only."""
    tested = _first_text(item, ("testDescription", "exampleDescription"))
    return next((about for words, about in _TOLD_TESTS.items() if words in tested), "")


def _read_errors(item: JsonObject, report: JsonObject) -> list[str]:
    told = [*_list(item.get("exceptions")), item.get("exception"), report.get("message")]
    if isinstance(item.get("mismatch"), str):
        told.append(item["mismatch"])
    texts = [one.get("message") if isinstance(one, dict) else one for one in told]
    return [
        clip(without_colours(to_plain(text, _TEXT_LIMIT)).strip(), _TEXT_LIMIT)
        for text in texts[:MISMATCH_LIMIT]
        if text
    ]


def _read_mismatch(told: Json, about: str) -> Iterator[Mismatch]:
    """One for each member when several are missing."""
    members: JsonObject = told if isinstance(told, dict) else {"description": told}
    text = _first_text(members, ("description", "mismatch", "message", "text"))
    said = understand(clip(text or to_plain(told, _TEXT_LIMIT), _TEXT_LIMIT))
    place = said.place or _first_text(members, ("identifier", "path", "key"))
    about = _read_about(members) or about or ("body" if place.startswith("$") else "")
    path = "$" if about == "body" and place in _SAME_WHERE_MISSING else clip(place)
    mismatch = Mismatch(
        about,
        said.rule,
        path,
        said.expected or _told_value(members, "expected"),
        said.actual or _told_value(members, "actual"),
        said.text,
    )
    for member in said.members:
        yield replace(mismatch, path=clip(path + to_member(member)))
    if not said.members:
        yield mismatch


def _read_about(members: JsonObject) -> str:
    told = _first_text(members, ("attribute", "type")).lower().removesuffix("mismatch")
    return clip(_ABOUTS.get(told, told), 40)


def _told_value(members: JsonObject, name: str) -> str:
    value = members.get(name)
    return "" if value is None else to_plain(value)


@dataclass(frozen=True, slots=True)
class _Interactions:
    """A pact's interactions by what results may name them by; None where it is not certain."""

    by_key: dict[str, ReadInteraction]
    by_states: dict[tuple[str, tuple[str, ...]], ReadInteraction | None]
    by_description: dict[str, ReadInteraction | None]

    @classmethod
    def of(cls, pact: ReadPact | None) -> _Interactions:
        found = pact.interactions if pact else ()
        by_states: dict[tuple[str, tuple[str, ...]], ReadInteraction | None] = {}
        by_description: dict[str, ReadInteraction | None] = {}
        for one in found:
            names = tuple(clip(state.name) for state in one.states)
            described = clip(one.description)
            identity = (described, names)
            by_states[identity] = None if identity in by_states else one
            by_description[described] = None if described in by_description else one
        return cls({one.key: one for one in found}, by_states, by_description)

    def tie(self, identity: str, outcome: InteractionOutcome) -> InteractionOutcome:
        # Reports begin the description of what failed with the names of both sides.
        if found := self.by_key.get(identity[:KEY_LENGTH]):
            outcome = replace(outcome, description=clip(found.description))
        if found is None:
            found = self.by_states.get((outcome.description, outcome.states))
        if found is None and not outcome.states:
            found = self.by_description.get(outcome.description)
        if found is None:
            return outcome
        return replace(
            outcome,
            key=found.key,
            states=outcome.states or tuple(clip(state.name) for state in found.states),
        )
