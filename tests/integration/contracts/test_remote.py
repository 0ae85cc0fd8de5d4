from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest
from click.testing import CliRunner

from providers import coordinator
from providers.loopback import Told, serve_json
from providers.neighbour import PACTS
from providers.remote import main, verify_remote
from providers.remote_states import SeedFolders, StateUrl, name_folder
from providers.sources import Folder
from providers.states import StateServer
from tests.integration.broker.clients.builders import Wire
from tests.integration.broker.wire.builders import a_publication
from tests.integration.contracts.builders import STATES, a_provider, an_interaction, write_pact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pact_notary.in_process import RunningBroker
    from providers.loopback import Asked
    from providers.remote import RemoteReport
    from tests.integration.contracts.builders import Shelf

_WITHIN_S: Final = 240


def remote(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "providers.remote", "--provider", "coordinator", *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=_WITHIN_S,
        check=False,
    )


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """A toy provider that runs, without anybody who sets its states."""
    with a_provider().start(tmp_path) as shelf:
        yield shelf


def test_coordinator_that_runs_elsewhere_is_verified(tmp_path: Path) -> None:
    refused = "another key holds the todo"
    given = _copy_pacts(_folder(tmp_path), "website", "worker-node")
    needing, on_file = given.count(refused), len(given)
    states = {name: state for name, state in coordinator.STATES.items() if name != refused}
    with coordinator.start(tmp_path) as stage, StateServer(stage, states).serve() as states_url:
        said = remote(
            *("--url", stage.url, "--state-url", states_url, "--pacts", str(tmp_path / "pacts")),
            *("--report", str(tmp_path / "report.json")),
        )

    report = json.loads((tmp_path / "report.json").read_text())
    assert {one["state"] for one in report["skipped"]} == {refused}
    assert sum(report["on_file"].values()) == on_file
    assert needing > 0
    assert said.stdout.splitlines()[-1] == (
        f"coordinator: {on_file - needing} verified, {needing} skipped, 0 failed."
    ), said.stdout
    assert f"({refused!r}: the state URL answers 422" in said.stdout
    assert said.returncode == 0


def _copy_pacts(folder: Path, *consumers: str) -> list[str]:
    """The first state of each interaction on file about v1, which are now in the folder too."""
    states = []
    for consumer in consumers:
        pact = json.loads((PACTS / f"{consumer}-coordinator.json").read_text())
        kept = [i for i in pact["interactions"] if i["request"]["path"].startswith("/v1/")]
        write_pact(folder, *kept, consumer=consumer)
        states += [interaction["providerStates"][0]["name"] for interaction in kept]
    return states


def verify_shelf(shelf: Shelf, pacts: Path, set_state: Any) -> RemoteReport:
    return verify_remote("coordinator", shelf.url, source=Folder(pacts), set_state=set_state)


def test_state_url_is_told_what_the_pact_says(shelf: Shelf, tmp_path: Path) -> None:
    write_pact(_folder(tmp_path), an_interaction())
    with StateServer(shelf, STATES).serve() as url:
        found = verify_shelf(shelf, tmp_path / "pacts", StateUrl(url, 5))

    assert found.explain() == "coordinator: 1 verified, 0 skipped, 0 failed."
    assert (found.exit_code, found.skipped) == (0, ())


def test_broken_promise_is_explained(shelf: Shelf, tmp_path: Path) -> None:
    body = {"content": {"name": "sweep"}, "contentType": "application/json"}
    write_pact(_folder(tmp_path), an_interaction(response={"status": 200, "body": body}))
    with StateServer(shelf, STATES).serve() as url:
        found = verify_shelf(shelf, tmp_path / "pacts", StateUrl(url, 5))

    assert found.exit_code == 1
    assert "at $.name: expected present, actual absent" in found.explain()
    assert found.explain().endswith("coordinator: 0 verified, 0 skipped, 1 failed.")


@pytest.mark.parametrize("status", [404, 500])
def test_state_that_is_refused_is_skipped_by_name(
    shelf: Shelf, tmp_path: Path, status: int
) -> None:
    stateless = an_interaction(description="no state", providerStates=[], response={"status": 200})
    write_pact(_folder(tmp_path), an_interaction(), stateless)
    with serve_json(lambda _: Told(status, {})) as url:
        found = verify_shelf(shelf, tmp_path / "pacts", StateUrl(url, 5))

    (skipped,) = found.skipped
    assert (skipped.description, skipped.state) == ("a request for the todo", "a todo exists")
    assert skipped.reason == f"the state URL answers {status} {{}}"
    assert found.explain().endswith("coordinator: 1 verified, 1 skipped, 0 failed.")
    assert found.exit_code == 0


