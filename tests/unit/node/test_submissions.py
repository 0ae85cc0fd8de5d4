from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from swarm.node.submissions import MAX_BYTES, SubmissionDirectory
from tests.unit.node.builders import OTHER, PAIR, TASK, a_slot

if TYPE_CHECKING:
    from pathlib import Path


def test_submission_is_addressed_by_its_content(tmp_path: Path) -> None:
    submissions = SubmissionDirectory(tmp_path)

    addresses = [submissions.publish(a_slot(), b"work") for _ in range(2)]

    assert addresses == [hashlib.sha256(b"work").hexdigest()] * 2
    assert submissions.read(addresses[0]) == b"work"


def test_submissions_of_a_round_are_found_by_key(tmp_path: Path) -> None:
    submissions = SubmissionDirectory(tmp_path)
    mine, other = (submissions.publish(a_slot(pair), pair.public_bytes) for pair in (PAIR, OTHER))

    assert submissions.find(TASK, round_number=7) == {PAIR.public: mine, OTHER.public: other}
    assert submissions.find(TASK, round_number=8) == {}


def test_altered_content_cannot_be_read(tmp_path: Path) -> None:
    submissions = SubmissionDirectory(tmp_path)
    address = submissions.publish(a_slot(), b"work")
    (tmp_path / "content" / address).write_bytes(b"other work")

    assert submissions.read(address) is None


@pytest.mark.parametrize(
    "address", ["", "../rounds", "A" * 64, "0" * 64, "0" * 65], ids=lambda text: text[:10] or "none"
)
def test_other_addresses_lead_nowhere(tmp_path: Path, address: str) -> None:
    assert SubmissionDirectory(tmp_path).read(address) is None


def test_large_and_linked_files_are_not_read(tmp_path: Path) -> None:
    submissions, large = SubmissionDirectory(tmp_path), b"x" * (MAX_BYTES + 1)
    address = submissions.publish(a_slot(), large)
    slot = tmp_path / "rounds" / TASK / "7" / OTHER.public
    slot.symlink_to(tmp_path / "rounds" / TASK / "7" / PAIR.public)

    assert submissions.read(address) is None
    assert submissions.find(TASK, round_number=7)[OTHER.public] == ""


def test_other_files_of_a_round_are_ignored(tmp_path: Path) -> None:
    submissions = SubmissionDirectory(tmp_path)
    address = submissions.publish(a_slot(), b"work")
    (tmp_path / "rounds" / TASK / "7" / "README.md").write_text("x", encoding="utf-8")

    assert submissions.find(TASK, round_number=7) == {PAIR.public: address}
