"""A Pact Broker, read over its API with what opens it."""

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

from swarm.pacts.documents import PactsUnusable, read_document, say_unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swarm.pacts.documents import Pact

_TIMEOUT_S: Final = 30.0
_ANSWER_BYTES: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Broker:
    """A Pact Broker at `url`; `authorization` is sent to no other host."""

    url: str
    authorization: str | None = field(default=None, repr=False)

    def get(self, url: str) -> Any:
        """The document there, which a broker has. Raises: PactsUnusable."""
        answer = self.ask(url)
        if answer is None:
            raise PactsUnusable(f"{url} is missing; is {self.url} a Pact Broker?")
        return answer

    def ask(self, url: str, body: Mapping[str, Any] | None = None) -> Any:
        """What is answered, to a POST when there is a body; None for a 404.

        Raises: PactsUnusable.
        """
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
                return None
            raise PactsUnusable(f"The broker answers {error.code} to {url}.") from error
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise PactsUnusable(f"The broker at {self.url} does not answer: {reason}") from error
        except ValueError as error:
            raise PactsUnusable(f"What {url} answers is no JSON; is it a broker?") from error

    def choose(self, provider: str, selector: Mapping[str, Any]) -> tuple[Any, ...]:
        """The documents that `selector` (as of the Pact Broker's API) chooses.

        Raises: PactsUnusable, also when there is none.
        """
        url = f"{self.url}/pacts/provider/{quote(provider, safe='')}/for-verification"
        body = {"consumerVersionSelectors": [selector], "includePendingStatus": False}
        answer = self.ask(url, body)
        chosen = [] if answer is None else member(answer, "_embedded", "pacts")
        if not chosen:
            where = f"the broker at {self.url} ({json.dumps(selector)})"
            raise PactsUnusable(say_unknown(provider, self._list_providers(), where=where))
        return tuple(self.get(member(pact, "_links", "self", "href")) for pact in chosen)

    def find_result(self, document: Any) -> Any:
        """The newest verification result of a pact; None when nobody verified it."""
        return self.ask(member(document, "_links", "pb:latest-verification-results", "href"))

    def _list_providers(self) -> tuple[str, ...]:
        latest = member(self.get(f"{self.url}/pacts/latest"), "pacts")
        return tuple(member(pact, "_embedded", "provider", "name") for pact in latest)


def authorize(token: str | None, username: str | None, password: str | None) -> str | None:
    """The header of a bearer token, or of a user with a password."""
    if token is not None:
        return f"Bearer {token}"
    if username is None:
        return None
    return f"Basic {base64.b64encode(f'{username}:{password or str()}'.encode()).decode()}"


def member(document: Any, *path: str) -> Any:
    """What is there in an answer, which has it. Raises: PactsUnusable."""
    try:
        for name in path:
            document = document[name]
    except (KeyError, TypeError) as error:
        raise PactsUnusable(f"The broker's answer has no {'.'.join(path)}.") from error
    return document


def read_kept(document: Any) -> Pact:
    """The pact in a broker's answer. Raises: PactsUnusable."""
    try:
        return read_document(document)
    except (KeyError, TypeError, ValueError) as error:
        raise PactsUnusable(f"What the broker holds is no pact: {error}") from error


def _fetch(request: Request) -> Any:
    # A broker is reached as the flag says, whatever proxy the shell has.
    with build_opener(ProxyHandler({})).open(request, timeout=_TIMEOUT_S) as answer:
        return json.loads(answer.read(_ANSWER_BYTES))
