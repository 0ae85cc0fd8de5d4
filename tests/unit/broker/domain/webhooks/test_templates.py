from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.domain.webhooks.templates import (
    names_parameter,
    render_body,
    render_line,
    render_url,
)
from tests.unit.broker.domain.webhooks.builders import a_request

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json
    from pact_notary.domain.webhooks.document import HookRequest

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("a=${pactbroker.consumerName}", "a=The%20Kiosk%2FBar"),
        ("${pactbroker.consumerName}${pactbroker.providerName}", "The%20Kiosk%2FBarMenu"),
        ("a=${pactbroker.buildUrl}.", "a=."),
        ("${pactbroker.unknown}", "${pactbroker.unknown}"),
        ("${consumerName}", "${consumerName}"),
        ("${pactbroker.consumername}", "${pactbroker.consumername}"),
    ],
)
def test_url_is_filled_in(template: str, filled: str) -> None:
    values = {"consumerName": "The Kiosk/Bar", "providerName": "Menu"}

    assert render_url(template, values) == filled


def test_value_is_never_a_template() -> None:
    values = {"consumerName": "${pactbroker.providerName}", "providerName": "Menu"}

    assert render_line("${pactbroker.consumerName}", values) == "${pactbroker.providerName}"


def test_header_stays_one_line() -> None:
    values = {"consumerVersionBranch": "x\r\nSet-Cookie: y\x00z"}

    assert render_line("b ${pactbroker.consumerVersionBranch}", values) == "b x Set-Cookie: y z"


@pytest.mark.parametrize(
    ("body", "filled"),
    [
        ({"a": ["${pactbroker.consumerName}"]}, '{"a":["say \\"hi\\" \\\\"]}'),
        ({"${pactbroker.consumerName}": 1}, '{"say \\"hi\\" \\\\":1}'),
        ('{ "a": "${pactbroker.consumerName}" }', '{ "a": "say \\"hi\\" \\\\" }'),
        ("by ${pactbroker.consumerName}", 'by say "hi" \\'),
        ("<a>${pactbroker.consumerName}</a>", '<a>say "hi" \\</a>'),
        ({"é": "${pactbroker.buildUrl}"}, '{"é":""}'),
        ([], "[]"),
        ("", ""),
        (None, None),
    ],
)
def test_body_is_escaped_inside_json(body: Json, filled: str | None) -> None:
    values = {"consumerName": 'say "hi" \\'}

    assert render_body(a_request(body=body), values) == filled


def test_body_said_to_be_json_is_escaped() -> None:
    body = '{"a": "${pactbroker.consumerName}", "n": ${pactbroker.consumerVersionNumber}}'
    request = a_request(body=body, headers=(("content-type", "application/vnd.x+json"),))

    rendered = render_body(request, {"consumerName": 'a"b', "consumerVersionNumber": "7"})

    assert rendered == '{"a": "a\\"b", "n": 7}'


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        (a_request(), False),
        (a_request(body={"a": ["${pactbroker.buildUrl}"]}), True),
        (a_request(body="${pactbroker.buildUrl}"), True),
        (a_request(body="${pactbroker.buildUrls}"), False),
        (a_request(headers=(("x", "${pactbroker.buildUrl}"),)), True),
        (a_request(password="${pactbroker.buildUrl}"), True),
    ],
    ids=["none", "object", "text", "another", "header", "password"],
)
def test_parameter_is_found_wherever_it_is(request_: HookRequest, *, named: bool) -> None:
    assert names_parameter(request_, "buildUrl") is named


@given(value=TEXTS)
def test_json_body_holds_any_value(value: str) -> None:
    request = a_request(body={"name": "<${pactbroker.consumerName}>"})

    rendered = render_body(request, {"consumerName": value})

    assert json.loads(rendered or "") == {"name": f"<{value}>"}


@given(value=TEXTS)
def test_url_with_any_value_is_ascii_and_one_segment(value: str) -> None:
    rendered = render_url("/${pactbroker.consumerName}", {"consumerName": value})

    assert rendered.isascii()
    assert not set(rendered[1:]) & set("/?#@: \r\n\\")
