"""What the command says of two documents, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from pact_notary.commands.breaking import breaking_command
from tests.unit.broker.openapi.shop import GONE, ONE, SHOP, THING, edited

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

RENAMED = edited(f"{THING}/state", GONE)


def ask(folder: Path, old: dict[str, Any], new: dict[str, Any], *options: str) -> Result:
    files = (folder / "old.json", folder / "new.json")
    for file, document in zip(files, (old, new), strict=True):
        file.write_text(json.dumps(document))
    return CliRunner().invoke(breaking_command, [*map(str, files), *options])


@pytest.mark.parametrize(
    ("new", "code", "told"),
    [
        pytest.param(SHOP, 0, "0 breaking changes\n", id="the same"),
        pytest.param(RENAMED, 1, "1 breaking change\n", id="broken"),
        pytest.param(
            edited(f"{THING}/state/enum/-", "lost"),
            0,
            "0 breaking changes, 1 warning\n",
            id="only a warning",
        ),
    ],
)
def test_end_tells_whether_something_breaks(
    tmp_path: Path, new: dict[str, Any], code: int, told: str
) -> None:
    result = ask(tmp_path, SHOP, new)

    assert (result.exit_code, result.output.splitlines(keepends=True)[-1]) == (code, told)


def test_table_says_what_where_and_whom(tmp_path: Path) -> None:
    result = ask(tmp_path, SHOP, RENAMED)

    assert result.output == (
        "error (response-field-removed) GET /things/{id}, PUT /things/{id} $.state\n"
        "  declared → nothing\n"
        f"  at {tmp_path}/old.json#{THING}/state\n"
        "1 breaking change\n"
    )


def test_json_has_every_member(tmp_path: Path) -> None:
    told = json.loads(ask(tmp_path, SHOP, RENAMED, "--format", "json").output)

    assert told == {
        "breaking": True,
        "changes": [
            {
                "rule": "response-field-removed",
                "severity": "error",
                "file": f"{tmp_path}/old.json",
                "pointer": f"{THING}/state",
                "field": "$.state",
                "old": "declared",
                "new": "",
                "operations": ["GET /things/{id}", "PUT /things/{id}"],
            }
        ],
    }


def test_markdown_is_a_table_in_which_nothing_runs(tmp_path: Path) -> None:
    parameter = {"name": "a|`b", "in": "query", "required": True, "schema": {}}
    told = ask(tmp_path, SHOP, edited(f"{ONE}/get/parameters/-", parameter), "--format", "markdown")

    assert told.output.startswith("## ❌ 1 breaking change\n\n| | Rule |")
    assert "| ❌ | parameter-required | `GET /things/{id}` |" in told.output


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = CliRunner().invoke(breaking_command, [f"{tmp_path}/a.json", f"{tmp_path}/b.json"])
    invalid = ask(tmp_path, SHOP, {**SHOP, "openapi": "2.0"})

    assert (missing.exit_code, invalid.exit_code) == (3, 3)
    assert (
        missing.stderr
        == f"pact-notary: {tmp_path}/a.json cannot be read: No such file or directory\n"
    )
    assert f"{tmp_path}/new.json: at /openapi: " in invalid.stderr


def test_question_that_is_wrong_is_refused(tmp_path: Path) -> None:
    assert ask(tmp_path, SHOP, SHOP, "--format", "pdf").exit_code == 2
