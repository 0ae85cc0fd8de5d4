from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from providers.loopback import Asked, Told, serve_json
from swarm.website.cli import commands
from tests.integration.ports import free_port

if TYPE_CHECKING:
    from click.testing import Result

PROBLEM = "application/problem+json"
WORDS = {
    "--title": "A tidy house",
    "--description": "Tidy the house.",
    "--system-prompt": "You are tidy.",
    "--repository": "octo-org/demo",
}


def create_bounty(url: str, **changes: str) -> Result:
    words = {**WORDS, **{f"--{name.replace('_', '-')}": word for name, word in changes.items()}}
    arguments = [part for pair in words.items() for part in pair]
    env = {"COORDINATOR_URL": url, "PROMETHEUS_INCOME_REQUEST_API_KEY": "website-token"}
    return CliRunner().invoke(commands, ["create-bounty", *arguments], env=env)


def test_bounty_is_created() -> None:
    asked: list[Asked] = []

    def answer(request: Asked) -> Told:
        asked.append(request)
        return Told(201, {"id": "66a1f0c2d3e4b5a697887766"})

    with serve_json(answer) as url:
        created = create_bounty(url)

    assert json.loads(created.output) == {"id": "66a1f0c2d3e4b5a697887766"}
    assert asked[0].body["repository"] == {"owner": "octo-org", "name": "demo"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("title", "", "title: "),
        ("title", "two\nlines", "title: "),
        ("repository", "demo", "name: "),
        ("repository", "../demo", "owner: "),
        ("description", "\x00", "description: "),
    ],
    ids=["empty", "lines", "no-owner", "path", "nul"],
)
def test_wrong_word_is_named(name: str, value: str, said: str) -> None:
    answer = create_bounty("http://127.0.0.1:9", **{name: value})

    assert answer.exit_code == 2
    assert said in answer.output


def test_refusal_is_explained() -> None:
    errors = [{"pointer": "/title", "detail": "is taken"}]
    problem = {"code": "invalid_request", "detail": "Look at the title.", "errors": errors}
    with serve_json(lambda _: Told(422, problem, PROBLEM)) as url:
        answer = create_bounty(url)

    assert answer.exit_code == 1
    assert answer.output == (
        "The coordinator refused (invalid_request): Look at the title.\n  /title: is taken\n"
    )


def test_silent_coordinator_is_missed() -> None:
    url = f"http://127.0.0.1:{free_port()}"

    answer = create_bounty(url)

    assert answer.exit_code == 3
    assert answer.output.startswith(f"The coordinator at {url} could not be asked: ")
