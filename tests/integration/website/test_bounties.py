from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from providers.loopback import Asked, Told, serve_json
from swarm.website.cli import commands

if TYPE_CHECKING:
    from click.testing import Result

PAGE = {"items": [{"id": "one", "title": "A dark theme", "status": "done"}], "next": "abc"}
BOUNTY = {"id": "one", "title": "A dark theme", "status": "done", "planning": "done", "issues": []}


def run(url: str, *arguments: str) -> Result:
    env = {"COORDINATOR_URL": url, "PROMETHEUS_INCOME_REQUEST_API_KEY": "website-token"}
    return CliRunner().invoke(commands, list(arguments), env=env)


def test_bounties_are_listed() -> None:
    asked: list[Asked] = []

    def answer(request: Asked) -> Told:
        asked.append(request)
        return Told(200, PAGE)

    with serve_json(answer) as url:
        listed = run(url, "list-bounties", "--status", "done", "--limit", "1")

    assert json.loads(listed.output) == PAGE
    assert asked[0].path == "/v1/bounties?limit=1&status=done"


def test_bounty_is_shown() -> None:
    with serve_json(lambda _: Told(200, BOUNTY)) as url:
        shown = run(url, "show-bounty", "one")

    assert json.loads(shown.output) == BOUNTY


def test_bounty_that_is_unknown_is_told() -> None:
    problem = {"code": "bounty_unknown", "detail": "No.", "errors": []}
    with serve_json(lambda _: Told(404, problem, "application/problem+json")) as url:
        shown = run(url, "show-bounty", "one")

    assert (shown.exit_code, shown.output) == (1, "The coordinator knows no bounty one.\n")


def test_place_that_is_none_is_refused_before_anybody_is_asked() -> None:
    listed = run("http://127.0.0.1:9", "list-bounties", "--after", "no place!")

    assert listed.exit_code == 2
    assert "after: " in listed.output
