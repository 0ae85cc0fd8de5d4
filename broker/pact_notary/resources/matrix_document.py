"""A matrix as a document: null members are shown here, as clients expect them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.links import link
from pact_notary.records import VersionDetails
from pact_notary.resources.addresses import address_pact, address_result
from pact_notary.resources.reasons_document import show_actions, show_reasons
from pact_notary.resources.representation import (
    link_branch,
    link_branch_version,
    link_pacticipant,
    link_tag,
    link_version,
    show_notice,
    show_time,
    show_times,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.decision import Summary
    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.http.links import Links
    from pact_notary.records import (
        Notice,
        VersionBranch,
        VersionEnvironment,
        VersionRef,
        VersionTag,
    )
    from pact_notary.service.matrix import MatrixResult


def show_matrix(links: Links, result: MatrixResult) -> dict[str, Any]:
    return {
        "summary": _show_summary(result.summary, result.notices),
        "notices": [show_notice(notice) for notice in result.notices],
        "matrix": [_show_row(links, row, result.details) for row in result.rows],
        "reasons": show_reasons(links, result.reasons),
        "actions": show_actions(links, result.actions),
    }


def _show_summary(summary: Summary, notices: tuple[Notice, ...]) -> dict[str, Any]:
    shown = {
        "deployable": summary.deployable,
        "reason": "\n".join(notice.text for notice in notices),
        "success": summary.success,
        "failed": summary.failed,
        "unknown": summary.unknown,
    }
    return shown if summary.ignored is None else shown | {"ignored": summary.ignored}


def _show_row(
    links: Links, row: MatrixRow, details: Mapping[int, VersionDetails]
) -> dict[str, Any]:
    pact = row.pact
    shown = {
        "consumer": _show_side(links, pact.consumer.name, pact.consumer_version, details),
        "provider": _show_side(links, pact.provider.name, row.provider_version, details),
        "pact": {
            "createdAt": show_time(pact.created_at),
            "_links": {"self": link(address_pact(links, pact), title="Pact")},
        },
        "verificationResult": _show_result(links, row),
    }
    return shown | {"ignored": True} if row.ignored else shown


def _show_side(
    links: Links,
    name: str,
    version: VersionRef | None,
    details: Mapping[int, VersionDetails],
) -> dict[str, Any]:
    around = details.get(version.id, VersionDetails()) if version else VersionDetails()
    return {
        "name": name,
        "version": _show_version(links, name, version, around) if version else None,
        "_links": {"self": link_pacticipant(links, name)},
    }


def _show_version(
    links: Links, name: str, version: VersionRef, around: VersionDetails
) -> dict[str, Any]:
    number = version.number
    first = around.branches[0].name if around.branches else None
    return {
        "number": number,
        "branch": first,
        "branches": [_show_branch(links, name, branch) for branch in around.branches],
        "branchVersions": [
            _show_branch_version(links, name, number, branch) for branch in around.branches
        ],
        "environments": [_show_environment(links, place) for place in around.environments],
        "tags": [_show_tag(links, name, number, tag) for tag in around.tags],
        "_links": {"self": link_version(links, name, number)},
    }


def _show_branch(links: Links, name: str, branch: VersionBranch) -> dict[str, Any]:
    own = {**link_branch(links, name, branch.name), "title": "Branch"}
    return {"name": branch.name, "latest": branch.latest, "_links": {"self": own}}


def _show_branch_version(
    links: Links, name: str, number: str, branch: VersionBranch
) -> dict[str, Any]:
    own = link_branch_version(links, name, branch.name, number)
    return {"name": branch.name, "latest": branch.latest, "_links": {"self": own}}


def _show_tag(links: Links, name: str, number: str, tag: VersionTag) -> dict[str, Any]:
    own = link_tag(links, name, number, tag.name)
    return {"name": tag.name, "latest": tag.latest, "_links": {"self": own}}


def _show_environment(links: Links, place: VersionEnvironment) -> dict[str, Any]:
    own = link(links.to("environments", place.uuid), title="Environment", name=place.name)
    return {
        "uuid": place.uuid,
        "name": place.name,
        "displayName": place.display_name,
        "production": place.production,
        **show_times(place.created_at, place.updated_at),
        "_links": {"self": own},
    }


def _show_result(links: Links, row: MatrixRow) -> dict[str, Any] | None:
    result, pact = row.verification, row.pact
    if result is None:
        return None
    own = address_result(
        links,
        pact,
        sha=pact.sha,
        consumer_version=pact.consumer_version.number,
        number=result.id,
    )
    return {
        "success": result.success,
        "verifiedAt": show_time(result.created_at),
        "_links": {"self": link(own, title="Verification result")},
    }
