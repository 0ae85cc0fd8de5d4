"""Libraries, and the ways to reach them without a socket."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Never

import requests
from flask import Flask
from requests.adapters import BaseAdapter
from werkzeug.test import Client as WsgiClient
from werkzeug.wrappers import Request as WsgiRequest

from pro_me_the_us.client import Client
from pro_me_the_us.server import answer_problems, serve
from tests.unit.integration import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Request
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse
    from werkzeug.wrappers import Response

    from pro_me_the_us.endpoint import Answer

BASE_URL: Final = "http://library.test"
NOW: Final = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)


def a_loan_request(**changes: Any) -> library.LendBook:
    return library.LendBook(**{"shelf": "s1", "title": "Emma", **changes})


def let_in(_request: Request, _scope: str | None) -> str:
    return "somebody"


def a_library(
    *,
    lend: Callable[[library.LendBook, str], library.Loan | Answer[library.Loan]] = library.lend,
    authorize: Callable[[Request, str | None], str] = let_in,
    max_body_bytes: int = 100_000,
) -> Flask:
    """An app that serves every endpoint of the library."""
    app = Flask("library", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = max_body_bytes
    answer_problems(app)
    serve(app, library.LEND, lend, authorize)
    serve(app, library.FIND, library.find, authorize)
    serve(app, library.MOVE, library.move, authorize)
    serve(app, library.BURN, library.burn, authorize)
    serve(app, library.HOURS, library.tell_hours, authorize)
    return app


def a_browser(**settings: Any) -> FlaskClient:
    """Speaks to a library without the client's help, so it can say what the client never would."""
    return a_library(**settings).test_client()


def a_problem(answer: TestResponse) -> tuple[int, str, list[str]]:
    """Status, code and pointers of an answer that is a problem document, as far as it says so."""
    body = answer.get_json(force=True)
    assert answer.mimetype == "application/problem+json"
    assert answer.status_code == body["status"]
    return body["status"], body["code"], [error["pointer"] for error in body["errors"]]


@dataclass
class InProcess(BaseAdapter):
    """Carries prepared requests to a WSGI app in this process, byte for byte."""

    app: WSGIApplication

    def send(
        self, request: requests.PreparedRequest, *_how: Any, **_options: Any
    ) -> requests.Response:
        answer = WsgiClient(self.app).open(
            request.path_url,
            method=request.method,
            headers=list(request.headers.items()),
            data=request.body,
        )
        response = requests.Response()
        response.request = request
        response.url = str(request.url)
        response.status_code = answer.status_code
        response.headers.update(answer.headers.items())
        response.raw = io.BytesIO(answer.get_data())
        return response

    def close(self) -> None:
        """There is no connection to close."""


@dataclass
class Breaking(BaseAdapter):
    """Carries nothing: every request ends in `cause`."""

    cause: requests.RequestException
    timeouts: list[object] = field(default_factory=list)

    def send(self, *_request: Any, timeout: object = None, **_options: Any) -> Never:
        self.timeouts.append(timeout)
        raise self.cause

    def close(self) -> None:
        """There is no connection to close."""


@dataclass
class Flowing(BaseAdapter):
    """Answers with `chunks`, as they come."""

    status: int
    chunks: Iterator[bytes]

    def send(self, *_request: Any, **_options: Any) -> requests.Response:
        response = requests.Response()
        response.status_code = self.status
        response.raw = self
        return response

    def stream(self, _size: int, **_options: Any) -> Iterator[bytes]:
        """As urllib3 hands over what arrives."""
        return self.chunks

    def close(self) -> None:
        """There is no connection to close."""

    def release_conn(self) -> None:
        """Nor one to give back."""


@dataclass
class Answering:
    """A service that gives the same answer to everything, and remembers what it was asked."""

    answer: Response
    asked: list[WsgiRequest] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = WsgiRequest(environ)
        asked.get_data()
        self.asked.append(asked)
        return self.answer(environ, start_response)


def a_session(adapter: BaseAdapter) -> requests.Session:
    session = requests.Session()
    session.mount(BASE_URL, adapter)
    return session


def a_client(app: WSGIApplication) -> Client:
    """A client whose requests reach `app` without a socket; its tokens name their scope."""
    return Client(BASE_URL, lambda scope: f"for-{scope}", session=a_session(InProcess(app)))
