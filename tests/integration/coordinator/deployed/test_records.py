"""Log lines and messages: what is kept of them, once, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.deployed_documents import BOUNTY, BUILDER_TASK, KEY, OTHER_KEY, an_error_log
from providers.deployed_seeds import Seed
from tests.integration.coordinator.deployed.scene import (
    BUILDER,
    GONE,
    NOW,
    refused,
    sign,
    without,
)

if TYPE_CHECKING:
    from tests.integration.coordinator.deployed.scene import Answer, Scene

TIME: Final = "2026-03-01T12:00:00.000Z"
PAYLOAD: Final = {"taskId": BUILDER_TASK, "stakingKey": KEY}
LINE: Final = {
    "stakingKey": KEY,
    "swarmBountyId": BOUNTY,
    "todoUUID": "todo-1",
    "logMessage": "It begins.",
    "logLevel": "info",
}
ERROR: Final = {"stakingKey": KEY, "error": "It broke."}
UNSIGNED: Final = (400, {"message": "Invalid signature error"})
NOT_THEIRS: Final = (400, {"message": "Signature error - unparseable data"})
LOGS: Final = {"record-log": LINE, "record-error-log": ERROR}
each_log = pytest.mark.parametrize("route", LOGS)


def log(scene: Scene, route: str, payload: Any = PAYLOAD, **changes: Any) -> Answer:
    body = {**LOGS[route], "signature": sign(payload), **changes}
    return scene.post(f"{BUILDER}/{route}", without(body))


def written(scene: Scene) -> list[Any]:
    return [*scene.documents().values()]


AT: Final = {"$date": "2026-03-01T12:00:00Z"}


def test_line_is_recorded_once(scene: Scene) -> None:
    told = [log(scene, "record-log"), log(scene, "record-log")]

    assert told == [
        (200, {"message": "logMessage added"}),
        (200, {"message": "logMessage already exists"}),
    ]
    assert scene.changes() == {
        f"builderlogs {BOUNTY}": {
            "stakingKey": KEY,
            "swarmBountyId": BOUNTY,
            "taskId": BUILDER_TASK,
            "todoUUID": "todo-1",
            "logs": [{"level": "info", "message": "It begins.", "timestamp": AT}],
            "createdAt": AT,
            "__v": 0,
        }
    }


def test_lines_differ_by_key_message_and_todo(scene: Scene) -> None:
    others: tuple[dict[str, Any], ...] = (
        {},
        {"logMessage": "It goes on."},
        {"todoUUID": "todo-2"},
    )

    told = [log(scene, "record-log", **changes) for changes in others]

    assert told == [(200, {"message": "logMessage added"})] * 3
    scene.documents()
    lines = (scene.folder / "export-0" / "builderlogs.json").read_text().splitlines()
    assert len(lines) == 3


@pytest.mark.parametrize("name", ["todoUUID", "swarmBountyId"])
@pytest.mark.parametrize("value", [GONE, "", None, {"$ne": 1}], ids=str)
def test_line_is_of_a_todo_and_a_bounty(scene: Scene, name: str, value: Any) -> None:
    # Looked at before the signature is.
    told = log(scene, "record-log", **{name: value, "signature": "0"})

    assert told == (400, {"message": "Missing todoUUID or swarmBountyId"})
    assert written(scene) == []


def test_error_is_recorded_once(scene: Scene) -> None:
    told = [log(scene, "record-error-log"), log(scene, "record-error-log")]

    assert told == [
        (200, {"message": "Failed info added"}),
        (200, {"message": "Failed info already exists"}),
    ]
    assert scene.changes() == {
        "buildererrorlogs Initial": {
            "stakingKey": KEY,
            "swarmBountyId": "Initial",
            "taskId": BUILDER_TASK,
            "todoUUID": "Initial",
            "errors": [{"message": "It broke.", "timestamp": AT}],
            "createdAt": AT,
            "__v": 0,
        }
    }


def test_error_names_its_todo_and_bounty(scene: Scene) -> None:
    log(scene, "record-error-log", swarmBountyId=BOUNTY, todoUUID="todo-1")

    (document,) = written(scene)
    assert (document["swarmBountyId"], document["todoUUID"]) == (BOUNTY, "todo-1")


@each_log
@pytest.mark.parametrize("signature", [GONE, "", None, "0", {"$ne": 1}, sign(PAYLOAD)[:-1]])
def test_unsigned_line_is_refused(scene: Scene, route: str, signature: Any) -> None:
    assert log(scene, route, signature=signature) == UNSIGNED
    assert written(scene) == []


@each_log
def test_line_by_another_key_is_refused(scene: Scene, route: str) -> None:
    told = [
        log(scene, route, stakingKey=OTHER_KEY),
        log(scene, route, {**PAYLOAD, "stakingKey": OTHER_KEY}),
        log(scene, route, {**PAYLOAD, "stakingKey": {"$ne": 1}}),
    ]

    assert told == [UNSIGNED, NOT_THEIRS, NOT_THEIRS]
    assert written(scene) == []


@pytest.mark.parametrize(
    ("route", "changes"),
    [
        ("record-log", {"logMessage": GONE}),
        ("record-log", {"logMessage": {"$ne": 1}}),
        ("record-log", {"logLevel": GONE}),
        ("record-log", {"logLevel": 7}),
        ("record-log", {"stakingKey": GONE}),
        ("record-log", {"payload": {"stakingKey": KEY}}),
        ("record-error-log", {"error": GONE}),
        ("record-error-log", {"error": ["x"]}),
        ("record-error-log", {"stakingKey": GONE}),
        ("record-error-log", {"payload": {"stakingKey": KEY}}),
    ],
)
def test_line_without_a_required_member_is_refused(
    scene: Scene, route: str, changes: dict[str, Any]
) -> None:
    told = {"payload": PAYLOAD, **changes}

    status, body = log(scene, route, **told)

    assert (status, body.keys()) == (400, {"message"})
    assert written(scene) == []


MESSAGE: Final = {"bounty_id": BOUNTY, "content": "It is done.", "tool": ["git"]}
BUILDERS: Final = {
    **MESSAGE,
    "githubUsername": "octo-worker",
    "uuid": "message-1",
    "taskType": "todo",
    "taskStage": "task",
    "todoUUID": "todo-1",
    "prUrl": "https://github.com/octo-aggregator/demo/pull/5",
}
MESSAGES: Final = {"record-message": MESSAGE, "record-builder-message": BUILDERS}
each_message = pytest.mark.parametrize("route", MESSAGES)


def say(scene: Scene, route: str, **changes: Any) -> Answer:
    return scene.post(f"{BUILDER}/{route}", without({**MESSAGES[route], **changes}))


def answered(answer: Answer) -> dict[str, Any]:
    status, body = answer
    assert (status, body["success"]) == (200, True)
    data: dict[str, Any] = body["data"]
    assert len(data.pop("_id")) == 24
    return data


@each_message
def test_message_is_stored(scene: Scene, route: str) -> None:
    told = answered(say(scene, route))

    members = {**MESSAGES[route], "tools": ["git"]}
    del members["tool"]
    assert told == {**members, "createdAt": TIME, "updatedAt": TIME, "__v": 0}
    (stored,) = scene.changes().values()
    assert (stored["content"], stored["tools"]) == ("It is done.", ["git"])


@each_message
def test_tools_may_be_called_tools(scene: Scene, route: str) -> None:
    told = answered(say(scene, route, tool=GONE, tools=["git", "sed"]))

    assert told["tools"] == ["git", "sed"]


@pytest.mark.parametrize("name", ["todoUUID", "content", "tool", "prUrl"])
def test_message_may_lack_these(scene: Scene, name: str) -> None:
    told = answered(say(scene, "record-builder-message", **{name: GONE}))

    assert name not in told
    assert len(scene.changes()) == 1


@each_message
@pytest.mark.parametrize("value", [GONE, "", None, 7, {"$ne": 1}], ids=str)
def test_message_is_of_a_bounty(scene: Scene, route: str, value: Any) -> None:
    assert say(scene, route, bounty_id=value) == refused(400, "bounty_id is required")
    assert written(scene) == []


@pytest.mark.parametrize("name", ["githubUsername", "uuid", "taskType", "taskStage"])
@pytest.mark.parametrize("value", [GONE, "", None, {"$ne": 1}], ids=str)
def test_message_of_a_builder_has_these(scene: Scene, name: str, value: Any) -> None:
    told = say(scene, "record-builder-message", **{name: value})

    assert told == refused(400, f"{name} is required")
    assert written(scene) == []


@pytest.mark.parametrize("name", ["taskType", "taskStage"])
def test_message_of_no_known_kind_is_refused(scene: Scene, name: str) -> None:
    assert say(scene, "record-builder-message", **{name: "other"})[0] == 400
    assert written(scene) == []


@each_message
@pytest.mark.parametrize("tools", ["git", {"$ne": 1}, [1], [None]], ids=str)
def test_tools_are_a_list_of_texts(scene: Scene, route: str, tools: Any) -> None:
    assert say(scene, route, tool=tools)[0] == 400
    assert written(scene) == []


def test_two_messages_of_one_identifier_are_two(scene: Scene) -> None:
    told = [say(scene, "record-builder-message")[0] for _ in range(2)]

    assert told == [200, 200]
    folder = scene.folder / "export-0"
    scene.documents()
    assert len((folder / "builderconversations.json").read_text().splitlines()) == 2


def test_error_that_was_imported_is_not_recorded_again(scene: Scene) -> None:
    scene.plant(Seed({"buildererrorlogs": [an_error_log(NOW, "It broke.")]}))

    assert log(scene, "record-error-log") == (200, {"message": "Failed info already exists"})
    assert scene.changes() == {}
    told = log(scene, "record-error-log", error="It broke again.")
    assert told == (200, {"message": "Failed info added"})
