"""Traces: who works on whose behalf, as it travels from service to service (W3C Trace Context)."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_VERSION: Final = "00"
_NO_VERSION: Final = "ff"
_TRACE_BYTES, _SPAN_BYTES = 16, 8
# What is known of the flags: sampled, and random. Others are not passed on (§3.2.2.5).
_KNOWN_FLAGS: Final = 0x03
_SAMPLED: Final = 0x01

_PARENT: Final = re.compile(
    r"(?P<version>[0-9a-f]{2})-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})"
    r"-(?P<flags>[0-9a-f]{2})(?P<more>-.*)?"
)
_MAX_PARENT_CHARACTERS: Final = 512

_MAX_STATE_CHARACTERS: Final = 512
_MAX_STATE_MEMBERS: Final = 32
_MEMBER: Final = re.compile(
    r"(?P<key>[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13}|[a-z][a-z0-9_\-*/]{0,255})"
    r"=[ -+\--<>-~]{0,255}[!-+\--<>-~]"
)


@dataclass(frozen=True, slots=True)
class Trace:
    """One span of a trace. `state` is what other systems say of the trace, and is passed on."""

    trace_id: str
    span_id: str
    flags: int = _SAMPLED
    state: str = ""


CURRENT: Final[ContextVar[Trace | None]] = ContextVar("trace", default=None)
"""The trace that the work under way belongs to; a client sends it along with every call."""


def start_trace(new_hex: Callable[[int], str] = secrets.token_hex) -> Trace:
    """A trace of which nothing is known; `new_hex` gives so many bytes by chance."""
    return Trace(new_hex(_TRACE_BYTES), new_hex(_SPAN_BYTES))


def continue_trace(trace: Trace, new_hex: Callable[[int], str] = secrets.token_hex) -> Trace:
    """Another span of the same trace."""
    return replace(trace, span_id=new_hex(_SPAN_BYTES))


def read_trace(traceparent: str | None, tracestate: str | None = None) -> Trace | None:
    """The caller's span, or None when the header is not one.

    A state that is malformed or too large is dropped, and the trace goes on without it.
    Source: W3C Trace Context §3.2 and §3.3.
    """
    if traceparent is None or len(traceparent) > _MAX_PARENT_CHARACTERS:
        return None
    read = _PARENT.fullmatch(traceparent)
    if read is None or read["version"] == _NO_VERSION:
        return None
    if read["version"] == _VERSION and read["more"] is not None:
        return None
    if _is_zero(read["trace"]) or _is_zero(read["span"]):
        return None
    flags = int(read["flags"], 16) & _KNOWN_FLAGS
    return Trace(read["trace"], read["span"], flags, _read_state(tracestate or ""))


def write_parent(trace: Trace) -> str:
    """The `traceparent` of a call that the span makes."""
    return f"{_VERSION}-{trace.trace_id}-{trace.span_id}-{trace.flags:02x}"


def write_headers(trace: Trace | None) -> dict[str, str]:
    """The headers of a call that the span makes; without a span, none."""
    if trace is None:
        return {}
    parent = {"traceparent": write_parent(trace)}
    return {**parent, "tracestate": trace.state} if trace.state else parent


def _read_state(tracestate: str) -> str:
    if len(tracestate) > _MAX_STATE_CHARACTERS:
        return ""
    members = [member for part in tracestate.split(",") if (member := part.strip(" \t"))]
    read = [_MEMBER.fullmatch(member) for member in members]
    keys = {member["key"] for member in read if member is not None}
    if len(keys) != len(members) or len(keys) > _MAX_STATE_MEMBERS:
        return ""
    return ",".join(members)


def _is_zero(digits: str) -> bool:
    return not digits.strip("0")
