"""What the website expects of the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.coordinator.models import CreateBounty, ListBounties
from pro_me_the_us.errors import FieldError, Forbidden, InvalidRequest, Unauthorized
from pro_me_the_us.fields import Repository
from pro_me_the_us.participants import COORDINATOR, WEBSITE
from swarm.website.gateway import CoordinatorGateway
from swarm.website.views import (
    Assignee,
    BountyPage,
    BountyProgress,
    IssueProgress,
    ListedBounty,
    TodoProgress,
)

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


def test_website_creates_a_bounty_once(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a bounty that may be sent again")
        .given("the website holds a token")
        .with_request("POST", "/v1/bounties")
        .with_header("Authorization", bearer("token"))
        .with_header("Idempotency-Key", "order-1")
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
        created = gateway(url).create_bounty(BOUNTY, key="order-1")

    assert created.id == "66a1f0c2d3e4b5a697887766"


def test_website_lists_bounties(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for the bounties under way")
        .given("a bounty is under way")
        .given("the website holds a token")
        .with_request("GET", "/v1/bounties")
        .with_query_parameters({"status": "in_progress", "limit": "20"})
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "items": match.each_like(
                    {
                        "id": match.str("66a1f0c2d3e4b5a697887766"),
                        "title": match.str("A dark theme"),
                        "status": "in_progress",
                    },
                    min=1,
                ),
                "next": None,
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        page = gateway(url).list_bounties(ListBounties(status="in_progress", limit=20))

    listed = ListedBounty(id="66a1f0c2d3e4b5a697887766", title="A dark theme", status="in_progress")
    assert page == BountyPage(items=[listed], next=None)


def test_website_learns_that_its_place_in_the_list_is_none(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for the bounties after none")
        .given("the website holds a token")
        .with_request("GET", "/v1/bounties")
        .with_query_parameters({"after": "nowhere"})
        .with_header("Authorization", bearer("token"))
        .will_respond_with(422)
        .with_body(
            {
                "code": "invalid_request",
                "errors": [{"pointer": "/after", "detail": match.str("no place in the list")}],
            },
            "application/problem+json",
        )
    )

    with exchange.serve() as url, pytest.raises(InvalidRequest) as refusal:
        gateway(url).list_bounties(ListBounties(after="nowhere"))

    assert [error.pointer for error in refusal.value.errors] == ["/after"]


TODO = {
    "title": match.str("Add a switch"),
    "status": match.regex("approved", regex="^[a-z_]+$"),
    "assignees": match.each_like(
        {
            "github_username": match.str("octo-worker"),
            "pull_request": match.str("forge://octo-aggregator/demo/pulls/5"),
            "outcome": match.regex("approved", regex="^[a-z]+$"),
        },
        min=1,
    ),
}
ISSUE = {
    "title": match.str("A switch"),
    "status": match.regex("assigned", regex="^[a-z_]+$"),
    "assignees": [
        {"github_username": match.str("octo-worker"), "pull_request": None, "outcome": None}
    ],
    "todos": match.each_like(TODO, min=1),
}
WORKER = Assignee(
    github_username="octo-worker",
    pull_request="forge://octo-aggregator/demo/pulls/5",
    outcome="approved",
)
LEADER = Assignee(github_username="octo-worker", pull_request=None, outcome=None)


def test_website_sees_what_became_of_a_bounty(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for a bounty")
        .given("a bounty is under way")
        .given("the website holds a token")
        .with_request("GET", "/v1/bounties/66a1f0c2d3e4b5a697887766")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "id": "66a1f0c2d3e4b5a697887766",
                "title": match.str("A dark theme"),
                "status": match.regex("in_progress", regex="^[a-z_]+$"),
                "planning": match.regex("done", regex="^[a-z_]+$"),
                "issues": match.each_like(ISSUE, min=1),
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        progress = gateway(url).read_bounty("66a1f0c2d3e4b5a697887766")

    todo = TodoProgress(title="Add a switch", status="approved", assignees=[WORKER])
    issue = IssueProgress(title="A switch", status="assigned", assignees=[LEADER], todos=[todo])
    assert progress == BountyProgress(
        id="66a1f0c2d3e4b5a697887766",
        title="A dark theme",
        status="in_progress",
        planning="done",
        issues=[issue],
    )


def test_website_learns_that_a_bounty_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("a request for a bounty that does not exist")
        .given("no bounty is known")
        .given("the website holds a token")
        .with_request("GET", "/v1/bounties/66a1f0c2d3e4b5a697887766")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(404)
        .with_body({"code": "bounty_unknown"}, "application/problem+json")
    )

    with exchange.serve() as url:
        assert gateway(url).read_bounty("66a1f0c2d3e4b5a697887766") is None
