"""Badges of pacts and of deployments: what is not found is told in grey, not refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pact_notary.domain.matrix_query import (
    Criteria,
    VersionSelector,
    deploy_beside_tag,
    deploy_to_environment,
    merge_into_main,
)
from pact_notary.http.answers import Answer
from pact_notary.http.negotiation import SVG
from pact_notary.resources.badge_image import Badge, Colour, draw
from pact_notary.resources.routing import Route, shows
from pact_notary.service import matrix
from pact_notary.store import environments, pacticipants, pacts, verifications, versions

if TYPE_CHECKING:
    from pact_notary.domain.matrix_query import MatrixQuery
    from pact_notary.records import Pact, Pacticipant, VerificationResult
    from pact_notary.resources.routing import Call

# The side of a pact, and the segment of the path that holds its tag.
_TAGS = {"consumer": "tag", "provider": "provider_tag"}
_WORD_START = re.compile(r"[A-Za-z0-9]+|[^\W_]+")


def show_latest(call: Call) -> Answer:
    return _show_pact(call, _find(call, pacts.any_version()))


def show_latest_tagged(call: Call) -> Answer:
    return _show_pact(call, _find(call, pacts.with_tag(call.segments["tag"])))


def show_latest_untagged(call: Call) -> Answer:
    return _show_pact(call, _find(call, pacts.without_tags()))


def show_between_tags(call: Call) -> Answer:
    """The result of the provider's latest version with a tag for the consumer's with another."""
    pact = _find(call, pacts.with_tag(call.segments["tag"]))
    if pact is None:
        return _show_pact(call, None)
    provider = pact.provider
    version = versions.newest(call.connection, provider.id, tag=call.segments["provider_tag"])
    result = (
        verifications.newest_of_version(
            call.connection, pact.content_id, provider_version_id=version.id
        )
        if version
        else None
    )
    return _answer(call, Badge(_pact_title(call), *_describe(result, was_verified=False)))


def show_tag_to_tag(call: Call) -> Answer:
    pacticipant = _pacticipant(call)
    tag, to = call.segments["tag"], call.segments["to"]
    if pacticipant is None:
        return _not_found(call, "can-i-deploy", "pacticipant")
    if versions.newest(call.connection, pacticipant.id, tag=tag) is None:
        return _not_found(call, "can-i-deploy", "version")
    selector = VersionSelector(pacticipant.name, Criteria(tag=tag, latest=True))
    return _show_deployable(call, deploy_beside_tag(selector, to), f"{tag} to {to}")


def show_branch_to_environment(call: Call) -> Answer:
    pacticipant = _pacticipant(call)
    branch, to = call.segments["branch"], call.segments["environment"]
    if pacticipant is None:
        return _not_found(call, "can-i-deploy", "pacticipant")
    if versions.head(call.connection, pacticipant.id, branch=branch) is None:
        return _not_found(call, "can-i-deploy", "version")
    if environments.find_named(call.connection, to) is None:
        return _not_found(call, "can-i-deploy", "environment")
    selector = VersionSelector(pacticipant.name, Criteria(branch=branch, latest=True))
    return _show_deployable(call, deploy_to_environment(selector, to), f"{branch} to {to}")


def show_can_i_merge(call: Call) -> Answer:
    pacticipant = _pacticipant(call)
    if pacticipant is None:
        return _not_found(call, "can-i-merge", "pacticipant")
    if pacticipant.main_branch is None:
        return _not_found(call, "can-i-merge", "main branch")
    main = pacticipant.main_branch
    if versions.head(call.connection, pacticipant.id, branch=main) is None:
        return _not_found(call, "can-i-merge", "main branch version")
    selector = VersionSelector(pacticipant.name, Criteria(main_branch=True, latest=True))
    verdict = matrix.find_verdict(call.connection, merge_into_main(selector), gate=call.gate)
    words = {
        True: ("success", Colour.GREEN),
        False: ("failed", Colour.RED),
        None: ("unknown", Colour.GREY),
    }
    return _answer(call, Badge(_label(call) or "can-i-merge", *words[verdict]))


def _find(call: Call, condition: pacts.Condition) -> Pact | None:
    consumer, provider = call.segments["consumer"], call.segments["provider"]
    return pacts.find(call.connection, consumer, provider, condition)


def _pacticipant(call: Call) -> Pacticipant | None:
    return pacticipants.find(call.connection, call.segments["pacticipant"])


def _show_pact(call: Call, pact: Pact | None) -> Answer:
    if pact is None:
        return _answer(call, Badge("pact not found", "unknown", Colour.GREY))
    result = verifications.newest_of_content(call.connection, pact.content_id)
    was_verified = result is None and verifications.has_any(
        call.connection, pact.consumer.id, provider_id=pact.provider.id
    )
    return _answer(call, Badge(_pact_title(call), *_describe(result, was_verified=was_verified)))


def _describe(result: VerificationResult | None, *, was_verified: bool) -> tuple[str, Colour]:
    if result is None:
        return ("changed", Colour.ORANGE) if was_verified else ("unknown", Colour.GREY)
    if result.success:
        return ("verified", Colour.GREEN)
    return ("failed (pending)" if result.pending else "failed", Colour.RED)


def _pact_title(call: Call) -> str:
    """Both names, or the one that is asked for, whole or as initials, with its own tag or not."""
    label = _label(call)
    asked = (label,) if label in _TAGS else tuple(_TAGS)
    return f"{'/'.join(_side(call, side) for side in asked)} pact"


def _side(call: Call, side: str) -> str:
    name = _short(call, call.segments[side])
    tag = call.segments.get(_TAGS[side])
    return f"{name} ({tag})" if tag and call.query.get("tags") == "true" else name


def _short(call: Call, name: str) -> str:
    if call.query.get("initials") == "true":
        return "".join(word[0] for word in _WORD_START.findall(name)).lower() or name.lower()
    return name.lower()


def _label(call: Call) -> str | None:
    label = call.query.get("label")
    return label if isinstance(label, str) and label else None


def _show_deployable(call: Call, query: MatrixQuery, right: str) -> Answer:
    is_deployable = matrix.find_verdict(call.connection, query, gate=call.gate) is True
    colour = Colour.GREEN if is_deployable else Colour.RED
    return _answer(call, Badge(_label(call) or "can-i-deploy", right, colour))


def _not_found(call: Call, title: str, what: str) -> Answer:
    return _answer(call, Badge(_label(call) or title, f"{what} not found", Colour.GREY))


def _answer(call: Call, badge: Badge) -> Answer:
    return Answer(body=draw(badge), headers={"Cache-Control": call.transaction.policy.badge_cache})


_PAIR = "/pacts/provider/{provider}/consumer/{consumer}"
_ONE = "/pacticipants/{pacticipant}"
_SVG = (SVG,)

ROUTES = (
    Route(f"{_PAIR}/latest/badge", {"GET": shows(show_latest, _SVG)}),
    Route(f"{_PAIR}/latest/{{tag}}/badge", {"GET": shows(show_latest_tagged, _SVG)}),
    Route(f"{_PAIR}/latest-untagged/badge", {"GET": shows(show_latest_untagged, _SVG)}),
    Route(
        "/matrix/provider/{provider}/latest/{provider_tag}/consumer/{consumer}/latest/{tag}/badge",
        {"GET": shows(show_between_tags, _SVG)},
    ),
    Route(
        f"{_ONE}/latest-version/{{tag}}/can-i-deploy/to/{{to}}/badge",
        {"GET": shows(show_tag_to_tag, _SVG)},
    ),
    Route(
        f"{_ONE}/branches/{{branch}}/latest-version/can-i-deploy/to-environment/{{environment}}"
        "/badge",
        {"GET": shows(show_branch_to_environment, _SVG)},
    ),
    Route(f"{_ONE}/main-branch/can-i-merge/badge", {"GET": shows(show_can_i_merge, _SVG)}),
)
