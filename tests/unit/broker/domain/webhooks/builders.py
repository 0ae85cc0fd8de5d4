"""Webhooks and their rules with defaults, for the tests of the pure parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.allowlist import read_host_list, read_words
from pact_notary.domain.webhooks.document import HookRequest
from pact_notary.domain.webhooks.targets import TargetRules

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject


def some_rules(*, methods: str = "POST", schemes: str = "https", hosts: str = "") -> TargetRules:
    return TargetRules(read_words(methods), read_words(schemes), read_host_list(hosts))


def a_webhook(**members: Json) -> JsonObject:
    webhook: JsonObject = {"request": {"method": "POST", "url": "https://ci.example.org/start"}}
    return {**webhook, **members}


def a_webhook_requesting(**members: Json) -> JsonObject:
    request: JsonObject = {"method": "POST", "url": "https://ci.example.org/start"}
    return {"request": {**request, **members}}


def a_request(
    *, body: Json = None, headers: tuple[tuple[str, str], ...] = (), password: str | None = None
) -> HookRequest:
    url = "https://ci.example.org/start"
    return HookRequest("POST", url, headers, body=body, password=password)
