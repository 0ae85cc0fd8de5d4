"""A field that a consumer's view reads is in its pact, and nothing else is: so whoever renames it
hears of it, and whoever renames another field is left in peace.
"""

from __future__ import annotations

import ast
import importlib
import json
import typing
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from pydantic import BaseModel

import swarm
from pro_me_the_us.participants import (
    PLANNER_CONTAINER,
    PLANNER_NODE,
    WEBSITE,
    WORKER_CONTAINER,
    WORKER_NODE,
)
from tests.integration.contracts.renames import EACH, Place, list_places, spell
from tests.unit.surface import Promise, pact_files, read_pact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from pro_me_the_us.endpoint import Endpoint

SERVICES: Final = Path(swarm.__file__).parent
# One program is two participants, by its kind: what it reads is in one pact or the other.
CONSUMERS: Final = {
    "container": (WORKER_CONTAINER, PLANNER_CONTAINER),
    "node": (WORKER_NODE, PLANNER_NODE),
    "website": (WEBSITE,),
}


@pytest.mark.parametrize("program", CONSUMERS)
def test_pacts_hold_what_views_read_and_nothing_else(program: str) -> None:
    read: dict[Endpoint[Any, Any], set[Place]] = defaultdict(set)
    for endpoint, view in list_calls(program):
        read[endpoint] |= set(list_fields(view))

    held = {endpoint: find_held(endpoint, CONSUMERS[program]) for endpoint in read}

    assert spell_all(read) == spell_all(held)
    assert any(read.values())


def list_calls(program: str) -> Iterator[tuple[Endpoint[Any, Any], type[BaseModel]]]:
    """Every endpoint that `program` calls, with what it reads the answer into."""
    for file in sorted((SERVICES / program).rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if is_call(node)]
        if calls:
            module = importlib.import_module(f"swarm.{program}.{file.stem}")
            yield from (read_call(module, call) for call in calls)


def is_call(node: ast.AST) -> typing.TypeGuard[ast.Call]:
    """Whether it is of the form `….call(api.READ_JOB, …)`."""
    if not isinstance(node, ast.Call) or not node.args:
        return False
    return isinstance(node.func, ast.Attribute) and ast.unparse(node.args[0]).startswith("api.")


def read_call(module: ModuleType, call: ast.Call) -> tuple[Endpoint[Any, Any], type[BaseModel]]:
    endpoint = getattr(module.api, ast.unparse(call.args[0]).removeprefix("api."))
    into = [ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == "into"]
    return endpoint, getattr(module, into[0]) if into else endpoint.response


def list_fields(kind: Any, above: Place = ()) -> Iterator[Place]:
    """Every field in models of this type, as `list_places` tells those of a body."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield (*above, name)
            yield from list_fields(field.annotation, (*above, name))
        return
    inside = (*above, EACH) if typing.get_origin(kind) is list else above
    for argument in typing.get_args(kind):
        yield from list_fields(argument, inside)


def find_held(endpoint: Endpoint[Any, Any], consumers: tuple[str, ...]) -> set[Place]:
    """What pacts hold of the answers of `endpoint`, refusals aside."""
    return {
        place
        for promise, body in list_promises()
        if promise.consumer in consumers
        and promise.is_spoken_by(endpoint)
        and promise.status in endpoint.status
        for place in list_places(body)
    }


def list_promises() -> Iterator[tuple[Promise, Any]]:
    """Every interaction on file, with the body of its answer."""
    for file in pact_files():
        interactions = json.loads(file.read_text(encoding="utf-8"))["interactions"]
        for promise, interaction in zip(read_pact(file), interactions, strict=True):
            yield promise, interaction["response"].get("body", {}).get("content")


def spell_all(places: dict[Endpoint[Any, Any], set[Place]]) -> dict[str, list[str]]:
    return {endpoint.name: sorted(map(spell, found)) for endpoint, found in places.items()}
