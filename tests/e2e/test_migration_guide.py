"""The migration guide, typed from its first command to its last on documents that are on file."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest

from swarm.coordinator.chain import FileChain
from tests.e2e import stand_ins
from tests.e2e.guides import as_typed, find_differences
from tests.e2e.pages import ROOT, read_page, type_script
from tests.integration.coordinator.transfers import DATA, lines_of

if TYPE_CHECKING:
    from pathlib import Path

GUIDE: Final = ROOT / "docs/migrating.md"
PORTS: Final = ("8100", "8200", "9292")


def test_guide_is_as_it_says(tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl")
    blocks = read_page(GUIDE, PORTS)
    database = tmp_path / "mongo" / "builder247"
    shutil.copytree(DATA, database)
    chain = tmp_path / "chain.json"
    chain.write_text(json.dumps({"task-1": {"stake_list": []}}), encoding="utf-8")
    env = {
        "CHECKOUT": str(ROOT),
        "MONGODB_URI": f"mongodb://127.0.0.1{tmp_path / 'mongo'}",
        "TASK_IDS": "task-1",
        "PLANNER_TASK_ID": "task-2",
        "PROMETHEUS_INCOME_REQUEST_API_KEY": "the-token-of-the-website",
        "COORDINATOR_CHAIN": f"file:{chain}",
        "BOUNTY": "66a1f0c2d3e4b5a697887700",
    }
    (folder := tmp_path / "empty").mkdir()

    programs = (stand_ins.install(tmp_path / "bin"),)
    ended = type_script(as_typed(blocks), folder, within_s=600, env=env, programs=programs)

    assert ended.code == 0, ended.output + ended.errors
    assert find_differences(blocks, ended.output) == []
    brought_back = {name: lines for name, lines in lines_of(database).items() if lines}
    assert brought_back == lines_of(DATA)


def test_every_block_is_run_or_compared() -> None:
    languages = [block.language for block in read_page(GUIDE, ())]

    assert set(languages) == {"bash", "json", "text"}
    assert languages.count("json") == 1
    assert "    $ " not in GUIDE.read_text(encoding="utf-8")


def test_chain_of_the_guide_can_be_read(tmp_path: Path) -> None:
    (example,) = [block.text for block in read_page(GUIDE, ()) if block.language == "json"]
    file = tmp_path / "chain.json"
    file.write_text(example, encoding="utf-8")

    chain = FileChain(file, partial(datetime.now, UTC))

    assert chain.is_staked("<staking key>", "task-1")
    assert chain.find_distribution("task-1", 7) == {"<staking key>": 400}
