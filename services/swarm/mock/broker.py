"""Pacts of a broker: those chosen of one provider, if it is known to keep them."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from swarm.mock.pacts import PactsUnusable, read_document, say_unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swarm.mock.pacts import Pact

_TIMEOUT_S: Final = 30.0
_ANSWER_BYTES: Final = 50_000_000
_MISSING: Final = object()

LATEST: Final[Mapping[str, Any]] = {"latest": True}


@dataclass(frozen=True, slots=True)
class Found:
    """The pacts to serve, and the consumers whose pact is not known to be kept."""

    verified: tuple[Pact, ...]
    unverified: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broker:
    """A Pact Broker at `url`; `authorization` is sent to no other host."""

    url: str
    authorization: str | None = field(default=None, repr=False)

    def find(self, provider: str, selector: Mapping[str, Any]) -> Found:
        """What `selector` (as of the Pact Broker's API) chooses, by the newest result of each.

        Raises: PactsUnusable.
        """
        documents = [self._get(href) for href in self._choose(provider, selector)]
        verified = [document for document in documents if self._is_verified(document)]
        unverified = [document for document in documents if document not in verified]
        return Found(
            verified=tuple(_read(document) for document in verified),
            unverified=tuple(_read(document).consumer for document in unverified),
        )

    def _choose(self, provider: str, selector: Mapping[str, Any]) -> list[str]:
        url = f"{self.url}/pacts/provider/{quote(provider, safe='')}/for-verification"
        body = {"consumerVersionSelectors": [selector], "includePendingStatus": False}
        answer = self._ask(url, body)
        chosen = [] if answer is _MISSING else _member(answer, "_embedded", "pacts")
        if not chosen:
            latest = _member(self._get(f"{self.url}/pacts/latest"), "pacts")
            known = [_member(pact, "_embedded", "provider", "name") for pact in latest]
            where = f"the broker at {self.url} ({json.dumps(selector)})"
            raise PactsUnusable(say_unknown(provider, known, where=where))
        return [_member(pact, "_links", "self", "href") for pact in chosen]

    def _is_verified(self, document: Any) -> bool:
        newest = self._ask(_member(document, "_links", "pb:latest-verification-results", "href"))
        return newest is not _MISSING and _member(newest, "success") is True

    def _get(self, url: str) -> Any:
        answer = self._ask(url)
        if answer is _MISSING:
            raise PactsUnusable(f"{url} is missing; is {self.url} a Pact Broker?")
        return answer

    def _ask(self, url: str, body: Mapping[str, Any] | None = None) -> Any:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise PactsUnusable(f"The broker at {self.url} leads to {url[:200]!r}.")
        headers = {"Accept": "application/hal+json", "Content-Type": "application/json"}
        if self.authorization is not None and urlsplit(url).netloc == urlsplit(self.url).netloc:
            headers["Authorization"] = self.authorization
        content = None if body is None else json.dumps(body).encode()
        try:
            return _fetch(Request(url, content, headers))  # noqa: S310  # the scheme is checked
        except HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return _MISSING
            raise PactsUnusable(f"The broker answers {error.code} to {url}.") from error
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise PactsUnusable(f"The broker at {self.url} does not answer: {reason}") from error
        except ValueError as error:
            raise PactsUnusable(f"What {url} answers is no JSON; is it a broker?") from error


def authorize(token: str | None, username: str | None, password: str | None) -> str | None:
    """The header of a bearer token, or of a user with a password."""
    if token is not None:
        return f"Bearer {token}"
    if username is None:
        return None
    return f"Basic {base64.b64encode(f'{username}:{password or str()}'.encode()).decode()}"


def _fetch(request: Request) -> Any:
    # A broker is reached as the flag says, whatever proxy the shell has.
    with build_opener(ProxyHandler({})).open(request, timeout=_TIMEOUT_S) as answer:
        return json.loads(answer.read(_ANSWER_BYTES))


def _member(document: Any, *path: str) -> Any:
    try:
        for name in path:
            document = document[name]
    except (KeyError, TypeError) as error:
        raise PactsUnusable(f"The broker's answer has no {'.'.join(path)}.") from error
    return document


def _read(document: Any) -> Pact:
    try:
        return read_document(document)
    except (KeyError, TypeError, ValueError) as error:
        raise PactsUnusable(f"What the broker holds is no pact: {error}") from error
