"""What a client sends, and how it reads services that do not keep to their word."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import requests
from pydantic import BaseModel, ConfigDict
from urllib3.exceptions import ProtocolError
from werkzeug.wrappers import Request, Response

from pro_me_the_us import errors
from pro_me_the_us.fields import Repository
from tests.unit.integration import library
from tests.unit.integration.builders import (
    BASE_URL,
    Answering,
    Breaking,
    Flowing,
    a_client,
    a_loan_request,
    a_session,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROBLEM = "application/problem+json"
HOURS = b'{"text": "nine to five"}'


class StrictCard(BaseModel):
    """A view stricter than it should be, of an answer with a model inside."""

    model_config = ConfigDict(extra="forbid")

    repository: Repository


class Anything(BaseModel):
    """A view that reads nothing."""


def sent_by(endpoint: Any, request: Any, base_url: str = BASE_URL) -> Request:
    """The request that reaches the service."""
    service = Answering(Response(b'{"title": "Emma", "items": [], "text": ""}', 200))
    replace(a_client(service), base_url=base_url).poll(endpoint, request, into=Anything)
    return service.asked[0]


@pytest.fixture
def _netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The user keeps a password for the service's host, as curl and git would use it."""
    file = tmp_path / "netrc"
    file.write_text("machine library.test login me password hunter2\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(file))


def test_client_asks_for_json_and_says_who_it_is() -> None:
    sent = sent_by(library.LEND, a_loan_request())

    assert sent.headers["Accept"] == "application/json, application/problem+json"
    assert sent.headers["Authorization"] == "Bearer for-book:lend"
    assert sent.headers["Content-Type"] == "application/json"


def test_client_sends_the_key_of_a_request_that_may_come_again() -> None:
    service = Answering(Response(b'{"title": "Emma"}', 200))

    a_client(service).call(library.LEND, a_loan_request(), into=Anything, idempotency_key="loan 1")

    assert service.asked[0].headers["Idempotency-Key"] == "loan 1"


def test_client_says_nothing_of_itself_to_an_open_endpoint() -> None:
    sent = sent_by(library.HOURS, library.AskHours())

    assert "Authorization" not in sent.headers


@pytest.mark.parametrize(
    ("endpoint", "request_", "authorization"),
    [
        pytest.param(library.LEND, a_loan_request(), "Bearer for-book:lend", id="with a token"),
        pytest.param(library.HOURS, library.AskHours(), None, id="open"),
    ],
)
@pytest.mark.usefixtures("_netrc")
def test_client_takes_no_password_of_the_user(
    endpoint: Any, request_: Any, authorization: str | None
) -> None:
    sent = sent_by(endpoint, request_)

    assert sent.headers.get("Authorization") == authorization


def test_client_sends_only_what_was_set() -> None:
    sent = sent_by(library.LEND, a_loan_request(kind=None))

    assert sent.get_json() == {"title": "Emma", "kind": None}


def test_client_puts_the_rest_of_a_read_into_the_query() -> None:
    sent = sent_by(library.FIND, library.FindBooks(shelf="s1", title="A & B", limit=3))

    assert sent.full_path == "/v1/shelves/s1/books?title=A+%26+B&limit=3"
    assert sent.get_data() == b""


@pytest.mark.parametrize(
    ("shelf", "path"),
    [
        ("a/b", "/v1/shelves/a%2Fb/books"),
        ("a b?c#d", "/v1/shelves/a%20b%3Fc%23d/books"),
        ("50%", "/v1/shelves/50%25/books"),
        ("é", "/v1/shelves/%C3%A9/books"),
    ],
)
def test_client_quotes_path_values(shelf: str, path: str) -> None:
    sent = sent_by(library.FIND, library.FindBooks(shelf=shelf))

    assert sent.environ["REQUEST_URI"] == path


@pytest.mark.parametrize("base_url", [BASE_URL, f"{BASE_URL}/", f"{BASE_URL}//"])
def test_client_joins_base_and_path_by_one_slash(base_url: str) -> None:
    sent = sent_by(library.HOURS, library.AskHours(), base_url)

    assert sent.path == "/v1/hours"


def test_client_keeps_the_path_of_its_base() -> None:
    sent = sent_by(library.HOURS, library.AskHours(), f"{BASE_URL}/east")

    assert sent.path == "/east/v1/hours"


def test_client_follows_no_redirect() -> None:
    service = Answering(Response(status=302, headers={"Location": f"{BASE_URL}/elsewhere"}))

    with pytest.raises(errors.UnexpectedResponse, match=r"hours\.ask: 302"):
        a_client(service).call(library.HOURS, library.AskHours())

    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Response(b"{", 200), id="malformed"),
        pytest.param(Response(b"", 200), id="empty"),
        pytest.param(Response(b"[]", 200), id="list"),
        pytest.param(Response(b'{"words": "x"}', 200), id="member missing"),
        pytest.param(Response(b'{"text": 1}', 200), id="member of another type"),
        pytest.param(Response(b'{"text": "\xff"}', 200), id="not UTF-8"),
        pytest.param(Response(b'{"text": ' + b"[" * 9_999, 200), id="nested"),
        pytest.param(Response(HOURS, 201), id="undeclared success"),
        pytest.param(Response(HOURS, 204), id="undeclared nothing"),
        pytest.param(Response(b"<h1>Bad gateway</h1>", 502), id="gateway"),
    ],
)
def test_answer_outside_the_declaration_is_unexpected(answer: Response) -> None:
    with pytest.raises(errors.UnexpectedResponse) as caught:
        a_client(Answering(answer)).call(library.HOURS, library.AskHours())

    assert (caught.value.endpoint, caught.value.status) == ("hours.ask", answer.status_code)


