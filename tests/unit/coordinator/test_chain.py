from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from swarm.coordinator.chain import ChainUnreadable, FileChain, OpenChain

if TYPE_CHECKING:
    from pathlib import Path

ONE = '{"task-1": {"stake_list": ["key-1"], "distributions": {"3": {"key-1": 7}}}}'
OTHER = '{"task-1": {"stake_list": ["key-2"]}}'


@dataclass
class Clock:
    time: datetime = datetime(2031, 5, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "chain.json"
    path.write_text(ONE, encoding="utf-8")
    return path


def test_chain_knows_who_has_staked(file: Path) -> None:
    chain = FileChain(file, Clock())

    assert [chain.is_staked(key, "task-1") for key in ("key-1", "key-2")] == [True, False]


def test_chain_sees_that_its_file_has_changed(file: Path) -> None:
    chain = FileChain(file, Clock())
    chain.check()

    file.write_text(OTHER, encoding="utf-8")
    os.utime(file, ns=(1, 1))

    assert [chain.is_staked(key, "task-1") for key in ("key-1", "key-2")] == [False, True]


@pytest.mark.parametrize(("age_s", "is_read_again"), [(119, False), (120, True)])
def test_chain_reads_again_after_two_minutes(
    file: Path,
    age_s: int,
    is_read_again: bool,  # noqa: FBT001  # a case of the table
) -> None:
    os.utime(file, ns=(1, 1))
    clock = Clock()
    chain = FileChain(file, clock)
    chain.check()

    # The same size, time and inode: nothing but age tells that there is news.
    file.write_text(ONE.replace("key-1", "key-2"), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    clock.time += timedelta(seconds=age_s)

    assert chain.is_staked("key-2", "task-1") is is_read_again


def test_chain_knows_what_a_round_paid(file: Path) -> None:
    chain = FileChain(file, Clock())

    assert chain.find_distribution("task-1", 3) == {"key-1": 7}
    assert chain.find_distribution("task-1", 4) is None


@pytest.mark.parametrize(
    "distributions",
    ['{"three": {}}', '{"3": {"key-1": "7"}}', '{"3": {"key-1": 1.5}}', '{"3": []}', '{"03": {}}'],
)
def test_list_that_is_none_is_no_answer(file: Path, distributions: str) -> None:
    text = f'{{"task-1": {{"stake_list": [], "distributions": {distributions}}}}}'
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ChainUnreadable, match="distributions"):
        FileChain(file, Clock()).find_distribution("task-1", 3)


def test_open_chain_has_no_lists() -> None:
    assert OpenChain().find_distribution("task-1", 3) is None


def test_task_without_a_stake_list_is_no_answer(file: Path) -> None:
    with pytest.raises(ChainUnreadable, match="no stake list of task task-2"):
        FileChain(file, Clock()).is_staked("key-1", "task-2")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"task-1": []}', '{"task-1": {"stake_list": "key-1"}}', '{"task-1": {}}'],
)
def test_chain_that_is_broken_is_no_answer(file: Path, text: str) -> None:
    chain = FileChain(file, Clock())
    chain.check()
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(1, 1))

    with pytest.raises(ChainUnreadable):
        chain.is_staked("key-1", "task-1")


def test_chain_that_is_gone_is_no_answer(file: Path) -> None:
    chain = FileChain(file, Clock())
    chain.check()
    file.unlink()

    with pytest.raises(ChainUnreadable, match="No such file"):
        chain.is_staked("key-1", "task-1")


def test_chain_that_is_a_folder_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(ChainUnreadable, match="Is a directory"):
        FileChain(tmp_path, Clock()).check()


def test_reason_names_no_path(file: Path) -> None:
    file.unlink()

    with pytest.raises(ChainUnreadable) as refusal:
        FileChain(file, Clock()).check()

    assert str(file.parent) not in str(refusal.value)


def test_chain_recovers(file: Path) -> None:
    chain = FileChain(file, Clock())
    file.rename(file.with_suffix(".away"))
    with pytest.raises(ChainUnreadable):
        chain.check()

    file.with_suffix(".away").rename(file)

    assert chain.is_staked("key-1", "task-1")


def test_open_chain_takes_every_key() -> None:
    chain = OpenChain()
    chain.check()

    assert chain.is_staked("anybody", "any-task")
