from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from consumers.exchange import Exchange
from consumers.recording import DescriptionTaken, merge

if TYPE_CHECKING:
    from pathlib import Path


def record(recordings: Path, number: int, description: str) -> None:
    folder = recordings / str(number)
    folder.mkdir(parents=True)
    pact = {
        "consumer": {"name": "website"},
        "provider": {"name": "coordinator"},
        "interactions": [{"description": description}],
        "metadata": {"pactSpecification": {"version": "4.0"}, "pactRust": {"ffi": "0.5"}},
    }
    (folder / "website-coordinator.json").write_text(json.dumps(pact), encoding="utf-8")


def test_merge_writes_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    record(tmp_path / "one", 1, "a")
    record(tmp_path / "one", 2, "b")
    record(tmp_path / "other", 1, "b")
    record(tmp_path / "other", 2, "a")

    (one,) = merge(tmp_path / "one", tmp_path / "pacts1")
    (other,) = merge(tmp_path / "other", tmp_path / "pacts2")

    assert one.read_bytes() == other.read_bytes()


def test_merge_forgets_what_was_recorded_before(tmp_path: Path) -> None:
    record(tmp_path / "before", 1, "an old name")
    record(tmp_path / "after", 1, "a new name")

    merge(tmp_path / "before", tmp_path / "pacts")
    (pact,) = merge(tmp_path / "after", tmp_path / "pacts")

    assert [
        i["description"] for i in json.loads(pact.read_text(encoding="utf-8"))["interactions"]
    ] == ["a new name"]


def test_merge_leaves_the_recorders_version_out(tmp_path: Path) -> None:
    record(tmp_path / "recordings", 1, "a")

    (pact,) = merge(tmp_path / "recordings", tmp_path / "pacts")

    assert json.loads(pact.read_text(encoding="utf-8"))["metadata"] == {
        "pactSpecification": {"version": "4.0"}
    }


def test_merge_refuses_one_description_twice(tmp_path: Path) -> None:
    record(tmp_path / "recordings", 1, "a")
    record(tmp_path / "recordings", 2, "a")

    with pytest.raises(DescriptionTaken, match=r"website-coordinator\.json: a"):
        merge(tmp_path / "recordings", tmp_path / "pacts")


def test_exchange_refuses_a_name_that_is_no_participant(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="wensite is no participant"):
        Exchange("wensite", "coordinator", tmp_path)
