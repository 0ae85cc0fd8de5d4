"""A pact's address carries, in one opaque segment, what the choice of the pact knew."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

# Addresses must fit the line limits of servers; a content that ten thousand versions share
# names only the newest of them.
TRACE_LIMIT = 50
_SEGMENT_LIMIT = 64 * 1024
_IDENTIFIER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class SelectorTrace:
    """What of a selector is remembered with the consumer version it chose."""

    version_id: int | None = None
    branch: str | None = None
    tag: str | None = None
    latest: bool = False
    environment: str | None = None


@dataclass(frozen=True, slots=True)
class PactMetadata:
    """What the for-verification answer knew of one pact; nothing known is the default.

    `selectors` has the newest consumer versions first.
    """

    consumer_version_number: str | None = None
    consumer_version_id: int | None = None
    tags: tuple[str, ...] = ()
    wip: bool = False
    pending: bool | None = None
    selectors: tuple[SelectorTrace, ...] = ()


def encode(metadata: PactMetadata) -> str:
    """The segment: unpadded base64url of a nested query string."""
    query = urlencode(list(_pairs(metadata)))
    return base64.urlsafe_b64encode(query.encode()).decode().rstrip("=")


def decode(segment: str) -> PactMetadata:
    """What the segment says; a damaged or unknown one says nothing."""
    pairs = _read_pairs(segment)
    single = dict(pairs)
    return PactMetadata(
        consumer_version_number=single.get("cvn"),
        consumer_version_id=_number(single.get("cv")),
        tags=tuple(value for name, value in pairs if name == "cvt[]"),
        wip=single.get("w") == "true",
        pending={"true": True, "false": False}.get(single.get("p", "")),
        selectors=tuple(_trace(members) for members in _nested(pairs)),
    )


def _pairs(metadata: PactMetadata) -> Iterator[tuple[str, str]]:
    if metadata.consumer_version_number is not None:
        yield "cvn", metadata.consumer_version_number
    if metadata.consumer_version_id is not None:
        yield "cv", str(metadata.consumer_version_id)
    for tag in metadata.tags:
        yield "cvt[]", tag
    if metadata.wip:
        yield "w", "true"
    if metadata.pending is not None:
        yield "p", str(metadata.pending).lower()
    for trace in metadata.selectors[:TRACE_LIMIT]:
        yield from _trace_pairs(trace)


def _trace_pairs(trace: SelectorTrace) -> Iterator[tuple[str, str]]:
    # The version is always there and first, so that its second coming starts the next element.
    yield "s[][cv]", "" if trace.version_id is None else str(trace.version_id)
    if trace.branch is not None:
        yield "s[][b]", trace.branch
    if trace.tag is not None:
        yield "s[][t]", trace.tag
    if trace.latest:
        yield "s[][l]", "true"
    if trace.environment is not None:
        yield "s[][e]", trace.environment


def _read_pairs(segment: str) -> list[tuple[str, str]]:
    if len(segment) > _SEGMENT_LIMIT or not segment.isascii():
        return []
    try:
        padded = segment + "=" * (-len(segment) % 4)
        query = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
        return parse_qsl(query, keep_blank_values=True)
    except (binascii.Error, ValueError):
        return []


def _nested(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    elements: list[dict[str, str]] = []
    for name, value in pairs:
        if not name.startswith("s[]["):
            continue
        if not elements or name in elements[-1]:
            elements.append({})
        elements[-1][name] = value
    return elements


def _trace(members: dict[str, str]) -> SelectorTrace:
    return SelectorTrace(
        version_id=_number(members.get("s[][cv]")),
        branch=members.get("s[][b]"),
        tag=members.get("s[][t]"),
        latest=members.get("s[][l]") == "true",
        environment=members.get("s[][e]"),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and _IDENTIFIER.fullmatch(text) else None
