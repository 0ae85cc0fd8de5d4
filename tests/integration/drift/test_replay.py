from __future__ import annotations

import socket
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from swarm.drift import cli
from tests.integration.drift.world import KINDS, a_menu, a_pact, an_interaction, drift, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.integration.drift.world import Menu


@pytest.fixture
def menu() -> Iterator[Menu]:
    with a_menu() as menu:
        yield menu


def test_every_way_of_drifting_is_told_apart(menu: Menu, tmp_path: Path) -> None:
    paths = [f"/{kind}" for kind in (*KINDS, "closed", "fine")]
    pacts = write(tmp_path, a_pact(*map(an_interaction, paths)))

    said = drift("--pacts", pacts, "--provider", menu.url, "--timeout", "1", "--format", "json")

    assert said.code == 1, said.errors
    expected = {f"/{kind}": kind for kind in KINDS}
    assert said.kinds() == {**expected, "/closed": "hang", "/fine": "met"}
    assert said.json()["counts"] == {"met": 1, "not met": 7, "unknown": 0}


def test_all_that_is_met_is_said_in_a_table(menu: Menu, tmp_path: Path) -> None:
    pacts = write(tmp_path, a_pact(an_interaction("/fine")))

    said = drift("--pacts", pacts, "--provider", menu.url)

    assert (said.code, said.errors) == (0, "")
    assert said.output.splitlines()[1] == "met      yes     Kiosk     a look at /fine"
    assert "1 of 1 interactions met, 0 not met" in said.output


def test_page_is_written_to_a_file(menu: Menu, tmp_path: Path) -> None:
    pacts = write(tmp_path, a_pact(an_interaction("/logic")))
    page = tmp_path / "drift.html"

    said = drift(
        "--pacts", pacts, "--provider", menu.url, "--format", "html", "--output", str(page)
    )

    assert (said.code, said.output) == (1, "")
    assert "0 of 1 interactions met" in said.errors
    assert "$.message is &#x27;well&#x27;" in page.read_text()


def test_hang_of_one_consumer_stops_no_other(menu: Menu, tmp_path: Path) -> None:
    hanging = a_pact(an_interaction("/hang"))
    pacts = write(tmp_path, hanging, a_pact(an_interaction("/fine"), consumer="Till"))

    said = drift("--pacts", pacts, "--provider", menu.url, "--timeout", "1", "--format", "json")

    assert said.kinds() == {"/hang": "hang", "/fine": "met"}


def test_only_the_consumer_that_is_named_is_replayed(menu: Menu, tmp_path: Path) -> None:
    broken = a_pact(an_interaction("/logic"))
    pacts = write(tmp_path, broken, a_pact(an_interaction("/fine"), consumer="Till"))

    said = drift("--pacts", pacts, "--provider", menu.url, "--consumer", "Till", "--format", "json")

    assert (said.code, said.kinds()) == (0, {"/fine": "met"})


def test_states_are_set_before_what_needs_them(menu: Menu, tmp_path: Path) -> None:
    stated = an_interaction("/stated", state="there is a dish")
    pacts = write(tmp_path, a_pact(an_interaction("/fine"), stated))

    said = drift("--pacts", pacts, "--provider", menu.url, "--state-url", menu.states_url)

    assert said.code == 0, said.output
    assert menu.states == ["there is a dish"]
    paths = [asked.path for asked in menu.asked]
    assert paths.index("/states") < paths.index("/stated")


@pytest.mark.parametrize("status", [422, 500])
def test_state_that_cannot_be_set_leaves_its_interaction_unknown(
    menu: Menu, tmp_path: Path, status: int
) -> None:
    menu.refused["there is a dish"] = status
    stated = an_interaction("/stated", state="there is a dish")
    pacts = write(tmp_path, a_pact(an_interaction("/fine"), stated))

    said = drift(
        *("--pacts", pacts, "--provider", menu.url),
        *("--state-url", menu.states_url, "--format", "json"),
    )

    assert (said.code, said.kinds()) == (3, {"/fine": "met", "/stated": "unknown"})
    assert f"'there is a dish': the state URL answers {status}" in said.output
    assert "/stated" not in [asked.path for asked in menu.asked]


