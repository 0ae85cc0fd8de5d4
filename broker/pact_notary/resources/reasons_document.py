"""Reasons and actions as documents: members that the official broker does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.domain.action_commands import tell_commands
from pact_notary.domain.actions import (
    ChangeField,
    Deploy,
    Fix,
    Publish,
    PublishOpenapi,
    Verify,
)
from pact_notary.domain.reasons import (
    Failed,
    HiddenByFilter,
    Ignored,
    Kind,
    OpenapiFault,
    ProviderNotInEnvironment,
    Stale,
    UnknownVersion,
    find_sides,
)
from pact_notary.http.links import link
from pact_notary.resources.addresses import address_pact, address_result
from pact_notary.resources.representation import (
    link_contract,
    link_version,
    show_misfit,
    show_time,
    without_nulls,
)

if TYPE_CHECKING:
    from pact_notary.domain.actions import Action, Step
    from pact_notary.domain.evidence import Evidence
    from pact_notary.domain.matrix import MatrixRow, ResolvedSelector
    from pact_notary.domain.matrix_query import Criteria
    from pact_notary.domain.reading.results import InteractionOutcome
    from pact_notary.domain.reasons import Cause, Earlier
    from pact_notary.http.links import Links
    from pact_notary.records import Pact


def show_reasons(links: Links, causes: tuple[Cause, ...]) -> list[dict[str, Any]]:
    return [_show_cause(links, cause) for cause in causes]


def show_actions(links: Links, actions: tuple[Action, ...]) -> list[dict[str, Any]]:
    return [
        {
            "kind": action.kind,
            "text": action.text,
            "commands": list(tell_commands(action.step, links.base)),
            "solves": list(action.solves),
            **_show_step(action.step),
        }
        for action in actions
    ]


def _show_cause(links: Links, cause: Cause) -> dict[str, Any]:
    sides = find_sides(cause)
    return {
        "kind": cause.kind,
        "blocking": cause.blocking,
        "text": cause.text,
        **without_nulls(
            {
                "consumer": _show_side(sides.consumer, sides.consumer_version),
                "provider": _show_side(sides.provider, sides.provider_version),
            }
        ),
        **_show_particulars(links, cause),
        "_links": _link_cause(links, cause),
    }


def _show_side(name: str | None, number: str | None) -> dict[str, Any] | None:
    return {"name": name, "version": number} if name else None


def _show_particulars(links: Links, cause: Cause) -> dict[str, Any]:
    match cause:
        case UnknownVersion(selector=selector) | Ignored(row=None, selector=selector) if selector:
            return {"selector": _show_selector(selector)}
        case Failed(row=row, evidence=evidence):
            verified_at = show_time(row.verification.created_at) if row.verification else None
            return {"verifiedAt": verified_at, **_show_evidence(evidence)}
        case Stale(row=row, earlier=earlier):
            return {"earlier": _show_earlier(links, row.pact, earlier)}
        case ProviderNotInEnvironment(destination=destination):
            return {"destination": show_criteria(destination)}
        case OpenapiFault(fault=fault) if fault.misfits:
            shown = [show_misfit(misfit) for misfit in fault.misfits]
            return {"misfits": shown, "misfitsLeftOut": fault.untold}
        case _:
            return {}


def _show_selector(selector: ResolvedSelector) -> dict[str, Any]:
    return {"pacticipant": selector.pacticipant.name, **show_criteria(selector.asked.criteria)}


def show_criteria(criteria: Criteria) -> dict[str, Any]:
    return without_nulls(
        {
            "version": criteria.version,
            "latest": criteria.latest or None,
            "tag": criteria.tag,
            "branch": criteria.branch,
            "mainBranch": criteria.main_branch or None,
            "environment": criteria.environment,
        }
    )


def _show_evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "interactions": [_show_interaction(each) for each in evidence.interactions],
        "interactionsLeftOut": evidence.untold,
    }


def _show_interaction(outcome: InteractionOutcome) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "description": outcome.description,
        "states": list(outcome.states),
        "mismatches": [
            {"about": each.about, "path": each.path, "text": each.text}
            for each in outcome.mismatches
        ],
        "mismatchesLeftOut": outcome.left_out,
    }
    return shown | {"error": outcome.error} if outcome.error else shown


def _show_earlier(links: Links, pact: Pact, earlier: Earlier) -> dict[str, Any]:
    return {
        "success": earlier.success,
        "verifiedAt": show_time(earlier.created_at),
        "consumerVersion": earlier.consumer_version.number,
        "providerVersion": earlier.provider_version.number,
        "_links": {
            "self": link(
                address_result(
                    links,
                    pact,
                    sha=earlier.sha,
                    consumer_version=earlier.consumer_version.number,
                    number=earlier.verification_id,
                ),
                title="Verification result",
            )
        },
    }


def _link_cause(links: Links, cause: Cause) -> dict[str, Any]:
    match cause:
        case UnknownVersion():
            return {}
        case OpenapiFault():
            return _link_fault(links, cause)
        case HiddenByFilter(integration=pair):
            pact = ("pacts", "provider", pair.provider.name, "consumer", pair.consumer.name)
            return {"pb:latest-pact-version": link(links.to(*pact, "latest"), title="Latest pact")}
        case _:
            return _link_row(links, cause.row) if cause.row else {}


def _link_fault(links: Links, cause: OpenapiFault) -> dict[str, Any]:
    name, number = cause.row.pact.provider.name, cause.fault.version.number
    shown = {
        **_link_row(links, cause.row),
        "pb:provider-version": link_version(links, name, number),
    }
    if cause.kind is Kind.OPENAPI_MISSING:
        return shown
    return shown | {"pf:provider-contract": link_contract(links, name, number)}


def _link_row(links: Links, row: MatrixRow) -> dict[str, Any]:
    pact = row.pact
    number = pact.consumer_version.number
    shown = {
        "pb:pact-version": link(address_pact(links, pact), title="Pact"),
        "pb:consumer-version": link_version(links, pact.consumer.name, number),
    }
    if row.provider_version is not None:
        version = link_version(links, pact.provider.name, row.provider_version.number)
        shown["pb:provider-version"] = version
    if row.verification is not None:
        address = address_result(
            links, pact, sha=pact.sha, consumer_version=number, number=row.verification.id
        )
        shown["pb:verification-result"] = link(address, title="Verification result")
    return shown


def _show_step(step: Step) -> dict[str, Any]:
    match step:
        case (
            Verify(provider=provider, number=number)
            | PublishOpenapi(provider=provider, number=number)
        ):
            return {"pacticipant": provider.name, "version": number}
        case ChangeField(provider=provider):
            return {"pacticipant": provider.name, "version": None}
        case Deploy(spot=spot, version=version):
            return {"pacticipant": spot.application.name, "version": version.number}
        case Fix(spot=spot):
            return {"pacticipant": spot.application.name, "version": None}
        case Publish(selector=selector):
            number = selector.asked.criteria.version
            return {"pacticipant": selector.pacticipant.name, "version": number}
        case _:
            return {}
