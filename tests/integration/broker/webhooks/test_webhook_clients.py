from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.store.database import open_engine
from tests.broker_process import Line, running_broker, start_broker
from tests.integration.broker.webhooks.receiver import Reply
from tests.integration.broker.wire.builders import a_publication

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.broker_process import BrokerProcess
    from tests.integration.broker.webhooks.receiver import Receiver

UUID = "3ae6c0d1-16c4-4a0f-9d38-d5c1f5a2c0de"
TO_LOOPBACK = (
    "--webhook-host-whitelist",
    "127.0.0.1",
    "--webhook-scheme-whitelist",
    "http https",
)


@pytest.fixture
def broker(tmp_path: Path, sqlite_url: str) -> Iterator[BrokerProcess]:
    with running_broker(tmp_path, sqlite_url, *TO_LOOPBACK) as broker:
        yield broker


def pact_broker(broker: BrokerProcess, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the official command did."""
    command = ["pact", "broker", *arguments, "--broker-base-url", broker.url]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def read(broker: BrokerProcess, path: str) -> Any:
    line = Line(broker.url)
    try:
        return line.send("GET", path.removeprefix(broker.url)).json()
    finally:
        line.close()


def publish(broker: BrokerProcess, number: str) -> None:
    line = Line(broker.url)
    reply = line.send("POST", "/contracts/publish", a_publication(number))
    line.close()
    assert reply.status == 200


def only_webhook(broker: BrokerProcess) -> Any:
    [link] = read(broker, "/webhooks")["_links"]["pb:webhooks"]
    return read(broker, link["href"])


def test_create_webhook_saves_what_was_said(broker: BrokerProcess) -> None:
    done = pact_broker(
        broker,
        "create-webhook",
        "http://127.0.0.1/start",
        "--request",
        "POST",
        "--header",
        "X-Token: abc",
        "--data",
        '{"who": "${pactbroker.consumerName}"}',
        "--user",
        "me:s3cret",
        "--description",
        "Build",
        "--contract-published",
    )

    assert done.returncode == 0, done.stdout + done.stderr
    webhook = only_webhook(broker)
    assert webhook["description"] == "Build"
    assert webhook["events"] == [{"name": "contract_published"}]
    assert webhook["request"] == {
        "method": "POST",
        "url": "http://127.0.0.1/start",
        "headers": {"x-token": "**********"},
        "body": {"who": "${pactbroker.consumerName}"},
        "username": "me",
        "password": "**********",
    }


def test_create_webhook_for_a_pair(broker: BrokerProcess) -> None:
    publish(broker, "1")

    done = pact_broker(
        broker,
        "create-webhook",
        "http://127.0.0.1/start",
        "--request",
        "POST",
        "--consumer",
        "Kiosk",
        "--provider",
        "Menu",
        "--contract-published",
    )

    assert done.returncode == 0, done.stdout + done.stderr
    webhook = only_webhook(broker)
    assert (webhook["consumer"], webhook["provider"]) == ({"name": "Kiosk"}, {"name": "Menu"})


def test_create_webhook_shows_why_it_was_refused(broker: BrokerProcess) -> None:
    done = pact_broker(
        broker,
        "create-webhook",
        "http://10.0.0.1/start",
        "--request",
        "POST",
        "--contract-published",
    )

    assert done.returncode == 1
    assert "PACT_BROKER_WEBHOOK_HOST_WHITELIST" in done.stdout + done.stderr


def test_create_or_update_webhook_does_both(broker: BrokerProcess) -> None:
    command = (
        "create-or-update-webhook",
        "http://127.0.0.1/start",
        "--request",
        "POST",
        "--uuid",
        UUID,
        "--contract-published",
    )

    first = pact_broker(broker, *command, "--description", "one")
    second = pact_broker(broker, *command, "--description", "two")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    webhook = only_webhook(broker)
    assert (webhook["uuid"], webhook["description"]) == (UUID, "two")


def test_test_webhook_makes_the_request(broker: BrokerProcess, receiver: Receiver) -> None:
    save(broker, receiver)

    done = pact_broker(broker, "test-webhook", "--uuid", UUID)

    assert done.returncode == 0, done.stdout + done.stderr
    assert receiver.wait_for_one().method == "POST"
    assert "The webhook succeeded" in done.stdout


def test_delete_webhook_removes_it(broker: BrokerProcess, receiver: Receiver) -> None:
    save(broker, receiver)

    done = pact_broker(broker, "delete-webhook", "--uuid", UUID)

    assert done.returncode == 0, done.stdout + done.stderr
    assert read(broker, "/webhooks")["_links"]["pb:webhooks"] == []


def save(broker: BrokerProcess, receiver: Receiver) -> None:
    document = {
        "events": [{"name": "contract_published"}],
        "request": {
            "method": "POST",
            "url": f"{receiver.url}/${{pactbroker.consumerVersionNumber}}",
        },
    }
    line = Line(broker.url)
    assert line.send("PUT", f"/webhooks/{UUID}", document).status == 201
    line.close()


def test_publishing_is_delivered_at_once(broker: BrokerProcess, receiver: Receiver) -> None:
    save(broker, receiver)

    publish(broker, "1")

    assert receiver.wait_for_one().path == "/1"


def test_killed_broker_delivers_when_it_is_back(
    tmp_path: Path, database_url: str, receiver: Receiver
) -> None:
    receiver.replies = [Reply(sends_nothing=True), Reply()]
    broker = start_broker(tmp_path, database_url, *TO_LOOPBACK)
    save(broker, receiver)
    publish(broker, "1")
    receiver.wait_for_one()
    broker.kill()
    end_leases(database_url)

    with running_broker(tmp_path, database_url, *TO_LOOPBACK):
        assert receiver.wait_for_one().path == "/1"


def test_two_brokers_on_one_database_deliver_once(
    tmp_path: Path, database_url: str, receiver: Receiver
) -> None:
    with (
        running_broker(tmp_path, database_url, *TO_LOOPBACK) as first,
        running_broker(tmp_path, database_url, *TO_LOOPBACK) as second,
    ):
        save(first, receiver)
        for number in range(10):
            publish((first, second)[number % 2], str(number))
        paths = [receiver.wait_for_one().path for _ in range(10)]

    assert sorted(paths) == [f"/{number}" for number in range(10)]
    assert receiver.received == []


@pytest.mark.parametrize(
    "option",
    [
        ("--webhook-retry-schedule", "soon"),
        ("--webhook-host-whitelist", "/(/"),
        ("--webhook-certificates", "/no/such/file.pem"),
    ],
)
def test_unusable_setting_ends_the_program_with_its_name(
    sqlite_url: str, option: tuple[str, str]
) -> None:
    done = subprocess.run(
        ["pact-notary", "serve", "--port", "0", "--database-url", sqlite_url, *option],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode in {1, 2}
    assert f"PACT_BROKER_{option[0][2:].upper().replace('-', '_')}" in done.stderr
    assert "Traceback" not in done.stderr


def end_leases(database_url: str) -> None:
    """As if the time of all leases had passed."""
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE triggered_webhooks SET next_attempt_at = created_at")
    engine.dispose()