def test_unexpected_answer_is_quoted_in_part() -> None:
    with pytest.raises(errors.UnexpectedResponse) as caught:
        a_client(Answering(Response(b"x" * 5_000, 500))).call(library.HOURS, library.AskHours())

    assert str(caught.value) == f"hours.ask: 500 {b'x' * 200!r}"


@pytest.mark.parametrize("status", [200, 409], ids=["answer", "refusal"])
def test_answer_without_end_is_not_read(status: int) -> None:
    read: list[int] = []

    def flow() -> Iterator[bytes]:
        for number in range(1000):
            read.append(number)
            yield b"x" * 1000

    client = replace(a_client(Answering(Response())), session=a_session(Flowing(status, flow())))

    with pytest.raises(errors.UnexpectedResponse, match=rf"^hours\.ask: {status} b'xxx"):
        replace(client, max_answer_bytes=100_000).call(library.HOURS, library.AskHours())

    assert len(read) < 300


def test_answer_as_large_as_allowed_is_read() -> None:
    client = replace(a_client(Answering(Response(HOURS))), max_answer_bytes=len(HOURS))

    assert client.call(library.HOURS, library.AskHours()).text == "nine to five"


def test_answer_that_breaks_off_is_a_transport_error() -> None:
    def flow() -> Iterator[bytes]:
        yield b'{"text": '
        raise ProtocolError("cut off")

    client = replace(a_client(Answering(Response())), session=a_session(Flowing(200, flow())))

    with pytest.raises(errors.TransportError, match=r"^hours\.ask: .*cut off"):
        client.call(library.HOURS, library.AskHours())


def test_answer_may_grow() -> None:
    service = Answering(Response(b'{"text": "nine to five", "holidays": []}', 200))

    hours = a_client(service).call(library.HOURS, library.AskHours())

    assert hours == library.Hours(text="nine to five")


def test_answer_may_grow_inside_and_into_any_view() -> None:
    body = {"repository": {"owner": "octo", "name": "demo", "stars": 5}, "size": 1}
    service = Answering(Response(json.dumps(body), 200))

    card = a_client(service).call(library.HOURS, library.AskHours(), into=StrictCard)

    assert card.repository == Repository(owner="octo", name="demo")


@pytest.mark.parametrize(
    ("status", "content_type", "body"),
    [
        pytest.param(409, PROBLEM, {"code": "book_eaten"}, id="unknown code"),
        pytest.param(404, PROBLEM, {"code": "book_lent"}, id="code under another status"),
        pytest.param(409, "application/json", {"code": "book_lent"}, id="no problem document"),
        pytest.param(409, PROBLEM, {"error": "book_lent"}, id="no code"),
        pytest.param(409, PROBLEM, {"code": 7}, id="code of another type"),
        pytest.param(409, PROBLEM, ["book_lent"], id="list"),
        pytest.param(500, PROBLEM, {"code": "internal_error"}, id="failure"),
    ],
)
def test_refusal_outside_the_declaration_is_unexpected(
    status: int, content_type: str, body: object
) -> None:
    service = Answering(Response(json.dumps(body), status, content_type=content_type))

    with pytest.raises(errors.UnexpectedResponse) as caught:
        a_client(service).call(library.LEND, a_loan_request())

    assert caught.value.status == status