def test_report_says_that_no_states_were_set(menu: Menu, tmp_path: Path) -> None:
    pacts = write(tmp_path, a_pact(an_interaction("/stated", state="there is a dish")))

    said = drift("--pacts", pacts, "--provider", menu.url)

    assert said.code == 0
    assert "No provider states were set (--state-url)" in said.output


def test_provider_may_be_below_a_path(menu: Menu, tmp_path: Path) -> None:
    pacts = write(tmp_path, a_pact(an_interaction("/fine")))

    said = drift("--pacts", pacts, "--provider", f"{menu.url}/below", "--format", "json")

    assert said.kinds() == {"/fine": "hang"}
    assert [asked.path for asked in menu.asked] == ["/below/fine"]


def test_silent_provider_is_nothing_found_out(tmp_path: Path) -> None:
    pacts = write(tmp_path, a_pact(an_interaction("/fine")))
    with closing(socket.create_server(("127.0.0.1", 0))) as closed:
        port = closed.getsockname()[1]

    said = drift("--pacts", pacts, "--provider", f"http://127.0.0.1:{port}")

    assert said.code == 3
    assert f"No Menu answers at http://127.0.0.1:{port}" in said.errors


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--consumer", "moon"], "There is nothing that moon needs of Menu"),
        (["--provider-name", "moon"], "There is no pact of 'moon'"),
    ],
    ids=["consumer", "provider"],
)
def test_nothing_to_replay_is_nothing_found_out(
    menu: Menu, tmp_path: Path, options: list[str], said: str
) -> None:
    pacts = write(tmp_path, a_pact(an_interaction("/fine")))

    told = drift("--pacts", pacts, "--provider", menu.url, *options)

    assert told.code == 3
    assert said in told.errors


def test_missing_program_is_nothing_found_out(
    menu: Menu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pacts = write(tmp_path, a_pact(an_interaction("/fine")))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    options = ["--pacts", pacts, "--provider", menu.url, "--provider-name", "Menu"]

    told = CliRunner().invoke(cli.commands, options)

    assert told.exit_code == 3
    assert 'pip install "pro-me-the-us-services[mock]"' in told.output


def test_settings_of_the_shell_do_not_reach_the_verifier(
    menu: Menu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pacts = write(tmp_path, a_pact(an_interaction("/fine")))
    monkeypatch.setenv("PACT_DESCRIPTION", "nothing like this")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    said = drift("--pacts", pacts, "--provider", menu.url)

    assert said.code == 0, said.output


AT = ["--provider", "http://127.0.0.1:9"]
BROKER = ["--broker", "http://127.0.0.1:9"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "by --provider, or whom to ask by --broker"),
        (["--who-uses", "GET /a"], "or whom to ask by --broker"),
        ([*AT, "--who-uses", "GET /a"], "or whom to ask by --broker"),
        ([*BROKER, "--state-url", "http://127.0.0.1:9"], "add --provider"),
        ([*BROKER, "--pacts", "."], "leave out --pacts"),
        ([*BROKER, "--who-uses", "a"], "is no route"),
        ([*BROKER, "--who-uses", "GET /a", "--format", "html"], "as a table or JSON"),
        ([*BROKER, *AT, "--who-uses", "GET /a"], "asks a broker"),
        (["--provider", "moon"], "is no URL of a service"),
    ],
    ids=[
        "nobody",
        "uses-of-nobody",
        "uses-of-a-provider",
        "states-of-a-broker",
        "files-of-a-broker",
        "no-route",
        "uses-as-a-page",
        "uses-of-both",
        "no-url",
    ],
)
def test_options_that_contradict_are_refused(options: list[str], said: str) -> None:
    told = CliRunner().invoke(cli.commands, options)

    assert told.exit_code == 2
    assert said in told.output
