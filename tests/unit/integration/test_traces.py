from __future__ import annotations

from contextvars import copy_context

import pytest
from werkzeug.wrappers import Response

from pro_me_the_us.traces import (
    CURRENT,
    Trace,
    continue_trace,
    read_trace,
    start_trace,
    write_headers,
    write_parent,
)
from tests.unit.integration import library
from tests.unit.integration.builders import Answering, a_client

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
SPAN_ID = "b7ad6b7169203331"
PARENT = f"00-{TRACE_ID}-{SPAN_ID}-01"


def count(size: int) -> str:
    """Bytes of so little chance that a test can foresee them."""
    return "ab" * size


@pytest.mark.parametrize(
    ("header", "flags"),
    [
        pytest.param(PARENT, 1, id="sampled"),
        pytest.param(f"00-{TRACE_ID}-{SPAN_ID}-00", 0, id="not sampled"),
        pytest.param(f"00-{TRACE_ID}-{SPAN_ID}-03", 3, id="random"),
        pytest.param(f"00-{TRACE_ID}-{SPAN_ID}-fd", 1, id="unknown flags"),
        pytest.param(f"01-{TRACE_ID}-{SPAN_ID}-01", 1, id="later version"),
        pytest.param(f"cc-{TRACE_ID}-{SPAN_ID}-01-what-comes", 1, id="later version says more"),
    ],
)
def test_parent_is_read(header: str, flags: int) -> None:
    assert read_trace(header) == Trace(TRACE_ID, SPAN_ID, flags)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(None, id="absent"),
        pytest.param("", id="empty"),
        pytest.param(f"00-{'0' * 32}-{SPAN_ID}-01", id="trace of zeros"),
        pytest.param(f"00-{TRACE_ID}-{'0' * 16}-01", id="span of zeros"),
        pytest.param(f"ff-{TRACE_ID}-{SPAN_ID}-01", id="forbidden version"),
        pytest.param(PARENT.upper(), id="upper case"),
        pytest.param(f"{PARENT}-more", id="more than its version has"),
        pytest.param(f"cc-{TRACE_ID}-{SPAN_ID}-01more", id="later version run together"),
        pytest.param(f"cc{PARENT[2:]}-{'x' * 500}", id="later version without end"),
        pytest.param(f"00-{TRACE_ID}-{SPAN_ID}", id="without flags"),
        pytest.param(f"00-{TRACE_ID}-{SPAN_ID}-1", id="short flags"),
        pytest.param(f"00-{TRACE_ID[1:]}-{SPAN_ID}-01", id="short trace"),
        pytest.param(f"00-{TRACE_ID}a-{SPAN_ID}-01", id="long trace"),
        pytest.param(f"00-{TRACE_ID}-{SPAN_ID[:-1]}g-01", id="not hexadecimal"),
        pytest.param(f"0-{TRACE_ID}-{SPAN_ID}-01", id="short version"),
        pytest.param(f" {PARENT}", id="space before"),
        pytest.param(f"{PARENT}\n", id="line feed after"),
        pytest.param(f"{PARENT},{PARENT}", id="twice"),
        pytest.param(PARENT.replace("0a", "\u0660a"), id="digits of another script"),
    ],
)
def test_malformed_parent_is_none(header: str | None) -> None:
    assert read_trace(header, "a=1") is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param(None, "", id="absent"),
        pytest.param("rojo=00f067aa0ba902b7", "rojo=00f067aa0ba902b7", id="one"),
        pytest.param("b=1,a=2", "b=1,a=2", id="order"),
        pytest.param("b=1 ,\ta=2", "b=1,a=2", id="spaces around"),
        pytest.param("b=1,,a=2,", "b=1,a=2", id="empty members"),
        pytest.param("fw529a3039@dt=x y", "fw529a3039@dt=x y", id="tenant"),
        pytest.param("0tenant@sys=1", "0tenant@sys=1", id="tenant begins with a digit"),
        pytest.param("a=1,a=2", "", id="a key twice"),
        pytest.param("A=1", "", id="upper case"),
        pytest.param("0a=1", "", id="key begins with a digit"),
        pytest.param("a@b@c=1", "", id="two tenants"),
        pytest.param("a=", "", id="no value"),
        pytest.param("a", "", id="no sign"),
        pytest.param("a=b=c", "", id="two signs"),
        pytest.param("a=1\r\nX: y", "", id="line feed"),
        pytest.param("a=é", "", id="not ASCII"),
        pytest.param(f"a={'x' * 257}", "", id="long value"),
        pytest.param(f"a={'x' * 250},b={'y' * 250},c={'z' * 20}", "", id="long"),
        pytest.param(",".join(f"k{n}=1" for n in range(32)), None, id="as many as allowed"),
        pytest.param(",".join(f"k{n}=1" for n in range(33)), "", id="too many"),
    ],
)
def test_state_is_passed_on_within_limits(given: str | None, kept: str | None) -> None:
    trace = read_trace(PARENT, given)

    assert trace is not None
    assert trace.state == (given if kept is None else kept)


def test_trace_is_written_as_it_was_read() -> None:
    trace = read_trace(PARENT, "a=1")

    assert write_headers(trace) == {"traceparent": PARENT, "tracestate": "a=1"}
    assert write_headers(Trace(TRACE_ID, SPAN_ID)) == {"traceparent": PARENT}
    assert write_headers(None) == {}


def test_continued_trace_is_the_same_in_another_span() -> None:
    trace = Trace(TRACE_ID, SPAN_ID, flags=3, state="a=1")

    assert continue_trace(trace, count) == Trace(TRACE_ID, "ab" * 8, flags=3, state="a=1")


def test_call_carries_the_trace_of_its_work() -> None:
    service = Answering(Response(b'{"text": "nine to five"}'))

    def ask() -> None:
        CURRENT.set(Trace(TRACE_ID, SPAN_ID, state="a=1"))
        a_client(service).call(library.HOURS, library.AskHours())

    copy_context().run(ask)
    a_client(service).call(library.HOURS, library.AskHours())

    first, second = (asked.headers for asked in service.asked)
    assert (first["traceparent"], first["tracestate"]) == (PARENT, "a=1")
    assert not {"Traceparent", "Tracestate"} & {*second.keys()}


def test_started_trace_can_be_read() -> None:
    assert start_trace(count) == Trace("ab" * 16, "ab" * 8)
    assert read_trace(write_parent(start_trace())) is not None
