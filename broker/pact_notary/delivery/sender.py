"""A webhook's request is filled in, checked, sent once, and told of without its secrets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pact_notary.delivery import logbook
from pact_notary.delivery.exchange import ExchangeFailed, exchange, make_trust
from pact_notary.delivery.message import compose
from pact_notary.delivery.network import SYSTEM
from pact_notary.domain.webhooks.redaction import redact_headers, redact_text
from pact_notary.domain.webhooks.targets import (
    HOST_SETTING,
    TargetRefused,
    check_method,
    check_target,
    read_target,
)

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from pact_notary.delivery.exchange import Response
    from pact_notary.delivery.message import Message
    from pact_notary.delivery.network import Network
    from pact_notary.delivery.settings import WebhookSettings
    from pact_notary.domain.webhooks.document import HookRequest

HIDDEN = (
    "(not shown: a response may tell what is inside a network. "
    f"It is shown when the setting {HOST_SETTING} names the hosts webhooks may go to.)"
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was sent and what came of it, as it may be shown; one of response and error is None."""

    success: bool
    url: str
    headers: tuple[tuple[str, str], ...]
    body: str | None
    response: Response | None
    error: str | None
    logs: str


class Sender:
    """Sends the requests of webhooks; may be used by several threads at once."""

    def __init__(
        self,
        settings: WebhookSettings,
        *,
        clock: Callable[[], datetime],
        network: Network = SYSTEM,
    ) -> None:
        """Raises: UnusableCertificates."""
        self.settings = settings
        self._clock = clock
        self._network = network
        if settings.certificates:
            # Read now, so that a file that cannot be is told at the start.
            _ = self._trust

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Made when it is first needed: reading the system's certificates takes a while."""
        return make_trust(self.settings)

    def send(self, request: HookRequest, values: Mapping[str, str]) -> Attempt:
        """Make the request once. Whatever goes wrong is told in the attempt."""
        message = compose(request, values, user_agent=self.settings.user_agent)
        begun = logbook.write(logbook.tell_request(message), at=self._clock())
        try:
            response = self._exchange(message)
        except (TargetRefused, ExchangeFailed) as error:
            return self._tell_failure(message, _explain(error), begun)
        return self._tell_response(message, self._show(response, message), begun)

    def _exchange(self, message: Message) -> Response:
        check_method(message.method, self.settings.rules)
        target = read_target(message.url)
        check_target(target, self.settings.rules)
        return exchange(
            message, target, settings=self.settings, network=self._network, trust=self._trust
        )

    def _show(self, response: Response, message: Message) -> Response:
        if not self.settings.shows_responses:
            return replace(response, headers=(), body=HIDDEN)
        headers = [(name, redact_text(value, message.secrets)) for name, value in response.headers]
        return replace(
            response,
            headers=redact_headers(headers),
            body=redact_text(response.body, message.secrets),
        )

    def _tell_response(self, message: Message, response: Response, begun: str) -> Attempt:
        success = response.status in self.settings.success_codes
        outcome = "The webhook succeeded" if success else _explain_status(response.status)
        level = "INFO" if success else "ERROR"
        now = self._clock()
        ended = logbook.write(logbook.tell_response(response), at=now)
        said = begun + ended + logbook.write(iter([outcome]), at=now, level=level)
        return _attempt(message, success=success, response=response, logs=said)

    def _tell_failure(self, message: Message, error: str, begun: str) -> Attempt:
        said = begun + logbook.write(iter([error]), at=self._clock(), level="ERROR")
        return _attempt(message, success=False, error=error, logs=said)


def _attempt(
    message: Message,
    *,
    success: bool,
    logs: str,
    response: Response | None = None,
    error: str | None = None,
) -> Attempt:
    return Attempt(
        success=success,
        url=message.url,
        headers=message.shown_headers,
        body=message.body,
        response=response,
        error=error,
        logs=logs,
    )


def _explain(error: TargetRefused | ExchangeFailed) -> str:
    if isinstance(error, TargetRefused):
        return f"The request was not made: the URL or method {error}"
    return f"The webhook failed: {error}"


def _explain_status(status: int) -> str:
    redirect = "; redirects are not followed" if 300 <= status < 400 else ""  # noqa: PLR2004 - the class of redirects
    return f"The webhook failed: {status} does not count as success{redirect}"
