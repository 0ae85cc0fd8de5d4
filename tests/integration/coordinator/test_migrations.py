"""What becomes of a database that an older coordinator has filled."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from pro_me_the_us.errors import Unavailable
from swarm import storage
from swarm.coordinator import schema
from swarm.coordinator.store import Store
from tests.integration.coordinator.builders import a_service
from tests.integration.coordinator.lives import Life

if TYPE_CHECKING:
    from collections.abc import Iterator

ISSUE = (
    "INSERT INTO issues (uuid, bounty, title, description, status, repository_owner,"
    " repository_name, created_at) VALUES ('{uuid}', 'planned', 't', 'd', '{status}', 'o', 'r',"
    " {now})"
)
BOUNTY = (
    "INSERT INTO bounties (id, title, description, system_prompt, repository_owner,"
    " repository_name, status, created_at) VALUES ('{id}', 't', 'd', 'p', 'o', 'r', '{status}',"
    " {now})"
)


@pytest.fixture
def old(database_url: str) -> Iterator[Store]:
    """A store of the first revision: a bounty with two issues, and one without any."""
    opened = Store.at(database_url)
    config = Config()
    config.set_main_option("script_location", str(files("swarm.coordinator") / "migrations"))
    config.set_main_option("path_separator", "os")
    with storage.writing(opened.engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        now = "0" if connection.dialect.name == "sqlite" else "now()"
        for bounty, status in (("planned", "in_progress"), ("fresh", "initialized")):
            connection.exec_driver_sql(BOUNTY.format(id=bounty, status=status, now=now))
        for uuid, status in (("waiting", "initialized"), ("open", "in_progress")):
            connection.exec_driver_sql(ISSUE.format(uuid=uuid, status=status, now=now))
    yield opened
    opened.close()


def test_bounties_of_an_older_revision_get_their_specs(old: Store) -> None:
    old.migrate()

    with old.reading() as connection:
        rows = connection.execute(sa.select(schema.specs.c.bounty, schema.specs.c.status))
        assert {row.bounty: row.status for row in rows} == {
            "planned": "done",
            "fresh": "initialized",
        }


def test_work_of_an_older_revision_can_be_claimed(old: Store) -> None:
    old.migrate()
    life = Life(old)
    life.service = a_service(old)

    assert [life.claim_spec(number) for number in range(2)] == ["fresh", None]
    assert [life.claim_aggregation(number) for number in range(2)] == ["waiting", None]


def test_database_that_was_not_migrated_is_not_ready(old: Store) -> None:
    life = Life(old)

    with pytest.raises(Unavailable, match="database"):
        life.service.check_ready()