@pytest.mark.parametrize(
    "content_type", [PROBLEM, f"{PROBLEM}; charset=utf-8", f"{PROBLEM} ;a=b", PROBLEM.title()]
)
def test_refusal_needs_only_its_code(content_type: str) -> None:
    service = Answering(Response(b'{"code": "book_lent"}', 409, content_type=content_type))

    with pytest.raises(library.BookLent, match="Somebody else has the book"):
        a_client(service).call(library.LEND, a_loan_request())


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        ("-1", None),
        ("1.5", None),
        ("Fri, 31 Dec 1999 23:59:59 GMT", None),
        ("9" * 5_000, None),
    ],
)
def test_retry_after_is_read_when_it_counts_seconds(header: str, seconds: int | None) -> None:
    answer = Response(b'{"code": "unavailable"}', 503, {"Retry-After": header}, PROBLEM)

    with pytest.raises(errors.Unavailable) as caught:
        a_client(Answering(answer)).call(library.HOURS, library.AskHours())

    assert caught.value.retry_after_s == seconds


@pytest.mark.parametrize(
    "cause",
    [
        requests.ConnectionError("refused"),
        requests.ReadTimeout("read timed out"),
        requests.exceptions.ChunkedEncodingError("cut off"),
        requests.TooManyRedirects("round and round"),
    ],
    ids=lambda cause: type(cause).__name__,
)
def test_silence_is_a_transport_error(cause: requests.RequestException) -> None:
    client = replace(a_client(Answering(Response())), session=a_session(Breaking(cause)))

    with pytest.raises(errors.TransportError, match=rf"^hours\.ask: {cause}$") as caught:
        client.call(library.HOURS, library.AskHours())

    assert caught.value.endpoint == "hours.ask"
    assert caught.value.__cause__ is cause


@pytest.mark.parametrize("base_url", ["library.test", "http://", "ftp://library.test"])
def test_url_that_is_none_is_a_transport_error(base_url: str) -> None:
    client = replace(a_client(Answering(Response())), base_url=base_url)

    with pytest.raises(errors.TransportError, match=r"^hours\.ask: "):
        client.call(library.HOURS, library.AskHours())


@pytest.mark.parametrize("token", ["hunter2\n", "hunter2\r\nX: y", " hunter2", "hünter2\u20ac", ""])
def test_token_that_no_header_holds_is_not_shown(token: str) -> None:
    client = replace(a_client(Answering(Response())), token=lambda _scope: token)

    with pytest.raises(errors.TransportError, match=r"^book\.lend: the token") as caught:
        client.call(library.LEND, a_loan_request())

    assert "nter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        pytest.param(Response(b'{"code": "unavailable"}', 503, mimetype=PROBLEM), "unavailable"),
        pytest.param(Response(b"<h1>Bad gateway</h1>", 502), "unexpected_response"),
        pytest.param(Response(b"{}", 200), "unexpected_response"),
        pytest.param(Response(status=204), "unexpected_response"),
    ],
    ids=["refusal", "gateway", "answer", "nothing"],
)
def test_client_tells_what_was_refused(answer: Response, code: str) -> None:
    told: list[tuple[str, str]] = []
    client = replace(a_client(Answering(answer)), refused=lambda *what: told.append(what))

    with pytest.raises(errors.IntegrationError):
        client.call(library.HOURS, library.AskHours())

    assert told == [("hours.ask", code)]


def test_client_tells_that_nobody_answered() -> None:
    told: list[tuple[str, str]] = []
    session = a_session(Breaking(requests.ConnectionError("refused")))
    client = replace(a_client(Answering(Response())), session=session)

    with pytest.raises(errors.TransportError):
        replace(client, refused=lambda *what: told.append(what)).poll(
            library.HOURS, library.AskHours(), into=Anything
        )

    assert told == [("hours.ask", "no_answer")]


def test_client_waits_as_long_as_it_is_told() -> None:
    adapter = Breaking(requests.ReadTimeout())
    client = replace(a_client(Answering(Response())), session=a_session(adapter))

    with pytest.raises(errors.TransportError):
        replace(client, timeout_s=(1.5, 2.5)).call(library.HOURS, library.AskHours())

    assert adapter.timeouts == [(1.5, 2.5)]
