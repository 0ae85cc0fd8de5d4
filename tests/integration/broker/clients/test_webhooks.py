from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from pact_notary.settings import Settings
from tests.integration.broker.webhooks.builders import some_settings

if TYPE_CHECKING:
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact

UNKNOWN = "6f1d3bb5-0f0c-4f55-9a36-3d3e1f2b7a10"
HOOK = ("http://127.0.0.1/start", "--request", "POST", "--contract-published")


@pytest.fixture
def pact_broker_settings() -> Settings:
    """Webhooks may go to loopback."""
    return Settings(webhooks=some_settings())


def test_uuid_is_generated_for_a_webhook(pact: Pact, wire: Wire) -> None:
    uuid = pact.must("generate-uuid").output.strip()

    pact.must("create-or-update-webhook", *HOOK, "--uuid", uuid)

    assert wire.read(f"/webhooks/{uuid}")["uuid"] == str(UUID(uuid))


@pytest.mark.parametrize(
    "event",
    [
        "contract-content-changed",
        "contract-published",
        "provider-verification-published",
        "provider-verification-failed",
        "provider-verification-succeeded",
        "contract-requiring-verification-published",
    ],
)
def test_webhook_is_created_for_an_event(pact: Pact, event: str) -> None:
    said = pact.must("create-webhook", "http://127.0.0.1/x", "-X", "POST", f"--{event}")

    assert said.json()["events"] == [{"name": event.replace("-", "_")}]


def test_webhook_is_created_for_labels(pact: Pact) -> None:
    said = pact.must("create-webhook", *HOOK, "--consumer-label", "a", "--provider-label", "b/c")

    assert said.json()["consumer"] == {"label": "a"}
    assert said.json()["provider"] == {"label": "b/c"}


def test_webhook_is_deleted_once(pact: Pact) -> None:
    pact.must("create-or-update-webhook", *HOOK, "--uuid", UNKNOWN)

    first, second = (pact.must("delete-webhook", "--uuid", UNKNOWN) for _ in range(2))

    assert "successfully deleted" in first.text
    assert "was not found" in second.text


def test_webhook_that_is_missing_is_not_tested(pact: Pact) -> None:
    said = pact("test-webhook", "--uuid", UNKNOWN)

    assert said.code == 1
    assert "404" in said.text


def test_webhook_that_fails_says_why(pact: Pact) -> None:
    pact.must("create-or-update-webhook", "http://127.0.0.1:9/x", *HOOK[1:], "--uuid", UNKNOWN)

    said = pact.must("test-webhook", "--uuid", UNKNOWN)

    assert "The webhook failed" in said.text
