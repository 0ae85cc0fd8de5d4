"""What all deployed routes have in common: bodies, paths, and that they are outdated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import a_todo, an_issue
from swarm.coordinator.deployed.routes import ROUTES
from tests.integration.coordinator.deployed.scene import (
    BUILDER,
    NOW,
    a_body,
    a_payload,
    built,
    refused,
)

if TYPE_CHECKING:
    from swarm.coordinator.deployed.routes import Route
    from tests.integration.coordinator.deployed.scene import Scene

LIMIT: Final = 102_400
FETCH: Final = f"{BUILDER}/fetch-to-do"
POSTED: Final = [route for route in ROUTES if route.method == "POST"]
NO_BODY: Final[dict[str, tuple[int, Any]]] = {
    **dict.fromkeys(
        (
            "fetch-to-do",
            "add-aggregator-info",
            "add-pr-to-to-do",
            "add-issue-pr",
            "check-to-do",
            "assign-issue",
            "fetch-issue",
            "check-issue",
            "fetch-planner-todo",
            "add-pr-to-planner-todo",
            "check-planner",
        ),
        refused(401, "Invalid request body"),
    ),
    "record-log": (400, {"message": "Missing todoUUID or swarmBountyId"}),
    "record-error-log": (400, {"message": "Invalid signature error"}),
    "record-message": refused(400, "bounty_id is required"),
    "record-builder-message": refused(400, "bounty_id is required"),
    "update-audit-result": refused(400, "Invalid request body"),
    "trigger-fetch-audit-result": (400, "Invalid task ID."),
}
each_posted = pytest.mark.parametrize("route", POSTED, ids=lambda route: route.name)


def test_root_greets(scene: Scene) -> None:
    answer = scene.client.get("/")

    told = (answer.status_code, answer.content_type, answer.text)
    assert told == (200, "text/html; charset=utf-8", "Hello World!")


def test_hello_is_running(scene: Scene) -> None:
    assert scene.get("/api/hello") == (200, {"status": 200, "message": "running"})


@each_posted
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("application/json", b"[]"),
        ("application/json", b""),
        ("text/plain", b'{"githubUsername": "octo"}'),
        ("application/x-www-form-urlencoded", b"githubUsername=octo"),
        ("application/vnd.api+json", b'{"bounty_id": "b"}'),
        (None, b'{"githubUsername": "octo"}'),
        ("text/plain", b"{"),
    ],
)
def test_body_of_another_kind_is_as_good_as_none(
    scene: Scene, route: Route, content_type: str | None, body: bytes
) -> None:
    name = route.path.rpartition("/")[2]

    assert scene.post_bytes(route.path, body, content_type) == NO_BODY[name]


@each_posted
@pytest.mark.parametrize("body", [b"{", b'"x"', b"1", b"null", b"{'a': 1}", b"\xff", b"NaN"])
def test_body_that_is_no_json_object_is_refused(scene: Scene, route: Route, body: bytes) -> None:
    status, told = scene.post_bytes(route.path, body, "application/json; charset=utf-8")

    assert (status, told["success"]) == (400, False)


@each_posted
def test_body_that_is_too_large_is_refused(scene: Scene, route: Route) -> None:
    body = json.dumps({"a": "b" * LIMIT}).encode()

    status, told = scene.post_bytes(route.path, body, "application/json")

    assert (status, told["success"]) == (413, False)


def test_body_may_have_100_kilobytes(scene: Scene) -> None:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW)]))
    body = json.dumps(a_body("fetch-to-do", a_payload("fetch-to-do"))).encode()

    told = [
        scene.post_bytes(FETCH, body.ljust(size), "application/json")[0]
        for size in (LIMIT + 1, LIMIT)
    ]

    assert told == [413, 200]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", FETCH),
        ("DELETE", FETCH),
        ("POST", "/api/hello"),
        ("POST", "/api/builder/another"),
        ("POST", "/api/prometheus/classification"),
        ("POST", "/summarizer/worker/fetch-todo"),
        ("POST", "/bug-finder/worker/fetch-todo"),
        ("POST", "/star/fetch-star"),
        ("GET", "/prometheus/v4/info"),
    ],
)
def test_what_is_not_served_has_a_page_that_says_so(scene: Scene, method: str, path: str) -> None:
    answer = scene.client.open(path, method=method)

    assert (answer.status_code, answer.content_type) == (404, "text/html; charset=utf-8")
    assert f"<pre>Cannot {method} {path}</pre>" in answer.text


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_answer_says_that_it_is_outdated(scene: Scene, route: Route) -> None:
    path = route.path.replace("{node_type}", "leader").replace("{uuid}", "issue-1")

    headers = scene.client.open(path, method=route.method).headers

    assert headers["Deprecation"].startswith("@")
    assert headers["Link"].endswith('; rel="successor-version"')
    assert "Sunset" not in headers


def test_json_is_of_one_media_type(scene: Scene) -> None:
    answer = scene.client.post(FETCH, json={})

    assert answer.content_type == "application/json; charset=utf-8"
