"""A coordinator whose database is imported, whose clock is moved by hand, and whose database is
exported again: what a request changes is told by what the export has become.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.signatures import sign_text
from providers.deployed_documents import (
    BUILDER_TASK,
    KEY,
    OTHER_KEY,
    PLANNER_TASK,
    PROMPT,
    a_spec,
)
from providers.deployed_seeds import Seed, a_chain
from providers.remote_states import write_seed
from swarm.coordinator.app import assemble, build_service
from swarm.coordinator.chain import FileChain
from swarm.coordinator.settings import Deployed, Settings, read_website_token
from swarm.coordinator.transfer import Way, export_from, import_into
from tests.integration.coordinator.builders import Clock as BareClock
from tests.integration.coordinator.running import WEBSITE_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from flask.testing import FlaskClient

    from providers.deployed_documents import Document
    from swarm.coordinator.merging import Forge
    from swarm.coordinator.store import Store

NOW: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND_TASK: Final = "second-task"
GONE: Final = "(gone)"
PAIRS: Final = {
    KEY: KeyPair.from_seed(bytes(range(32))),
    OTHER_KEY: KeyPair.from_seed(bytes(range(32, 64))),
}
_KINDS: Final = {
    "fetch-to-do": "fetch-todo",
    "fetch-issue": "fetch-issue",
    "add-aggregator-info": "create-repo",
    "add-pr-to-to-do": "add-todo-pr",
    "add-issue-pr": "add-issue-pr",
    "check-to-do": "audit",
    "check-issue": "audit",
    "fetch-planner-todo": "fetch",
    "add-pr-to-planner-todo": "add",
}
PLANNERS_ROUTES: Final = frozenset({"fetch-planner-todo", "add-pr-to-planner-todo"})
BUILDER: Final = "/api/builder"
PLANNER: Final = "/api/planner"


def a_payload(route: str, round_number: Any = 7, key: str = KEY, **changes: Any) -> Document:
    """What a node signs for the route."""
    payload: Document = {
        "taskId": BUILDER_TASK,
        "roundNumber": round_number,
        "githubUsername": "octo-worker",
        "stakingKey": key,
        "pubKey": f"main-{key}",
        "action": _KINDS.get(route),
    }
    if route in PLANNERS_ROUTES:
        payload |= {"taskId": PLANNER_TASK, "githubUsername": key}
        del payload["pubKey"]
    return without(payload | changes)


def sign(payload: Any, key: str = KEY) -> str:
    return sign_plain(json.dumps(payload), key)


def sign_plain(text: str, key: str = KEY) -> str:
    return sign_text(PAIRS[key], text)


def a_body(
    route: str, payload: Mapping[str, Any], signer: str | None = None, **told: Any
) -> Document:
    """The body of a request that has the payload signed, by whom it names unless told another."""
    key = str(payload["stakingKey"]) if signer is None else signer
    body = {"signature": sign(payload, key), "stakingKey": key}
    if route not in PLANNERS_ROUTES:
        body["pubKey"] = f"main-{key}"
    return without(body | told)


def without(members: Mapping[str, Any]) -> Document:
    """The members that are not gone."""
    return {name: value for name, value in members.items() if value is not GONE}


class Clock(BareClock):
    def pass_by_minutes(self, minutes: float) -> None:
        self.pass_by(timedelta(minutes=minutes))


Answer = tuple[int, Any]
"""A status, and JSON or text."""


@dataclass
class Scene:
    store: Store
    folder: Path
    clock: Clock
    client: FlaskClient
    before: Mapping[str, Document] = field(default_factory=dict)
    sent: int = 0

    def plant(self, seed: Seed) -> None:
        """Have the seed's documents imported, and nothing else."""
        documents = {"specs": [], **seed.documents}
        folder = write_seed(replace(seed, documents=documents), self.folder / "seed")
        import_into(self.store, folder, way=Way(now=self.clock(), replaces=True))
        self.set_chain(seed.chain)
        self.before = self.documents()

    def set_chain(self, chain: Mapping[str, Any]) -> None:
        (self.folder / "chain.json").write_text(json.dumps(chain), encoding="utf-8")

    def send(self, route: str, payload: Mapping[str, Any] | None = None, **told: Any) -> Answer:
        """POST to a builder's route, or to one of planners; with the payload signed if there is."""
        mount = PLANNER if "planner" in route or "trigger" in route else BUILDER
        body = told if payload is None else a_body(route, payload, **told)
        return self.post(f"{mount}/{route}", body)

    def sign_and_send(self, route: str, round_number: Any = 7, **changes: Any) -> Answer:
        return self.send(route, a_payload(route, round_number, **changes))

    def post(self, path: str, body: Any, **how: Any) -> Answer:
        return _read(self.client.post(path, json=body, **how))

    def post_bytes(self, path: str, body: bytes, content_type: str | None) -> Answer:
        return _read(self.client.post(path, data=body, content_type=content_type))

    def get(self, path: str, *, bearer: str | None = None) -> Answer:
        headers = {} if bearer is None else {"Authorization": bearer}
        return _read(self.client.get(path, headers=headers))

    def documents(self) -> dict[str, Document]:
        """What would be exported, by collection and name."""
        folder = self.folder / f"export-{self.sent}"
        self.sent += 1
        export_from(self.store, folder)
        found = {}
        for file in sorted(folder.glob("*.json")):
            for line in file.read_text(encoding="utf-8").splitlines():
                document = json.loads(line)
                found[f"{file.stem} {_name(document)}"] = document
        return found

    def changes(self) -> dict[str, Any]:
        """What an export has that it had not before: of known documents, the changed members."""
        after = self.documents()
        told: dict[str, Any] = dict.fromkeys(self.before.keys() - after.keys(), GONE)
        for name, document in after.items():
            was = self.before.get(name)
            if was is None:
                told[name] = {one: value for one, value in document.items() if one != "_id"}
            elif was != document:
                told[name] = _difference(was, document)
        return told


