"""Where a webhook may go: asked when it is saved, and again of the address it would connect to."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.webhooks.allowlist import HostList, Words

Address: TypeAlias = "ipaddress.IPv4Address | ipaddress.IPv6Address"

HOST_SETTING = "PACT_BROKER_WEBHOOK_HOST_WHITELIST"
SCHEME_SETTING = "PACT_BROKER_WEBHOOK_SCHEME_WHITELIST"
METHOD_SETTING = "PACT_BROKER_WEBHOOK_HTTP_METHOD_WHITELIST"

URL_LIMIT = 8_192

_UNUSABLE = re.compile(r"[\x00-\x20\x7f\\]")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
_VISIBLE_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Of protocols and of relays; older versions of Python take them for public, and clouds tell
# their secrets there.
_OF_PROTOCOLS = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24")))


class TargetRefused(Exception):
    """A webhook may not go there; the text is the rest of a sentence about the URL."""


@dataclass(frozen=True, slots=True)
class TargetRules:
    """Which requests the operator allows; an empty host list allows every public address."""

    methods: Words
    schemes: Words
    hosts: HostList


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart. `host` is in ASCII and lower case, an IPv6 address without brackets."""

    scheme: str
    host: str
    port: int
    resource: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == _DEFAULT_PORTS.get(self.scheme)
        return host if usual else f"{host}:{self.port}"


def read_target(url: str) -> Target:
    """The parts of an absolute URL; templates in path and query are left as they are.

    Raises: TargetRefused when the text is no such URL, or could be read in two ways.
    """
    if len(url) > URL_LIMIT:
        raise TargetRefused(f"must not be longer than {URL_LIMIT} characters")
    if _UNUSABLE.search(url):
        raise TargetRefused("must not hold blanks, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise TargetRefused("is not a valid URL") from error
    if "${" in parts.netloc:
        raise TargetRefused("must not have a template parameter in the host")
    if "@" in parts.netloc:
        raise TargetRefused("must not hold a user name; use the members username and password")
    if port == 0 or not parts.scheme or not parts.hostname:
        raise TargetRefused("must have a scheme and a host, as in https://ci.example.org/start")
    resource = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(
        scheme=parts.scheme,
        host=_ascii_host(parts.hostname),
        port=port or _DEFAULT_PORTS.get(parts.scheme, 443),
        resource=quote(resource, safe=_VISIBLE_ASCII),
    )


def check_method(method: str, rules: TargetRules) -> None:
    """Raises: TargetRefused when the operator does not allow the method."""
    if not rules.methods.hold(method.upper()):
        raise TargetRefused(
            f"must be one of {rules.methods}; the setting {METHOD_SETTING} says which"
        )


def check_target(target: Target, rules: TargetRules) -> None:
    """Raises: TargetRefused when scheme or host are not allowed, as far as their text tells."""
    if not rules.schemes.hold(target.scheme):
        raise TargetRefused(
            f"must have one of the schemes {rules.schemes}; the setting {SCHEME_SETTING} says which"
        )
    if rules.hosts.hold(target.host):
        return
    if rules.hosts:
        raise TargetRefused(
            f"must have a host that the setting {HOST_SETTING} names; {target.host} is not"
        )
    address = read_address(target.host)
    if _names_this_machine(target.host) or (address is not None and not is_public(address)):
        raise TargetRefused(_not_public(target.host))


def check_addresses(target: Target, addresses: Iterable[Address], rules: TargetRules) -> None:
    """Raises: TargetRefused when one of the addresses of a host that is not listed is internal."""
    if rules.hosts.hold(target.host):
        return
    for address in addresses:
        if not is_public(address):
            raise TargetRefused(_not_public(f"{target.host} ({address})"))


def read_address(host: str) -> Address | None:
    """The address a host is written as, in any form the C library takes: 127.1, 0x7f000001."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def is_public(address: Address) -> bool:
    """Whether the address, and one of version 4 that it carries inside, is globally reachable."""
    carried = _carried(address)
    if carried is not None:
        return is_public(carried)
    internal = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or getattr(address, "is_site_local", False)
        or any(address in network for network in _OF_PROTOCOLS)
    )
    return address.is_global and not internal


def _carried(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def _ascii_host(host: str) -> str:
    """Raises: TargetRefused when the host is neither an address nor a name."""
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host)) if "%" not in host else _refuse_host(host)
        except ValueError:
            return _refuse_host(host)
    try:
        name = host.encode("idna").decode().lower().removesuffix(".")
    except UnicodeError:
        return _refuse_host(host)
    return name if _HOST.fullmatch(name) and ".." not in name else _refuse_host(host)


def _refuse_host(host: str) -> str:
    raise TargetRefused(f"must have a valid host; {host!r} is none")


def _names_this_machine(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


def _not_public(what: str) -> str:
    return (
        f"must not lead to an internal address: {what} is not public. "
        f"If that is meant, name the host in the setting {HOST_SETTING}"
    )
