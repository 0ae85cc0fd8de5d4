from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from pact_notary.records import PacticipantRef
from pact_notary.service.matrix import can_i_deploy, find_matrix
from pact_notary.service.publishing import Contract, PublishContracts, publish
from pact_notary.service.selection import choose_for_body
from pact_notary.store import pacts
from pact_notary.store.database import migrate, open_engine
from pact_notary.store.schema import tags
from tests.integration.broker import crowd
from tests.integration.broker.webhooks.builders import a_transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.records import Pact

    Question: TypeAlias = Callable[[sa.Connection], object]

SIZE = 4_000
LONG_TABLES = (
    "all_tags",
    "branch_versions",
    "deployed_versions",
    "latest_verifications",
    "pact_contents",
    "pact_publications",
    "tags",
    "verifications",
    "versions",
)
FOUR_SELECTORS: list[Json] = [
    {"mainBranch": True},
    {"matchingBranch": True},
    {"deployedOrReleased": True},
]
IN_PROGRESS: JsonObject = {"includeWipPactsSince": "2025-01-01"}


def choose(body: JsonObject) -> Question:
    provider = PacticipantRef(crowd.PROVIDER_ID, crowd.name_of(crowd.PROVIDER_ID))
    return lambda connection: choose_for_body(connection, provider, body)


def deploy(number: int, version: str, **to: str) -> Question:
    parameters: JsonObject = {"pacticipant": crowd.name_of(number), "version": version, **to}
    return lambda connection: can_i_deploy(connection, parameters)


def matrix(**criteria: str) -> Question:
    q: list[Json] = [{"pacticipant": crowd.name_of(number), **criteria} for number in (1, 2)]
    return lambda connection: find_matrix(connection, {"q": q, "latestby": "cvpv"})


# (the question, how many statements answer it)
QUESTIONS: dict[str, tuple[Question, int]] = {
    "defaults": (choose({}), 7),
    "four-selectors": (
        choose({"consumerVersionSelectors": FOUR_SELECTORS, "providerVersionBranch": "main"}),
        7,
    ),
    "new-branch": (
        choose({"consumerVersionSelectors": FOUR_SELECTORS, "providerVersionBranch": "new"}),
        7,
    ),
    "side-branch": (
        choose({"consumerVersionSelectors": FOUR_SELECTORS, "providerVersionBranch": "side"}),
        7,
    ),
    "in-progress-for-branch": (choose({**IN_PROGRESS, "providerVersionBranch": "main"}), 10),
    "in-progress-for-tag": (choose({**IN_PROGRESS, "providerVersionTags": ["main"]}), 10),
    "in-progress-for-new-tag": (choose({**IN_PROGRESS, "providerVersionTags": ["new"]}), 10),
    "latest": (choose({"consumerVersionSelectors": [{"latest": True}]}), 3),
    "latest-tagged": (
        choose({"consumerVersionSelectors": [{"latest": True, "tag": "main"}]}),
        3,
    ),
    "consumer-to-environment": (deploy(2, "3", environment="live"), 11),
    "provider-to-environment": (deploy(1, "3", environment="live"), 11),
    "consumer-to-tag": (deploy(2, "3", to="main"), 10),
    "provider-to-tag": (deploy(1, "3", to="main"), 10),
    "pinned-versions": (matrix(version="3"), 8),
    "latest-versions": (matrix(latest="true"), 8),
    "latest-on-branches": (matrix(latest="true", branch="main"), 8),
    "latest-with-tags": (matrix(latest="true", tag="main"), 8),
}


