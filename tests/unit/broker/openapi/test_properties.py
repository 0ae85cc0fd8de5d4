"""An interaction made of a document fits it, changed it does not; and nothing gives a traceback."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pact_notary.domain.openapi.coverage import map_coverage
from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi.fitting import compare
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.domain.openapi.pacts import read_pact
from tests.unit.broker.openapi.builders import a_pact, an_interaction, compared, openapi
from tests.unit.broker.openapi.stock import STOCK, answering, asking

NAMES = st.text("abcdefgh ~/%'", min_size=1, max_size=4)
LEAVES = st.sampled_from(
    [
        ({"type": "string"}, "text"),
        ({"type": "integer", "minimum": 3}, 3),
        ({"type": ["boolean", "null"]}, None),
        ({"enum": ["a", "b"]}, "b"),
        ({"anyOf": [{"type": "null"}, {"type": "number"}]}, 1.5),
    ]
)


def _object(members: dict[str, tuple[Any, Any]]) -> tuple[Any, Any]:
    properties = {name: schema for name, (schema, _) in members.items()}
    schema = {"type": "object", "properties": properties, "required": [*properties]}
    return schema, {name: example for name, (_, example) in members.items()}


def _all_of(parts: tuple[tuple[Any, Any], tuple[Any, Any]]) -> tuple[Any, Any]:
    (first, one), (second, other) = parts
    told = {**first["properties"], **second["properties"]}
    agreed = {name: {**other, **one}[name] for name in told}
    kept = {n: s for n, s in second["properties"].items() if n not in first["properties"]}
    return {"allOf": [first, {**second, "properties": kept}]}, agreed


def _containers(inner: st.SearchStrategy[tuple[Any, Any]]) -> st.SearchStrategy[tuple[Any, Any]]:
    objects = st.dictionaries(NAMES, inner, min_size=1, max_size=3).map(_object)
    return st.one_of(
        objects,
        st.tuples(objects, objects).map(_all_of),
        inner.map(lambda told: ({"type": "array", "items": told[0]}, [told[1], told[1]])),
        inner.map(lambda told: ({"oneOf": [{"const": "other"}, told[0]]}, told[1])),
    )


EXAMPLES = st.dictionaries(NAMES, st.recursive(LEAVES, _containers, max_leaves=6), min_size=1).map(
    _object
)
FEW = settings(max_examples=20, deadline=None)


def declaring(schema: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    operation = {
        "requestBody": {"content": content},
        "responses": {"200": {"description": "a", "content": content}},
    }
    return openapi({"/things": {"post": operation}})


def exchange(body: Any, status: int = 200) -> dict[str, Any]:
    return an_interaction({"method": "POST", "body": body}, {"status": status, "body": body})


@given(made=EXAMPLES)
@FEW
def test_interaction_made_of_the_document_fits(made: tuple[Any, Any]) -> None:
    schema, example = made

    assert compared(declaring(schema), exchange(example)).misfits == ()


@given(made=EXAMPLES, name=NAMES)
@FEW
def test_interaction_with_a_renamed_field_is_a_misfit(made: tuple[Any, Any], name: str) -> None:
    schema, example = made
    old = next(iter(example))
    renamed = {f"{name}!" if key == old else key: value for key, value in example.items()}

    errors = compared(declaring(schema), exchange(renamed)).errors

    assert {each.kind.value for each in errors} == {"request.body", "response.body"}


@given(made=EXAMPLES, status=st.integers(100, 599).filter(lambda status: status != 200))
@FEW
def test_interaction_with_another_status_is_a_misfit(made: tuple[Any, Any], status: int) -> None:
    schema, example = made

    errors = compared(declaring(schema), exchange(example, status)).errors

    assert [each.kind.value for each in errors] == ["response.status"]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4)
    | st.sampled_from(["#/components/schemas/Thing", "#/paths", "{id}", "string", "%zz", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else ()
    inner = [each for step, one in (*members, *items) for each in _places(one, (*at, step))]
    return [at, *inner] if at else inner


PACT = a_pact(
    an_interaction(asking(query={"view": ["full"]}), answering({"id": 1, "either": {"a": 1}})),
    an_interaction(
        {"method": "POST", "body": {"name": "a", "tags": ["b"]}},
        {"status": 201, "body": {"name": "a"}},
    ),
)


@st.composite
def changed(draw: st.DrawFn, original: Any) -> str:
    """The JSON of a document in which a few places hold something else."""
    made = deepcopy(original)
    for _ in range(draw(st.integers(1, 3))):
        *above, last = draw(st.sampled_from(_places(made)))
        holder = made
        for step in above:
            holder = holder[step]
        holder[last] = draw(VALUES)
    return json.dumps(made)


def run(pact: bytes | str, document: bytes | str) -> None:
    """Whatever they are, they are compared or refused."""
    with suppress(InvalidDocument):
        declared = read_document(document, "a.json")
        comparison = compare([read_pact(pact, "b.json")], declared)
        map_coverage(comparison, declared)


MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(document=changed(STOCK))
@MANY
def test_odd_documents_are_compared_or_refused(document: str) -> None:
    run(json.dumps(PACT), document)


@given(pact=changed(PACT))
@MANY
def test_odd_pacts_are_compared_or_refused(pact: str) -> None:
    run(pact, json.dumps(STOCK))


@given(content=st.binary(max_size=40) | st.text(max_size=40))
@MANY
def test_any_bytes_are_refused(content: bytes | str) -> None:
    for name in ("a.json", "a.yaml", "a"):
        with pytest.raises(InvalidDocument):
            read_document(content, name)
        with pytest.raises(InvalidDocument):
            read_pact(content, name)
