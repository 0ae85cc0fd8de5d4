from __future__ import annotations

import base64
import ipaddress
import socket
from typing import TYPE_CHECKING

import pytest

from pact_notary.delivery.exchange import UnusableCertificates
from pact_notary.delivery.network import Network, connect_by_system
from pact_notary.domain.webhooks.document import HookRequest
from pact_notary.domain.webhooks.redaction import STARS
from tests.integration.broker.webhooks.builders import a_sender, some_settings
from tests.integration.broker.webhooks.receiver import Received, Reply

if TYPE_CHECKING:
    from pathlib import Path

    import trustme

    from tests.integration.broker.webhooks.receiver import Receiver

LOOPBACK = ipaddress.ip_address("127.0.0.1")
PUBLIC = ipaddress.ip_address("93.184.215.14")


def test_request_arrives_as_it_was_written(receiver: Receiver) -> None:
    request = HookRequest(
        "POST",
        f"{receiver.url}/start?for=${{pactbroker.consumerName}}",
        headers=(("x-branch", "${pactbroker.consumerVersionBranch}"),),
        body={"name": "${pactbroker.consumerName}"},
    )

    attempt = a_sender().send(request, {"consumerName": 'a "b"', "consumerVersionBranch": "é\r\nx"})

    assert attempt.success
    assert receiver.received == [
        Received(
            "POST",
            "/start?for=a%20%22b%22",
            {
                "host": f"127.0.0.1:{receiver.port}",
                "accept": "*/*",
                "user-agent": "pact-notary",
                "content-type": "application/json",
                "x-branch": "é x".encode().decode("latin-1"),
                "content-length": "18",
                "connection": "close",
            },
            '{"name":"a \\"b\\""}',
        )
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [(None, None), ("a=b", "text/plain; charset=utf-8"), ('{"a": 1}', "application/json")],
)
def test_body_says_what_it_is(receiver: Receiver, body: str | None, kind: str | None) -> None:
    a_sender().send(HookRequest("POST", receiver.url, body=body), {})

    received = receiver.wait_for_one()
    assert received.headers.get("content-type") == kind
    assert received.body == (body or "")


def test_credentials_are_sent_and_never_shown(receiver: Receiver) -> None:
    token = base64.b64encode(b"me:s3cret").decode()
    receiver.replies = [Reply(headers={"X-Echo": token}, body=f"got {token} and s3cret".encode())]
    request = HookRequest(
        "POST",
        receiver.url,
        headers=(("x-api-token", "${pactbroker.buildUrl}"),),
        username="me",
        password="s3cret",
    )

    attempt = a_sender().send(request, {"buildUrl": "t0ken"})

    received = receiver.wait_for_one()
    assert received.headers["authorization"] == f"Basic {token}"
    assert received.headers["x-api-token"] == "t0ken"
    assert dict(attempt.headers)["authorization"] == STARS
    for secret in (token, "s3cret", "t0ken"):
        assert secret not in repr(attempt)


def test_response_is_told(receiver: Receiver) -> None:
    receiver.replies = [Reply(201, {"X-A": "b"}, "ä\x00\x1b[31m\r\nc".encode())]

    attempt = a_sender().send(HookRequest("POST", receiver.url), {})

    assert attempt.response is not None
    assert (attempt.response.status, dict(attempt.response.headers)["x-a"]) == (201, "b")
    assert attempt.response.body == "ä\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m\nc"


def test_log_has_a_line_for_everything(receiver: Receiver) -> None:
    receiver.replies = [Reply(500, body=b"one\ntwo")]
    request = HookRequest("POST", f"{receiver.url}/x", (("authorization", "abc"),), body="hello")

    logs = a_sender().send(request, {}).logs

    assert f"[2026-01-31T12:00:00Z] INFO: POST {receiver.url}/x\n" in logs
    assert f"INFO: authorization: {STARS}\n" in logs
    assert "INFO: hello\n" in logs
    assert "INFO: HTTP status 500 Internal Server Error\n" in logs
    assert "INFO: one\n    two\n" in logs
    assert "ERROR: The webhook failed: 500 does not count as success\n" in logs


