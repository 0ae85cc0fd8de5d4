"""The matrix and the verdict on it, as documents and as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.matrix_parameters import read_moment
from pact_notary.domain.matrix_query import (
    Criteria,
    VersionSelector,
    between,
    deploy_beside_tag,
    deploy_to_environment,
)
from pact_notary.http.answers import Answer, shown
from pact_notary.http.negotiation import HAL, JSON, TEXT
from pact_notary.resources.matrix_document import show_matrix
from pact_notary.resources.matrix_text import render_matrix
from pact_notary.resources.routing import Route, shows
from pact_notary.service import matrix
from pact_notary.service.lookups import get_branch, get_named, get_pacticipant
from pact_notary.service.refusals import Unknown
from pact_notary.store import environments, versions
from pact_notary.store.past import seen_at

if TYPE_CHECKING:
    from pact_notary.resources.routing import Call, Handle, Later
    from pact_notary.service.matrix import MatrixResult

_FORMS = (HAL, JSON, TEXT)


def _as_of(handle: Handle) -> Handle:
    """The same, of the moment in the past that the query names, if it names one."""

    def answer(call: Call) -> Answer | Later:
        moment = read_moment(call.query, now=call.now)
        if moment is None:
            return handle(call)
        with seen_at(call.connection, moment):
            return handle(call)

    return answer


def ask(call: Call) -> Answer:
    return _show(call, matrix.find_matrix(call.connection, call.query, gate=call.gate))


def ask_for_pair(call: Call) -> Answer:
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    consumer = get_named(call.connection, call.segments["consumer"], role="consumer")
    query = between(consumer.name, provider.name)
    return _show(call, matrix.answer(call.connection, query, gate=call.gate))


def can_i_deploy(call: Call) -> Answer:
    return _show(call, matrix.can_i_deploy(call.connection, call.query, gate=call.gate))


def can_tag_join_tag(call: Call) -> Answer:
    """May the latest version with one tag join the latest ones with another?"""
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    tag, to = call.segments["tag"], call.segments["to"]
    if versions.newest(call.connection, pacticipant.id, tag=tag) is None:
        raise Unknown(f"No version of {pacticipant.name} has the tag {tag}")
    selector = VersionSelector(pacticipant.name, Criteria(tag=tag, latest=True))
    query = deploy_beside_tag(selector, to)
    return _show(call, matrix.answer(call.connection, query, gate=call.gate))


def can_branch_join_environment(call: Call) -> Answer:
    """May the head of a branch join what is in an environment?"""
    pacticipant = get_pacticipant(call.connection, call.segments["pacticipant"])
    branch = get_branch(call.connection, pacticipant, name=call.segments["branch"])
    name = call.segments["environment"]
    if environments.find_named(call.connection, name) is None:
        raise Unknown(f"No environment with name {name} found")
    selector = VersionSelector(pacticipant.name, Criteria(branch=branch.name, latest=True))
    query = deploy_to_environment(selector, name)
    return _show(call, matrix.answer(call.connection, query, gate=call.gate))


def _show(call: Call, result: MatrixResult) -> Answer:
    if call.media_type == TEXT:
        return Answer(body=render_matrix(result))
    return shown(show_matrix(call.links, result))


_ONE = "/pacticipants/{pacticipant}"

ROUTES = (
    Route("/matrix", {"GET": shows(_as_of(ask), _FORMS)}),
    Route(
        "/matrix/provider/{provider}/consumer/{consumer}",
        {"GET": shows(_as_of(ask_for_pair), _FORMS)},
    ),
    Route("/can-i-deploy", {"GET": shows(_as_of(can_i_deploy), _FORMS)}),
    Route(
        f"{_ONE}/latest-version/{{tag}}/can-i-deploy/to/{{to}}",
        {"GET": shows(_as_of(can_tag_join_tag), _FORMS)},
    ),
    Route(
        f"{_ONE}/branches/{{branch}}/latest-version/can-i-deploy/to-environment/{{environment}}",
        {"GET": shows(_as_of(can_branch_join_environment), _FORMS)},
    ),
)
