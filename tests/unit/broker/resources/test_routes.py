"""The routes of the official broker, typed out, so that none is lost by a mistake here."""

from __future__ import annotations

import pytest

from pact_notary.pages.routes import all_routes
from pact_notary.resources.routes import ROUTES

OFFICIAL = """
/ GET
/pacticipants GET POST
/pacticipants/{pacticipant} GET PUT PATCH DELETE
/pacticipants/label/{label} GET
/labels GET
/pacticipants/{pacticipant}/labels/{label} GET PUT DELETE
/pacticipants/{pacticipant}/versions/{version} GET PUT PATCH DELETE
/pacticipants/{pacticipant}/versions GET
/pacticipants/{pacticipant}/branches/{branch}/versions GET
/pacticipants/{pacticipant}/tags/{tag}/versions GET
/pacticipants/{pacticipant}/environments/{uuid}/versions GET
/pacticipants/{pacticipant}/latest-version GET
/pacticipants/{pacticipant}/latest-version/{tag} GET
/pacticipants/{pacticipant}/branches/{branch}/latest-version GET
/pacticipants/{pacticipant}/branches GET DELETE
/pacticipants/{pacticipant}/branches/{branch} GET DELETE
/pacticipants/{pacticipant}/branches/{branch}/versions/{version} GET PUT DELETE
/pacticipants/{pacticipant}/versions/{version}/tags/{tag} GET PUT DELETE
/pacts/provider/{provider}/consumer/{consumer}/version/{version} GET PUT PATCH DELETE
/pacts/provider/{provider}/consumer/{consumer}/versions/{version} GET PUT PATCH DELETE
/pact/provider/{provider}/consumer/{consumer}/version/{version} GET PUT PATCH DELETE
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha} GET
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/metadata/{metadata} GET
/pacts/provider/{provider}/consumer/{consumer}/latest GET
/pacts/provider/{provider}/consumer/{consumer}/latest/{tag} GET
/pacts/provider/{provider}/consumer/{consumer}/latest-untagged GET
/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}/latest GET
/pact/provider/{provider}/consumer/{consumer}/latest GET
/pacts/provider/{provider}/consumer/{consumer}/version/{version}/previous-distinct GET
/pacts/provider/{provider}/consumer/{consumer}/version/{version}/diff/previous-distinct GET
/pacts/provider/{provider}/consumer/{consumer}/version/{version}/diff/version/{other} GET
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/diff/pact-version/{other} GET
/pacts/provider/{provider}/consumer/{consumer}/versions GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/tag/{tag} GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/branch/{branch} GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/branch/versions GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}/latest/versions GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/branch/latest/versions GET DELETE
/pacts/provider/{provider} GET
/pacts/provider/{provider}/latest GET
/pacts/provider/{provider}/latest/{tag} GET
/pacts/provider/{provider}/tag/{tag} GET
/pacts/provider/{provider}/branch GET
/pacts/provider/{provider}/branch/latest GET
/pacts/provider/{provider}/branch/{branch} GET
/pacts/provider/{provider}/branch/{branch}/latest GET
/pacts/latest GET
/pacts/provider/{provider}/provider-states GET
/pacts/provider/{provider}/provider-states/branch/{branch} GET
/pacts/provider/{provider}/provider-states/environment/{environment} GET
/contracts/publish POST
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results POST
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/metadata/{metadata}\
/verification-results POST
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results/{number} \
GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/metadata/{metadata}\
/verification-results/{number} GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results/latest \
GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results/all GET
/pacts/provider/{provider}/consumer/{consumer}/version/{version}/verification-results/latest \
GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/latest/verification-results/latest GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/latest/{tag}/verification-results/latest GET DELETE
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results/{number}\
/triggered-webhooks GET
/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/metadata/{metadata}\
/verification-results/{number}/triggered-webhooks GET
/verification-results/consumer/{consumer}/version/{version}/latest GET
/pacts/provider/{provider}/for-verification GET POST
/matrix GET
/matrix/provider/{provider}/consumer/{consumer} GET
/matrix/provider/{provider}/latest/{provider_tag}/consumer/{consumer}/latest/{tag}/badge GET
/can-i-deploy GET
/pacticipants/{pacticipant}/latest-version/{tag}/can-i-deploy/to/{to} GET
/pacticipants/{pacticipant}/latest-version/{tag}/can-i-deploy/to/{to}/badge GET
/pacticipants/{pacticipant}/branches/{branch}/latest-version/can-i-deploy/to-environment\
/{environment} GET
/pacticipants/{pacticipant}/branches/{branch}/latest-version/can-i-deploy/to-environment\
/{environment}/badge GET
/pacticipants/{pacticipant}/main-branch/can-i-merge/badge GET
/environments GET POST
/environments/{uuid} GET PUT DELETE
/pacticipants/{pacticipant}/versions/{version}/deployed-versions/environment/{uuid} GET POST
/deployed-versions/{uuid} GET PATCH
/environments/{uuid}/deployed-versions/currently-deployed GET
/pacticipants/{pacticipant}/versions/{version}/released-versions/environment/{uuid} GET POST
/released-versions/{uuid} GET PATCH
/environments/{uuid}/released-versions/currently-supported GET
/webhooks GET POST
/webhooks/{uuid} GET PUT DELETE
/webhooks/{uuid}/execute POST
/webhooks/execute POST
/webhooks/provider/{provider}/consumer/{consumer} GET POST
/webhooks/provider/{provider} GET POST
/webhooks/consumer/{consumer} GET POST
/pacts/provider/{provider}/consumer/{consumer}/webhooks GET POST
/pacts/provider/{provider}/consumer/{consumer}/webhooks/status GET
/pacts/provider/{provider}/consumer/{consumer}/version/{version}/triggered-webhooks GET
/triggered-webhooks/{uuid}/logs GET
/integrations GET DELETE
/integrations/provider/{provider}/consumer/{consumer} DELETE
/groups/{pacticipant} GET
/relationships GET
/dashboard GET
/dashboard/provider/{provider}/consumer/{consumer} GET
/pacts/provider/{provider}/consumer/{consumer}/latest/badge GET
/pacts/provider/{provider}/consumer/{consumer}/latest/{tag}/badge GET
/pacts/provider/{provider}/consumer/{consumer}/latest-untagged/badge GET
/metrics GET
/diagnostic/status/heartbeat GET
/diagnostic/status/dependencies GET
/doc/{relation} GET
"""
OWN = """
/pacts/provider/{provider}/consumer/{consumer}/branch GET
/pacts/provider/{provider}/consumer/{consumer}/branch/latest GET
/audit-log GET
/owed GET
/provider-contracts/provider/{provider}/publish POST
/provider-contracts/provider/{provider}/version/{provider_version} GET DELETE
/provider-contracts/provider/{provider}/version/{provider_version}/content GET
/provider-contracts/provider/{provider}/version/{provider_version}/comparison GET
"""


def _table(text: str) -> dict[str, list[str]]:
    lines = (line.split() for line in text.strip().splitlines())
    return {path: methods for path, *methods in lines}


_ROUTED = {route.path: list(route.actions) for route in ROUTES}


@pytest.mark.parametrize(("path", "methods"), _table(OFFICIAL).items(), ids=_table(OFFICIAL))
def test_official_route_has_exactly_its_methods(path: str, methods: list[str]) -> None:
    assert _ROUTED.get(path) == methods


def test_routes_are_the_official_ones_and_those_of_our_own() -> None:
    assert set(_ROUTED) == set(_table(OFFICIAL)) | set(_table(OWN))


def test_no_route_is_given_twice() -> None:
    paths = [route.path for route in all_routes()]

    assert len(paths) == len(set(paths))
