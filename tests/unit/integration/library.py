"""A small library as a room of its own: what the engine is tested on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from pro_me_the_us.endpoint import Answer, Endpoint, RequestModel, ResponseModel, Room
from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import Kind

A_SHELF: Final = Kind("The shelf's label.", "s1")
A_BOOK: Final = Kind("What stands on the book's back.", "Emma")


class Reader(RequestModel):
    """Who borrows."""

    name: Annotated[str, Field(max_length=20), Kind("As on the card.", "Jane")]


class LendBook(RequestModel):
    """Lend a book off a shelf."""

    shelf: Annotated[str, A_SHELF]
    title: Annotated[str, A_BOOK]
    copies: Annotated[int, Field(ge=1)] = 1
    """How many of it."""
    kind: Literal["paper", "tape"] | None = None
    """Null when either will do."""
    due_at: datetime | None = None
    """When it must be back; null for never."""
    readers: tuple[Reader, ...] = ()
    """Who reads it, if not the borrower alone."""


class Loan(ResponseModel):
    """A loan as entered."""

    title: Annotated[str, A_BOOK]
    copies: int = 1
    """How many of it."""
    due_at: datetime | None = None
    """When it must be back; null for never."""


class FindBooks(RequestModel):
    """Find the books of a shelf."""

    shelf: Annotated[str, A_SHELF]
    title: Annotated[str, A_BOOK] | None = None
    limit: Annotated[int, Field(ge=1)] | None = None
    """How many books at most; all without it."""


class Books(ResponseModel):
    """Books, in the order they stand."""

    items: list[Annotated[str, A_BOOK]]
    """The books' titles."""


class MoveBook(RequestModel):
    """Move a book to another shelf."""

    shelf: Annotated[str, A_SHELF]
    number: int
    """The book's place, counted from 1."""
    to: Annotated[str, A_SHELF]


class BurnBook(RequestModel):
    """Throw a book away."""

    number: int
    """The book's number in the catalogue."""


class AskHours(RequestModel):
    """Ask when the library is open."""


class Hours(ResponseModel):
    """When the library is open."""

    text: Annotated[str, Kind("In words.", "nine to five")]


class BookLent(ApiError):
    """Somebody else has the book."""

    code = "book_lent"
    status = 409


class BookUnknown(ApiError):
    """The library has no such book."""

    code = "book_unknown"
    status = 404


class BookBurnt(ApiError):
    """The book is no more; no endpoint declares it."""

    code = "book_burnt"
    status = 410


class ReaderBarred(ApiError):
    """The reader may borrow no more."""

    code = "reader_barred"
    status = 403


LEND: Final = Endpoint(
    name="book.lend",
    method="POST",
    path="/v1/shelves/{shelf}/loans",
    request=LendBook,
    response=Loan,
    status=(201, 200, 204),
    scope="book:lend",
    refusals=(BookLent, BookUnknown, ReaderBarred),
)
FIND: Final = Endpoint(
    name="book.find",
    method="GET",
    path="/v1/shelves/{shelf}/books",
    request=FindBooks,
    response=Books,
    scope="book:read",
)
MOVE: Final = Endpoint(
    name="book.move",
    method="PUT",
    path="/v1/shelves/{shelf}/books/{number}",
    request=MoveBook,
    response=Loan,
    scope="book:move",
)
BURN: Final = Endpoint(
    name="book.burn",
    method="DELETE",
    path="/v1/books/{number}",
    request=BurnBook,
    response=Loan,
    status=(204,),
    scope="book:burn",
)
HOURS: Final = Endpoint(
    name="hours.ask", method="GET", path="/v1/hours", request=AskHours, response=Hours
)
ENDPOINTS: Final = (LEND, FIND, MOVE, BURN, HOURS)
ROOM: Final = Room(
    about="The library lends books.",
    subjects={
        "shelves": "Where books stand.",
        "books": "All of them.",
        "hours": "When it is open.",
    },
    endpoints=ENDPOINTS,
)


def lend(request: LendBook, _caller: str) -> Loan:
    return Loan(title=request.title, copies=request.copies, due_at=request.due_at)


def find(request: FindBooks, _caller: str) -> Books:
    return Books(items=[request.shelf, str(request.title), repr(request.limit)])


def move(request: MoveBook, _caller: str) -> Loan:
    return Loan(title=request.to, copies=request.number)


def burn(_request: BurnBook, _caller: str) -> Answer[Loan]:
    return Answer(204)


def tell_hours(_request: AskHours, _caller: str) -> Hours:
    return Hours(text="nine to five")
