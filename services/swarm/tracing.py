"""Work belongs to a trace, from one service to the next and from one thread to the next; so do all
lines that are logged meanwhile.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from structlog.contextvars import bind_contextvars, bound_contextvars

from pro_me_the_us.traces import (
    CURRENT,
    continue_trace,
    read_trace,
    start_trace,
    write_parent,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping
    from typing import Any

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from pro_me_the_us.traces import Trace

T = TypeVar("T")
RequestT = TypeVar("RequestT")
CallerT = TypeVar("CallerT")

_TOLD = ("task", "round")
"""What a line says of the work, where the request or its caller says it."""


@contextmanager
def begin(**known: str | int) -> Iterator[None]:
    """A trace of its own for what is done meanwhile; each of its lines tells what is `known`."""
    with resume(None, **known):
        yield


@contextmanager
def resume(parent: str | None, **known: str | int) -> Iterator[None]:
    """As `begin`, in the trace that `parent` names, as `name_span` has named it; a new one where
    that is not to be read.
    """
    token = CURRENT.set(_follow(read_trace(parent)))
    try:
        with bound_contextvars(**known):
            yield
    finally:
        CURRENT.reset(token)


def name_span() -> str | None:
    """What `resume` has to be given for this work to be gone on with, at another time or in another
    thread.
    """
    trace = CURRENT.get()
    return None if trace is None else write_parent(trace)


def tell(**known: str | int) -> None:
    """All lines of this request, from now on, tell what is `known`."""
    bind_contextvars(**known)


def tell_bounds(
    handler: Callable[[RequestT, CallerT], T],
) -> Callable[[RequestT, CallerT], T]:
    """`handler`, whose lines tell the task and the round that the request is of."""

    def handle(request: RequestT, caller: CallerT) -> T:
        for told in (caller, request):
            known = {name: getattr(told, name, None) for name in _TOLD}
            tell(**{name: value for name, value in known.items() if value is not None})
        return handler(request, caller)

    return handle


def trace_requests(app: WSGIApplication) -> WSGIApplication:
    """`app`, each request in a context that ends with it, and in the trace of its caller."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        given = read_trace(environ.get("HTTP_TRACEPARENT"), environ.get("HTTP_TRACESTATE"))
        CURRENT.set(_follow(given))
        return app(environ, start_response)

    def answer_apart(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return copy_context().run(answer, environ, start_response)

    return answer_apart


def add_trace(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A step in the making of a line, which names the span it was logged in."""
    trace = CURRENT.get()
    if trace is not None:
        event["trace_id"] = trace.trace_id
        event["span_id"] = trace.span_id
    return event


def _follow(trace: Trace | None) -> Trace:
    return start_trace() if trace is None else continue_trace(trace)
