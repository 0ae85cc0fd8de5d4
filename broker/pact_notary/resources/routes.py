"""Every route of the API; no other module lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.resources import (
    audit_log,
    badges,
    branches,
    dashboard,
    deployments,
    diagnostics,
    diffs,
    environments,
    for_verification,
    groups,
    index,
    integrations,
    labels,
    matrix,
    metrics,
    owed,
    pact_lists,
    pacticipants,
    pacts,
    provider_contracts,
    provider_states,
    publishing,
    relation_docs,
    tags,
    triggered_webhooks,
    verifications,
    version_lists,
    version_results,
    versions,
    webhooks,
)

if TYPE_CHECKING:
    from pact_notary.resources.routing import Route

ROUTES: tuple[Route, ...] = (
    *index.ROUTES,
    *publishing.ROUTES,
    *provider_contracts.ROUTES,
    *pacticipants.ROUTES,
    *labels.ROUTES,
    *versions.ROUTES,
    *version_lists.ROUTES,
    *branches.ROUTES,
    *tags.ROUTES,
    *pacts.ROUTES,
    *pact_lists.ROUTES,
    *for_verification.ROUTES,
    *verifications.ROUTES,
    *version_results.ROUTES,
    *matrix.ROUTES,
    *environments.ROUTES,
    *deployments.ROUTES,
    *webhooks.ROUTES,
    *triggered_webhooks.ROUTES,
    *diffs.ROUTES,
    *provider_states.ROUTES,
    *integrations.ROUTES,
    *groups.ROUTES,
    *dashboard.ROUTES,
    *badges.ROUTES,
    *relation_docs.ROUTES,
    *metrics.ROUTES,
    *diagnostics.ROUTES,
    *audit_log.ROUTES,
    *owed.ROUTES,
)
