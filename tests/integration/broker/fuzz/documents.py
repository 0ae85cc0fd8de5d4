"""Bodies as well-behaved clients send them, by operation; hostile ones begin with these."""

from __future__ import annotations

from typing import Any, Final

from tests.integration.broker.wire.builders import a_pact, a_publication
from tests.integration.broker.wire.openapi_documents import a_provider_contract

_PACTICIPANT: Final = {
    "name": "Newcomer",
    "displayName": "New Comer",
    "mainBranch": "main",
    "repositoryUrl": "https://example.invalid/new",
}
_WEBHOOK: Final = {
    "description": "tell the build",
    "enabled": True,
    "consumer": {"name": "Kiosk"},
    "provider": {"label": "mobile"},
    "events": [{"name": "contract_published"}],
    "request": {
        "method": "POST",
        "url": "https://nowhere.invalid/builds",
        "headers": {"Authorization": "Bearer ${user.token}"},
        "body": {"version": "${pactbroker.consumerVersionNumber}"},
        "username": "u",
        "password": "p",
    },
}
_RESULT: Final = {
    "success": True,
    "providerApplicationVersion": "p9",
    "buildUrl": "https://example.invalid/1",
    "testResults": [{"interactionId": "x", "success": True}],
    "verifiedBy": {
        "implementation": "x",
        "version": "1",
        "clientLanguage": {"name": "y", "version": "2", "testFramework": "z"},
    },
}
_FOR_VERIFICATION: Final = {
    "providerVersionBranch": "main",
    "providerVersionTags": ["prod"],
    "consumerVersionSelectors": [
        {"mainBranch": True},
        {"branch": "feat/x", "fallbackBranch": "main"},
        {"tag": "prod", "latest": True, "consumer": "Kiosk"},
        {"deployedOrReleased": True, "environment": "live"},
    ],
    "includePendingStatus": True,
    "includeWipPactsSince": "2026-01-01",
}
_ENVIRONMENT: Final = {
    "name": "stage",
    "displayName": "Stage",
    "production": False,
    "contacts": [{"name": "Team", "details": {"email": "t@example.invalid"}}],
}

# By how a path ends; the first that fits.
_BY_ENDING: Final[tuple[tuple[str, Any], ...]] = (
    ("/contracts/publish", a_publication("7", branch="main", tags=["dev"], buildUrl="x")),
    ("/provider-contracts/provider/{provider}/publish", a_provider_contract(branch="main")),
    ("/for-verification", _FOR_VERIFICATION),
    ("/verification-results", _RESULT),
    ("/labels/{label}", {}),
    ("/tags/{tag}", {}),
    ("/branches/{branch}/versions/{version}", {"name": "main"}),
    ("/pacticipants/{pacticipant}/versions/{version}", {"buildUrl": "x", "tags": [{"name": "t"}]}),
    ("/version/{version}", a_pact("/9")),
    ("/versions/{version}", a_pact("/9")),
    ("/deployed-versions/environment/{uuid}", {"applicationInstance": "blue", "target": "blue"}),
    ("/released-versions/environment/{uuid}", {}),
    ("/deployed-versions/{uuid}", {"currentlyDeployed": False}),
    ("/released-versions/{uuid}", {"currentlySupported": False}),
    ("/environments", _ENVIRONMENT),
    ("/environments/{uuid}", _ENVIRONMENT),
    ("/pacticipants", _PACTICIPANT),
    ("/pacticipants/{pacticipant}", _PACTICIPANT),
)


def find_document(path: str) -> Any:
    """A good body for an operation of the path; webhooks are what is left."""
    return next((document for end, document in _BY_ENDING if path.endswith(end)), _WEBHOOK)