def test_long_response_is_cut(receiver: Receiver) -> None:
    receiver.replies = [Reply(body=b"a" * 100_000)]

    attempt = a_sender().send(HookRequest("POST", receiver.url), {})

    assert attempt.response is not None
    assert attempt.response.body.endswith("a … (the first 65536 bytes)")
    assert len(attempt.logs) < 20_000


@pytest.mark.parametrize(("status", "success"), [(200, True), (206, True), (207, False)])
def test_status_decides_success(receiver: Receiver, status: int, *, success: bool) -> None:
    receiver.replies = [Reply(status)]

    assert a_sender().send(HookRequest("POST", receiver.url), {}).success is success


def test_success_is_what_the_operator_says(receiver: Receiver) -> None:
    receiver.replies = [Reply(404)]
    settings = some_settings(success_codes=frozenset({404}))

    assert a_sender(settings).send(HookRequest("POST", receiver.url), {}).success


def test_redirect_is_not_followed(receiver: Receiver) -> None:
    receiver.replies = [Reply(302, {"Location": f"{receiver.url}/elsewhere"})]

    attempt = a_sender().send(HookRequest("POST", receiver.url), {})

    assert not attempt.success
    assert "redirects are not followed" in attempt.logs
    assert [received.path for received in receiver.received] == ["/"]


def test_silent_receiver_is_left(receiver: Receiver) -> None:
    receiver.replies = [Reply(sends_nothing=True)]
    settings = some_settings(timeout_s=0.05)

    attempt = a_sender(settings).send(HookRequest("POST", receiver.url), {})

    assert attempt.error == f"The webhook failed: {receiver.url} did not answer in time"


def test_request_ends_at_its_deadline(receiver: Receiver) -> None:
    receiver.replies = [Reply(sends_nothing=True)]
    settings = some_settings(deadline_s=0.05)

    attempt = a_sender(settings).send(HookRequest("POST", receiver.url), {})

    assert not attempt.success
    assert attempt.error is not None


def test_something_else_than_http_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        server.close()

        attempt = a_sender().send(HookRequest("POST", f"http://127.0.0.1:{port}"), {})

    assert attempt.error is not None
    assert "could not be asked" in attempt.error


def test_certificate_is_checked(secure_receiver: Receiver) -> None:
    attempt = a_sender().send(HookRequest("POST", secure_receiver.url), {})

    assert attempt.error is not None
    assert "CERTIFICATE_VERIFY_FAILED" in attempt.error
    assert secure_receiver.received == []


@pytest.mark.parametrize("host", ["ci.example.org", "127.0.0.1"])
def test_own_authority_is_trusted(
    secure_receiver: Receiver, authority: trustme.CA, tmp_path: Path, host: str
) -> None:
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    settings = some_settings(hosts="ci.example.org 127.0.0.1", certificates=(str(file),))
    network = Network(lambda _host, _port: (LOOPBACK,), connect_by_system)
    url = f"https://{host}:{secure_receiver.port}/"

    attempt = a_sender(settings, network).send(HookRequest("POST", url), {})

    assert attempt.success
    assert secure_receiver.wait_for_one().headers["host"] == f"{host}:{secure_receiver.port}"


def test_certificate_of_another_host_is_refused(
    secure_receiver: Receiver, authority: trustme.CA, tmp_path: Path
) -> None:
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    settings = some_settings(hosts="/./", certificates=(str(file),))
    network = Network(lambda _host, _port: (LOOPBACK,), connect_by_system)
    url = f"https://other.example.org:{secure_receiver.port}/"

    attempt = a_sender(settings, network).send(HookRequest("POST", url), {})

    assert attempt.error is not None
    assert "CERTIFICATE_VERIFY_FAILED" in attempt.error


def test_check_of_certificates_can_be_switched_off(secure_receiver: Receiver) -> None:
    settings = some_settings(verifies_certificates=False)

    assert a_sender(settings).send(HookRequest("POST", secure_receiver.url), {}).success


def test_unreadable_certificates_are_named(tmp_path: Path) -> None:
    settings = some_settings(certificates=(str(tmp_path / "none.pem"),))

    with pytest.raises(UnusableCertificates, match=r"none\.pem cannot be read"):
        a_sender(settings)
