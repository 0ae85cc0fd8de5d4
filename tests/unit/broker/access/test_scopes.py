from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.scopes import Scope, are_enough, find_rule, needed_scopes
from pact_notary.pages.routes import all_routes

if TYPE_CHECKING:
    from pact_notary.resources.routing import Route

PAIR = "/pacts/provider/{provider}/consumer/{consumer}"
VERSION = "/pacticipants/{pacticipant}/versions/{version}"


@pytest.mark.parametrize("route", all_routes(), ids=lambda route: route.path)
def test_every_method_of_every_route_has_a_rule(route: Route) -> None:
    without = [method for method in route.actions if find_rule(method, route.path) is None]

    assert without == []


@pytest.mark.parametrize(
    ("method", "path", "scopes"),
    [
        ("GET", "/matrix", {Scope.READ}),
        ("OPTIONS", "/contracts/publish", {Scope.READ}),
        ("POST", "/pacts/provider/{provider}/for-verification", {Scope.READ}),
        ("POST", "/contracts/publish", {Scope.PUBLISH}),
        ("POST", "/provider-contracts/provider/{provider}/publish", {Scope.PUBLISH}),
        ("PUT", f"{PAIR}/version/{{version}}", {Scope.PUBLISH}),
        ("PATCH", f"{PAIR}/versions/{{version}}", {Scope.PUBLISH}),
        ("DELETE", f"{PAIR}/version/{{version}}", {Scope.ADMIN}),
        ("POST", f"{PAIR}/pact-version/{{sha}}/verification-results", {Scope.VERIFY}),
        ("PATCH", VERSION, {Scope.PUBLISH}),
        ("PUT", f"{VERSION}/tags/{{tag}}", {Scope.PUBLISH, Scope.VERIFY, Scope.DEPLOY}),
        ("POST", f"{VERSION}/deployed-versions/environment/{{uuid}}", {Scope.DEPLOY}),
        ("PATCH", "/released-versions/{uuid}", {Scope.DEPLOY}),
        ("DELETE", "/pacticipants/{pacticipant}", {Scope.ADMIN}),
        ("POST", "/environments", {Scope.ADMIN}),
        ("POST", "/webhooks/{uuid}/execute", {Scope.ADMIN}),
        ("GET", "/audit-log", {Scope.ADMIN}),
        ("HEAD", "/audit-log", {Scope.ADMIN}),
        ("GET", "/tokens", {Scope.ADMIN}),
        ("GET", "/tokens/{token}", {Scope.ADMIN}),
        ("POST", "/tokens/{token}/revoke", {Scope.ADMIN}),
        ("POST", "/triggered-webhooks/{uuid}/replay", {Scope.ADMIN}),
        ("POST", "/something/new", {Scope.ADMIN}),
    ],
)
def test_a_method_of_a_route_needs_a_scope(method: str, path: str, scopes: set[Scope]) -> None:
    assert needed_scopes(method, path) == scopes


@pytest.mark.parametrize(
    ("given", "needed", "enough"),
    [
        (set(), {Scope.READ}, False),
        ({Scope.READ}, {Scope.READ}, True),
        ({Scope.DEPLOY}, {Scope.READ}, True),
        ({Scope.READ}, {Scope.PUBLISH}, False),
        ({Scope.VERIFY}, {Scope.PUBLISH}, False),
        ({Scope.VERIFY}, {Scope.PUBLISH, Scope.VERIFY}, True),
        ({Scope.PUBLISH, Scope.VERIFY, Scope.DEPLOY}, {Scope.ADMIN}, False),
        ({Scope.ADMIN}, {Scope.DEPLOY}, True),
    ],
    ids=[
        "nothing",
        "read",
        "any-may-read",
        "read-writes-nothing",
        "another",
        "one-of-two",
        "all-but-admin",
        "admin",
    ],
)
def test_scopes_are_enough(given: set[Scope], needed: set[Scope], *, enough: bool) -> None:
    assert are_enough(frozenset(given), frozenset(needed)) is enough
