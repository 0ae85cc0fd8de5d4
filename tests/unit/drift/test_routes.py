from __future__ import annotations

import pytest

from swarm.drift.needs import list_needs
from swarm.drift.report import Place
from swarm.drift.routes import Route, find_uses, read_route
from tests.unit.drift.builders import an_interaction, held


@pytest.mark.parametrize(
    ("route", "path", "fits"),
    [
        ("/v1/todos/{todo}", "/v1/todos/todo-1", True),
        ("/v1/todos/:todo", "/v1/todos/todo-1", True),
        ("/v1/todos/{todo}/failures", "/v1/todos/todo-1", False),
        ("/v1/todos/{todo}", "/v1/todos/todo-1/failures", False),
        ("/v1/todos/{todo}", "/v1/todos", False),
        ("/v1/todos", "/v1/todos/", True),
        ("/v1/todos", "/v1/todos?page=2", True),
        ("/v1/todos", "/v1/Todos", False),
        ("/", "/", True),
    ],
)
def test_placeholder_is_any_one_segment(route: str, path: str, *, fits: bool) -> None:
    assert Route("GET", route).fits("get", path) is fits


def test_method_counts() -> None:
    assert not Route("POST", "/v1/todos").fits("GET", "/v1/todos")


@pytest.mark.parametrize("text", ["", "/v1/todos", "POST", "POST v1/todos", "POST /a b"])
def test_text_that_is_no_route_is_refused(text: str) -> None:
    assert read_route(text) is None


def test_route_is_read() -> None:
    assert read_route(" post /a/{b} ") == Route("POST", "/a/{b}")


def test_every_place_of_every_version_is_told() -> None:
    live, shop = Place("1", "live", "deployed"), Place("1", "shop", "released")
    pact = held(an_interaction("one"), an_interaction("two"), places=(shop, live))

    uses = find_uses(Route("GET", "/v1/{any}"), list_needs([pact]))

    assert [(use.place, use.descriptions) for use in uses] == [
        (live, ("one", "two")),
        (shop, ("one", "two")),
    ]
