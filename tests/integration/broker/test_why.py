from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main
from tests.broker_process import Line, running_broker
from tests.integration.broker.wire.builders import a_publication, a_result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

RESULTS = [
    {
        "success": False,
        "interactionDescription": "a dish",
        "mismatches": [{"attribute": "status", "description": "expected 200 but was 500"}],
    }
]


@pytest.fixture(scope="module")
def broker_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A broker where version p1 of Menu is deployed to test: it failed version 1 of Kiosk."""
    folder: Path = tmp_path_factory.mktemp("why")
    with running_broker(folder, f"sqlite:///{folder / 'store.db'}") as broker:
        line = Line(broker.url)
        line.send("POST", "/contracts/publish", a_publication("1", branch="main"))
        pact = line.send("GET", "/pacts/provider/Menu/consumer/Kiosk/version/1").json()
        address = pact["_links"]["pb:publish-verification-results"]["href"]
        failure = a_result("p1", success=False, testResults=RESULTS)
        line.send("POST", address.removeprefix(broker.url), failure)
        place = line.send("POST", "/environments", {"name": "test", "production": False}).json()
        stays = f"/deployed-versions/environment/{place['uuid']}"
        line.send("POST", f"/pacticipants/Menu/versions/p1{stays}", {})
        line.close()
        yield broker.url


def ask(broker_url: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["why", "-b", broker_url, *arguments])


def test_a_no_is_told_with_what_to_do(broker_url: str) -> None:
    told = ask(broker_url, "-a", "Kiosk", "-e", "1", "--to-environment", "test")

    assert told.exit_code == 1, told.output
    lines = told.output.splitlines()
    assert lines[0] == "No: 0 verified, 1 failed, 0 not verified."
    assert "   - a dish" in lines
    assert "       status: expected 200 but was 500" in lines
    following = lines[lines.index("Do this:") + 1 :]
    assert following[0].startswith("- No version of Menu is known")
    assert following[1].startswith("    pact verifier --provider-name Menu --broker-url ")
    assert following[2] == (
        "    pact broker record-deployment --pacticipant Menu --version '<NEW VERSION>' "
        f"--environment test --broker-base-url {broker_url}"
    )


@pytest.mark.parametrize(
    ("selected", "destination", "exit_code"),
    [
        (["--version", "1"], ["--to", "prod"], 1),
        (["--latest"], ["--to-environment", "test"], 1),
        (["--latest", "prod"], ["--to-environment", "test"], 1),
        (["--branch", "main"], ["--to-environment", "test"], 1),
        (["--main-branch"], ["--to-environment", "test"], 1),
        (["--main-branch"], ["--to-environment", "test", "--ignore", "Menu"], 0),
        (["--version", "1"], ["--to-main-branch"], 1),
        (["--version", "1"], ["--to-main-branch", "--ignore", "Menu"], 0),
        (["--version", "1"], ["--to-main-branch", "--to", "prod"], 2),
        (["--version", "1", "-a", "Menu", "--version", "p1"], ["--to-environment", "test"], 1),
        (["-a", "Menu", "--latest"], ["--to-environment", "test"], 1),
        (["-a", "Menu", *["--version", "1"] * 3], ["--to-environment", "test"], 2),
        (["--version", "1"], ["--to-environment", "nowhere"], 2),
        (["--version", "1", "--latest"], ["--to-environment", "test"], 2),
        (["--version", "1"], [], 2),
        (["--version", "1"], ["--to-environment", "test", "--as-of", "noon"], 2),
    ],
    ids=str,
)
def test_exit_code_is_the_answer(
    broker_url: str, selected: list[str], destination: list[str], exit_code: int
) -> None:
    told = ask(broker_url, "-a", "Kiosk", *selected, *destination)

    assert told.exit_code == exit_code, told.output


def test_wrong_question_is_told_in_a_sentence(broker_url: str) -> None:
    told = ask(broker_url, "-a", "Nobody", "-e", "1", "--to-environment", "nowhere")

    assert told.exit_code == 2
    assert told.stderr.splitlines() == [
        "pact-notary: Pacticipant Nobody not found",
        "Environment with name 'nowhere' does not exist",
    ]


def test_json_is_the_broker_s_answer(broker_url: str) -> None:
    told = ask(broker_url, "-a", "Kiosk", "-e", "1", "--to-environment", "test", "-o", "json")

    answer = json.loads(told.output)
    assert (told.exit_code, answer["summary"]["deployable"]) == (1, False)
    assert [reason["kind"] for reason in answer["reasons"]] == ["failed"]


def test_broker_that_is_not_there_is_told() -> None:
    told = ask("http://127.0.0.1:1", "-a", "Kiosk", "-e", "1", "--to-environment", "test")

    assert told.exit_code == 3
    assert "http://127.0.0.1:1 does not answer" in told.stderr
    assert "--broker-base-url" in told.stderr
