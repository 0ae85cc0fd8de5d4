"""What the website expects of the coordinator by the deployed protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from pact import match

from consumers.exchange import Exchange, bearer
from consumers.website.player import (
    BountyShown,
    DeployedWebsite,
    IssueShown,
    PartShown,
    Progress,
    TodoShown,
)
from pro_me_the_us.participants import COORDINATOR, WEBSITE

if TYPE_CHECKING:
    from collections.abc import Callable

BOUNTY: Final = "66a1f0c2d3e4b5a697887766"


@pytest.fixture
def exchange(agree: Callable[[str, str], Exchange]) -> Exchange:
    return agree(WEBSITE, COORDINATOR)


STATUS: Final = match.regex(
    "in-progress", regex="^(assigned|in-progress|auditing|completed|failed)$"
)
TODO: Final = {
    "title": match.str("Add a switch"),
    "acceptanceCriteria": match.each_like("it switches", min=1),
    "status": STATUS,
    "nodes": match.int(1),
    "githubUsername": match.str("octo-worker"),
    "prUrl": match.str("https://github.com/octo-aggregator/demo/pull/5"),
}
ISSUE: Final = {
    "title": match.str("A switch"),
    "status": STATUS,
    "nodes": match.int(0),
    "githubUsername": match.str(""),
    "prUrl": match.str(""),
    "todos": match.each_like(TODO, min=1),
}


def test_website_shows_what_is_built(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-174 a request for a feature and its parts")
        .given("a feature is built", bounty="66a1f0c2d3e4b5a697887766")
        .with_request("GET", "/prometheus/v3/info")
        .with_query_parameters(
            {"swarmBountyId": "66a1f0c2d3e4b5a697887766", "swarmType": "build-feature"}
        )
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {
                    "taskName": "demo - Spec",
                    "status": "completed",
                    "nodes": match.int(1),
                    "githubUsername": "",
                    "prUrl": "",
                    "issues": match.each_like(ISSUE, min=1),
                },
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        shown = DeployedWebsite(url).read_info(BOUNTY, "build-feature")

    pull_request = "https://github.com/octo-aggregator/demo/pull/5"
    made = TodoShown(
        "Add a switch", ["it switches"], Progress("in-progress", 1, "octo-worker", pull_request)
    )
    assert shown == BountyShown(
        "demo - Spec",
        Progress("completed", 1, "", ""),
        [IssueShown("A switch", Progress("in-progress", 0, "", ""), [made])],
    )


def test_website_shows_what_is_documented(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-175 a request for a documentation")
        .given("a documentation is written", bounty="66a1f0c2d3e4b5a697887766")
        .with_request("GET", "/prometheus/v3/info")
        .with_query_parameters(
            {"swarmBountyId": "66a1f0c2d3e4b5a697887766", "swarmType": "document-summarizer"}
        )
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {
                    "taskName": "demo - Documentation",
                    "status": "auditing",
                    "nodes": match.int(1),
                    "githubUsername": match.str("octo-writer"),
                    "prUrl": match.str("https://github.com/octo-org/demo/pull/2"),
                },
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        shown = DeployedWebsite(url).read_info(BOUNTY, "document-summarizer")

    progress = Progress("auditing", 1, "octo-writer", "https://github.com/octo-org/demo/pull/2")
    assert shown == BountyShown("demo - Documentation", progress, [])


def test_website_shows_which_bugs_are_found(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-176 a request for a search for bugs")
        .given("bugs are searched", bounty="66a1f0c2d3e4b5a697887766")
        .with_request("GET", "/prometheus/v3/info")
        .with_query_parameters(
            {"swarmBountyId": "66a1f0c2d3e4b5a697887766", "swarmType": "find-bugs"}
        )
        .will_respond_with(200)
        .with_body(
            {
                "success": True,
                "data": {
                    "taskName": "demo - Bug Finder",
                    "status": "auditing",
                    "nodes": match.int(1),
                    "githubUsername": match.str("octo-finder"),
                    "prUrl": match.str("https://github.com/octo-org/demo/pull/3"),
                },
            },
            "application/json",
        )
    )

    with exchange.serve() as url:
        shown = DeployedWebsite(url).read_info(BOUNTY, "find-bugs")

    progress = Progress("auditing", 1, "octo-finder", "https://github.com/octo-org/demo/pull/3")
    assert shown == BountyShown("demo - Bug Finder", progress, [])


def test_website_learns_that_a_bounty_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-177 a request for a feature that nobody builds")
        .given("no bounty exists")
        .with_request("GET", "/prometheus/v3/info")
        .with_query_parameters(
            {"swarmBountyId": "66a1f0c2d3e4b5a697887766", "swarmType": "build-feature"}
        )
        .will_respond_with(409)
        .with_body({"success": False}, "application/json")
    )

    with exchange.serve() as url:
        assert DeployedWebsite(url).read_info(BOUNTY, "build-feature") is None


def test_website_learns_that_it_must_say_what_kind(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-178 a request for a bounty of no kind")
        .with_request("GET", "/prometheus/v3/info")
        .with_query_parameters({"swarmBountyId": "66a1f0c2d3e4b5a697887766"})
        .will_respond_with(400)
        .with_body({"success": False}, "application/json")
    )

    with exchange.serve() as url:
        assert DeployedWebsite(url).read_info(BOUNTY, None) is None


def test_website_learns_that_a_kind_is_unknown(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-178 a request for a bounty of a kind that is unknown")
        .with_request("GET", "/prometheus/v3/info")
        .with_query_parameters(
            {"swarmBountyId": "66a1f0c2d3e4b5a697887766", "swarmType": "paint-a-picture"}
        )
        .will_respond_with(400)
        .with_body({"success": False}, "application/json")
    )

    with exchange.serve() as url:
        assert DeployedWebsite(url).read_info(BOUNTY, "paint-a-picture") is None


def test_website_shows_the_parts_of_a_feature(exchange: Exchange) -> None:
    part = {"taskName": match.str("demo - Issue"), "status": STATUS}
    (
        exchange.upon_receiving("I-179 a request for the parts of a feature")
        .given("a feature is built", bounty="66a1f0c2d3e4b5a697887766")
        .given("the website holds a token")
        .with_request("GET", "/prometheus/v2/info")
        .with_query_parameters(
            {"swarmBountyId": "66a1f0c2d3e4b5a697887766", "swarmType": "build-feature"}
        )
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body({"data": {"subTasks": match.each_like(part, min=1)}}, "application/json")
    )

    with exchange.serve() as url:
        shown = DeployedWebsite(url).read_parts(BOUNTY, "build-feature", "header.claims.signature")

    assert shown == [PartShown("demo - Issue", "in-progress")]


def test_website_learns_that_it_must_hold_a_token(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-180 a request for the parts of a feature without a token")
        .given("a feature is built", bounty="66a1f0c2d3e4b5a697887766")
        .with_request("GET", "/prometheus/v2/info")
        .with_query_parameters(
            {"swarmBountyId": "66a1f0c2d3e4b5a697887766", "swarmType": "build-feature"}
        )
        .will_respond_with(401)
    )

    with exchange.serve() as url:
        assert DeployedWebsite(url).read_parts(BOUNTY, "build-feature", None) == 401


def test_website_learns_that_its_token_is_another(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-180 a request for the parts of a feature by a stranger")
        .given("a feature is built", bounty="66a1f0c2d3e4b5a697887766")
        .with_request("GET", "/prometheus/v2/info")
        .with_query_parameters(
            {"swarmBountyId": "66a1f0c2d3e4b5a697887766", "swarmType": "build-feature"}
        )
        .with_header("Authorization", "Bearer not-the-token-of-any-website")
        .will_respond_with(403)
    )

    with exchange.serve() as url:
        refused = DeployedWebsite(url).read_parts(
            BOUNTY, "build-feature", "not-the-token-of-any-website"
        )

    assert refused == 403


def test_website_shows_who_works_on_a_bounty(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-181 a request for the nodes of a bounty")
        .given("the key has fetched a todo", todo="todo-1", round=7)
        .with_request("GET", "/api/prometheus/get-assigned-nodes")
        .with_query_parameters({"swarmBountyId": "66a1f0c2d3e4b5a697887766"})
        .will_respond_with(200)
        .with_body(
            {"assignedTo": match.each_like({"githubUsername": match.str("octo-worker")}, min=1)},
            "application/json",
        )
    )

    with exchange.serve() as url:
        assert DeployedWebsite(url).list_assigned_nodes(BOUNTY) == ["octo-worker"]


def test_website_learns_that_nobody_works_on_a_bounty(exchange: Exchange) -> None:
    (
        exchange.upon_receiving("I-182 a request for the nodes of a bounty that has none")
        .given("no todo exists")
        .with_request("GET", "/api/prometheus/get-assigned-nodes")
        .with_query_parameters({"swarmBountyId": "66a1f0c2d3e4b5a697887766"})
        .will_respond_with(409)
    )

    with exchange.serve() as url:
        assert DeployedWebsite(url).list_assigned_nodes(BOUNTY) == []