def _difference(before: Document, after: Document) -> Document:
    names = before.keys() | after.keys()
    return {
        name: after.get(name, GONE)
        for name in names
        if before.get(name, GONE) != after.get(name, GONE)
    }


def _name(document: Document) -> str:
    if "roundNumber" in document and "repoOwner" not in document:
        return f"{document['taskId']} {document['roundNumber']}"
    names = ("uuid", "swarmBountyId", "bountyId", "bounty_id")
    return next((str(document[name]) for name in names if name in document), "")


def _read(response: Any) -> Answer:
    is_json = response.mimetype == "application/json"
    return response.status_code, response.get_json() if is_json else response.text


@contextmanager
def a_scene(
    database: Store, folder: Path, *, forge: Forge | None = None, **changes: Any
) -> Iterator[Scene]:
    """`changes` are of its settings."""
    clock = Clock(NOW)
    settings = Settings(
        database.engine.url.render_as_string(hide_password=False),
        website=read_website_token(WEBSITE_TOKEN),
        planner_task=PLANNER_TASK,
        **{
            "task_ids": frozenset({BUILDER_TASK}),
            "deployed": Deployed(plans=folder),
            **changes,
        },
    )
    chain = FileChain(folder / "chain.json", clock)
    service = replace(build_service(settings), now=clock, chain=chain, forge=forge)
    app = assemble(settings, service)
    scene = Scene(database, folder, clock, app.test_client())
    scene.set_chain(a_chain())
    try:
        yield scene
    finally:
        service.store.close()


def built(issues: list[Document], todos: list[Document], *, chain: Any = None, **more: Any) -> Seed:
    """A bounty that is planned and has its prompt, and what `more` collections have."""
    documents = {"specs": [a_spec(NOW)], "systemprompts": [PROMPT], **more}
    found = {**documents, "issues": issues, "todos": todos}
    return Seed(found) if chain is None else Seed(found, chain)


def ago(**duration: float) -> Document:
    """The `updatedAt` of what was touched so long ago."""
    return {"$date": f"{NOW - timedelta(**duration):%Y-%m-%dT%H:%M:%S}.000Z"}


def refused(status: int, message: str) -> Answer:
    return status, {"success": False, "message": message}


def done(message: str, **members: Any) -> Answer:
    return 200, {"success": True, "message": message, **members}
