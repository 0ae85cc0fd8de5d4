"""What the website is told, and whom that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import (
    BOUNTY,
    KEY,
    OTHER_KEY,
    PROMPT,
    a_bug_search,
    a_documentation,
    a_spec,
    a_todo,
    an_assignee,
    an_issue,
)
from providers.deployed_seeds import Seed
from swarm.coordinator.settings import Deployed
from tests.integration.coordinator.deployed.scene import NOW, a_scene, built
from tests.integration.coordinator.running import WEBSITE_TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from providers.deployed_documents import Document
    from swarm.coordinator.store import Store
    from tests.integration.coordinator.deployed.scene import Answer, Scene

BEARER: Final = f"Bearer {WEBSITE_TOKEN}"
URL: Final = "https://github.com/octo-aggregator/demo/pull/5"
DELIVERED: Final = an_assignee("octo-worker", 7, prUrl=URL, isFinal=False)
NOT_FOUND: Final = (409, {"success": False, "data": None})
MISSING: Final = (
    400,
    {"success": False, "error": "swarmBountyId and swarmType are required"},
)
both = pytest.mark.parametrize("version", ["v2", "v3"])


def info(scene: Scene, version: str, query: str, bearer: str | None = BEARER) -> Answer:
    return scene.get(f"/prometheus/{version}/info?{query}", bearer=bearer)


def of_kind(kind: str = "build-feature", bounty: str = BOUNTY) -> str:
    return f"swarmBountyId={bounty}&swarmType={kind}"


def an_entry(name: str, **changes: Any) -> Document:
    told = {
        "swarmBountyId": BOUNTY,
        "taskName": f"demo - {name}",
        "swarmType": "build-feature",
        "nodes": 0,
        "status": "in-progress",
        "githubUsername": "",
        "prUrl": "",
    }
    return {**told, **changes}


def plant(scene: Scene) -> None:
    others = an_assignee("octo-other", 3, OTHER_KEY)
    planned = {"stakingKey": KEY, "taskId": "planner-task", "roundNumber": 1, "prUrl": "bafy"}
    todo = a_todo(NOW, status="in_progress", assignees=[others, DELIVERED])
    unnamed = a_todo(NOW, "todo-2", title="", description="")
    spec = a_spec(NOW, assignedTo=[planned])
    scene.plant(built([an_issue(NOW)], [todo, unnamed], specs=[spec]))


def test_v2_tells_tasks(scene: Scene) -> None:
    plant(scene)

    todos = [
        an_entry("Todo", nodes=2, githubUsername="octo-worker", prUrl=URL),
        an_entry("Todo"),
    ]
    issue = an_entry("Issue", nodes=2, subTasks=todos)
    data = an_entry("Spec", nodes=1, status="completed", subTasks=[issue])
    assert info(scene, "v2", of_kind()) == (200, {"success": True, "data": data})
    assert scene.changes() == {}


def test_v3_tells_issues_and_todos_whole(scene: Scene) -> None:
    plant(scene)

    first = {
        "uuid": "todo-1",
        "title": "Add a switch",
        "description": "A switch in the header.",
        "acceptanceCriteria": ["it switches"],
        "phasesData": [{"prompt": "Write it.", "tools": ["git"]}],
        "taskName": "demo - Todo",
        "swarmType": "build-feature",
        "nodes": 2,
        "status": "in-progress",
        "githubUsername": "octo-worker",
        "prUrl": URL,
    }
    second = {
        **first,
        "uuid": "todo-2",
        "title": "Write",
        "description": "Write it.",
        "nodes": 0,
        "githubUsername": "",
        "prUrl": "",
    }
    issue = {
        "uuid": "issue-1",
        "title": "A switch",
        "description": "Readers choose.",
        "swarmBountyId": BOUNTY,
        "swarmType": "build-feature",
        "nodes": 0,
        "status": "in-progress",
        "githubUsername": "",
        "prUrl": "",
        "todos": [first, second],
    }
    data = an_entry("Spec", nodes=1, status="completed", issues=[issue])
    assert info(scene, "v3", of_kind()) == (200, {"success": True, "data": data})


ISSUES: Final = {
    "initialized": ("in-progress", "in-progress"),
    "aggregator_pending": ("in-progress", "assigned"),
    "in_progress": ("in-progress", "in-progress"),
    "assign_pending": ("in-progress", "in-progress"),
    "assigned": ("assigned", "in-progress"),
    "in_review": ("auditing", "auditing"),
    "approved": ("auditing", "auditing"),
    "submitted": ("completed", "completed"),
    "merged": ("completed", "completed"),
    "failed": ("failed", "failed"),
}


@pytest.mark.parametrize("status", ISSUES)
def test_status_of_an_issue_is_told_in_the_websites_words(scene: Scene, status: str) -> None:
    final = {**DELIVERED, "isFinal": status != "assigned"}
    scene.plant(built([an_issue(NOW, status=status, assignees=[final])], []))

    v2 = info(scene, "v2", of_kind())[1]["data"]["subTasks"][0]["status"]
    v3 = info(scene, "v3", of_kind())[1]["data"]["issues"][0]["status"]
    assert (v2, v3) == ISSUES[status]


TODOS: Final = {
    "initialized": "in-progress",
    "in_progress": "in-progress",
    "in_review": "auditing",
    "approved": "auditing",
    "merged": "completed",
    "failed": "failed",
}


@pytest.mark.parametrize("status", TODOS)
def test_status_of_a_todo_is_told_in_the_websites_words(scene: Scene, status: str) -> None:
    final = {**DELIVERED, "isFinal": True}
    scene.plant(built([an_issue(NOW)], [a_todo(NOW, status=status, assignees=[final])]))

    v2 = info(scene, "v2", of_kind())[1]["data"]["subTasks"][0]["subTasks"][0]["status"]
    v3 = info(scene, "v3", of_kind())[1]["data"]["issues"][0]["todos"][0]["status"]
    assert (v2, v3) == (TODOS[status], TODOS[status])


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("initialized", "in-progress"),
        ("in_progress", "in-progress"),
        ("done", "completed"),
        ("failed", "failed"),
    ],
)
@both
def test_status_of_a_spec_is_told_in_the_websites_words(
    scene: Scene, version: str, status: str, told: str
) -> None:
    element = {"stakingKey": KEY, "taskId": "planner-task", "roundNumber": 1}
    scene.plant(Seed({"specs": [a_spec(NOW, status=status, assignedTo=[element])]}))

    assert info(scene, version, of_kind())[1]["data"]["status"] == told


OTHERS: Final = {
    "document-summarizer": ("documentations", a_documentation, "octo-writer", 2, "Documentation"),
    "find-bugs": ("bugfinders", a_bug_search, "octo-finder", 3, "Bug Finder"),
}


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("initialized", "in-progress"),
        ("in_progress", "assigned"),
        ("draft_pr_received", "assigned"),
        ("pr_received", "auditing"),
        ("in_review", "auditing"),
        ("done", "completed"),
        ("failed", "failed"),
    ],
)
@both
def test_bounties_of_other_kinds_are_told(
    scene: Scene, version: str, kind: str, status: str, told: str
) -> None:
    collection, make, username, pull, name = OTHERS[kind]
    scene.plant(Seed({collection: [make(NOW, BOUNTY) | {"status": status}]}))

    data = an_entry(
        name,
        swarmType=kind,
        nodes=1,
        status=told,
        githubUsername=username,
        prUrl=f"https://github.com/octo-org/demo/pull/{pull}",
    )
    assert info(scene, version, of_kind(kind)) == (200, {"success": True, "data": data})


@pytest.mark.parametrize("kind", ["build-feature", *OTHERS])
@both
def test_unknown_bounty_is_not_told(scene: Scene, version: str, kind: str) -> None:
    plant(scene)

    told = info(scene, version, of_kind(kind, "66a1f0c2d3e4b5a697887799"))
    assert told == NOT_FOUND


@pytest.mark.parametrize(
    "query",
    ["", f"swarmBountyId={BOUNTY}", "swarmType=build-feature", "swarmBountyId=&swarmType="],
)
@both
def test_bounty_and_kind_are_required(scene: Scene, version: str, query: str) -> None:
    assert info(scene, version, query) == MISSING


@both
def test_kind_must_be_known(scene: Scene, version: str) -> None:
    told = (400, {"success": False, "error": "Invalid swarm type"})
    assert info(scene, version, of_kind("another")) == told


STRANGERS: Final = {
    None: (401, "No authorization header provided"),
    "Bearer": (401, "No bearer token provided"),
    "Bearer ": (401, "No bearer token provided"),
    "Bearer another": (403, "Invalid bearer token"),
}


@pytest.mark.parametrize("bearer", STRANGERS)
def test_v2_is_for_the_website(scene: Scene, bearer: str | None) -> None:
    plant(scene)
    status, message = STRANGERS[bearer]

    told = info(scene, "v2", of_kind(), bearer)
    assert told == (status, {"success": False, "message": message})


@pytest.mark.parametrize("scheme", ["Bearer", "Basic", "x"])
def test_scheme_of_the_token_is_not_checked(scene: Scene, scheme: str) -> None:
    plant(scene)

    assert info(scene, "v2", of_kind(), f"{scheme} {WEBSITE_TOKEN}")[0] == 200


def test_v3_is_open(scene: Scene) -> None:
    plant(scene)

    assert info(scene, "v3", of_kind(), None)[0] == 200


def test_v3_asks_for_the_token_where_it_is_told_to(opened: Store, tmp_path: Path) -> None:
    with a_scene(opened, tmp_path, deployed=Deployed(asks_v3=True)) as scene:
        plant(scene)

        told = [info(scene, "v3", of_kind(), bearer)[0] for bearer in (*STRANGERS, BEARER)]
        assert told == [401, 401, 401, 403, 200]


def test_v2_may_be_cached_by_whoever_was_let_in(scene: Scene) -> None:
    plant(scene)

    def caching(bearer: str, version: str) -> str | None:
        path = f"/prometheus/{version}/info?{of_kind()}"
        headers = {"Authorization": bearer}
        return scene.client.get(path, headers=headers).headers.get("Cache-Control")

    assert caching(BEARER, "v2") == "public, max-age=5"
    assert caching("Bearer another", "v2") != "public, max-age=5"
    assert caching(BEARER, "v3") != "public, max-age=5"


NODES: Final = "/api/prometheus/get-assigned-nodes"


def test_assigned_nodes_are_told(scene: Scene) -> None:
    plant(scene)

    others = an_assignee("octo-other", 3, OTHER_KEY)
    told = {
        "success": True,
        "message": "Returned assignedTo",
        "assignedTo": [others, DELIVERED],
    }
    assert scene.get(f"{NODES}?swarmBountyId={BOUNTY}") == (200, told)
    assert scene.changes() == {}


def test_bounty_without_assigned_nodes_is_not_told(scene: Scene) -> None:
    scene.plant(built([an_issue(NOW)], [a_todo(NOW)], systemprompts=[PROMPT]))

    told = (409, {"error": "Assigned to not found"})
    assert scene.get(f"{NODES}?swarmBountyId={BOUNTY}") == told
    assert scene.get(f"{NODES}?swarmBountyId=another") == told


@pytest.mark.parametrize("query", ["", "?swarmBountyId="])
def test_assigned_nodes_are_of_a_bounty(scene: Scene, query: str) -> None:
    assert scene.get(f"{NODES}{query}") == (400, {"error": "swarmBountyId is required"})
