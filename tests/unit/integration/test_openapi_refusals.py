"""An operation promises the refusals that it can really give, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us import errors
from pro_me_the_us.openapi.refusals import possible_refusals
from tests.unit.integration import library
from tests.unit.integration.builders import a_browser
from tests.unit.integration.openapi_documents import Described, each_operation, fits

if TYPE_CHECKING:
    from pro_me_the_us.endpoint import Endpoint


@each_operation
def test_operation_has_every_status(it: Described) -> None:
    refusals = {refusal.status for refusal in possible_refusals(it.endpoint)}

    assert set(it.operation["responses"]) == {str(s) for s in {*it.endpoint.status, *refusals}}
    assert {*it.endpoint.refusals} <= {*possible_refusals(it.endpoint)}


@each_operation
def test_operation_shows_every_refusal(it: Described) -> None:
    for refusal in possible_refusals(it.endpoint):
        told = it.answer(refusal.status)
        content = told["content"]["application/problem+json"]

        assert f"`{refusal.code}`: {refusal.title()}" in told["description"]
        assert content["examples"][refusal.code]["value"]["code"] == refusal.code


@each_operation
def test_refusal_of_another_operation_does_not_fit(it: Described) -> None:
    for refusal in possible_refusals(it.endpoint):
        content = it.answer(refusal.status)["content"]["application/problem+json"]
        problem = content["examples"][refusal.code]["value"]

        assert fits(problem, content["schema"], it.document)
        assert not fits({**problem, "code": "book_burnt"}, content["schema"], it.document)
        assert not fits({**problem, "status": 418}, content["schema"], it.document)


@each_operation
def test_answer_tells_its_headers(it: Described) -> None:
    besides = {401: {"WWW-Authenticate"}, 429: {"Retry-After"}, 503: {"Retry-After"}}

    for status in map(int, it.operation["responses"]):
        assert set(it.answer(status)["headers"]) == {"X-Request-Id", *besides.get(status, set())}


def ask(endpoint: Endpoint[Any, Any], **changes: Any) -> str:
    """The code of what the library answers to a request that is wrong in one way."""
    path = endpoint.path.replace("{shelf}", "s1").replace("{number}", "1")
    good = {"path": path, "data": b"{}", "content_type": "application/json"}
    answer = a_browser().open(method=endpoint.method, **{**good, **changes})
    return str((answer.get_json(force=True, silent=True) or {}).get("code", ""))


def codes_met(endpoint: Endpoint[Any, Any]) -> set[str]:
    """What serving refuses, of requests to this endpoint and those that only its path leads to."""
    first = endpoint.path_fields[:1]
    met = {
        ask(endpoint, data=b"{"),
        ask(endpoint, data=b" " * 200_000),
        ask(endpoint, content_type="text/plain"),
        ask(endpoint, data=b'{"zzz": 1}', query_string="zzz=1"),
        *(ask(endpoint, path=endpoint.path.replace(f"{{{name}}}", "a%2Fb")) for name in first),
    }
    return met - {""}


@pytest.mark.parametrize("endpoint", library.ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_described_are_the_refusals_that_are_met(endpoint: Endpoint[Any, Any]) -> None:
    for_strangers = {errors.Unauthorized, errors.Forbidden}
    described = {*possible_refusals(endpoint)} - {*endpoint.refusals} - for_strangers

    assert {refusal.code for refusal in described} == codes_met(endpoint)


def test_only_who_needs_a_token_is_refused_for_it() -> None:
    for_strangers = {errors.Unauthorized, errors.Forbidden}

    assert for_strangers <= {*possible_refusals(library.FIND)}
    assert not for_strangers & {*possible_refusals(library.HOURS)}
