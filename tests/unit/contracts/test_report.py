from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from providers.report import Mismatch, Replayed, Report, load_report, read_replayed

if TYPE_CHECKING:
    from pathlib import Path


def a_result(**changes: Any) -> dict[str, Any]:
    return {"consumer": "website", "description": "a bounty", "result": "Error", **changes}


def test_report_is_the_same_after_saving(tmp_path: Path) -> None:
    mismatch = Mismatch("$.id", "present", "absent", "the answer has no member id")
    replayed = (Replayed("website", "a bounty", (mismatch,)),)
    report = Report("coordinator", {"website": 1}, replayed=replayed, problems=("a problem",))

    report.save(tmp_path / "report.json")

    assert load_report(tmp_path / "report.json") == report


def test_result_that_holds_has_no_mismatch() -> None:
    assert read_replayed(a_result(result="OK")) == Replayed("website", "a bounty", ())


def test_result_without_a_reason_is_still_a_mismatch() -> None:
    replayed = read_replayed(a_result(mismatch={"type": "error", "message": "refused"}))

    assert [m.text for m in replayed.mismatches] == ["refused"]


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        pytest.param(
            {"type": "StatusMismatch", "expected": 201, "actual": 200}, "status", id="status"
        ),
        pytest.param({"type": "HeaderMismatch", "key": "Link"}, "Link", id="header"),
        pytest.param({"type": "BodyMismatch", "path": "$.a.b"}, "$.a.b", id="body"),
        pytest.param({"type": "BodyTypeMismatch"}, "bodytype", id="no place"),
    ],
)
def test_mismatch_says_where(raw: dict[str, Any], where: str) -> None:
    found = {"type": "mismatches", "mismatches": [raw]}

    (mismatch,) = read_replayed(a_result(mismatch=found)).mismatches

    assert mismatch.where == where


def test_missing_members_are_named_one_by_one() -> None:
    raw = {
        "type": "BodyMismatch",
        "path": "$.repository",
        "expected": '["name","owner"]',
        "actual": '["organisation"]',
        "mismatch": "Actual map is missing the following keys: name, owner",
    }

    replayed = read_replayed(a_result(mismatch={"type": "mismatches", "mismatches": [raw]}))

    assert [m.where for m in replayed.mismatches] == ["$.repository.name", "$.repository.owner"]
