from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from providers.sources import Folder, SourceUnusable
from providers.verification import verify
from tests.integration.contracts.builders import a_provider, an_interaction, write_pact

if TYPE_CHECKING:
    from pathlib import Path


def test_verification_holds_when_the_provider_keeps_the_pact(tmp_path: Path) -> None:
    write_pact(tmp_path, an_interaction())

    report = verify(a_provider(), Folder(tmp_path))

    assert report.holds
    assert (report.on_file, report.held("website")) == ({"website": 1}, 1)


def test_verification_names_the_member_that_is_missing(tmp_path: Path) -> None:
    body = {"content": {"name": "sweep"}, "contentType": "application/json"}
    write_pact(tmp_path, an_interaction(response={"status": 200, "body": body}))

    report = verify(a_provider(), Folder(tmp_path))

    assert not report.holds
    assert "website → coordinator: a request for the todo" in report.explain()
    assert "at $.name: expected present, actual absent" in report.explain()


def test_verification_names_what_was_expected_and_what_came(tmp_path: Path) -> None:
    body = {"content": {"title": "wash"}, "contentType": "application/json"}
    write_pact(tmp_path, an_interaction(response={"status": 201, "body": body}))

    report = verify(a_provider(), Folder(tmp_path))

    assert 'at $.title: expected "wash", actual "sweep"' in report.explain()
    assert "at status: expected 201, actual 200" in report.explain()


@pytest.mark.parametrize(
    ("names", "interactions"),
    [
        pytest.param({"provider": "worker-node"}, [an_interaction()], id="another provider"),
        pytest.param({}, [], id="no interactions"),
    ],
)
def test_verification_of_nothing_is_a_problem(
    tmp_path: Path, names: dict[str, str], interactions: list[dict[str, object]]
) -> None:
    write_pact(tmp_path, *interactions, **names)

    report = verify(a_provider(), Folder(tmp_path))

    assert not report.holds
    assert "nothing to verify coordinator against" in report.explain()


def test_verification_of_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    report = verify(a_provider(), Folder(tmp_path))

    assert "nothing to verify coordinator against" in report.explain()


def test_verification_refuses_an_unknown_consumer(tmp_path: Path) -> None:
    write_pact(tmp_path, an_interaction(), consumer="wensite")

    report = verify(a_provider(), Folder(tmp_path))

    assert "wensite is no participant" in report.explain()


def test_verification_prints_a_handler_for_an_unknown_state(tmp_path: Path) -> None:
    write_pact(tmp_path, an_interaction())

    report = verify(a_provider(states={}), Folder(tmp_path))

    assert report.replayed == ()
    assert "toy/states.py" in report.explain()
    assert "def a_todo_exists(stage: Stage, *, title: str) -> None:" in report.explain()


def test_verification_refuses_parameters_that_a_handler_lacks(tmp_path: Path) -> None:
    state = {"name": "a todo exists", "params": {"name": "sweep"}}
    write_pact(tmp_path, an_interaction(providerStates=[state]))

    report = verify(a_provider(), Folder(tmp_path))

    assert report.replayed == ()
    assert "missing a required argument: 'title'" in report.explain()


def test_verification_reports_a_raising_handler_first(tmp_path: Path) -> None:
    def a_todo_exists(_: object, *, title: str) -> None:
        raise LookupError(f"no shelf for {title}")

    write_pact(tmp_path, an_interaction())

    report = verify(a_provider(states={"a todo exists": a_todo_exists}), Folder(tmp_path))

    first, *_ = report.explain().splitlines()
    assert first == "The handler of 'a todo exists' raised:"
    assert "LookupError: no shelf for sweep" in report.problems[0]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"consumer": {}}', "null"])
def test_folder_names_the_file_that_is_no_pact(tmp_path: Path, text: str) -> None:
    (tmp_path / "website-coordinator.json").write_text(text, encoding="utf-8")

    with pytest.raises(SourceUnusable, match=r"website-coordinator\.json is not a pact"):
        verify(a_provider(), Folder(tmp_path))