def test_silent_state_url_is_a_reason(shelf: Shelf, tmp_path: Path) -> None:
    write_pact(_folder(tmp_path), an_interaction())

    found = verify_shelf(shelf, tmp_path / "pacts", StateUrl("http://127.0.0.1:9/states", 5))

    assert found.skipped[0].reason == "the state URL does not answer (ConnectionError)"
    assert found.exit_code == 3


@dataclass(frozen=True)
class ASeed:
    """The toy's one todo, as documents."""

    documents: Mapping[str, Sequence[Mapping[str, Any]]]
    chain: Mapping[str, Any] = field(default_factory=lambda: {"stake_list": []})


def a_seed(name: str, parameters: Mapping[str, Any]) -> ASeed | None:
    return ASeed({"todos": [dict(parameters)]}) if name == "a todo exists" else None


@contextmanager
def a_loading_shelf(folder: Path) -> Iterator[tuple[str, str]]:
    """The URL of a provider that answers from a file, and the command that copies a seed there."""
    loaded = folder / "loaded.json"
    script = folder / "load.py"
    script.write_text(
        "import pathlib, shutil, sys\n"
        f"shutil.copy(pathlib.Path(sys.argv[-1], 'todos.json'), {str(loaded)!r})\n"
    )

    def answer(_: Asked) -> Told:
        return Told(200, json.loads(loaded.read_text()))

    with serve_json(answer) as url:
        yield url, f"'{sys.executable}' '{script}' --drop"


def test_seeds_are_written_and_loaded(tmp_path: Path) -> None:
    write_pact(_folder(tmp_path), an_interaction())
    with a_loading_shelf(tmp_path) as (url, command):
        states = SeedFolders(tmp_path / "seeds", command, a_seed, 5)
        source = Folder(tmp_path / "pacts")
        found = verify_remote("coordinator", url, source=source, set_state=states)

    folder = tmp_path / "seeds" / "a-todo-exists"
    assert found.explain() == "coordinator: 1 verified, 0 skipped, 0 failed."
    assert (folder / "todos.json").read_text() == '{"title": "sweep"}\n'
    assert (folder / "issues.json").read_text() == ""
    assert json.loads((folder / "chain.json").read_text()) == {"stake_list": []}


def test_deployed_expectations_are_met_from_seeds(tmp_path: Path) -> None:
    pact = json.loads((PACTS / "deployed-planner-node-coordinator.json").read_text())
    some = pact["interactions"][:3]
    write_pact(_folder(tmp_path), *some, consumer="deployed-planner-node")
    with coordinator.start(tmp_path) as stage:
        script = tmp_path / "load.sh"
        script.write_text(
            f"cp $1/chain.json {stage.chain}\n"
            f"exec {sys.executable} -m swarm coordinator import --replace"
            f" --database-url sqlite:///{tmp_path / 'coordinator.db'} $1\n"
        )
        said = remote(
            *("--url", stage.url, "--pacts", str(tmp_path / "pacts"), "--timeout", "60"),
            *("--seeds", str(tmp_path / "seeds"), "--seed-command", f"sh {script}"),
        )

    assert said.stdout.endswith("coordinator: 3 verified, 0 skipped, 0 failed.\n"), said.stdout
    assert said.returncode == 0


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("sh -c 'echo no such database; exit 4'", "the seed command ended with 4: no such"),
        ("sh -c 'sleep 30; true'", "the seed command took over 0.5 s"),
        ("no-such-command", "the seed command does not start"),
    ],
    ids=["fails", "hangs", "missing"],
)
def test_seed_that_is_not_loaded_is_skipped(
    shelf: Shelf, tmp_path: Path, command: str, reason: str
) -> None:
    write_pact(_folder(tmp_path), an_interaction())

    states = SeedFolders(tmp_path / "seeds", command, a_seed, 0.5)
    found = verify_shelf(shelf, tmp_path / "pacts", states)

    assert found.skipped[0].reason.startswith(reason)


def test_state_without_a_seed_is_skipped(shelf: Shelf, tmp_path: Path) -> None:
    write_pact(_folder(tmp_path), an_interaction(providerStates=[{"name": "it rains"}]))

    states = SeedFolders(tmp_path / "seeds", "true", a_seed, 5)
    found = verify_shelf(shelf, tmp_path / "pacts", states)

    assert found.skipped[0].reason == "there is no seed of it"


