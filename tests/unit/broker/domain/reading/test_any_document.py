"""What is stored may be anything: it is read, shown and compared without an error."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from pact_notary.domain.content import with_interaction_ids
from pact_notary.domain.reading.bodies import LINE_LIMIT, lay_out
from pact_notary.domain.reading.comparing import compare_pacts
from pact_notary.domain.reading.differing import FieldChange
from pact_notary.domain.reading.pacts import read_pact
from tests.unit.broker.domain.reading.builders import any_json

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.reading.bodies import BodyLines
    from pact_notary.domain.reading.comparing import Comparison
    from pact_notary.domain.reading.differing import ChangeKind
    from pact_notary.domain.reading.parts import ReadPact

ANYTHING = any_json(
    "$",
    "$.a",
    "$.a[*].*",
    "$.body.a",
    "$.headers['A']",
    "a",
    "AND",
    "arrayContains",
    "base64",
    "body",
    "content",
    "contentType",
    "contents",
    "encoded",
    "header",
    "index",
    "match",
    "matchers",
    "matchingRules",
    "min",
    "name",
    "params",
    "regex",
    "rules",
    "type",
    "value",
    "variants",
    "version",
)


def shaped(members: tuple[str, ...], **known: SearchStrategy[Json]) -> SearchStrategy[Json]:
    """Objects with these members, each any JSON or of its own shape; often some are missing."""
    optional: dict[str, SearchStrategy[Json]] = dict.fromkeys(members, ANYTHING)
    return st.fixed_dictionaries({}, optional={**optional, **known})


PARTS = shaped(
    ("body", "contents", "metadata", "matchingRules", "generators", "headers", "query"),
    method=ANYTHING | st.just("GET"),
    status=ANYTHING | st.just(200),
)
INTERACTIONS = ANYTHING | shaped(
    ("contents", "metadata", "matchingRules", "comments", "pending", "providerStates"),
    description=st.sampled_from(("a", "b")) | ANYTHING,
    providerState=st.sampled_from(("s", "t")),
    request=PARTS,
    response=PARTS | st.lists(PARTS, max_size=2).map(list),
    type=ANYTHING
    | st.sampled_from(("Synchronous/HTTP", "Synchronous/Messages", "Asynchronous/Messages")),
)
PACTS: SearchStrategy[Json] = ANYTHING | st.fixed_dictionaries(
    {"interactions": st.lists(INTERACTIONS, max_size=4)},
    optional={
        "messages": ANYTHING | st.lists(INTERACTIONS, max_size=2),
        "consumer": ANYTHING,
        "metadata": ANYTHING | st.just({"pactSpecification": {"version": "4.0"}}),
    },
)


def lay_out_all(pact: ReadPact) -> list[BodyLines]:
    sides = [side for interaction in pact.interactions for side in interaction.sides]
    return [lay_out(side.body) for side in sides if side.body]


def all_fields(comparison: Comparison) -> list[FieldChange]:
    inner = [change for one in comparison.interactions for change in one.fields]
    return [*comparison.fields, *inner]


def mirror(change: FieldChange) -> FieldChange:
    kinds: dict[ChangeKind, ChangeKind] = {"added": "removed", "removed": "added"}
    kind = kinds.get(change.kind, change.kind)
    return FieldChange(change.path, kind, change.after, change.before, change.what)


@given(document=PACTS)
def test_any_document_is_read_and_laid_out(document: Json) -> None:
    laid_out = lay_out_all(read_pact(document))

    assert all(len(body.lines) <= LINE_LIMIT for body in laid_out)


@given(document=PACTS)
def test_any_document_is_the_same_as_itself(document: Json) -> None:
    assert compare_pacts(document, document).is_same


@settings(max_examples=50)
@given(before=PACTS, after=PACTS)
def test_any_comparison_has_its_mirror(before: Json, after: Json) -> None:
    there, back = compare_pacts(before, after), compare_pacts(after, before)

    assert [there.count(each) for each in ("added", "changed", "same", "removed")] == [
        back.count(each) for each in ("removed", "changed", "same", "added")
    ]
    assert Counter(all_fields(there)) == Counter(map(mirror, all_fields(back)))


@given(members=st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.floats()))
def test_key_is_the_begin_of_the_brokers_id(members: dict[str, str | float]) -> None:
    document: JsonObject = {"interactions": [{**members, "z": {"b": 1, "a": "é"}}]}

    known = with_interaction_ids(document)["interactions"]

    assert isinstance(known, list)
    ids = [str(one["_id"])[:12] for one in known if isinstance(one, dict)]
    assert [one.key for one in read_pact(document).interactions] == ids
