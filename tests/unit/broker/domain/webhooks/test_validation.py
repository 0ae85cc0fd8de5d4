from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.refusals import InvalidRequest
from pact_notary.domain.webhooks.document import HookDocument, HookRequest, Party
from pact_notary.domain.webhooks.validation import check_uuid, read_document
from tests.unit.broker.domain.webhooks.builders import (
    a_webhook,
    a_webhook_requesting,
    some_rules,
)

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json


def refusal_of(raw: Json) -> dict[str, tuple[str, ...]]:
    with pytest.raises(InvalidRequest) as caught:
        read_document(raw, some_rules())
    return dict(caught.value.errors)


def test_smallest_webhook_gets_defaults() -> None:
    document = read_document(a_webhook(), some_rules())

    assert document == HookDocument(HookRequest("POST", "https://ci.example.org/start"))
    assert document.events == ("contract_content_changed",)
    assert document.title == "POST ci.example.org"


def test_whole_webhook_is_read() -> None:
    request: Json = {
        "method": "post",
        "url": "https://ci.example.org/${pactbroker.consumerName}",
        "headers": {"X-Token": "abc"},
        "body": {"a": 1},
        "username": "u",
        "password": "p",
    }
    raw: Json = {
        "description": "Build",
        "consumer": {"name": "Kiosk"},
        "provider": {"label": "mobile"},
        "enabled": False,
        "events": [{"name": "contract_published"}, {"name": "contract_published"}],
        "request": request,
        "unknown": 1,
    }

    assert read_document(raw, some_rules()) == HookDocument(
        request=HookRequest(
            "POST",
            "https://ci.example.org/${pactbroker.consumerName}",
            (("x-token", "abc"),),
            {"a": 1},
            "u",
            "p",
        ),
        consumer=Party(name="Kiosk"),
        provider=Party(label="mobile"),
        description="Build",
        enabled=False,
        events=("contract_published",),
    )


@pytest.mark.parametrize("raw", [None, [], "webhook", 1])
def test_something_else_is_no_webhook(raw: Json) -> None:
    assert list(refusal_of(raw)) == [""]


@pytest.mark.parametrize(
    ("members", "field", "text"),
    [
        ({"request": None}, "request", "is missing"),
        ({"request": []}, "request", "must be an object"),
        ({"description": 1}, "description", "must be a string"),
        ({"description": "a" * 5000}, "description", "longer than"),
        ({"enabled": "yes"}, "enabled", "must be true or false"),
        ({"consumer": "Kiosk"}, "consumer", "must be an object"),
        ({"consumer": {"name": "a", "label": "b"}}, "consumer", "a name and a label"),
        ({"consumer": {"name": " "}}, "consumer.name", "not blank"),
        ({"provider": {"label": 1}}, "provider.label", "not blank"),
        ({"provider": {"label": "a" * 501}}, "provider.label", "longer than 500"),
        ({"events": []}, "events", "at least one"),
        ({"events": "contract_published"}, "events", "must be an array"),
        ({"events": [{"name": "contract_published"}, {"name": "x"}]}, "events", "(at index 1)"),
        ({"events": [{"name": []}]}, "events", "(at index 0)"),
        ({"events": [None]}, "events", "(at index 0)"),
    ],
)
def test_wrong_member_is_named(members: dict[str, Json], field: str, text: str) -> None:
    errors = refusal_of(a_webhook(**members))

    assert list(errors) == [field]
    assert text in errors[field][0]


@pytest.mark.parametrize(
    ("members", "field", "text"),
    [
        ({"method": None}, "request.method", "is missing"),
        ({"method": "FETCH"}, "request.method", "is not an HTTP method"),
        ({"method": "TRACE"}, "request.method", "is not an HTTP method"),
        ({"method": "DELETE"}, "request.method", "must be one of POST"),
        ({"url": None}, "request.url", "is missing"),
        ({"url": "ci.example.org"}, "request.url", "scheme and a host"),
        ({"url": "http://ci.example.org"}, "request.url", "one of the schemes https"),
        ({"url": "https://127.0.0.1"}, "request.url", "internal address"),
        ({"url": "https://${pactbroker.buildUrl}"}, "request.url", "template parameter"),
        ({"headers": []}, "request.headers", "must be an object"),
        ({"headers": {"a b": "c"}}, "request.headers", "'a b' is not the name of a header"),
        ({"headers": {"Host": "c"}}, "request.headers", "'Host' is set by the broker"),
        ({"headers": {"a": 1}}, "request.headers", "'a' must have a string"),
        ({"headers": {"a": "b\r\nc: d"}}, "request.headers", "line breaks"),
        ({"headers": {"a": "b" * 9000}}, "request.headers", "longer than"),
        ({"headers": {"a": "b", "A": "c"}}, "request.headers", "a name twice"),
        ({"headers": {f"h{i}": "" for i in range(101)}}, "request.headers", "more than 100"),
        ({"body": 1}, "request.body", "must be a string, an object or an array"),
        ({"username": 1}, "request.username", "must be a string"),
        ({"password": "a\nb"}, "request.password", "without control characters"),
    ],
)
def test_wrong_member_of_the_request_is_named(
    members: dict[str, Json], field: str, text: str
) -> None:
    errors = refusal_of(a_webhook_requesting(**members))

    assert list(errors) == [field]
    assert text in errors[field][0]


def test_every_reason_is_told_at_once() -> None:
    errors = refusal_of({"events": [], "consumer": {"name": ""}, "request": {"method": "X"}})

    assert sorted(errors) == ["consumer.name", "events", "request.method", "request.url"]


@pytest.mark.parametrize("uuid", ["short", "a" * 15, "with/slash-1234567", "a" * 256, "é" * 20, ""])
def test_unusable_uuid_is_refused(uuid: str) -> None:
    with pytest.raises(InvalidRequest):
        check_uuid(uuid)


@pytest.mark.parametrize("uuid", ["a" * 16, "0b7d2f36-9a53-4d9c-8f35-cb56d9a1f2aa", "_-" * 9])
def test_usable_uuid_is_taken(uuid: str) -> None:
    check_uuid(uuid)
