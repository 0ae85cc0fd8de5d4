from __future__ import annotations

import pytest

from pact_notary.domain.webhooks.parameters import (
    PARAMETER_NAMES,
    Occasion,
    Outcome,
    Side,
    describe,
)

CONSUMER = Side("Kiosk", ("mobile", "web"), "1+b", "feat/x", ("dev", "prod"))
PROVIDER = Side("Menu", (), "7", "main", ("live",))


def an_occasion(outcome: Outcome | None = None) -> Occasion:
    return Occasion(
        "contract_published", CONSUMER, PROVIDER, "http://b/pact", outcome, ("latest main",), "6"
    )


def test_occasion_is_described() -> None:
    outcome = Outcome(success=True, url="http://b/result", build_url="http://ci/1")

    assert describe(an_occasion(outcome)) == {
        "consumerName": "Kiosk",
        "consumerLabels": "mobile, web",
        "consumerVersionNumber": "1+b",
        "consumerVersionBranch": "feat/x",
        "consumerVersionTags": "dev, prod",
        "providerName": "Menu",
        "providerVersionNumber": "7",
        "providerVersionBranch": "main",
        "providerVersionTags": "live",
        "providerVersionDescriptions": "latest main",
        "currentlyDeployedProviderVersionNumber": "6",
        "pactUrl": "http://b/pact",
        "verificationResultUrl": "http://b/result",
        "buildUrl": "http://ci/1",
        "eventName": "contract_published",
        "githubVerificationStatus": "success",
        "gitlabVerificationStatus": "success",
        "bitbucketVerificationStatus": "SUCCESSFUL",
        "azureDevOpsVerificationStatus": "succeeded",
    }


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(success=False, url="u"), ("failure", "failed", "FAILED", "failed")),
        (None, ("pending", "pending", "INPROGRESS", "pending")),
    ],
    ids=["failed", "none"],
)
def test_status_is_said_in_each_tool_s_words(
    outcome: Outcome | None, words: tuple[str, ...]
) -> None:
    values = describe(an_occasion(outcome))

    assert words == tuple(
        values[f"{tool}VerificationStatus"]
        for tool in ("github", "gitlab", "bitbucket", "azureDevOps")
    )


def test_every_value_has_a_name_of_templates() -> None:
    assert describe(an_occasion()).keys() <= PARAMETER_NAMES
