"""The operator's lists of what is allowed: words, and hosts by name, pattern or network."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TypeAlias

_Network: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"


@dataclass(frozen=True, slots=True)
class Words:
    """Methods or schemes; compared without case. `/…/` is a pattern."""

    entries: tuple[str, ...]

    def hold(self, word: str) -> bool:
        return any(_fits_word(entry, word) for entry in self.entries)

    def __str__(self) -> str:
        return ", ".join(self.entries)


@dataclass(frozen=True, slots=True)
class HostList:
    """Hosts: a name, `*.x.y` for one label more, `/pattern/`, an address or a network."""

    entries: tuple[str, ...] = ()

    def hold(self, host: str) -> bool:
        """Whether the host, in ASCII and lower case, is listed. Names are not looked up."""
        return any(_fits_host(entry, host) for entry in self.entries)

    def __bool__(self) -> bool:
        return bool(self.entries)


def read_words(text: str) -> Words:
    """Raises: ValueError when a pattern is none."""
    return Words(_checked(text))


def read_host_list(text: str) -> HostList:
    """Raises: ValueError when a pattern is none."""
    return HostList(_checked(text))


def _checked(text: str) -> tuple[str, ...]:
    entries = tuple(text.split())
    for entry in entries:
        try:
            _pattern(entry)
        except re.error as error:
            raise ValueError(f"{entry} is not a regular expression: {error}") from error
    return entries


def _pattern(entry: str) -> re.Pattern[str] | None:
    if len(entry) > 2 and entry.startswith("/") and entry.endswith("/"):  # noqa: PLR2004 - the two slashes
        return re.compile(entry[1:-1], re.IGNORECASE)
    return None


def _fits_word(entry: str, word: str) -> bool:
    pattern = _pattern(entry)
    if pattern is not None:
        return pattern.search(word) is not None
    return entry.lower() == word.lower()


def _fits_host(entry: str, host: str) -> bool:
    pattern = _pattern(entry)
    if pattern is not None:
        return pattern.search(host) is not None
    if entry.startswith("*."):
        first, _, rest = host.partition(".")
        return bool(first) and _read_address(host) is None and rest == _name(entry[2:])
    network = _read_network(entry)
    if network is not None:
        address = _read_address(host)
        return address is not None and address in network
    return _name(entry) == host


def _name(text: str) -> str:
    return text.lower().removesuffix(".")


def _read_network(entry: str) -> _Network | None:
    try:
        return ipaddress.ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        return None


def _read_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