def statements_of(connection: sa.Connection, question: Question) -> list[tuple[str, Any]]:
    """The statements that answer a question, with their parameters as the driver gets them."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, text: str, parameters: Any, *_: object) -> None:
        sent.append((text, parameters))

    sa.event.listen(connection, "before_cursor_execute", note)
    question(connection)
    sa.event.remove(connection, "before_cursor_execute", note)
    return sent


def scans_of(connection: sa.Connection, statement: str, parameters: Any) -> set[str]:
    """The long tables that the database would read from end to end."""
    is_sqlite = connection.dialect.name == "sqlite"
    explain, scan = ("EXPLAIN QUERY PLAN", "SCAN") if is_sqlite else ("EXPLAIN", "Seq Scan on")
    plan = connection.exec_driver_sql(f"{explain} {statement}", parameters)
    lines = "\n".join(str(row[-1]) for row in plan)
    return set(re.findall(rf"{scan} (\w+)", lines)) & {*LONG_TABLES}


def test_questions_never_read_a_long_table_whole(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        crowd.fill(connection, size=SIZE)
        scans = {
            (name, statement): tables
            for name, (question, _) in QUESTIONS.items()
            for statement, parameters in statements_of(connection, question)
            if (tables := scans_of(connection, statement, parameters))
        }

    assert scans == {}


def test_questions_take_few_statements(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        crowd.fill(connection, size=3)
        taken = {
            name: len(statements_of(connection, question))
            for name, (question, _) in QUESTIONS.items()
        }

    assert taken == {name: count for name, (_, count) in QUESTIONS.items()}


def steps_of(connection: sa.Connection, question: Question) -> int:
    """How many instructions SQLite runs to answer a question."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(count, 1)
    question(connection)
    driver.set_progress_handler(None, 0)
    return steps


def steps_among(engine: sa.Engine, *, size: int, sharing: int) -> dict[str, int]:
    """For each question, the instructions it takes among so many versions."""
    with engine.connect() as connection, connection.begin() as transaction:
        crowd.fill(connection, size=size, sharing=sharing)
        steps = {name: steps_of(connection, question) for name, (question, _) in QUESTIONS.items()}
        transaction.rollback()
    return steps


@pytest.mark.parametrize("sharing", [2, SIZE + 1], ids=["many-contents", "one-content"])
def test_questions_take_no_more_steps_among_many_versions(sqlite_url: str, sharing: int) -> None:
    engine = open_engine(sqlite_url)
    migrate(engine)

    few = steps_among(engine, size=100, sharing=sharing)
    many = steps_among(engine, size=SIZE, sharing=sharing)

    engine.dispose()
    assert {name: (few[name], many[name]) for name in few if many[name] > 1.2 * few[name]} == {}


def ask_for_untagged(connection: sa.Connection) -> Pact | None:
    pair = (crowd.name_of(crowd.CONSUMER_IDS[0]), crowd.name_of(crowd.PROVIDER_ID))
    return pacts.find_untagged_before(connection, *pair, order=SIZE)


def fill_with_untagged(connection: sa.Connection, *, size: int, order: int) -> None:
    """Of the first consumer's versions, the one of that order alone has no tag."""
    crowd.fill(connection, size=size)
    is_it = sa.and_(tags.c.pacticipant_id == crowd.CONSUMER_IDS[0], tags.c.sort_order == order)
    connection.execute(sa.delete(tags).where(is_it))


def test_untagged_pact_is_found_behind_many_with_tags(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        fill_with_untagged(connection, size=200, order=3)
        found = ask_for_untagged(connection)

    assert found is not None
    assert found.consumer_version.order == 3


def test_untagged_pact_near_the_newest_takes_as_many_steps_among_many(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    migrate(engine)
    steps = []

    for size in (100, SIZE):
        with engine.connect() as connection:
            fill_with_untagged(connection, size=size, order=size - 1)
            steps.append(steps_of(connection, ask_for_untagged))

    engine.dispose()
    assert steps[1] <= 1.2 * steps[0]


def test_untagged_pact_near_the_newest_is_found_without_reading_all(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    migrate(engine)

    with engine.connect() as connection:
        fill_with_untagged(connection, size=SIZE, order=SIZE - 1)
        ((statement, parameters),) = statements_of(connection, ask_for_untagged)
        plan = connection.exec_driver_sql(f"EXPLAIN ANALYZE {statement}", parameters).scalars()
        read = [int(rows) for rows in re.findall(r"actual .*?rows=(\d+)", "\n".join(plan))]

    engine.dispose()
    assert max(read) <= 10


def publish_as(number: str) -> Question:
    contracts = (Contract("Menu", {"interactions": []}),)
    request = PublishContracts("Kiosk", number, None, (), None, contracts)
    return lambda connection: publish(a_transaction(connection), request)


def test_publishing_asks_for_known_applications_once(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        publish_as("1")(connection)
        sent = statements_of(connection, publish_as("2"))

    asked = [text for text, _ in sent if re.search(r"FROM pacticipants\s+WHERE", text)]
    assert len(asked) == 1
    assert len(sent) == 11
