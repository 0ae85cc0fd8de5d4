"""Each field that any consumer reads, renamed in its provider's answers: every interaction that
reads it fails and names it, and no other does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.participants import COORDINATOR
from providers.registry import PROVIDERS
from providers.sources import Folder
from tests.integration.contracts.builders import a_provider, an_interaction, write_pact
from tests.integration.contracts.renames import (
    EACH,
    RENAMED,
    Place,
    Reading,
    SpokenBy,
    plan_runs,
    read_pact,
    rename,
)
from tests.integration.contracts.surprises import find_surprises
from tests.unit.surface import DEPLOYED_ROUTES, PACTS, PROVIDED

if TYPE_CHECKING:
    from pathlib import Path

each_provider = pytest.mark.parametrize("name", PROVIDERS)


@each_provider
def test_renamed_field_is_missed_by_who_reads_it_and_nobody_else(name: str, tmp_path: Path) -> None:
    spoken_by = endpoints_of(name)
    readings = read_all(PACTS, name, spoken_by)

    assert find_surprises(PROVIDERS[name], readings, spoken_by, folder=tmp_path) == []


@each_provider
def test_runs_rename_every_field_once(name: str) -> None:
    readings = read_all(PACTS, name, endpoints_of(name))

    renamed = [renamed for run in plan_runs(readings) for renamed in run.items()]

    assert sorted(renamed) == sorted({(r.endpoint, p) for r in readings for p in r.places})


def test_pacts_are_with_providers_that_are_verified() -> None:
    pacts = Folder(PACTS).load_all().values()

    assert {pact["provider"]["name"] for pact in pacts} == set(PROVIDERS)


def test_field_that_is_missed_is_no_surprise(tmp_path: Path) -> None:
    write_pact(tmp_path, an_interaction())
    readings = read_all(tmp_path, "coordinator", path_itself)

    assert find_surprises(a_provider(), readings, path_itself, folder=tmp_path) == []


def test_field_of_an_empty_list_is_a_surprise(tmp_path: Path) -> None:
    def a_todo_exists(shelf: Any, *, title: str) -> None:
        shelf.todo.update(title=title, tags=[])

    content = {"title": "sweep", "tags": [{"name": "floor"}]}
    body = {"content": content, "contentType": "application/json"}
    any_tags = {"$.tags": {"combine": "AND", "matchers": [{"match": "type"}]}}
    response = {"status": 200, "body": body, "matchingRules": {"body": any_tags}}
    write_pact(tmp_path, an_interaction(response=response))
    provider = a_provider(states={"a todo exists": a_todo_exists})
    readings = read_all(tmp_path, "coordinator", path_itself)

    surprises = find_surprises(provider, readings, path_itself, folder=tmp_path)

    assert [(s.renamed, s.missed) for s in surprises] == [("$.tags[*].name", frozenset())]


@pytest.mark.parametrize(
    ("body", "place", "renamed"),
    [
        ({"a": 1, "b": 1}, ("a",), {RENAMED: 1, "b": 1}),
        ({"a": {"a": 1}}, ("a", "a"), {"a": {RENAMED: 1}}),
        ({"a": [{"b": 1}, {"c": 1}]}, ("a", EACH, "b"), {"a": [{RENAMED: 1}, {"c": 1}]}),
        ({"a": {"b": 1}}, ("a", EACH, "b"), {"a": {"b": 1}}),
        ({"a": None}, ("a", "b"), {"a": None}),
    ],
)
def test_rename_leaves_all_else_alone(body: Any, place: Place, renamed: Any) -> None:
    assert rename(body, place) == renamed


def read_all(pacts: Path, provider: str, spoken_by: SpokenBy) -> list[Reading]:
    """What all consumers of `provider` read."""
    loaded = Folder(pacts).load(provider)
    return [reading for pact in loaded for reading in read_pact(pact, spoken_by)]


def endpoints_of(provider: str) -> SpokenBy:
    routes: list[tuple[str, str, str]] = [(e.name, e.method, e.path) for e in PROVIDED[provider]]
    if provider == COORDINATOR:
        routes += [(f"{method} {path}", method, path) for method, path in DEPLOYED_ROUTES]

    def spoken_by(method: str, path: str) -> str:
        [name] = {
            name
            for name, served, template in routes
            if served == method and re.fullmatch(re.sub(r"{[a-z_]+}", "[^/]+", template), path)
        }
        return name

    return spoken_by


def path_itself(method: str, path: str) -> str:
    return f"{method} {path}"
