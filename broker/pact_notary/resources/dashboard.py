"""The dashboard: the pacts that matter now, and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import Answer, shown
from pact_notary.http.links import link
from pact_notary.http.negotiation import HAL, JSON, TEXT
from pact_notary.http.pages import Page, describe_page, neighbour_links, read_page
from pact_notary.records import VersionDetails, Window
from pact_notary.resources.pact_document import link_pact, pair_address
from pact_notary.resources.representation import (
    link_pacticipant,
    link_tag,
    link_version,
    show_time,
)
from pact_notary.resources.routing import Route, shows
from pact_notary.resources.text_table import render_table
from pact_notary.service.dashboard import find_dashboard
from pact_notary.service.lookups import get_named

if TYPE_CHECKING:
    from pact_notary.http.links import Links
    from pact_notary.records import VerificationResult, VersionRef
    from pact_notary.resources.routing import Call
    from pact_notary.service.dashboard import Dashboard, DashboardItem

DEFAULT_SIZE = 30

_HEADINGS = ("CONSUMER", "C.VERSION", "PROVIDER", "P.VERSION", "STATUS", "WEBHOOKS")


def show_all(call: Call) -> Answer:
    return _show(call, None)


def show_pair(call: Call) -> Answer:
    consumer = get_named(call.connection, call.segments["consumer"], role="consumer")
    provider = get_named(call.connection, call.segments["provider"], role="provider")
    return _show(call, (consumer.id, provider.id))


def _show(call: Call, pair: tuple[int, int] | None) -> Answer:
    page = read_page(call.query, default_size=DEFAULT_SIZE) or Page(1, DEFAULT_SIZE)
    window = Window(page.offset, page.size)
    dashboard = find_dashboard(call.connection, pair=pair, window=window)
    if call.media_type == TEXT:
        rows = [_cells(item) for item in dashboard.items.items]
        return Answer(body=f"{render_table(_HEADINGS, rows)}\n")
    total = dashboard.items.total
    return shown(
        {
            "items": [_show_item(call.links, item, dashboard) for item in dashboard.items.items],
            "page": describe_page(page, total),
            "_links": {
                "self": link(call.own_address, title="Dashboard"),
                **neighbour_links(page, total, href=call.own_address),
            },
        }
    )


def _cells(item: DashboardItem) -> tuple[str, ...]:
    pact, result = item.pact, item.result
    return (
        pact.consumer.name,
        pact.consumer_version.number,
        pact.provider.name,
        result.provider_version.number if result else "-",
        item.status.value,
        item.webhook_status,
    )


def _show_item(links: Links, item: DashboardItem, dashboard: Dashboard) -> dict[str, Any]:
    pact, result = item.pact, item.result
    consumer, provider = pact.consumer.name, pact.provider.name
    status_page = f"{pair_address(links, pact)}/webhooks/status"
    return {
        "consumer": _show_side(links, consumer, pact.consumer_version, dashboard),
        "provider": _show_side(
            links, provider, result.provider_version if result else None, dashboard
        ),
        "pact": {
            "createdAt": show_time(pact.created_at),
            "_links": {"self": link_pact(links, pact)},
        },
        "pactTags": _show_tags(links, consumer, pact.consumer_version, dashboard),
        "latestVerificationResult": _show_result(links, item, result),
        "latestVerificationResultTags": _show_tags(
            links, provider, result.provider_version if result else None, dashboard
        ),
        "verificationStatus": item.status.value,
        "webhookStatus": item.webhook_status,
        "latestWebhookExecution": _show_execution(item),
        "_links": {"pb:webhook-status": link(status_page, title="Webhooks of the pair")},
    }


def _show_side(
    links: Links, name: str, version: VersionRef | None, dashboard: Dashboard
) -> dict[str, Any]:
    return {
        "name": name,
        "version": _show_version(links, name, version, dashboard) if version else None,
        "_links": {"self": link_pacticipant(links, name)},
    }


def _show_version(
    links: Links, name: str, version: VersionRef, dashboard: Dashboard
) -> dict[str, Any]:
    branches = dashboard.details.get(version.id, VersionDetails()).branches
    return {
        "number": version.number,
        "branch": branches[0].name if branches else None,
        "headBranchNames": [branch.name for branch in branches if branch.latest],
        "_links": {"self": link_version(links, name, version.number)},
    }


def _show_tags(
    links: Links, name: str, version: VersionRef | None, dashboard: Dashboard
) -> list[dict[str, Any]]:
    if version is None:
        return []
    return [
        {
            "name": tag.name,
            "latest": tag.latest,
            "_links": {"self": link_tag(links, name, version.number, tag.name)},
        }
        for tag in dashboard.details.get(version.id, VersionDetails()).tags
    ]


def _show_result(
    links: Links, item: DashboardItem, result: VerificationResult | None
) -> dict[str, Any] | None:
    if result is None:
        return None
    pair = pair_address(links, item.pact)
    own = f"{pair}/pact-version/{result.sha}/verification-results/{result.id}"
    return {
        "success": result.success,
        "verifiedAt": show_time(result.created_at),
        "_links": {"self": link(own, title="Verification result")},
    }


def _show_execution(item: DashboardItem) -> dict[str, Any] | None:
    if not item.triggered:
        return None
    return {"triggeredAt": show_time(item.triggered[0].created_at)}


_FORMS = (HAL, JSON, TEXT)

ROUTES = (
    Route("/dashboard", {"GET": shows(show_all, _FORMS)}),
    Route(
        "/dashboard/provider/{provider}/consumer/{consumer}",
        {"GET": shows(show_pair, _FORMS)},
    ),
)
