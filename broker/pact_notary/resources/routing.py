"""A route is a path and what each method does there; an action gets a call and gives an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pact_notary.domain.scopes import Scope, are_enough
from pact_notary.http.negotiation import FORM, HAL_OR_JSON, HTML, JSON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import TypeAlias

    import sqlalchemy as sa

    from pact_notary.delivery.sender import Sender
    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.openapi_gate import Gate
    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.http.traffic import Traffic
    from pact_notary.service.transaction import Transaction

    Handle: TypeAlias = Callable[["Call"], Answer | "Later"]


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read: the decoded segments of its path, its query nested, its body parsed.

    `own_address` is the absolute address that was asked, without its query. `scopes` are what
    the caller may do.
    """

    opened: Transaction | None
    links: Links
    segments: Mapping[str, str]
    query: JsonObject
    body: Json
    media_type: str
    own_address: str
    scopes: frozenset[Scope]
    form_cookie: str
    takes_gzip: bool
    sender: Sender
    traffic: Traffic
    database_answers: Callable[[], bool]

    @property
    def transaction(self) -> Transaction:
        """Raises: LookupError, when the action is one that opens none."""
        if self.opened is None:
            raise LookupError("this action opens no transaction")
        return self.opened

    @property
    def connection(self) -> sa.Connection:
        return self.transaction.connection

    @property
    def now(self) -> datetime:
        return self.transaction.now

    @property
    def gate(self) -> Gate:
        """What is asked of OpenAPI documents before something is deployed."""
        return self.transaction.policy.openapi_gate

    def may(self, scope: str) -> bool:
        """Whether the caller may do what the scope is for."""
        return are_enough(self.scopes, frozenset({Scope(scope)}))


@dataclass(frozen=True, slots=True)
class Later:
    """An answer that is made when the transaction has ended: it waits for somebody else."""

    finish: Callable[[], Answer]


class Opens(Enum):
    """The transaction an action needs; who may only read may do what only reads.

    What opens nothing is answered even when the database is not there.
    """

    NOTHING = "nothing"
    READING = "reading"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Action:
    """What a method does: the media types it offers, and those it takes as a body.

    Without any it takes, the body is not looked at. `check` reads a body that takes long before a
    transaction is opened, so that others need not wait for it; it raises what the action would.
    """

    handle: Handle
    opens: Opens
    offers: tuple[str, ...] = HAL_OR_JSON
    takes: tuple[str, ...] = ()
    check: Callable[[Json], None] | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """A path with its variables in braces, and an action for each method.

    A browser gets the page instead of what GET shows, if there is one.
    """

    path: str
    actions: Mapping[str, Action]
    page: Action | None = None


def shows(handle: Handle, offers: tuple[str, ...] = HAL_OR_JSON) -> Action:
    return Action(handle, Opens.READING, offers)


def shows_without_database(handle: Handle, offers: tuple[str, ...] = HAL_OR_JSON) -> Action:
    return Action(handle, Opens.NOTHING, offers)


def asks(handle: Handle) -> Action:
    """A question that is too long for a query: it has a body, but changes nothing."""
    return Action(handle, Opens.READING, takes=(JSON,))


def changes(handle: Handle, takes: tuple[str, ...] = (JSON,)) -> Action:
    return Action(handle, Opens.WRITING, takes=takes)


def changes_when_checked(handle: Handle, check: Callable[[Json], None]) -> Action:
    return Action(handle, Opens.WRITING, takes=(JSON,), check=check)


def takes_form(handle: Handle) -> Action:
    """What a form of a page is sent to."""
    return Action(handle, Opens.WRITING, (HTML,), takes=(FORM,))


def removes(handle: Handle) -> Action:
    return Action(handle, Opens.WRITING)
