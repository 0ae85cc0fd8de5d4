"""What the website expects of the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.coordinator.models import CreateBounty
from pro_me_the_us.errors import FieldError, Forbidden, InvalidRequest, Unauthorized
from pro_me_the_us.fields import Repository
from pro_me_the_us.participants import COORDINATOR, WEBSITE
from swarm.website.gateway import CoordinatorGateway

if TYPE_CHECKING:
    from collections.abc import Callable

BOUNTY = CreateBounty(
    title="A dark theme",
    description="Readers ask for one.",
    system_prompt="You are careful.",
    repository=Repository(owner="octo-org", name="demo"),
)


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WEBSITE, COORDINATOR)


def gateway(url: str) -> CoordinatorGateway:
    return CoordinatorGateway(Client(url, any_token))


def test_website_creates_a_bounty(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a bounty")
        .given("the website holds a token")
        .with_request("POST", "/v1/bounties")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "title": "A dark theme",
                "description": "Readers ask for one.",
                "system_prompt": "You are careful.",
                "repository": {"owner": "octo-org", "name": "demo"},
            },
            "application/json",
        )
        .will_respond_with(201)
        .with_body({"id": match.str("66a1f0c2d3e4b5a697887766")}, "application/json")
    )

    with exchange.serve() as url:
        created = gateway(url).create_bounty(BOUNTY)

    assert created.id == "66a1f0c2d3e4b5a697887766"


def test_website_learns_which_field_is_wrong(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a bounty with a line break in its title")
        .given("the website holds a token")
        .with_request("POST", "/v1/bounties")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "title": "A dark\ntheme",
                "description": "Readers ask for one.",
                "system_prompt": "You are careful.",
                "repository": {"owner": "octo-org", "name": "demo"},
            },
            "application/json",
        )
        .will_respond_with(422)
        .with_body(
            {
                "code": "invalid_request",
                "errors": [{"pointer": "/title", "detail": match.str("not a line")}],
            },
            "application/problem+json",
        )
    )
    broken = BOUNTY.model_copy(update={"title": "A dark\ntheme"})

    with exchange.serve() as url, pytest.raises(InvalidRequest) as refusal:
        gateway(url).create_bounty(broken)

    assert refusal.value.errors == (FieldError("/title", "not a line"),)


def test_website_learns_that_its_token_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a bounty from a stranger")
        .given("a stranger holds a token")
        .with_request("POST", "/v1/bounties")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "title": "A dark theme",
                "description": "Readers ask for one.",
                "system_prompt": "You are careful.",
                "repository": {"owner": "octo-org", "name": "demo"},
            },
            "application/json",
        )
        .will_respond_with(401)
        .with_body({"code": "unauthorized"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(Unauthorized):
        gateway(url).create_bounty(BOUNTY)


def test_website_learns_that_its_token_may_not(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a bounty from a node")
        .given("the node holds a token", scope="todo:submit")
        .with_request("POST", "/v1/bounties")
        .with_header("Authorization", bearer("token"))
        .with_body(
            {
                "title": "A dark theme",
                "description": "Readers ask for one.",
                "system_prompt": "You are careful.",
                "repository": {"owner": "octo-org", "name": "demo"},
            },
            "application/json",
        )
        .will_respond_with(403)
        .with_body({"code": "forbidden"}, "application/problem+json")
    )

    with exchange.serve() as url, pytest.raises(Forbidden):
        gateway(url).create_bounty(BOUNTY)
