"""Another broker, read through its API over one kept connection."""

from __future__ import annotations

import base64
import http.client
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

from pact_notary.operations.refusals import CannotOperate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json

_TIMEOUT_S = 60
_LARGEST_ANSWER = 256 * 1024 * 1024
_PAGE = 100
_HAL = "application/hal+json"
_OK = 200
_WRONG = 400
_NOT_FOUND = 404
_CONFLICT = 409
_HINTS = {
    403: "these credentials are not for it",
    404: "is this the address of a Pact Broker?",
}


class WrongQuestion(CannotOperate):
    """The broker does not take the question; the text is what it says against it."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do when the broker cannot be read: to log in, and when it does not answer."""

    login: str
    again: str


@dataclass(frozen=True, slots=True)
class SourceAddress:
    """Where a broker is, and what to show it; the path has no slash at its end."""

    scheme: str
    host: str
    path: str
    authorization: str | None

    def __repr__(self) -> str:
        return f"{self.scheme}://{self.host}{self.path}"


def read_address(
    url: str, *, username: str | None, password: str | None, token: str | None
) -> SourceAddress:
    """The address of a broker; a user may also stand in the URL.

    Raises: CannotOperate, when the URL is none, or there are two ways to log in.
    """
    parts = _split(url)
    user = username or (parts.username and unquote(parts.username))
    secret = password or (parts.password and unquote(parts.password))
    if user and token:
        raise CannotOperate("give either a user or a token, not both")
    host = parts.netloc.rpartition("@")[2]
    authorization = f"Bearer {token}" if token else _basic(user, secret)
    return SourceAddress(parts.scheme, host, parts.path.rstrip("/"), authorization)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname:
            return parts
    except ValueError:
        # Of an address that is broken in itself, such as one with a single square bracket.
        pass
    raise CannotOperate(f"{url} is no URL of a broker: it begins with http:// or https://")


class Source:
    """Reads documents. Links are followed by their paths, for a broker may think its host another.

    Raises, from every method: CannotOperate, when the broker does not answer as one does.
    """

    def __init__(self, address: SourceAddress, advice: Advice) -> None:
        kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        self._address = address
        self._advice = advice
        self._connection = kinds[address.scheme](address.host, timeout=_TIMEOUT_S)
        self._own_path = ""

    def start(self) -> None:
        """Learn below which path the broker's own links are."""
        index = self.read("/")
        self._own_path = urlsplit(str(index["_links"]["self"]["href"])).path.rstrip("/")

    def close(self) -> None:
        self._connection.close()

    def find(self, path: str) -> dict[str, Any] | None:
        """As `read`; None when nothing is there."""
        status, body = self._ask(path)
        return None if status == _NOT_FOUND else self._read(path, status, body)

    def read(self, path: str) -> dict[str, Any]:
        """The document at a path below the broker's own address, which may have a query.

        Raises: WrongQuestion, when the broker refuses what the path or its query asks for.
        """
        return self._read(path, *self._ask(path))

    def follow_to_text(self, href: str) -> str:
        """What is at the end of a link, whatever it is, as a text."""
        path = self.path_of(href)
        status, body = self._ask(path, accept="*/*")
        if status != _OK:
            self._read(path, status, body)
        return body.decode()

    def post(self, path: str, document: Json) -> dict[str, Any]:
        """What the broker answers to a document that it takes.

        Raises: WrongQuestion, when it does not take it.
        """
        status, body = self._ask(path, document=document)
        said = _read_complaint(body) if status in {_WRONG, _CONFLICT} else ""
        if said:
            raise WrongQuestion(said)
        return self._read(path, status, body)

    def _ask(self, path: str, *, accept: str = _HAL, document: Json = None) -> tuple[int, bytes]:
        target = self._address.path + path
        try:
            if document is not None:
                return self._send("POST", target, accept, json.dumps(document))
            return self._get(target, accept)
        except (OSError, http.client.HTTPException) as error:
            raise CannotOperate(
                f"{self._address!r} does not answer ({type(error).__name__}: {error}): "
                f"{self._advice.again}"
            ) from error

    def _read(self, path: str, status: int, body: bytes) -> dict[str, Any]:
        if status == _OK:
            return self._parse(path, body)
        said = _read_complaint(body) if status == _WRONG else ""
        if said:
            raise WrongQuestion(said)
        hints = {401: self._advice.login, **_HINTS}
        hint = hints.get(status, self._advice.again)
        raise CannotOperate(f"{self._address!r}{path} answers with {status}: {hint}")

    def follow(self, href: str) -> dict[str, Any]:
        return self.read(self.path_of(href))

    def path_of(self, href: str) -> str:
        """The path of a link below the broker's own address, with its query."""
        parts = urlsplit(href)
        path = parts.path.removeprefix(self._own_path)
        return f"{path}?{parts.query}" if parts.query else path

    def read_all(self, path: str, member: str) -> Iterator[dict[str, Any]]:
        """The embedded members of all pages; a broker that knows no pages gives all at once."""
        page: str | None = f"{path}?page=1&size={_PAGE}"
        while page is not None:
            document = self.read(page)
            yield from document["_embedded"][member]
            following = document["_links"].get("next")
            page = self.path_of(following["href"]) if following else None

    def _get(self, target: str, accept: str) -> tuple[int, bytes]:
        try:
            return self._send("GET", target, accept)
        except (ConnectionError, http.client.RemoteDisconnected):
            # A kept connection may have been closed meanwhile: that is asked once more.
            self._connection.close()
            return self._send("GET", target, accept)

    def _send(
        self, method: str, target: str, accept: str, body: str | None = None
    ) -> tuple[int, bytes]:
        headers = {"Accept": accept, "User-Agent": "pact-notary"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self._address.authorization:
            headers["Authorization"] = self._address.authorization
        self._connection.request(method, target, body and body.encode(), headers)
        response = self._connection.getresponse()
        answer = response.read(_LARGEST_ANSWER + 1)
        if len(answer) > _LARGEST_ANSWER:
            raise CannotOperate(f"{target} is larger than {_LARGEST_ANSWER} bytes")
        return response.status, answer

    def _parse(self, path: str, body: bytes) -> dict[str, Any]:
        try:
            document = json.loads(body)
        except ValueError as error:
            raise CannotOperate(f"{self._address!r}{path} answers with no JSON") from error
        if not isinstance(document, dict):
            raise CannotOperate(f"{self._address!r}{path} answers with no JSON object")
        return document


def _read_complaint(body: bytes) -> str:
    """What a broker says against a request, a sentence a line; nothing when it says nothing."""
    try:
        document = json.loads(body)
    except ValueError:
        return ""
    if not isinstance(document, dict):
        return ""
    return "\n".join(_sentences(document.get("errors") or document.get("error")))


def _sentences(said: Json, name: str = "") -> Iterator[str]:
    match said:
        case str():
            yield f"{name} {said}".strip()
        case list():
            for each in said:
                yield from _sentences(each, name)
        case dict():
            for member, each in said.items():
                yield from _sentences(each, member)
        case _:
            return


def _basic(username: str | None, password: str | None) -> str | None:
    if not username:
        return None
    return "Basic " + base64.b64encode(f"{username}:{password or ''}".encode()).decode()
