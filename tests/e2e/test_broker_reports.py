"""A consumer's test, a provider that answers otherwise, and every report of what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from pact import Verifier

from pact_notary.__main__ import main
from tests.broker_process import Line, running_broker
from tests.integration.broker.clients.official import Pact
from tests.integration.broker.webhooks.receiver import Reply, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from tests.integration.broker.clients.official import Said

# It is what a consumer has in its checkout: nothing of this project is in it.
CONSUMER_TEST: Final = """\
import sys
import urllib.request

from pact import Pact, match


def test_price():
    pact = Pact("Kiosk", "Menu").with_specification("V4")
    (
        pact.upon_receiving("a dish | with a price")
        .given("dishes exist")
        .with_request("GET", "/dishes/1")
        .will_respond_with(200)
        .with_body({"price": match.number(7), "name": "Soup"})
    )
    (
        pact.upon_receiving("a list of dishes")
        .test_name("tests/test_menu.py::test_price")
        .with_request("GET", "/dishes")
        .will_respond_with(200)
    )
    with pact.serve() as menu:
        for path in ("/dishes/1", "/dishes"):
            urllib.request.urlopen(f"{menu.url}{path}").read()
    pact.write_file(sys.argv[1])


test_price()
"""
DISH_LINE: Final = (
    CONSUMER_TEST.splitlines().index('        pact.upon_receiving("a dish | with a price")') + 1
)
TEST_LINE: Final = CONSUMER_TEST.splitlines().index("def test_price():") + 1
JSON_REPLY: Final = {"Content-Type": "application/json"}
QUESTION: Final = ("-a", "Kiosk", "-e", "1", "--to-environment", "production")


@dataclass(frozen=True, slots=True)
class World:
    """A broker that says no, and the checkout of the consumer that it is said of."""

    url: str
    checkout: Path

    def report(self, *arguments: str) -> Result:
        """What comes of the command, run in this process."""
        settings = {"PACT_BROKER_BASE_URL": self.url}
        return CliRunner().invoke(main, ["report", *arguments], env=settings)

    def tell(self, form: str, *arguments: str) -> str:
        """The report about Kiosk's way to production, with lines of its tests.

        It is the installed program that tells it, in the poorest of locales.
        """
        source = ("--source", str(self.checkout))
        said = (*(arguments or QUESTION), "--format", form, *source)
        done = subprocess.run(
            [sys.executable, "-m", "pact_notary", "report", *said],
            env={**os.environ, "PACT_BROKER_BASE_URL": self.url, "LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    def result_url(self) -> str:
        line = Line(self.url)
        query = "/matrix?q[][pacticipant]=Kiosk&q[][pacticipant]=Menu"
        [row] = line.send("GET", query).json()["matrix"]
        line.close()
        url: str = row["verificationResult"]["_links"]["self"]["href"]
        return url


def make_pact(checkout: Path) -> Path:
    test, pacts = checkout / "tests/test_menu.py", checkout / "pacts"
    test.parent.mkdir(parents=True)
    test.write_text(CONSUMER_TEST, encoding="utf-8")
    subprocess.run([sys.executable, str(test), str(pacts)], check=True, capture_output=True)
    return pacts / "Kiosk-Menu.json"


def verify_and_fail(url: str) -> None:
    """Menu answers, but not as Kiosk expects; its build publishes that."""
    dish = json.dumps({"price": "cheap", "name": "Soup"}).encode()
    with serve() as menu:
        menu.replies = [Reply(200, JSON_REPLY, dish), Reply(500)]
        verifier = Verifier("Menu", host="127.0.0.1").add_transport(url=menu.url)
        verifier = verifier.broker_source(url).set_publish_options(
            "p1", url="https://ci.example/7", branch="main"
        )
        with pytest.raises(RuntimeError):
            verifier.verify()


def succeed(said: Said) -> None:
    assert said.code == 0, said.text


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("reports")
    pact_file = make_pact(folder / "kiosk")
    with running_broker(folder, f"sqlite:///{folder / 'broker.db'}") as broker:
        pact = Pact(broker.url)
        publishing = ("--consumer-app-version", "1", "--branch", "main")
        succeed(pact("publish", str(pact_file), *publishing))
        succeed(pact("create-environment", "--name", "production", "--production"))
        verify_and_fail(broker.url)
        deployed = ("--pacticipant", "Menu", "--version", "p1", "--environment", "production")
        succeed(pact("record-deployment", *deployed))
        yield World(broker.url, folder / "kiosk")


def test_markdown_shows_what_failed_where(world: World) -> None:
    text = world.tell("markdown")

    assert text.startswith("## ❌ No\n\nCan version 1 of Kiosk be deployed to production?\n")
    assert "| ❌ failed | `Kiosk` `1` | `Menu` `p1` |" in text
    assert "[build](https://ci.example/7)" in text
    dish = f"❌ `a dish | with a price given dishes exist` in `tests/test_menu.py:{DISH_LINE}`"
    assert dish in text
    assert "| `$.price` |" in text
    assert f"❌ `a list of dishes` in `tests/test_menu.py:{TEST_LINE}`" in text


def test_comment_is_markdown_below_its_marker(world: World) -> None:
    marker, version, _, rest = world.tell("comment").split("\n", 3)

    assert marker == "<!-- pact-notary report of=Kiosk environment=production -->"
    assert version == "<!-- version=1 -->"
    assert rest == world.tell("markdown")


def test_junit_has_a_case_for_each_interaction(world: World) -> None:
    suites = ET.fromstring(world.tell("junit"))  # noqa: S314  # our own

    failed = [
        case.get("name") for case in suites.iter("testcase") if case.find("failure") is not None
    ]
    assert sorted(map(str, failed)) == [
        "Can version 1 of Kiosk be deployed to production?",
        "a dish | with a price given dishes exist",
        "a list of dishes",
    ]


def test_sarif_points_at_the_lines_of_the_tests(world: World) -> None:
    [run] = json.loads(world.tell("sarif"))["runs"]

    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    lines = {(each["artifactLocation"]["uri"], each["region"]["startLine"]) for each in places}
    assert lines == {("tests/test_menu.py", DISH_LINE), ("tests/test_menu.py", TEST_LINE)}
    assert run["invocations"][0]["toolExecutionNotifications"] == []


def test_annotations_are_errors_in_the_test(world: World) -> None:
    lines = world.tell("annotations").splitlines()

    found = {line.partition(",title=")[0] for line in lines}
    assert found == {f"::error file=tests/test_menu.py,line={at}" for at in (DISH_LINE, TEST_LINE)}


@pytest.mark.parametrize("form", ["markdown", "comment", "junit", "sarif", "annotations"])
def test_result_is_told_in_every_form(world: World, form: str) -> None:
    source = ("--source", str(world.checkout))

    done = world.report(world.result_url(), "--format", form, *source)

    assert done.exit_code == 0, done.stderr
    assert "a dish | with a price" in done.stdout
    assert "p1" in done.stdout


def test_report_goes_into_a_file(world: World, tmp_path: Path) -> None:
    file = tmp_path / "report.md"

    done = world.report(*QUESTION, "--format", "markdown", "--output", str(file))

    assert (done.exit_code, done.stdout) == (0, "")
    assert file.read_bytes().startswith("## ❌ No".encode())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((*QUESTION, "--format", "sarif"), 2, "--source"),
        (("--format", "junit"), 2, "--pacticipant"),
        ((*QUESTION, "http://x/y", "--format", "junit"), 2, "Name either"),
        (("-a", "Kiosk", "--format", "junit"), 2, "Give one of --version"),
        ((*QUESTION, "--to", "prod", "--format", "junit"), 2, "Give either --to-environment"),
        ((*QUESTION[:4], "--format", "junit"), 2, "Give either --to-environment"),
        ((*QUESTION, "--as-of", "noon", "--format", "junit"), 2, "asOf"),
        (("-a", "None", *QUESTION[2:], "--format", "junit"), 2, "None"),
        ((*QUESTION[:-1], "nowhere", "--format", "junit"), 2, "nowhere"),
        (("/pacticipants/Kiosk", "--format", "junit"), 3, "is no verification result"),
        (("http://[", "--format", "junit"), 3, "is no address"),
        ((*QUESTION, "--format", "junit", "--source", "/nowhere"), 3, "is no folder"),
        ((*QUESTION, "--format", "junit", "--output", "/nowhere/x"), 2, "cannot be written"),
        ((*QUESTION, "--format", "junit", "-b", "http://127.0.0.1:9"), 3, "does not answer"),
    ],
)  # fmt: skip
def test_what_cannot_be_reported_is_said(
    world: World, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = world.report(*arguments)

    assert done.exit_code == code, done.stderr
    assert said in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    "chosen",
    [("--branch", "main"), ("--main-branch",), ("--latest",), ("--ignore", "Menu", "-e", "1")],
)
def test_question_may_choose_otherwise(world: World, chosen: tuple[str, ...]) -> None:
    done = world.report("-a", "Kiosk", *chosen, *QUESTION[4:], "--format", "markdown")

    assert done.exit_code == 0, done.stderr
    expected = "## ✅ Yes" if "--ignore" in chosen else "## ❌ No"
    assert done.stdout.splitlines()[0] == expected, done.stderr


def test_question_may_name_a_tag_to_go_beside(world: World) -> None:
    done = world.report("-a", "Kiosk", "-e", "1", "--to", "prod", "--format", "markdown")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[2].endswith("beside the latest versions with tag prod?")


def test_yes_has_nothing_to_mend(world: World) -> None:
    line = Line(world.url)
    line.send("POST", "/environments", {"name": "empty", "production": False})
    line.close()
    question = ("-a", "Menu", "-e", "p1", "--to-environment", "empty")

    done = world.report(*question, "--format", "annotations")

    assert (done.exit_code, done.stdout) == (0, "")
