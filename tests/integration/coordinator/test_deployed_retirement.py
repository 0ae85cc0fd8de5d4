"""The deployed protocol on its way out: each answer says so, and one day nothing is served."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urldefrag

import click
import pytest

from swarm.coordinator.app import build_app
from swarm.coordinator.deployed.routes import ROUTES
from swarm.coordinator.deployed_options import deployed_options
from swarm.coordinator.settings import Deployed, Settings, read_website_token
from swarm.coordinator.store import Store
from tests.integration.coordinator.builders import TASK, a_key
from tests.integration.coordinator.running import WEBSITE_TOKEN, coordinator
from tests.integration.coordinator.signing import a_fetch
from tests.integration.coordinator.test_cli import run
from tests.unit.surface import DEPLOYED_ROUTES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from swarm.coordinator.deployed.routes import Route

README: Final = ROOT / "services/README.md"
SUNSET: Final = datetime(2027, 6, 30, tzinfo=UTC)
OPTIONS: Final = deployed_options(click.Command("serve")).params
V3: Final = "/prometheus/v3/info"
# The route answers it without asking the store, and yet as somebody who was let in.
UNASKED: Final = (400, {"success": False, "error": "swarmBountyId and swarmType are required"})

each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


def a_client(database_url: str, deployed: Deployed | None = None) -> FlaskClient:
    opened = Store.at(database_url)
    opened.migrate()
    opened.close()
    website = read_website_token(WEBSITE_TOKEN)
    settings = Settings(database_url, frozenset({TASK}), website=website, deployed=deployed)
    return build_app(settings).test_client()


def ask(client: FlaskClient, route: Route, **content: Any) -> TestResponse:
    path = route.path.replace("{node_type}", "worker").replace("{uuid}", "todo-1")
    return client.open(path, method=route.method, **content)


def successor_of(response: TestResponse) -> str:
    """Where the Link leads."""
    (link,) = response.headers.getlist("Link")
    found = re.fullmatch(r'<([^<>"\s{}]+)>; rel="successor-version"', link)
    assert found is not None, link
    return found[1]


def follow(document: Any, pointer: str) -> Any:
    """What a JSON pointer in a fragment points to (RFC 6901, section 6)."""
    for step in unquote(pointer).split("/")[1:]:
        document = document[step.replace("~1", "/").replace("~0", "~")]
    return document


def test_served_are_the_routes_of_the_protocol() -> None:
    assert tuple((route.method, route.path) for route in ROUTES) == DEPLOYED_ROUTES


@each_route
def test_readme_lists_the_route_with_its_successor(route: Route) -> None:
    rows = re.findall(r"^\| (`(?:GET|POST) .+) \| (.+) \|$", README.read_text(), re.MULTILINE)
    name = route.path if "{" in route.path or route.method == "GET" else route.path.split("/")[-1]

    listed = [
        successors for routes, successors in rows if re.search(rf"[ `/]{re.escape(name)}`", routes)
    ]

    assert [successors for successors in listed if f"`{route.successor}`" in successors]


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_readme_lists_the_setting(option: click.Option) -> None:
    (row,) = re.findall(rf"^\| .*`{option.envvar}[`=].*\|$", README.read_text(), re.MULTILINE)

    assert any(f"`{name}`" in row for name in (*option.opts, *option.secondary_opts))


@each_route
def test_answer_says_that_the_route_is_outdated(sqlite_url: str, route: Route) -> None:
    response = ask(a_client(sqlite_url, Deployed(sunset_at=SUNSET)), route)

    deprecated = re.fullmatch(r"@([0-9]+)", response.headers["Deprecation"])
    assert deprecated is not None
    assert parsedate_to_datetime(response.headers["Sunset"]) == SUNSET
    # Nothing ends before it is outdated: RFC 9745, section 4.
    assert datetime.fromtimestamp(int(deprecated[1]), UTC) < SUNSET


@each_route
def test_successor_is_there(sqlite_url: str, route: Route) -> None:
    client = a_client(sqlite_url, Deployed())

    target, pointer = urldefrag(successor_of(ask(client, route)))

    described = client.get("/openapi.json").get_json()["paths"]
    if pointer:
        assert target == "/openapi.json"
        assert follow({"paths": described}, pointer)
    else:
        assert target in described or client.get(target).status_code == 200


@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param({"data": b"{", "content_type": "application/json"}, 400, id="malformed"),
        pytest.param({"json": {}}, 401, id="empty"),
        pytest.param({"json": {"a": "b" * 102_400}}, 413, id="too-large"),
    ],
)
def test_refusal_says_so_too(sqlite_url: str, content: dict[str, Any], status: int) -> None:
    client = a_client(sqlite_url, Deployed(sunset_at=SUNSET))

    response = client.post("/api/builder/fetch-to-do", **content)

    assert response.status_code == status
    assert {"Deprecation", "Sunset", "Link"} <= set(response.headers.keys())


def test_sunset_is_told_when_it_is_known(sqlite_url: str) -> None:
    response = a_client(sqlite_url, Deployed()).get("/api/hello")

    assert "Sunset" not in response.headers
    assert response.headers["Deprecation"] == "@1795824000"


def test_sunset_is_a_date_as_http_writes_it(sqlite_url: str) -> None:
    response = a_client(sqlite_url, Deployed(sunset_at=SUNSET)).get("/api/hello")

    assert response.headers["Sunset"] == "Wed, 30 Jun 2027 00:00:00 GMT"


def test_v1_is_not_outdated(sqlite_url: str) -> None:
    client = a_client(sqlite_url, Deployed(sunset_at=SUNSET))

    for path in ("/healthz", "/openapi.json", "/v1/bounties"):
        assert not {"Deprecation", "Sunset", "Link"} & set(client.get(path).headers.keys())


@each_route
def test_switched_off_is_not_found(sqlite_url: str, route: Route) -> None:
    response = ask(a_client(sqlite_url), route)

    assert response.status_code == 404
    assert response.get_json()["code"] == "unknown_path"


def test_v3_is_open_as_deployed(sqlite_url: str) -> None:
    response = a_client(sqlite_url, Deployed()).get(V3)

    assert (response.status_code, response.get_json()) == UNASKED


@pytest.mark.parametrize(
    ("header", "answer"),
    [
        (None, (401, {"success": False, "message": "No authorization header provided"})),
        ("Bearer", (401, {"success": False, "message": "No bearer token provided"})),
        ("Bearer guessed", (403, {"success": False, "message": "Invalid bearer token"})),
        (f"Bearer {WEBSITE_TOKEN}", UNASKED),
    ],
    ids=["none", "empty", "wrong", "right"],
)
def test_v3_asks_for_the_token_when_told_to(
    sqlite_url: str, header: str | None, answer: tuple[int, Any]
) -> None:
    client = a_client(sqlite_url, Deployed(asks_v3=True))

    response = client.get(V3, headers={} if header is None else {"Authorization": header})

    assert (response.status_code, response.get_json()) == answer


def test_who_still_calls_is_logged_and_counted(tmp_path: Path, sqlite_url: str) -> None:
    with coordinator(tmp_path, sqlite_url) as running:
        answer = running.send("POST", "/api/builder/fetch-to-do", json=a_fetch(round_number=7))
        figures = running.send("GET", "/metrics").text

    lines = (tmp_path / "swarm-coordinator.log").read_text(encoding="utf-8").splitlines()
    (line,) = [json.loads(line) for line in lines if "deployed.api" in line]
    assert answer.json()["message"] == "No active issues found"
    assert line["operation"] == "deployed.api.builder.fetch-to-do"
    assert (line["staking_key"], line["task"], line["round"]) == (a_key(), TASK, 7)
    assert (
        'requests_total{code="",operation="deployed.api.builder.fetch-to-do",status="409"} 1.0'
        in figures
    )


def test_options_are_read_from_the_command_line(tmp_path: Path, sqlite_url: str) -> None:
    options = ("--deployed-sunset", "2027-06-30", "--deployed-v3-token")
    with coordinator(tmp_path, sqlite_url, *options) as running:
        told = running.send("GET", V3, token=WEBSITE_TOKEN)
        refused = running.send("GET", V3, token="guessed")

    assert (told.status_code, refused.status_code) == (400, 403)
    assert told.headers["Sunset"] == "Wed, 30 Jun 2027 00:00:00 GMT"


def test_deployed_protocol_is_switched_off(tmp_path: Path, sqlite_url: str) -> None:
    with coordinator(tmp_path, sqlite_url, "--no-deployed") as running:
        gone = running.send("POST", "/api/builder/fetch-to-do", json={})
        there = running.send("GET", "/v1/bounties", token=WEBSITE_TOKEN)

    assert (gone.status_code, gone.json()["code"]) == (404, "unknown_path")
    assert there.status_code == 200


@pytest.mark.parametrize("date", ["soon", "2027-06", "2027-06-31", "2026-11-27"])
def test_sunset_that_cannot_be_is_refused(tmp_path: Path, sqlite_url: str, date: str) -> None:
    env = {"COORDINATOR_DATABASE_URL": sqlite_url, "TASK_IDS": TASK}
    env |= {"COORDINATOR_DEPLOYED_SUNSET": date}

    ended = run("serve", "--port", "0", folder=tmp_path, env=env)

    assert (ended.returncode, "--deployed-sunset" in ended.stderr) == (2, True)
