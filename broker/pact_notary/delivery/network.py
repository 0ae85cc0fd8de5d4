"""A host is looked up once; the addresses that were checked are the ones connected to."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.targets import TargetRefused, check_addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pact_notary.delivery.proxies import Proxy
    from pact_notary.delivery.settings import WebhookSettings
    from pact_notary.domain.webhooks.targets import Address, Target


@dataclass(frozen=True, slots=True)
class Network:
    """The two things a connection needs of the system, passed in."""

    resolve: Callable[[str, int], tuple[Address, ...]]
    connect: Callable[[Address, int, float], socket.socket]


def open_socket(target: Target, settings: WebhookSettings, network: Network) -> socket.socket:
    """A connection to the target that the rules allow; TLS is not spoken yet.

    Raises:
      TargetRefused: the host has an address that it may not have.
      OSError: nobody can be reached there.
    """
    proxy = settings.proxies.choose(target)
    if proxy is None:
        return _connect_to_one(
            _find_addresses(target, settings, network), target, settings, network
        )
    if settings.rules.hosts.hold(target.host):
        return _open_tunnel(proxy, target.host, target.port, settings)
    # The proxy is told an address, so that it cannot look up another one.
    address = _find_addresses(target, settings, network)[0]
    return _open_tunnel(proxy, str(address), target.port, settings)


def resolve_by_system(host: str, port: int) -> tuple[Address, ...]:
    """In the order in which the system would try them.

    Raises: OSError, when the host has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    texts = dict.fromkeys(str(sockaddr[0]).partition("%")[0] for *_, sockaddr in found)
    return tuple(ipaddress.ip_address(text) for text in texts)


def connect_by_system(address: Address, port: int, timeout_s: float) -> socket.socket:
    return socket.create_connection((str(address), port), timeout_s)


SYSTEM = Network(resolve_by_system, connect_by_system)


def _find_addresses(
    target: Target, settings: WebhookSettings, network: Network
) -> tuple[Address, ...]:
    addresses = network.resolve(target.host, target.port)
    if not addresses:
        raise TargetRefused(f"must have a host with an address; {target.host} has none")
    check_addresses(target, addresses, settings.rules)
    return addresses


def _connect_to_one(
    addresses: tuple[Address, ...], target: Target, settings: WebhookSettings, network: Network
) -> socket.socket:
    """Connect to the first that answers: of each version one is tried, to end in time."""
    failures: list[OSError] = []
    for address in _one_of_each_version(addresses):
        try:
            return network.connect(address, target.port, settings.timeout_s)
        except OSError as error:
            failures.append(error)
    raise failures[0]


def _one_of_each_version(addresses: Iterable[Address]) -> Iterator[Address]:
    seen: set[int] = set()
    for address in addresses:
        if address.version not in seen:
            seen.add(address.version)
            yield address


def _open_tunnel(proxy: Proxy, host: str, port: int, settings: WebhookSettings) -> socket.socket:
    """Raises: OSError, when the proxy cannot be reached or does not open the tunnel."""
    connection = HTTPConnection(proxy.host, proxy.port, timeout=settings.timeout_s)
    headers = {"Proxy-Authorization": proxy.authorization} if proxy.authorization else {}
    connection.set_tunnel(host, port, headers)
    connection.connect()
    tunnel: socket.socket = connection.sock
    return tunnel
