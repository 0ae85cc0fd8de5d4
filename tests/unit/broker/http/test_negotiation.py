from __future__ import annotations

import pytest

from pact_notary.http.negotiation import (
    HAL,
    HAL_OR_JSON,
    JSON,
    TEXT,
    choose,
    media_type_of,
    wants_problem,
)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        pytest.param(None, HAL, id="no header"),
        pytest.param("", HAL, id="empty header"),
        pytest.param("*/*", HAL, id="anything"),
        pytest.param("application/*", HAL, id="any application type"),
        pytest.param("application/json", JSON, id="plain JSON"),
        pytest.param("application/hal+json, application/json", HAL, id="both, as a verifier asks"),
        pytest.param("application/json, application/hal+json", HAL, id="both, the other way"),
        pytest.param("application/json, application/hal+json;q=0.5", JSON, id="by quality"),
        pytest.param("text/html,application/xhtml+xml,*/*;q=0.8", HAL, id="a browser"),
        pytest.param("application/hal+json;version=9", None, id="an unknown parameter"),
        pytest.param("application/hal+json;charset=utf-8", HAL, id="as it is sent"),
        pytest.param("application/json; Charset=UTF-8;q=0.9, text/html", JSON, id="with a charset"),
        pytest.param("text/html", None, id="nothing that is offered"),
        pytest.param("application/json;q=0", None, id="refused by quality"),
        pytest.param("nonsense", None, id="no media type at all"),
    ],
)
def test_offer_is_chosen_by_the_accept_header(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, HAL_OR_JSON) == chosen


def test_offer_of_text_is_chosen_only_when_asked_for() -> None:
    offers = (HAL, JSON, TEXT)

    assert choose("*/*", offers) == HAL
    assert choose("text/plain", offers) == TEXT


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        pytest.param("application/hal+json, application/problem+json", True, id="named"),
        pytest.param("application/problem+json;q=0, */*", False, id="named to be refused"),
        pytest.param("*/*", False, id="covered by a wildcard only"),
        pytest.param(None, False, id="no header"),
    ],
)
def test_problem_documents_are_for_those_who_name_them(accept: str | None, *, wanted: bool) -> None:
    assert wants_problem(accept) is wanted


@pytest.mark.parametrize(
    ("content_type", "media_type"),
    [
        (None, ""),
        ("application/json", "application/json"),
        ("Application/JSON; charset=utf-8", "application/json"),
    ],
)
def test_media_type_has_no_parameters(content_type: str | None, media_type: str) -> None:
    assert media_type_of(content_type) == media_type