@pytest.mark.parametrize(
    ("state", "folder"),
    [
        ("a todo exists", "a-todo-exists"),
        ("../../etc", "etc"),
        ("I-007: held/free", "i-007-held-free"),
    ],
)
def test_folder_of_a_state_stays_where_it_is(state: str, folder: str) -> None:
    assert name_folder(state) == folder


def test_results_are_published_under_the_version_that_runs_there(
    shelf: Shelf, pact_broker: RunningBroker, tmp_path: Path
) -> None:
    file = write_pact(tmp_path, an_interaction(), consumer="website")
    wire = Wire(pact_broker.url)
    wire.post("/contracts/publish", a_publication("1", json.loads(file.read_text()), branch="main"))
    with StateServer(shelf, STATES).serve() as url:
        said = remote(
            *("--url", shelf.url, "--state-url", url, "--broker", pact_broker.url),
            *("--version", "deployed-1", "--branch", "main"),
        )

    assert said.returncode == 0, said.stderr
    pact = wire.pact("1", consumer="website", provider="coordinator")
    result = wire.read(pact["_links"]["pb:latest-verification-results"]["href"])
    assert (result["providerApplicationVersion"], result["success"]) == ("deployed-1", True)


def test_pact_of_which_something_is_skipped_is_not_published_as_kept(
    shelf: Shelf, pact_broker: RunningBroker, tmp_path: Path
) -> None:
    rainy = an_interaction(description="rain", providerStates=[{"name": "it rains"}])
    file = write_pact(tmp_path, an_interaction(), rainy)
    wire = Wire(pact_broker.url)
    document = json.loads(file.read_text())
    wire.post("/contracts/publish", a_publication("1", document, branch="main"))
    with StateServer(shelf, STATES).serve() as url:
        said = remote(
            *("--url", shelf.url, "--state-url", url, "--broker", pact_broker.url),
            *("--version", "deployed-1", "--branch", "main"),
        )

    assert said.stdout.endswith("coordinator: 1 verified, 1 skipped, 0 failed.\n")
    pact = wire.pact("1", consumer="website", provider="coordinator")
    result = wire.read(pact["_links"]["pb:latest-verification-results"]["href"])
    assert result["success"] is False
    outcomes = {one["interactionDescription"]: one["success"] for one in result["testResults"]}
    assert outcomes == {"a request for the todo": True, "rain": False}


def test_silent_provider_is_nothing_found_out() -> None:
    said = remote("--url", "http://127.0.0.1:9", "--pacts", str(PACTS))

    assert said.returncode == 3
    assert "No coordinator answers at http://127.0.0.1:9" in said.stderr


def test_without_states_nothing_is_found_out(shelf: Shelf, tmp_path: Path) -> None:
    write_pact(_folder(tmp_path), an_interaction())

    said = remote("--url", shelf.url, "--pacts", str(tmp_path / "pacts"))

    assert said.returncode == 3
    assert "there is no --state-url and there are no --seeds" in said.stdout


def test_nothing_on_file_is_a_problem(shelf: Shelf, tmp_path: Path) -> None:
    write_pact(_folder(tmp_path), an_interaction())

    said = remote("--url", shelf.url, "--pacts", str(tmp_path / "pacts"), "--consumer", "moon")

    assert said.returncode == 1
    assert "There is nothing to verify coordinator against" in said.stdout


URL = ["--provider", "coordinator", "--url", "http://127.0.0.1:9"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([*URL, "--seeds", "seeds"], "--seeds needs --seed-command"),
        ([*URL, "--seed-command", "true"], "--seeds needs --seed-command"),
        (
            [*URL, "--seeds", "s", "--seed-command", "c", "--state-url", "http://127.0.0.1:9"],
            "not by both",
        ),
        ([*URL, "--broker", "http://127.0.0.1:9"], "--broker needs --version and --branch"),
        (["--provider", "moon", "--url", "http://127.0.0.1:9"], "'moon' is not one of"),
    ],
    ids=["no-command", "no-folder", "both", "no-version", "provider"],
)
def test_options_that_contradict_are_refused(options: list[str], said: str) -> None:
    told = CliRunner().invoke(main, options)

    assert told.exit_code == 2
    assert said in told.output


def _folder(parent: Path) -> Path:
    """Of pacts and nothing else."""
    folder = parent / "pacts"
    folder.mkdir(exist_ok=True)
    return folder
