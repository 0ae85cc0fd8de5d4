"""What the operator allows webhooks to do, under the names of the official image's settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.delivery.proxies import NO_PROXIES, read_proxies
from pact_notary.domain.webhooks.allowlist import read_host_list, read_words
from pact_notary.domain.webhooks.retrying import OFFICIAL_SCHEDULE_S
from pact_notary.domain.webhooks.targets import (
    HOST_SETTING,
    METHOD_SETTING,
    SCHEME_SETTING,
    TargetRules,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeVar

    from pact_notary.delivery.proxies import Proxies
    from pact_notary.domain.webhooks.allowlist import Words

    T = TypeVar("T")

RETRY_SETTING = "PACT_BROKER_WEBHOOK_RETRY_SCHEDULE"
SUCCESS_SETTING = "PACT_BROKER_WEBHOOK_HTTP_CODE_SUCCESS"
CERTIFICATES_SETTING = "PACT_BROKER_WEBHOOK_CERTIFICATES"
INSECURE_SETTING = "PACT_BROKER_DISABLE_SSL_VERIFICATION"
USER_AGENT_SETTING = "PACT_BROKER_USER_AGENT"

DEFAULT_RULES = TargetRules(read_words("POST"), read_words("https"), read_host_list(""))

_NUMBERS = re.compile(r"[\s,\[\]]+")


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where webhooks may go, what counts as success, and how long they may take.

    Args:
      retry_schedule_s: pauses after failed attempts; one attempt more is made than it has.
      timeout_s: to connect, and between bytes.
      deadline_s: for all of a request once it is connected.
      certificates: files with certificates, in PEM, to trust beside those of the system.
    """

    rules: TargetRules = DEFAULT_RULES
    retry_schedule_s: tuple[int, ...] = OFFICIAL_SCHEDULE_S
    success_codes: frozenset[int] = frozenset(range(200, 207))
    certificates: tuple[str, ...] = ()
    verifies_certificates: bool = True
    user_agent: str = "pact-notary"
    proxies: Proxies = NO_PROXIES
    timeout_s: float = 15
    deadline_s: float = 30

    @property
    def shows_responses(self) -> bool:
        """Only of hosts that the operator chose: a response may tell what is inside a network."""
        return bool(self.rules.hosts)


def read_settings(environment: Mapping[str, str]) -> WebhookSettings:
    """The settings that the variables give; what is missing or empty is the default.

    Raises: ValueError, with the name of the variable that cannot be used.
    """
    default = WebhookSettings()

    def read(name: str, convert: Callable[[str], T], otherwise: T) -> T:
        text = environment.get(name, "").strip()
        if not text:
            return otherwise
        try:
            return convert(text)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error

    rules = TargetRules(
        methods=read(METHOD_SETTING, read_words, default.rules.methods),
        schemes=read(SCHEME_SETTING, _read_schemes, default.rules.schemes),
        hosts=read(HOST_SETTING, read_host_list, default.rules.hosts),
    )
    return WebhookSettings(
        rules=rules,
        retry_schedule_s=read(RETRY_SETTING, _read_pauses, default.retry_schedule_s),
        success_codes=read(SUCCESS_SETTING, _read_codes, default.success_codes),
        certificates=read(CERTIFICATES_SETTING, _read_paths, default.certificates),
        verifies_certificates=not read(INSECURE_SETTING, _read_switch, otherwise=False),
        user_agent=read(USER_AGENT_SETTING, str, default.user_agent),
        proxies=read_proxies(environment),
    )


def _read_schemes(text: str) -> Words:
    words = read_words(text)
    unknown = [word for word in words.entries if word.lower() not in {"http", "https"}]
    if unknown:
        raise ValueError(f"only http and https can be used, not {' '.join(unknown)}")
    return words


def _read_pauses(text: str) -> tuple[int, ...]:
    return tuple(_read_numbers(text, low=0, high=7 * 24 * 3600))


def _read_codes(text: str) -> frozenset[int]:
    return frozenset(_read_numbers(text, low=100, high=599))


def _read_numbers(text: str, *, low: int, high: int) -> Iterator[int]:
    for word in filter(None, _NUMBERS.split(text)):
        if not (word.isascii() and word.isdigit() and low <= int(word) <= high):
            raise ValueError(f"must be whole numbers from {low} to {high}, not {word}")
        yield int(word)


def _read_paths(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _read_switch(text: str) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if text.lower() not in known:
        raise ValueError(f"must be true or false, not {text}")
    return known[text.lower()]
