from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from swarm.node.chain import ChainError, FileChain
from tests.unit.node.builders import OTHER, PAIR, TASK, a_chain_file

if TYPE_CHECKING:
    from pathlib import Path

AMOUNTS = {PAIR.public: 400, OTHER.public: 0}


def test_stakes_are_read(tmp_path: Path) -> None:
    chain = FileChain(a_chain_file(tmp_path, PAIR, OTHER))

    assert chain.find_staked(TASK) == {PAIR.public, OTHER.public}


def test_list_is_written_once(tmp_path: Path) -> None:
    chain = FileChain(a_chain_file(tmp_path, PAIR))

    written = [
        chain.write_distribution(TASK, round_number=7, amounts=amounts)
        for amounts in (AMOUNTS, {PAIR.public: 1})
    ]

    assert written == [AMOUNTS, AMOUNTS]
    assert chain.find_distribution(TASK, round_number=7) == AMOUNTS
    assert chain.find_distribution(TASK, round_number=8) is None


def test_whatever_else_the_file_holds_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "chain.json"
    document: dict[str, Any] = {
        TASK: {"stake_list": [PAIR.public], "funder": "x", "distributions": {"6": {}}},
        "task-2": {"stake_list": []},
    }
    file.write_text(json.dumps(document), encoding="utf-8")
    file.chmod(0o640)

    FileChain(file).write_distribution(TASK, round_number=7, amounts=AMOUNTS)

    document[TASK]["distributions"]["7"] = AMOUNTS
    assert json.loads(file.read_text(encoding="utf-8")) == document
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == [".chain.json.lock", "chain.json"]


def test_writers_take_turns(tmp_path: Path) -> None:
    chain = FileChain(a_chain_file(tmp_path, PAIR))

    def write(number: int) -> dict[str, int]:
        amounts = {PAIR.public: number}
        return dict(chain.write_distribution(TASK, round_number=number % 5, amounts=amounts))

    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(write, range(40)))

    kept = [chain.find_distribution(TASK, round_number=number) for number in range(5)]
    assert [written[number] == kept[number % 5] for number in range(40)] == [True] * 40


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "No such file"),
        ("{", "the chain file .* is not JSON|at /"),
        ("[]", "at /: "),
        ("{}", "has no stake list of task task-1"),
        ('{"task-1": {}}', "at /task-1/stake_list: Field required"),
        ('{"task-1": {"stake_list": [], "distributions": {"7": {"x": "y"}}}}', "at /task-1/"),
    ],
    ids=["missing", "malformed", "array", "task", "stakes", "amount"],
)
def test_unreadable_chain_is_explained(tmp_path: Path, content: str | None, fault: str) -> None:
    file = tmp_path / "chain.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")

    chain = FileChain(file)

    with pytest.raises(ChainError, match=fault):
        chain.find_staked(TASK)
    with pytest.raises(ChainError, match=fault):
        chain.find_distribution(TASK, round_number=7)
    with pytest.raises(ChainError, match=fault):
        chain.write_distribution(TASK, round_number=8, amounts={})


def test_directory_without_a_place_for_the_lock_is_explained(tmp_path: Path) -> None:
    chain = FileChain(tmp_path / "none" / "chain.json")

    with pytest.raises(ChainError, match="the chain file's lock: No such file"):
        chain.write_distribution(TASK, round_number=7, amounts={})
