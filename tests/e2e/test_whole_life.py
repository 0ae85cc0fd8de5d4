"""From a bounty to its merged work, by everybody there is; and all the same when things break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.e2e.faults import cut_connections, held
from tests.e2e.life import COORDINATOR, WORKERS, a_life
from tests.e2e.whole_life import assert_all_agree, has_claims, is_over, wait_until

if TYPE_CHECKING:
    from pathlib import Path

ANNA, BERT = WORKERS
SKEW_S: Final = 120


def test_bounty_becomes_merged_work(tmp_path: Path) -> None:
    with a_life(tmp_path, database_url=f"sqlite:///{tmp_path / 'coordinator.db'}") as life:
        bounty = life.create_bounty()
        wait_until(life, bounty, is_over)
        seen = life.read_bounty(bounty)

    assert_all_agree(life, seen)


def test_bounty_survives_whatever_breaks(tmp_path: Path, postgresql_url: str) -> None:
    with a_life(tmp_path, database_url=postgresql_url, ahead_s=SKEW_S) as life:
        bounty = life.create_bounty()
        wait_until(life, bounty, lambda seen: bool(seen.issues))
        life.kill(COORDINATOR)
        life.start(COORDINATOR)
        wait_until(life, bounty, has_claims)
        with held(life.pid_of(f"{BERT}/container")):
            life.kill(f"{ANNA}/container")
            life.start(f"{ANNA}/container")
        cut_connections(postgresql_url)
        life.kill(f"{BERT}/node")
        life.start(f"{BERT}/node")
        wait_until(life, bounty, is_over)
        seen = life.read_bounty(bounty)

    assert_all_agree(life, seen)
