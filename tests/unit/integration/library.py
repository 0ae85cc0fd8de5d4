"""A small library as a room of its own: what the engine is tested on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from pro_me_the_us.endpoint import Answer, Endpoint, RequestModel, ResponseModel
from pro_me_the_us.errors import ApiError


class Reader(RequestModel):
    """Who borrows."""

    name: Annotated[str, Field(max_length=20)]


class LendBook(RequestModel):
    """Lend a book off a shelf."""

    shelf: str
    title: str
    copies: Annotated[int, Field(ge=1)] = 1
    kind: Literal["paper", "tape"] | None = None
    due_at: datetime | None = None
    readers: tuple[Reader, ...] = ()


class Loan(ResponseModel):
    """A loan as entered."""

    title: str
    copies: int = 1
    due_at: datetime | None = None


class FindBooks(RequestModel):
    """Find the books of a shelf."""

    shelf: str
    title: str | None = None
    limit: Annotated[int, Field(ge=1)] | None = None


class Books(ResponseModel):
    """Books, in the order they stand."""

    items: list[str]


class MoveBook(RequestModel):
    """Move a book to another shelf."""

    shelf: str
    number: int
    to: str


class BurnBook(RequestModel):
    """Throw a book away."""

    number: int


class AskHours(RequestModel):
    """Ask when the library is open."""


class Hours(ResponseModel):
    """When the library is open."""

    text: str


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
