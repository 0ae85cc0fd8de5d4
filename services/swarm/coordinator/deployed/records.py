"""Log lines and messages that deployed nodes, containers and agents leave."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.signatures import SignatureRejected, open_body
from swarm.coordinator.deployed.identities import plain
from swarm.coordinator.deployed.replies import Refused, Reply, handed_over
from swarm.coordinator.deployed.requests import optional_text_in, text_in
from swarm.coordinator.service.recordings import forget_some
from swarm.coordinator.store import deployed, deployed_records
from swarm.coordinator.store.deployed_records import LeftLine, LeftMessage
from swarm.coordinator.transfer.documents import date_of, read_line
from swarm.coordinator.transfer.mapping import name_writer
from swarm.coordinator.transfer.writing import derive_identity
from swarm.tracing import tell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from swarm.coordinator.deployed.office import Office
    from swarm.coordinator.deployed.requests import Call
    from swarm.coordinator.store import Connection

_INITIAL: Final = "Initial"
_REQUIRED: Final = ("githubUsername", "uuid", "taskType", "taskStage")
_CHOICES: Final = {"taskType": ("todo", "issue"), "taskStage": ("task", "audit")}


def record_log(office: Office, call: Call) -> Reply:
    body = call.body
    if not text_in(body, "todoUUID") or not text_in(body, "swarmBountyId"):
        raise _Unlogged("Missing todoUUID or swarmBountyId")
    line = _line(body, level=text_in(body, "logLevel"), message=text_in(body, "logMessage"))
    is_new = _keep(office, line)
    return Reply(200, {"message": f"logMessage {'added' if is_new else 'already exists'}"})


def record_error_log(office: Office, call: Call) -> Reply:
    line = _line(call.body, level="error", message=text_in(call.body, "error"))
    is_new = _keep(office, line)
    return Reply(200, {"message": f"Failed info {'added' if is_new else 'already exists'}"})


def record_message(office: Office, call: Call) -> Reply:
    """What a planner's agent has said."""
    body = call.body
    if not text_in(body, "bounty_id"):
        raise Refused(400, "bounty_id is required")
    return _keep_message(office, body, uuid="", role="planner", stage="")


def record_builder_message(office: Office, call: Call) -> Reply:
    """What a builder's agent has said."""
    body = call.body
    for name in ("bounty_id", *_REQUIRED):
        if not text_in(body, name):
            raise Refused(400, f"{name} is required")
    for name, choices in _CHOICES.items():
        if body[name] not in choices:
            raise Refused(400, f"{name} is none of {', '.join(choices)}")
    uuid, role, stage = (text_in(body, name) for name in ("uuid", "taskType", "taskStage"))
    return _keep_message(office, body, uuid=uuid, role=role, stage=stage)


class _Unlogged(Refused):
    """The log routes answer without the member that says whether it went well."""

    def __init__(self, message: str) -> None:
        super().__init__(400, message)
        self.reply = Reply(400, {"message": message})


def _line(body: Mapping[str, Any], *, level: str, message: str) -> LeftLine:
    key = text_in(body, "stakingKey")
    try:
        payload = open_body(body.get("signature"), key)
    except SignatureRejected as error:
        raise _Unlogged("Invalid signature error") from error
    if payload.get("stakingKey") != key:
        raise _Unlogged("Signature error - unparseable data")
    task = text_in(payload, "taskId")
    for name, text in (("taskId", task), ("message", message), ("level", level)):
        if not text:
            raise _Unlogged(f"Missing {name}")
    tell(task=task, staking_key=key)
    work = text_in(body, "todoUUID") or _INITIAL
    # The same line again is the same line, whenever it was written.
    named = json.dumps(["deployed", level == "error", key, message, work])
    return LeftLine(
        digest=hashlib.sha256(named.encode()).hexdigest(),
        task=task,
        staking_key=key,
        level=level,
        message=message,
        bounty=text_in(body, "swarmBountyId") or _INITIAL,
        work=work,
    )


def _keep(office: Office, line: LeftLine) -> bool:
    now = office.desk.now()
    with office.desk.writing() as connection:
        forget_some(connection, line.digest, now=now)
        if _was_imported(connection, line):
            return False
        return deployed_records.insert_line(connection, line, now=now)


def _was_imported(connection: Connection, line: LeftLine) -> bool:
    """Whether a deployed coordinator had recorded the line already."""
    is_error = line.level == "error"
    collection, member = ("buildererrorlogs", "errors") if is_error else ("builderlogs", "logs")
    writer = name_writer(line.staking_key, line.work)
    for document in deployed.list_documents(connection, collection, writer):
        told = read_line(document.encode()).get(member)
        lines = told if isinstance(told, list) else []
        if any(isinstance(one, dict) and one.get("message") == line.message for one in lines):
            return True
    return False


def _keep_message(
    office: Office, body: Mapping[str, Any], *, uuid: str, role: str, stage: str
) -> Reply:
    tools = body.get("tools", body.get("tool"))
    if tools is None:
        tools = []
    if not isinstance(tools, list) or not all(isinstance(tool, str) for tool in tools):
        raise Refused(400, "tools is no list of texts")
    left = LeftMessage(
        uuid=uuid or office.desk.new_id(),
        bounty=text_in(body, "bounty_id"),
        work=text_in(body, "todoUUID"),
        role=role,
        stage=stage,
        github_username=text_in(body, "githubUsername"),
        content=text_in(body, "content"),
        tools=tuple(tools),
        pull_request=optional_text_in(body, "prUrl"),
    )
    now = office.desk.now()
    with office.desk.writing() as connection:
        forget_some(connection, left.uuid, now=now)
        if not deployed_records.insert_message(connection, left, now=now):
            # Messages of one identifier are many there, and one here.
            again = office.desk.new_id()
            deployed_records.insert_message(connection, left, now=now, uuid=again)
    return handed_over(_message(body, left, now))


def _message(body: Mapping[str, Any], left: LeftMessage, now: datetime) -> dict[str, Any]:
    names: tuple[str, ...] = ("bounty_id", "content")
    if left.role != "planner":
        names += ("githubUsername", "uuid", "taskType", "taskStage", "todoUUID", "prUrl")
    time = plain(date_of(now))
    return {
        "_id": derive_identity("messages", left.uuid),
        **{name: optional_text_in(body, name) for name in names},
        "tools": list(left.tools),
        "createdAt": time,
        "updatedAt": time,
        "__v": 0,
    }
