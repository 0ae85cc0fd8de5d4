from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

import pytest

from pact_notary.delivery.network import SYSTEM, Network, connect_by_system
from pact_notary.delivery.proxies import Proxies, Proxy
from pact_notary.delivery.sender import HIDDEN
from pact_notary.domain.webhooks.document import HookRequest
from tests.integration.broker.webhooks.builders import a_sender, some_settings
from tests.integration.broker.webhooks.receiver import Reply
from tests.integration.broker.webhooks.tunnel import open_tunnels

if TYPE_CHECKING:
    from pathlib import Path

    import trustme

    from pact_notary.domain.webhooks.targets import Address
    from tests.integration.broker.webhooks.receiver import Receiver

LOOPBACK = ipaddress.ip_address("127.0.0.1")
PUBLIC = ipaddress.ip_address("93.184.215.14")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "169.254.169.254",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "localhost",
        "localhost.",
        "①②⑦.0.0.1",
        "ci.example.org@127.0.0.1",
        "0",
    ],
)
def test_internal_target_is_not_connected_to(receiver: Receiver, host: str) -> None:
    request = HookRequest("POST", f"http://{host}:{receiver.port}/")

    attempt = a_sender(some_settings(hosts="")).send(request, {})

    assert attempt.error is not None
    assert attempt.error.startswith("The request was not made")
    assert receiver.received == []


def test_name_of_an_internal_address_is_not_connected_to(receiver: Receiver) -> None:
    network = Network(lambda _host, _port: (PUBLIC, LOOPBACK), connect_by_system)
    request = HookRequest("POST", f"http://ci.example.org:{receiver.port}/")

    attempt = a_sender(some_settings(hosts=""), network).send(request, {})

    assert attempt.error is not None
    assert "ci.example.org (127.0.0.1) is not public" in attempt.error
    assert receiver.received == []


def test_checked_address_is_the_one_connected_to(receiver: Receiver) -> None:
    answers: list[tuple[Address, ...]] = [(PUBLIC,), (LOOPBACK,)]
    connected: list[tuple[Address, int]] = []

    def connect(address: Address, port: int, timeout_s: float) -> socket.socket:
        connected.append((address, port))
        return socket.create_connection(("127.0.0.1", receiver.port), timeout_s)

    network = Network(lambda _host, _port: answers.pop(0), connect)

    a_sender(some_settings(hosts=""), network).send(
        HookRequest("POST", "http://ci.example.org/"), {}
    )

    assert connected == [(PUBLIC, 80)]
    assert answers == [(LOOPBACK,)]
    assert receiver.wait_for_one().headers["host"] == "ci.example.org"


def test_listed_host_may_be_internal_and_is_shown(receiver: Receiver) -> None:
    request = HookRequest("POST", f"http://localhost:{receiver.port}/")

    attempt = a_sender(some_settings(hosts="localhost"), SYSTEM).send(request, {})

    assert attempt.success
    assert attempt.response is not None
    assert attempt.response.body == "thanks"


def test_response_of_any_host_is_hidden(receiver: Receiver) -> None:
    def connect(_: Address, __: int, timeout_s: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", receiver.port), timeout_s)

    network = Network(lambda _host, _port: (PUBLIC,), connect)

    attempt = a_sender(some_settings(hosts=""), network).send(
        HookRequest("POST", "http://ci.example.org/"), {}
    )

    assert attempt.response is not None
    assert (attempt.response.status, attempt.response.headers) == (200, ())
    assert attempt.response.body == HIDDEN
    assert "thanks" not in attempt.logs


def test_rules_are_asked_again_when_sending(receiver: Receiver) -> None:
    settings = some_settings(schemes="https")

    attempt = a_sender(settings).send(HookRequest("POST", receiver.url), {})

    assert attempt.error is not None
    assert "schemes https" in attempt.error


def test_silent_address_is_followed_by_the_other_version(receiver: Receiver) -> None:
    def connect(address: Address, port: int, timeout_s: float) -> socket.socket:
        if address.version == 6:
            raise ConnectionRefusedError
        return connect_by_system(address, port, timeout_s)

    addresses = (ipaddress.ip_address("::1"), LOOPBACK)
    network = Network(lambda _host, _port: addresses, connect)

    attempt = a_sender(network=network).send(HookRequest("POST", receiver.url), {})

    assert attempt.success


def test_proxy_that_refuses_is_told(receiver: Receiver) -> None:
    """The receiver knows no CONNECT and no tunnel; it stands for a proxy that says no."""
    receiver.replies = [Reply(403)]
    proxies = Proxies(http=Proxy("127.0.0.1", receiver.port, "Basic cHJveHk="))
    settings = some_settings(hosts="", proxies=proxies)
    network = Network(lambda _host, _port: (PUBLIC,), connect_by_system)

    attempt = a_sender(settings, network).send(HookRequest("POST", "http://ci.example.org/"), {})

    received = receiver.wait_for_one()
    assert (received.method, received.path) == ("CONNECT", f"{PUBLIC}:80")
    assert received.headers["proxy-authorization"] == "Basic cHJveHk="
    assert attempt.error is not None
    assert "403" in attempt.error


def test_tunnel_leads_to_the_address_that_was_checked(
    secure_receiver: Receiver, authority: trustme.CA, tmp_path: Path
) -> None:
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    network = Network(lambda _host, _port: (PUBLIC,), connect_by_system)

    with open_tunnels(destination=secure_receiver.port) as tunnels:
        proxies = Proxies(https=Proxy("127.0.0.1", tunnels.port))
        settings = some_settings(hosts="", proxies=proxies, certificates=(str(file),))
        attempt = a_sender(settings, network).send(
            HookRequest("POST", "https://ci.example.org/start"), {}
        )

    assert attempt.success, attempt.error
    assert tunnels.asked == [f"CONNECT {PUBLIC}:443"]
    assert secure_receiver.wait_for_one().headers["host"] == "ci.example.org"


def test_tunnel_to_a_listed_host_is_asked_for_by_name(receiver: Receiver) -> None:
    """A proxy may know names that this machine does not."""
    with open_tunnels(destination=receiver.port) as tunnels:
        proxies = Proxies(http=Proxy("127.0.0.1", tunnels.port))
        settings = some_settings(hosts="ci.example.org", proxies=proxies)
        attempt = a_sender(settings).send(HookRequest("POST", "http://ci.example.org:81/"), {})

    assert attempt.success, attempt.error
    assert tunnels.asked == ["CONNECT ci.example.org:81"]


def test_internal_target_is_not_reached_by_a_proxy(receiver: Receiver) -> None:
    proxies = Proxies(http=Proxy("127.0.0.1", receiver.port))
    settings = some_settings(hosts="", proxies=proxies)
    network = Network(lambda _host, _port: (LOOPBACK,), connect_by_system)

    attempt = a_sender(settings, network).send(HookRequest("POST", "http://ci.example.org/"), {})

    assert attempt.error is not None
    assert "is not public" in attempt.error
    assert receiver.received == []
