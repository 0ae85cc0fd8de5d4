"""The values a webhook's templates may name, made from what is known of a pact and its result."""

from __future__ import annotations

from dataclasses import dataclass

_GITHUB = ("success", "failure", "pending")
_GITLAB = ("success", "failed", "pending")
_BITBUCKET = ("SUCCESSFUL", "FAILED", "INPROGRESS")
_AZURE = ("succeeded", "failed", "pending")

# A webhook that names it is sent once for each provider version that is deployed.
CURRENTLY_DEPLOYED = "currentlyDeployedProviderVersionNumber"

PARAMETER_NAMES = frozenset(
    {
        "consumerName",
        "providerName",
        "consumerVersionNumber",
        "providerVersionNumber",
        "consumerVersionTags",
        "providerVersionTags",
        "consumerLabels",
        "providerLabels",
        "consumerVersionBranch",
        "providerVersionBranch",
        "providerVersionDescriptions",
        "pactUrl",
        "verificationResultUrl",
        "buildUrl",
        "eventName",
        "githubVerificationStatus",
        "gitlabVerificationStatus",
        "bitbucketVerificationStatus",
        "azureDevOpsVerificationStatus",
        CURRENTLY_DEPLOYED,
    }
)


@dataclass(frozen=True, slots=True)
class Side:
    """What templates say of one application and its version; empty when there is none."""

    name: str
    labels: tuple[str, ...] = ()
    version_number: str = ""
    branch: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What templates say of a verification result."""

    success: bool
    url: str
    build_url: str | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """All that one request of a webhook is about."""

    event_name: str
    consumer: Side
    provider: Side
    pact_url: str
    outcome: Outcome | None = None
    provider_version_descriptions: tuple[str, ...] = ()
    deployed_provider_version_number: str = ""


def describe(occasion: Occasion) -> dict[str, str]:
    """Values by the names of templates; what is not known is left out."""
    outcome = occasion.outcome
    known = {
        **_describe_side("consumer", occasion.consumer),
        **_describe_side("provider", occasion.provider),
        "providerVersionDescriptions": ", ".join(occasion.provider_version_descriptions),
        CURRENTLY_DEPLOYED: occasion.deployed_provider_version_number,
        "pactUrl": occasion.pact_url,
        "verificationResultUrl": outcome.url if outcome else "",
        "buildUrl": (outcome.build_url or "") if outcome else "",
        "eventName": occasion.event_name,
        "githubVerificationStatus": _status(outcome, _GITHUB),
        "gitlabVerificationStatus": _status(outcome, _GITLAB),
        "bitbucketVerificationStatus": _status(outcome, _BITBUCKET),
        "azureDevOpsVerificationStatus": _status(outcome, _AZURE),
    }
    return {name: value for name, value in known.items() if value}


def _describe_side(role: str, side: Side) -> dict[str, str]:
    return {
        f"{role}Name": side.name,
        f"{role}Labels": ", ".join(side.labels),
        f"{role}VersionNumber": side.version_number,
        f"{role}VersionBranch": side.branch,
        f"{role}VersionTags": ", ".join(side.tags),
    }


def _status(outcome: Outcome | None, words: tuple[str, str, str]) -> str:
    success, failure, pending = words
    if outcome is None:
        return pending
    return success if outcome.success else failure
