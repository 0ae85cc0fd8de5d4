"""A coordinator with a little of everything in it, that hostile requests are sent to."""

from __future__ import annotations

import io
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_to_bytes

import structlog
from werkzeug.test import run_wsgi_app

from swarm.coordinator import store
from swarm.coordinator.app import assemble, build_service
from swarm.coordinator.records import Holder
from swarm.coordinator.settings import Deployed, Settings, read_website_token
from swarm.coordinator.store import Store
from tests.integration.broker.fuzz.changes import counting_changes
from tests.integration.coordinator.builders import (
    LEASE,
    NOW,
    TASK,
    a_bounty,
    a_holder,
    a_key,
    a_todo,
    an_assignment,
    an_issue,
    fill,
)
from tests.integration.coordinator.hostile import KEYS, PLANNER_TASK, URLS, WORKS
from tests.integration.coordinator.running import WEBSITE_TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from werkzeug.datastructures import Headers

    from tests.integration.coordinator.hostile import HostileRequest

_SECRETS: Final = (b"Traceback", b"sqlalchemy", b"sqlite3", b"psycopg", b"SELECT ", b"/tmp/")
_AUDIT: Final = "deployed.api.builder.update-audit-result"
_PLANNERS_AUDIT: Final = "deployed.api.planner.trigger-fetch-audit-result"
_FAILED_AUDITS: Final = ("No Distribution List Submitter found", "No Distribution List found")
_STATUSES: Final = frozenset({200, 400, 401, 403, 404, 405, 409, 413})


@dataclass(frozen=True)
class Answered:
    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True)
class World:
    """The coordinator, called as a server would call it.

    The number of its changes is another one whenever something was stored.
    """

    app: Flask
    opened: Store
    changes: Callable[[], int]
    done: set[str] = field(default_factory=set)
    """Routes that have done what they are for."""

    def send(self, method: str, target: str, headers: Any = (), body: bytes = b"") -> Answered:
        environ = _environ(method, target, headers, body)
        answered = run_wsgi_app(self.app, environ, buffered=True)
        return Answered(int(answered[1].split()[0]), answered[2], b"".join(answered[0]))

    def find_fault(self, request: HostileRequest) -> str | None:
        """Send it; what is wrong with the answer, or with what it left behind."""
        before = self.changes()
        sent = request.method, request.target, request.headers, request.body
        answered = self.send(*sent)
        if _is_failed_audit(request, answered):
            return None
        if answered.status == 200 and request.method == request.route.method:
            self.done.add(request.route.name)
        if answered.status >= 400 and self.changes() != before:
            return f"{answered.status}, and something was stored"
        return _fault_of(answered)


def write_chain(file: Path) -> Path:
    """Stake lists of both tasks; some rounds have a list, or somebody who will bring one."""
    keys = [a_key(number) for number in range(KEYS)]
    lists = {"1": {keys[0]: 100, keys[1]: -100}, "3": dict.fromkeys(keys, 100)}
    told = {"stake_list": keys, "distributions": lists, "submitters": {"2": keys[0]}}
    file.write_text(json.dumps({TASK: told, PLANNER_TASK: told}))
    return file


def furnish(opened: Store) -> None:
    """Todos, and issues for aggregators and leaders, of one bounty; and bounties without a plan."""
    fill(opened, *(a_todo(f"todo-{n}", sequence=n) for n in range(WORKS)))
    with opened.writing() as connection:
        for kind, status in (("wait", "initialized"), ("lead", "assign_pending")):
            for number in range(WORKS):
                issue = an_issue(f"{kind}-{number}", status=status, sequence=number)
                store.insert_issue(connection, issue)
        for number in range(WORKS):
            store.insert_bounty(connection, a_bounty(f"bounty-{number}", status="initialized"))
        for number in range(KEYS):
            _insert_held(connection, number)


def _insert_held(connection: store.Connection, number: int) -> None:
    """A todo and an issue that the key has in round 0, and a spec of round 1; all with something
    to show.
    """
    until = NOW + LEASE
    todo = a_todo(f"held-{number}", status="in_progress", lease_expires_at=until)
    store.insert_todo(connection, todo)
    issue = an_issue(f"led-{number}", status="assigned", lease_expires_at=until)
    store.insert_issue(connection, issue)
    spec = f"planned-{number}"
    store.insert_bounty(connection, a_bounty(spec, status="initialized"))
    store.hold(connection, store.PLANNING, spec, until=until)
    for work, ledger in ((todo.uuid, store.TODOS), (issue.uuid, store.ISSUES)):
        _give(connection, work, a_holder(number, round_number=0), URLS[number], of=ledger)
    planner = Holder(PLANNER_TASK, a_key(number), 1)
    _give(connection, spec, planner, "bafyplan", of=store.SPECS)


def _give(
    connection: store.Connection, work: str, holder: Holder, url: str, *, of: store.Ledger
) -> None:
    given = an_assignment(work, holder=holder, pull_request=url, stage="draft")
    store.insert_assignment(connection, given, of=of)


@contextmanager
def open_world(database_url: str, folder: Path) -> Iterator[World]:
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    opened = Store.at(database_url)
    opened.migrate()
    furnish(opened)
    settings = Settings(
        database_url,
        frozenset({TASK}),
        chain=write_chain(folder / "chain.json"),
        website=read_website_token(WEBSITE_TOKEN),
        planner_task=PLANNER_TASK,
        deployed=Deployed(plans=folder),
    )
    service = build_service(settings)
    try:
        with counting_changes(opened.engine) as changes:
            yield World(assemble(settings, service), opened, changes)
    finally:
        service.store.close()
        opened.close()
        structlog.configure(**before)
        structlog.reset_defaults()


def _is_failed_audit(request: HostileRequest, answered: Answered) -> bool:
    """The one refusal of the protocol that is a 500, and is remembered."""
    if answered.status != 500 or request.route.name != _AUDIT:
        return False
    return json.loads(answered.body) in [
        {"success": False, "message": message} for message in _FAILED_AUDITS
    ]


def _fault_of(answered: Answered) -> str | None:
    if answered.status not in _STATUSES:
        return f"{answered.status}: {answered.body[:300]!r}"
    if "X-Injected" in answered.headers or "\n" in str(answered.headers.to_wsgi_list()):
        return f"a header was injected: {answered.headers}"
    if any(secret in answered.body for secret in _SECRETS):
        return f"the inside is shown: {answered.body[:300]!r}"
    media_type = answered.headers.get("Content-Type", "")
    if not answered.body or not media_type.startswith("application/"):
        return None
    try:
        body = json.loads(answered.body, parse_constant=_refuse_constant)
    except ValueError as error:
        return f"the body is not JSON: {error}"
    return "a member is null" if answered.status == 200 and _has_null(body) else None


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _has_null(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value is None or any(map(_has_null, inner))


def _environ(method: str, target: str, headers: Any, body: bytes) -> dict[str, Any]:
    """As granian makes it: the path decoded, texts as Latin-1."""
    path, _, query = target.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)),
    }
    for name, value in headers:
        key = name.upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        environ[key] = value.encode().decode("latin-1")
    return environ
