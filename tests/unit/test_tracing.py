"""What is logged, and what is called, belongs to the work that it is done for."""

from __future__ import annotations

import threading
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from flask import Flask
from structlog.contextvars import get_contextvars

from pro_me_the_us.traces import CURRENT
from swarm.tracing import (
    add_trace,
    begin,
    name_span,
    resume,
    tell_bounds,
    trace_requests,
)

if TYPE_CHECKING:
    from flask.testing import FlaskClient

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
SPAN_ID = "b7ad6b7169203331"
PARENT = f"00-{TRACE_ID}-{SPAN_ID}-01"


def seen() -> dict[str, Any]:
    """What a line that is logged here says beside its event."""
    return dict(add_trace(None, "info", {**get_contextvars()}))


def a_browser() -> FlaskClient:
    """Of an app that answers with what its lines say."""
    app = Flask("seen")
    app.wsgi_app = trace_requests(app.wsgi_app)  # type: ignore[assignment]  # as Flask says to wrap an app

    @app.get("/seen")
    def see() -> dict[str, Any]:
        structlog.contextvars.bind_contextvars(leaks=True)
        return {**seen(), "leaked": "leaks" in before, "state": state()}

    @app.before_request
    def look() -> None:
        before.clear()
        before.update(get_contextvars())

    before: dict[str, Any] = {}
    return app.test_client()


def state() -> str:
    trace = CURRENT.get()
    return "" if trace is None else trace.state


def test_line_outside_of_all_work_names_no_trace() -> None:
    assert seen() == {}
    assert name_span() is None


def test_work_begins_a_trace_of_its_own() -> None:
    traces = []
    for number in (1, 2):
        with begin(round=number, task="task-1"):
            traces.append(seen())

    assert [(one["round"], one["task"]) for one in traces] == [(1, "task-1"), (2, "task-1")]
    assert len({one["trace_id"] for one in traces}) == 2
    assert seen() == {}


def test_work_within_work_comes_back_to_it() -> None:
    with begin(round=1):
        before = seen()
        with begin(round=2):
            assert seen()["trace_id"] != before["trace_id"]

        assert seen() == before


def test_work_goes_on_with_a_trace_by_its_name() -> None:
    with resume(PARENT, round=7):
        said, name = seen(), name_span()

    assert (said["trace_id"], said["round"]) == (TRACE_ID, 7)
    assert said["span_id"] != SPAN_ID
    assert name == f"00-{TRACE_ID}-{said['span_id']}-01"


@pytest.mark.parametrize("parent", [None, "", "nonsense"])
def test_work_without_a_name_begins_anew(parent: str | None) -> None:
    with resume(parent):
        assert len(seen()["trace_id"]) == 32


def test_trace_is_left_when_the_work_breaks() -> None:
    with pytest.raises(ZeroDivisionError), begin(round=1):
        raise ZeroDivisionError

    assert seen() == {}


def test_trace_is_carried_into_a_thread() -> None:
    said: list[dict[str, Any]] = []

    def look(parent: str | None) -> None:
        with resume(parent):
            said.append(seen())

    with begin(round=7):
        here = seen()
        thread = threading.Thread(target=look, args=(name_span(),))
    thread.start()
    thread.join()

    assert [one["trace_id"] for one in said] == [here["trace_id"]]


def test_request_goes_on_with_its_callers_trace() -> None:
    headers = {"traceparent": PARENT, "tracestate": "a=1"}

    said = a_browser().get("/seen", headers=headers).get_json()

    assert (said["trace_id"], said["state"]) == (TRACE_ID, "a=1")
    assert said["span_id"] != SPAN_ID


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param([], id="absent"),
        pytest.param([("traceparent", PARENT.upper()), ("tracestate", "a=1")], id="malformed"),
        pytest.param([("traceparent", PARENT), ("traceparent", PARENT)], id="twice"),
    ],
)
def test_request_without_a_trace_starts_one(headers: list[tuple[str, str]]) -> None:
    browser = a_browser()

    first, second = (browser.get("/seen", headers=headers).get_json() for _ in range(2))

    assert (first["state"], len(first["trace_id"])) == ("", 32)
    assert len({TRACE_ID, first["trace_id"], second["trace_id"]}) == 3


def test_request_leaves_nothing_behind() -> None:
    browser = a_browser()

    answers = [browser.get("/seen").get_json() for _ in range(2)]

    assert [answer["leaked"] for answer in answers] == [False, False]
    assert seen() == {}


class Bounds:
    def __init__(self, **bounds: str | int | None) -> None:
        self.__dict__.update(bounds)


@pytest.mark.parametrize(
    ("request_", "caller", "told"),
    [
        pytest.param(Bounds(round=7), Bounds(task="t", round=None), {"task": "t", "round": 7}),
        pytest.param(Bounds(), Bounds(task="t", round=7), {"task": "t", "round": 7}),
        pytest.param(Bounds(todo="todo-1"), None, {}),
        pytest.param(Bounds(round=0), None, {"round": 0}),
    ],
    ids=["both", "of the caller", "neither", "the first round"],
)
def test_lines_of_a_request_tell_its_bounds(
    request_: Bounds, caller: Bounds | None, told: dict[str, object]
) -> None:
    def handle(_request: Bounds, _caller: Bounds | None) -> dict[str, object]:
        return seen()

    answer = copy_context().run(tell_bounds(handle), request_, caller)

    assert answer == told
