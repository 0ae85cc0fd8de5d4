"""A deployed database comes in, is worked on, and goes out again with nothing lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from pro_me_the_us.coordinator.models import ClaimTodo
from pro_me_the_us.fields import Repository
from swarm.coordinator import schema, store
from swarm.coordinator.transfer import ImportRefused, report_json, report_words
from tests.integration.coordinator.builders import BOUNTY, a_bounty, a_container, a_node, a_service
from tests.integration.coordinator.lives import Life
from tests.integration.coordinator.transfers import (
    DATA,
    a_prompt_document,
    a_todo_document,
    an_issue_document,
    export_files,
    import_files,
    lines_of,
    write_files,
)

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.coordinator.store import Store

CLAIM = ClaimTodo(round=70, github_username="octo-worker")


def statuses(opened: Store, table: sa.Table) -> dict[str, str]:
    key = next(iter(table.primary_key))
    with opened.reading() as connection:
        rows = connection.execute(sa.select(key, table.c.status))
        return {row[0]: row.status for row in rows}


def test_import_goes_out_as_it_came(opened: Store, tmp_path: Path) -> None:
    import_files(opened, DATA)

    written = export_files(opened, tmp_path / "out")

    assert {name: lines for name, lines in written.items() if lines} == lines_of(DATA)


def test_import_maps_todos_to_their_states(opened: Store) -> None:
    import_files(opened, DATA)

    assert statuses(opened, schema.todos) == {
        "todo-1": "initialized",
        "todo-2": "initialized",
        "todo-3": "in_progress",
        "todo-4": "approved",
        "todo-5": "initialized",
        "todo-6": "initialized",
        "todo-8": "initialized",
        "todo-9": "initialized",
        "todo-10": "failed",
        "todo-12": "in_review",
        "todo-13": "failed",
        "todo-14": "initialized",
        "todo-15": "initialized",
    }


def test_import_maps_issues_to_their_states(opened: Store) -> None:
    import_files(opened, DATA)

    assert statuses(opened, schema.issues) == {
        "issue-1": "in_progress",
        "issue-2": "initialized",
        "issue-3": "failed",
        "issue-4": "initialized",
        "issue-5": "aggregator_pending",
        "issue-7": "failed",
    }
    assert statuses(opened, schema.specs)["fresh-bounty"] == "initialized"


def test_import_says_what_was_odd(opened: Store) -> None:
    report = import_files(opened, DATA)

    odd = {kind: found.examples for kind, found in report.findings.kinds.items()}
    assert odd["member of todos that is not known: 'extra'"] == ["todos.json:1"]
    assert odd["todo without phases"] == ["todos.json:8"]
    assert odd["todo of an issue that is not there"] == ["todos.json:11"]
    assert odd["uuid that was there before"] == ["issues.json:7", "todos.json:14"]
    assert odd["status that is not known"] == ["issues.json:8", "todos.json:13"]
    assert odd["key with more than one work in a round"] == ["todos.json:15"]
    assert odd["assignee without task, key or round"] == ["todos.json:16"]
    assert odd["todo that needs one that is not there"] == ["todo-2"]
    assert odd["issue of a bounty without spec"] == ["issues.json:4"]
    assert odd["other kind of bounty"] == ["issues.json:6", "todos.json:7", "todos.json:17"]
    assert "todos: 17 read, 17 new, 13 to be worked with" in report_words(report)
    assert json.loads(report_json(report))["odd"]["todo without phases"]["number"] == 1


def test_imported_todos_can_be_claimed(opened: Store) -> None:
    import_files(opened, DATA)
    service = a_service(opened)

    claims = [service.claim_todo(CLAIM, a_node(number)) for number in range(8)]

    # What is held elsewhere has long expired, so it comes again too.
    claimed = [one.body.todo for one in claims if one.body is not None]
    assert claimed == ["todo-9", "todo-1", "todo-3", "todo-5", "todo-6", "todo-14", "todo-15"]
    first = claims[1].body
    assert first is not None
    assert first.system_prompt == "You are careful."
    assert first.repository == Repository(owner="octo-aggregator", name="demo")


def test_imported_specs_and_issues_can_be_claimed(opened: Store) -> None:
    import_files(opened, DATA)
    life = Life(opened)

    assert [life.claim_spec(number) for number in range(2)] == ["fresh-bounty", None]
    assert [life.claim_aggregation(number) for number in range(3)] == ["issue-4", "issue-5", None]


def test_export_lays_changes_over_what_came(opened: Store, tmp_path: Path) -> None:
    came = a_todo_document(extra={"a": 1.0}, assignedTo=[])
    source = write_files(
        tmp_path / "in",
        issues=[an_issue_document()],
        todos=[came],
        systemprompts=[a_prompt_document()],
    )
    import_files(opened, source)
    caller = a_container(1, round_number=70)
    a_service(opened).claim_todo(CLAIM, caller)

    (line,) = export_files(opened, tmp_path / "out")["todos"]

    assignee = {
        "stakingKey": caller.staking_key,
        "githubUsername": "octo-worker",
        "roundNumber": 70,
        "taskId": caller.task,
    }
    assert json.loads(line) == {**came, "status": "in_progress", "assignees": [assignee]}
    assert list(json.loads(line))[: len(came)] == list(came)


def test_export_makes_documents_of_new_work(opened: Store, tmp_path: Path) -> None:
    with opened.writing() as connection:
        store.insert_bounty(connection, a_bounty())

    written = export_files(opened, tmp_path / "out")

    (spec,), (prompt,) = written["specs"], written["systemprompts"]
    assert json.loads(spec)["swarmBountyId"] == BOUNTY
    assert json.loads(prompt)["prompt"] == "You are careful."


def test_export_of_new_work_can_be_imported(opened: Store, tmp_path: Path) -> None:
    life = Life(opened).planned()
    life.aggregate()
    life.work(2)
    before = statuses(opened, schema.todos)
    export_files(opened, tmp_path / "out")

    import_files(opened, tmp_path / "out", replaces=True)

    assert statuses(opened, schema.todos) == before


def test_import_again_adds_nothing(opened: Store, tmp_path: Path) -> None:
    import_files(opened, DATA)

    report = import_files(opened, DATA)

    assert {tally.kept for tally in report.tallies.values()} == {0}
    written = export_files(opened, tmp_path / "out")
    assert {name: lines for name, lines in written.items() if lines} == lines_of(DATA)


def test_replace_drops_what_was_there(opened: Store, tmp_path: Path) -> None:
    source = write_files(tmp_path / "in", issues=[an_issue_document("other")])
    import_files(opened, DATA)

    import_files(opened, source, replaces=True)

    assert statuses(opened, schema.issues) == {"other": "in_progress"}
    assert statuses(opened, schema.todos) == {}


@pytest.mark.parametrize("replaces", [False, True], ids=["add", "replace"])
def test_trial_changes_nothing(opened: Store, tmp_path: Path, *, replaces: bool) -> None:
    source = write_files(tmp_path / "in", issues=[an_issue_document()])
    import_files(opened, source)

    report = import_files(opened, DATA, replaces=replaces, is_trial=True)

    assert report.tallies["todos"].read == 17
    assert statuses(opened, schema.issues) == {"issue-1": "in_progress"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"[]", "not a JSON object"),
        (b'{"a":NaN}', "NaN"),
        (b'{"a":1e999}', "beyond a double"),
        (b'{"a":"\xff"}', "UTF-8"),
        (b'{"a":' + b"[" * 100_000, "nested"),
    ],
    ids=["cut", "array", "nan", "huge", "bytes", "deep"],
)
def test_broken_line_is_named_and_nothing_imported(
    opened: Store, tmp_path: Path, line: bytes, reason: str
) -> None:
    source = write_files(tmp_path / "in", issues=[an_issue_document()])
    (source / "todos.json").write_bytes(b'{"a":1}\n' + line + b"\n")

    with pytest.raises(ImportRefused, match=f"todos.json:2: .*{reason}"):
        import_files(opened, source)

    assert statuses(opened, schema.issues) == {}


def test_folder_without_documents_is_refused(opened: Store, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no documents"):
        import_files(opened, tmp_path, replaces=True)


@pytest.mark.parametrize(
    ("changes", "claimable"),
    [
        ({"title": "\x00\ud800"}, True),
        ({"uuid": "x" * 65}, False),
        ({"repoOwner": "-"}, False),
        ({"createdAt": {"$date": {"$numberLong": "99999999999999999"}}}, True),
        ({"assignees": [{"roundNumber": 1e300, "taskId": "t", "stakingKey": "k"}]}, True),
    ],
    ids=["unprintable", "long uuid", "owner", "date", "round"],
)
def test_hostile_values_are_kept_and_harm_nothing(
    opened: Store, tmp_path: Path, changes: dict[str, Any], *, claimable: bool
) -> None:
    todo = a_todo_document(**changes)
    source = write_files(
        tmp_path / "in",
        issues=[an_issue_document()],
        todos=[todo],
        systemprompts=[a_prompt_document()],
    )

    import_files(opened, source)

    assert export_files(opened, tmp_path / "out")["todos"] == lines_of(source)["todos"]
    answer = a_service(opened).claim_todo(CLAIM, a_node())
    assert (answer.body is not None) is claimable
