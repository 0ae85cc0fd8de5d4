"""What a caller may do is said by scopes; each method of a route is opened by some of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Scope(Enum):
    """What a token is for. Whoever has any may read; who administers may do everything."""

    READ = "read"
    PUBLISH = "publish"
    VERIFY = "verify"
    DEPLOY = "deploy"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Rule:
    """The scopes, any of which opens these methods of the paths that the pattern fits."""

    methods: frozenset[str]
    path: re.Pattern[str]
    scopes: frozenset[Scope]


def _rule(methods: str, path: str, *scopes: Scope) -> Rule:
    return Rule(frozenset(methods.split()), re.compile(path), frozenset(scopes))


_NAME = r"\{\w+\}"
_VERSION = rf"/pacticipants/{_NAME}/versions/{_NAME}"

# The first that fits decides. Verifiers put their version on a branch and tag it, and a tag
# may be how a deployment is told: so these are open to more than those who publish.
RULES = (
    _rule("GET HEAD", r"/audit-log", Scope.ADMIN),
    _rule("GET HEAD POST", r"/tokens(/.*)?", Scope.ADMIN),
    _rule("GET HEAD OPTIONS", r".*", Scope.READ),
    _rule("POST", r"/pacts/.*/for-verification", Scope.READ),
    _rule("POST", r"/contracts/publish", Scope.PUBLISH),
    _rule("POST", r"/provider-contracts/.*/publish", Scope.PUBLISH),
    _rule("PUT PATCH", rf"/pacts?/.*/versions?/{_NAME}", Scope.PUBLISH),
    _rule("POST", r"/pacts/.*/verification-results", Scope.VERIFY),
    _rule("POST", rf"{_VERSION}/(deployed|released)-versions/.*", Scope.DEPLOY),
    _rule("PATCH", rf"/(deployed|released)-versions/{_NAME}", Scope.DEPLOY),
    _rule("PUT", rf"{_VERSION}/tags/{_NAME}", Scope.PUBLISH, Scope.VERIFY, Scope.DEPLOY),
    _rule("PUT", r"/pacticipants/.*/branches/.*", Scope.PUBLISH, Scope.VERIFY),
    _rule("PUT PATCH", _VERSION, Scope.PUBLISH),
    _rule("POST", r"/pacticipants", Scope.PUBLISH),
    _rule("PUT PATCH", rf"/pacticipants/{_NAME}", Scope.PUBLISH),
    _rule("PUT", rf"/pacticipants/{_NAME}/labels/{_NAME}", Scope.PUBLISH),
    _rule("POST PUT", r"/environments(/.*)?", Scope.ADMIN),
    _rule("POST PUT", r"(/.*)?/webhooks(/.*)?", Scope.ADMIN),
    _rule("POST", r"/triggered-webhooks/.*", Scope.ADMIN),
    _rule("DELETE", r".*", Scope.ADMIN),
)


def find_rule(method: str, path: str) -> Rule | None:
    """The rule of one method of a route.

    Args:
      path: the route's, with its variables in braces.
    """
    return next(
        (rule for rule in RULES if method in rule.methods and rule.path.fullmatch(path)), None
    )


def needed_scopes(method: str, path: str) -> frozenset[Scope]:
    """The scopes any of which opens the method; what no rule speaks of is for administrators."""
    rule = find_rule(method, path)
    return rule.scopes if rule else frozenset({Scope.ADMIN})


def are_enough(given: frozenset[Scope], needed: frozenset[Scope]) -> bool:
    if not given:
        return False
    return Scope.ADMIN in given or Scope.READ in needed or not given.isdisjoint(needed)
