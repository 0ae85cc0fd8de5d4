"""Client and server against each other: what one is told is what the other said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from pro_me_the_us import errors
from pro_me_the_us.endpoint import Answer
from tests.unit.integration import library
from tests.unit.integration.builders import NOW, a_client, a_library, a_loan_request

if TYPE_CHECKING:
    from flask import Request

    from pro_me_the_us.errors import ApiError


class LoanCard(BaseModel):
    """The one field that a consumer of its own mind reads."""

    title: str


def test_body_arrives_as_it_was_sent() -> None:
    received: list[library.LendBook] = []
    readers = (library.Reader(name="Ünal \U0001f4d6"),)
    sent = a_loan_request(copies=3, due_at=NOW, kind="tape", readers=readers)

    def lend(request: library.LendBook, _caller: str) -> library.Loan:
        received.append(request)
        return library.Loan(title="Emma")

    a_client(a_library(lend=lend)).call(library.LEND, sent)

    assert received == [sent]


def test_answer_arrives_as_it_was_given() -> None:
    given = library.Loan(title="Emma", copies=2, due_at=NOW)

    loan = a_client(a_library(lend=lambda _r, _c: given)).call(library.LEND, a_loan_request())

    assert loan == given


@pytest.mark.parametrize("status", [201, 200])
def test_declared_status_is_read_as_an_answer(status: int) -> None:
    app = a_library(lend=lambda _r, _c: Answer(status, library.Loan(title="Emma")))

    loan = a_client(app).call(library.LEND, a_loan_request())

    assert loan.title == "Emma"


def test_answer_is_read_into_the_view_asked_for() -> None:
    card = a_client(a_library()).call(library.LEND, a_loan_request(), into=LoanCard)

    assert card == LoanCard(title="Emma")


def test_poll_reads_the_answer_there_is() -> None:
    card = a_client(a_library()).poll(library.LEND, a_loan_request(), into=LoanCard)

    assert card == LoanCard(title="Emma")


def test_poll_of_nothing_is_none() -> None:
    app = a_library(lend=lambda _r, _c: Answer(204))

    card = a_client(app).poll(library.LEND, a_loan_request(), into=LoanCard)

    assert card is None


def test_call_of_nothing_is_unexpected() -> None:
    app = a_library(lend=lambda _r, _c: Answer(204))

    with pytest.raises(errors.UnexpectedResponse, match=r"book\.lend: 204"):
        a_client(app).call(library.LEND, a_loan_request())


def test_delete_answers_with_nothing() -> None:
    burnt = a_client(a_library()).poll(library.BURN, library.BurnBook(number=-7), into=library.Loan)

    assert burnt is None


def test_endpoint_without_scope_is_called() -> None:
    hours = a_client(a_library()).call(library.HOURS, library.AskHours())

    assert hours == library.Hours(text="nine to five")


@pytest.mark.parametrize(
    "shelf",
    ["a b", "a%20b", "50%", "a?b=c", "a#b", "a&b", "é\U0001f4d6", "a;b", "a+b", "~a", "[a]"],
)
def test_path_value_arrives_whole(shelf: str) -> None:
    books = a_client(a_library()).call(library.FIND, library.FindBooks(shelf=shelf))

    assert books.items[0] == shelf


@pytest.mark.parametrize("title", ["a b", "a&limit=9", "é\U0001f4d6", "", "50%", "a+b", "a#b", "7"])
def test_query_value_arrives_whole(title: str) -> None:
    request = library.FindBooks(shelf="s1", title=title)

    books = a_client(a_library()).call(library.FIND, request)

    assert books.items == ["s1", title, "None"]


def test_number_in_the_query_arrives_as_a_number() -> None:
    books = a_client(a_library()).call(library.FIND, library.FindBooks(shelf="s1", limit=25))

    assert books.items == ["s1", "None", "25"]


def test_number_in_the_path_arrives_as_a_number() -> None:
    loan = a_client(a_library()).call(
        library.MOVE, library.MoveBook(shelf="s1", number=12, to="s2")
    )

    assert loan == library.Loan(title="s2", copies=12)


@pytest.mark.parametrize("refusal", [*errors.COMMON, *library.LEND.refusals])
def test_refusal_is_raised_as_the_same_class(refusal: type[ApiError]) -> None:
    def lend(_request: library.LendBook, _caller: str) -> library.Loan:
        raise refusal("Not today.", retry_after_s=30)

    with pytest.raises(errors.ApiError) as caught:
        a_client(a_library(lend=lend)).call(library.LEND, a_loan_request())

    assert type(caught.value) is refusal
    assert (caught.value.detail, caught.value.retry_after_s) == ("Not today.", 30)


def test_refusal_says_where() -> None:
    where = (errors.FieldError("/readers/0/name", "is barred"),)

    def lend(_request: library.LendBook, _caller: str) -> library.Loan:
        raise library.ReaderBarred(errors=where)

    with pytest.raises(library.ReaderBarred, match="may borrow no more") as caught:
        a_client(a_library(lend=lend)).call(library.LEND, a_loan_request())

    assert caught.value.errors == where


def test_refusal_declared_elsewhere_is_unexpected() -> None:
    def lend(_request: library.LendBook, _caller: str) -> library.Loan:
        raise library.BookBurnt

    with pytest.raises(errors.UnexpectedResponse, match="book_burnt"):
        a_client(a_library(lend=lend)).call(library.LEND, a_loan_request())


def test_caller_is_who_authorize_says() -> None:
    seen: list[str] = []

    def authorize(request: Request, scope: str | None) -> str:
        return f"{request.headers['Authorization']} {scope}"

    def lend(_request: library.LendBook, caller: str) -> library.Loan:
        seen.append(caller)
        return library.Loan(title="Emma")

    a_client(a_library(lend=lend, authorize=authorize)).call(library.LEND, a_loan_request())

    assert seen == ["Bearer for-book:lend book:lend"]
