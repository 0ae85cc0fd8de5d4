from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.metadata import PactMetadata
from pact_notary.domain.webhooks.document import EVENT_NAMES, Party
from pact_notary.service.transaction import Policy
from pact_notary.service.versioning import put_on_branch
from pact_notary.store import pacticipants
from pact_notary.store.database import writing
from tests.integration.broker.webhooks.builders import (
    A_MOMENT,
    a_document,
    a_transaction,
    bring_menu_into_use,
    chosen,
    menu_version,
    parameters,
    publish,
    save,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa


@pytest.fixture
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    with writing(engine) as connection:
        yield connection


def test_publication_triggers_each_subscribed_event(connection: sa.Connection) -> None:
    uuid = save(connection, a_document(*EVENT_NAMES))

    _, enqueued = publish(connection)

    assert [(each.webhook_uuid, each.event_name) for each in enqueued.triggers] == [
        (uuid, "contract_published"),
        (uuid, "contract_content_changed"),
    ]
    assert [event.name for event in enqueued.events] == [
        "contract_published",
        "contract_content_changed",
    ]


def test_same_content_triggers_no_change(connection: sa.Connection) -> None:
    save(connection, a_document("contract_content_changed"))
    publish(connection, "1")

    _, enqueued = publish(connection, "2")

    assert enqueued.triggers == ()
    assert enqueued.has_webhooks


def test_pair_without_webhooks_triggers_nothing(connection: sa.Connection) -> None:
    _, enqueued = publish(connection)

    assert not enqueued.has_webhooks
    assert enqueued.triggers == ()


@pytest.mark.parametrize(
    ("consumer", "provider", "fires"),
    [
        pytest.param(Party(), Party(), True, id="all"),
        pytest.param(Party(name="Kiosk"), Party(name="Menu"), True, id="names"),
        pytest.param(Party(name="Kiosk"), Party(), True, id="consumer-name"),
        pytest.param(Party(), Party(label="back"), True, id="provider-label"),
        pytest.param(Party(label="front"), Party(name="Menu"), True, id="label-and-name"),
        pytest.param(Party(name="Menu"), Party(), False, id="wrong-way"),
        pytest.param(Party(label="back"), Party(), False, id="label-of-the-other"),
        pytest.param(Party(), Party(label="id:1"), False, id="label-like-a-scope"),
        pytest.param(Party(name="Kiosk"), Party(label="none"), False, id="one-of-two"),
    ],
)
def test_webhook_fires_for_its_pairs(
    connection: sa.Connection, consumer: Party, provider: Party, *, fires: bool
) -> None:
    for name, label in (("Kiosk", "front"), ("Menu", "back")):
        known = pacticipants.ensure(connection, name, now=A_MOMENT).item
        pacticipants.add_label(connection, known.id, name=label, now=A_MOMENT)
    save(connection, a_document(consumer=consumer, provider=provider))

    _, enqueued = publish(connection)

    assert bool(enqueued.triggers) is fires


def test_switched_off_webhook_does_not_fire(connection: sa.Connection) -> None:
    save(connection, replace(a_document(), enabled=False))

    _, enqueued = publish(connection)

    assert enqueued.triggers == ()
    assert enqueued.has_webhooks


def test_publication_is_told_with_its_latest_result(connection: sa.Connection) -> None:
    publish(connection, "1")
    pact, _ = publish(connection, "2", tags=("dev",), branch="main")
    verify(connection, pact, "7")
    save(connection, a_document("contract_published"))

    publish(connection, "2")

    [told] = parameters(connection)
    assert told["consumerVersionNumber"] == "2"
    assert told["consumerVersionBranch"] == "main"
    assert told["consumerVersionTags"] == "dev"
    assert told["providerVersionNumber"] == "7"
    assert told["githubVerificationStatus"] == "success"
    assert told["verificationResultUrl"].startswith(
        "https://broker.example.org/base/pacts/provider/Menu/consumer/Kiosk/pact-version/"
    )


def test_result_of_the_main_branch_is_told_before_later_ones(connection: sa.Connection) -> None:
    pact, _ = publish(connection)
    verify(connection, pact, "7", success=False)
    put_on_branch(a_transaction(connection), menu_version(connection, "7"), branch="main")
    verify(connection, pact, "8")
    save(connection, a_document("contract_published"))

    publish(connection)

    [told] = parameters(connection)
    assert told["providerVersionNumber"] == "7"
    assert told["providerVersionBranch"] == "main"
    assert told["gitlabVerificationStatus"] == "failed"


def test_result_triggers_one_request_for_each_consumer_version(connection: sa.Connection) -> None:
    save(connection, a_document("provider_verification_succeeded"))
    first, _ = publish(connection, "1", tags=("dev", "unasked"))
    second, _ = publish(connection, "2")
    known = chosen((first, "dev"), (second, None), (first, "prod"), (first, "dev"))

    enqueued = verify(connection, second, known=known)

    assert len(enqueued.triggers) == 2
    assert [told["consumerVersionNumber"] for told in parameters(connection)] == ["2", "1"]
    assert [told.get("consumerVersionTags") for told in parameters(connection)] == [
        None,
        "dev, prod",
    ]


@pytest.mark.parametrize(
    ("known", "number"),
    [
        pytest.param(PactMetadata("1"), "1", id="named"),
        pytest.param(PactMetadata("99"), "2", id="named-but-gone"),
        pytest.param(None, "2", id="not-told"),
    ],
)
def test_result_without_selectors_is_for_one_version(
    connection: sa.Connection, known: PactMetadata | None, number: str
) -> None:
    save(connection, a_document("provider_verification_failed"))
    pact, _ = publish(connection, "1")
    publish(connection, "2")

    verify(connection, pact, success=False, known=known)

    assert [told["consumerVersionNumber"] for told in parameters(connection)] == [number]


@pytest.mark.parametrize(
    ("success", "expected"),
    [
        (True, ["provider_verification_published", "provider_verification_succeeded"]),
        (False, ["provider_verification_published", "provider_verification_failed"]),
    ],
)
def test_result_triggers_its_events(
    connection: sa.Connection, expected: list[str], *, success: bool
) -> None:
    pact, _ = publish(connection)
    save(connection, a_document(*EVENT_NAMES))

    enqueued = verify(connection, pact, success=success)

    assert [trigger.event_name for trigger in enqueued.triggers] == expected


def test_provider_versions_in_use_without_result_require_verification(
    connection: sa.Connection,
) -> None:
    old, _ = publish(connection, "1", "a")
    for number in ("7", "8", "9"):
        verify(connection, old, number)
    bring_menu_into_use(connection)
    new, _ = publish(connection, "2", "b")
    verify(connection, new, "9", success=False)
    save(connection, a_document("contract_requiring_verification_published"))

    _, enqueued = publish(connection, "2", "b")

    assert len(enqueued.triggers) == 2
    assert [
        (told["providerVersionNumber"], told["providerVersionDescriptions"])
        for told in parameters(connection)
    ] == [("7", "latest main, deployed to live"), ("8", "released to live")]
    assert parameters(connection)[0]["githubVerificationStatus"] == "pending"


@pytest.mark.parametrize(
    ("in_use", "numbers"), [(True, ["7", "9"]), (False, [None])], ids=["deployed", "nothing-is"]
)
def test_webhook_that_names_what_is_deployed_is_sent_for_each(
    connection: sa.Connection, numbers: list[str | None], *, in_use: bool
) -> None:
    pact, _ = publish(connection)
    for number in ("7", "8", "9"):
        verify(connection, pact, number)
    if in_use:
        bring_menu_into_use(connection)
    url = "https://ci.example.org/${pactbroker.currentlyDeployedProviderVersionNumber}"
    save(connection, a_document("contract_published", url=url))

    _, enqueued = publish(connection, "2")

    told = [each.get("currentlyDeployedProviderVersionNumber") for each in parameters(connection)]
    assert (told, len(enqueued.triggers)) == (numbers, len(numbers))


def test_changed_content_of_a_version_is_an_event(connection: sa.Connection) -> None:
    save(connection, a_document("contract_content_changed"))
    policy = Policy(allow_dangerous_contract_modification=True)
    publish(connection, "1", "a")

    _, enqueued = publish(connection, "1", "b", policy=policy)

    assert len(enqueued.triggers) == 1
