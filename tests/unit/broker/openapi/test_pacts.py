"""Pacts of every specification are read alike, or said where they are none."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.domain.openapi.pacts import read_pact, to_pact
from tests.unit.broker.openapi.builders import a_pact, an_interaction

ENVELOPE = {"content": {"name": "a"}, "contentType": "application/json", "encoded": False}
OF_V4 = {"pactSpecification": {"version": "4.0"}}


def refusal(pact: Any) -> InvalidDocument:
    with pytest.raises(InvalidDocument) as caught:
        read_pact(pact if isinstance(pact, bytes) else json.dumps(pact), "shop-stock.json")
    return caught.value


@pytest.mark.parametrize(
    ("version", "request_"),
    [
        ("1.0.0", {"query": "view=brief&limit=1", "headers": {"Content-Type": "application/json"}}),
        ("2.0.0", {"query": "view=brief&limit=1", "headers": {"content-type": "application/json"}}),
        ("3.0.0", {"query": {"view": ["brief"], "limit": ["1"]}}),
        ("4.0", {"query": {"view": ["brief"], "limit": ["1"]}}),
    ],
)
def test_interaction_of_any_specification_is_read(version: str, request_: dict[str, Any]) -> None:
    body: Any = ENVELOPE if version == "4.0" else {"name": "a"}
    interaction = an_interaction(
        {**request_, "body": body}, {"body": body}, type="Synchronous/HTTP"
    )
    pact = read_pact(json.dumps(a_pact(interaction, version=version)), "shop-stock.json")

    [read] = pact.interactions
    assert (pact.consumer, pact.provider) == ("shop", "stock")
    assert read.request.query == (("view", ("brief",)), ("limit", ("1",)))
    assert read.request.body
    assert read.request.body.content == {"name": "a"}
    assert read.response.status == 200


def test_encoded_body_is_decoded() -> None:
    encoded = base64.b64encode(b'{"name": "a"}').decode()
    body = {"content": encoded, "contentType": "application/json", "encoded": "base64"}

    pact = read_pact(json.dumps(a_pact(an_interaction({"body": body}), version="4.0")), "a.json")

    assert pact.interactions[0].request.body
    assert pact.interactions[0].request.body.content == {"name": "a"}


def test_header_wins_over_the_type_of_the_envelope() -> None:
    problem = {"Content-Type": ["application/problem+json"]}
    response = {"status": 404, "headers": problem, "body": {**ENVELOPE, "content": {"code": "a"}}}
    interaction = an_interaction(None, response)

    read = read_pact(json.dumps(a_pact(interaction, version="4.0")), "a.json")
    assert read.interactions[0].response.content_type == "application/problem+json"


def test_messages_are_counted() -> None:
    message = {"type": "Asynchronous/Messages", "description": "a thing was made"}

    pact = read_pact(json.dumps(a_pact(an_interaction(), message, version="4.0")), "a.json")
    older = read_pact(json.dumps(a_pact(messages=[{"description": "b"}])), "a.json")

    assert (len(pact.interactions), pact.messages) == (1, ("a thing was made",))
    assert older.messages == ("b",)


WRONG: dict[str, tuple[Any, str, str]] = {
    "no JSON": (b"{", "", "syntax"),
    "no object": ([], "", "type"),
    "no interactions": ({"consumer": {"name": "a"}}, "", "required"),
    "no list": (a_pact(interactions={}), "/interactions", "type"),
    "no interaction": (a_pact(interactions=[1]), "/interactions/0", "type"),
    "no consumer": (a_pact(consumer={}), "/consumer/name", "type"),
    "no request": (
        a_pact(an_interaction(request=None) | {"request": 1}),
        "/interactions/0/request",
        "type",
    ),
    "no method": (a_pact(an_interaction({"method": 1})), "/interactions/0/request/method", "type"),
    "no path": (a_pact(an_interaction({"path": "a"})), "/interactions/0/request/path", "type"),
    "no status": (
        a_pact(an_interaction(None, {"status": "fine"})),
        "/interactions/0/response/status",
        "type",
    ),
    "no headers": (
        a_pact(an_interaction({"headers": []})),
        "/interactions/0/request/headers",
        "type",
    ),
    "no Base64": (
        a_pact(an_interaction({"body": {"content": "a", "encoded": "base64"}}), version="4.0"),
        "/interactions/0/request/body/content",
        "type",
    ),
    "unknown specification": (
        a_pact(version="5.0"),
        "/metadata/pactSpecification/version",
        "version",
    ),
    "unknown kind": (a_pact(an_interaction(type="Telepathy")), "/interactions/0/type", "enum"),
}


@pytest.mark.parametrize(("pact", "pointer", "rule"), WRONG.values(), ids=WRONG)
def test_what_is_no_pact_is_said_to_be_where(pact: Any, pointer: str, rule: str) -> None:
    refused = refusal(pact)

    assert (refused.file, refused.pointer, refused.rule) == ("shop-stock.json", pointer, rule)


def test_pact_that_was_stored_is_within_the_same_limits() -> None:
    body: Any = []
    for _ in range(200):
        body = [body]

    with pytest.raises(InvalidDocument) as caught:
        to_pact(a_pact(an_interaction({"body": body})), "stored")

    assert caught.value.rule == "limit"
