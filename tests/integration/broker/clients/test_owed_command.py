from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from pact_notary.__main__ import main
from pact_notary.domain.scopes import Scope
from tests.integration.broker.wire.builders import a_pact, a_publication

if TYPE_CHECKING:
    from click.testing import Result

    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.closed import Closed


def ask(url: str, *options: str, **settings: str) -> Result:
    return CliRunner().invoke(
        main, ["owed", *options], env={"PACT_BROKER_BASE_URL": url, **settings}
    )


def matrix_of(result: Result) -> Any:
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1), result.output
    return json.loads(result.stdout.removeprefix("matrix="))["include"]


def publish(wire: Wire, consumer: str, path: str = "/1", *, number: str = "1") -> None:
    pact = a_pact(path, consumer=consumer)
    wire.post("/contracts/publish", a_publication(number, pact, branch="main"))


@pytest.fixture
def waiting(wire: Wire) -> Wire:
    """Kiosk runs in test and Till is on its main branch; Menu's head has verified neither."""
    publish(wire, "Kiosk")
    publish(wire, "Till")
    wire.put("/pacticipants/Menu/branches/main/versions/p1")
    environment = wire.make_environment("test")
    wire.post(f"/pacticipants/Kiosk/versions/1/deployed-versions/environment/{environment}", {})
    return wire


def test_owed_is_a_table_for_people(waiting: Wire) -> None:
    told = ask(waiting.url)

    heading, _, *rows = (line.split(" | ") for line in told.stdout.splitlines())
    assert told.exit_code == 0
    assert [cell.strip() for cell in heading] == [
        *("WAITING SINCE (UTC)", "CONSUMER", "VERSIONS", "PROVIDER", "VERSION", "FOR"),
    ]
    assert [[cell.strip() for cell in row[1:]] for row in rows] == [
        ["Kiosk", "1 (main), 1 (test)", "Menu", "p1", "main branch, on its way to test"],
        ["Till", "1 (main)", "Menu", "p1", "main branch"],
    ]


def test_nothing_owed_is_said(wire: Wire) -> None:
    assert ask(wire.url).stdout == "Nothing is owed.\n"
    assert ask(wire.url, "--output", "github-matrix").stdout == 'matrix={"include":[]}\n'
    assert json.loads(ask(wire.url, "--output", "json").stdout) == {"owed": []}


def test_owed_is_json_as_the_broker_tells_it(waiting: Wire) -> None:
    told = ask(waiting.url, "--output", "json", "--consumer", "Till")

    assert json.loads(told.stdout) == {
        "owed": waiting.read("/owed?consumer=Till")["_embedded"]["owed"]
    }


def test_matrix_has_a_job_for_each_provider_version_with_all_its_pacts(waiting: Wire) -> None:
    environment = waiting.read("/environments")["_embedded"]["environments"][0]["uuid"]
    waiting.put("/pacticipants/Menu/versions/p0")
    waiting.post(f"/pacticipants/Menu/versions/p0/deployed-versions/environment/{environment}", {})

    jobs = matrix_of(ask(waiting.url, "--output", "github-matrix"))

    owed = waiting.read("/owed")["_embedded"]["owed"]
    urls = {
        version: [
            each["_links"]["pb:pact-version"]["href"]
            for each in owed
            if each["provider"]["version"] == version
        ]
        for version in ("p1", "p0")
    }
    assert [len(found) for found in urls.values()] == [2, 2]
    assert sorted(jobs, key=lambda job: str(job["version"])) == [
        {"provider": "Menu", "version": version, "pact-url": " ".join(urls[version])}
        for version in ("p0", "p1")
    ]


def test_matrix_has_no_more_jobs_than_github_starts(wire: Wire) -> None:
    publish(wire, "Kiosk")
    environment = wire.make_environment("test")
    for number in range(258):
        wire.put(f"/pacticipants/Menu/versions/{number}")
        wire.post(
            f"/pacticipants/Menu/versions/{number}/released-versions/environment/{environment}", {}
        )

    jobs = matrix_of(ask(wire.url, "--output", "github-matrix"))

    assert [job["version"] for job in jobs] == [str(number) for number in range(256)]


def test_exit_code_says_whether_something_is_owed(waiting: Wire) -> None:
    codes = {
        options: ask(waiting.url, *options).exit_code
        for options in (
            (),
            ("--exit-code",),
            ("--exit-code", "--output", "json", "--environment", "test"),
            ("--exit-code", "--provider", "Till"),
        )
    }

    assert list(codes.values()) == [0, 1, 1, 0]


@pytest.mark.parametrize("kind", ["provider", "consumer", "environment"])
def test_unknown_name_is_told_and_fails(wire: Wire, kind: str) -> None:
    told = ask(wire.url, f"--{kind}", "Nobody")

    assert told.exit_code == 2
    assert told.stderr.startswith(f"pact-notary: No {kind} with name 'Nobody' found")


def test_token_that_may_read_is_enough_for_the_command(closed: Closed) -> None:
    allowed = ask(closed.url, **closed.make_token(Scope.READ))
    refused = ask(closed.url)

    assert allowed.stdout == "Nothing is owed.\n"
    assert refused.exit_code == 3
    assert "--broker-token" in refused.stderr


def test_address_of_something_else_is_told(wire: Wire) -> None:
    told = ask(f"{wire.url}/elsewhere")

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == "pact-notary: This broker does not tell what is owed\n"


def test_broker_that_does_not_answer_is_told() -> None:
    told = ask("http://127.0.0.1:9")

    assert told.exit_code == 3
    assert "is it running" in told.stderr


@pytest.mark.parametrize(
    "options",
    [("--consumer", "Kiosk"), ("--output", "json"), ("--exit-code",), ("--environment", "test")],
    ids=lambda options: options[0],
)
def test_workflow_is_not_mixed_with_other_options(options: tuple[str, ...]) -> None:
    told = ask("https://broker.example", "--workflow", *options)

    assert told.exit_code == 2
    assert "--provider and the address" in told.stderr
