"""Verification results of contents: reported, shown, removed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pact_notary.domain import metadata
from pact_notary.http.answers import created, emptied, shown
from pact_notary.http.links import link
from pact_notary.resources.members import Members
from pact_notary.resources.representation import show_time, without_nulls
from pact_notary.resources.routing import Route, changes, removes, shows
from pact_notary.service.refusals import Unknown
from pact_notary.service.verifying import ContentAddress, ReportedResult, record_result
from pact_notary.service.webhooks import enqueue_for_verification
from pact_notary.store import pacts, verifications

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.records import Pact, VerificationResult
    from pact_notary.resources.routing import Call

_NUMBER = re.compile(r"[0-9]{1,18}")
_VERIFIER = {
    "name": "client_implementation",
    "version": "client_version",
    "testFramework": "client_test_framework",
}


def report(call: Call) -> Answer:
    segments = call.segments
    address = ContentAddress(
        segments["consumer"], segments["provider"], segments["sha"], segments.get("metadata")
    )
    result = record_result(call.transaction, address, reported=_read(Members(call.body)))
    enqueue_for_verification(call.transaction, result, links=call.links)
    return created(_show(call, result), _address(call.links, result))


def show(call: Call) -> Answer:
    return shown(_show(call, find_result(call)))


def remove(call: Call) -> Answer:
    verifications.remove(call.connection, find_result(call))
    return emptied()


def show_latest(call: Call) -> Answer:
    return _show_newest(call, _find_content(call))


def remove_latest(call: Call) -> Answer:
    return _remove_newest(call, _find_content(call))


def show_latest_of_version(call: Call) -> Answer:
    return _show_newest(call, _find_pact(call, pacts.with_number(call.segments["version"])))


def show_latest_of_latest(call: Call) -> Answer:
    return _show_newest(call, _find_pact(call, pacts.any_version()))


def show_latest_of_tagged(call: Call) -> Answer:
    return _show_newest(call, _find_pact(call, pacts.with_tag(call.segments["tag"])))


def remove_latest_of_version(call: Call) -> Answer:
    return _remove_newest(call, _find_pact(call, pacts.with_number(call.segments["version"])))


def remove_latest_of_latest(call: Call) -> Answer:
    return _remove_newest(call, _find_pact(call, pacts.any_version()))


def remove_latest_of_tagged(call: Call) -> Answer:
    return _remove_newest(call, _find_pact(call, pacts.with_tag(call.segments["tag"])))


def refuse_all(_call: Call) -> Answer:
    raise Unknown("Results are not listed here; ask the matrix for them: /matrix")


def show_verification(
    links: Links, result: VerificationResult, *, consumer_version: str | None
) -> dict[str, Any]:
    """The representation without the test results.

    Args:
      consumer_version: the number of a version with the pact; None when all are gone.
    """
    name = f"Verification result {result.id} for the pact between {result.consumer.name} and "
    name += result.provider.name
    number = result.provider_version.number
    members = {
        "providerName": result.provider.name,
        "providerApplicationVersion": number,
        "success": result.success,
        "verificationDate": show_time(result.created_at),
        "buildUrl": result.build_url,
    }
    own = _address(links, result)
    return {
        **without_nulls(members),
        "verifiedBy": _show_verifier(result.verified_by),
        "_links": {
            "self": link(own, title="Verification result", name=name),
            "pb:pact-version": _link_pact(links, result, consumer_version),
            "pb:triggered-webhooks": link(
                f"{own}/triggered-webhooks", title="Webhooks that this result triggered"
            ),
        },
    }


def _show(call: Call, result: VerificationResult) -> dict[str, Any]:
    pact = _find_publication(call, result)
    number = pact.consumer_version.number if pact else None
    document = show_verification(call.links, result, consumer_version=number)
    results = verifications.read_test_results(call.connection, result.id)
    if results is not None:
        document["testResults"] = json.loads(results)
    return document


def _link_pact(
    links: Links, result: VerificationResult, consumer_version: str | None
) -> dict[str, Any]:
    address = _content_address(links, result)
    if consumer_version is not None:
        known = metadata.PactMetadata(consumer_version_number=consumer_version)
        address += f"/metadata/{metadata.encode(known)}"
    return link(address, title="Pact", name=result.sha)


def _find_publication(call: Call, result: VerificationResult) -> Pact | None:
    """The publication that was verified: that of the consumer version the address told of."""
    segment = metadata.decode(result.metadata_segment or "")
    if segment.consumer_version_number is not None:
        named = pacts.with_number(segment.consumer_version_number)
        found = pacts.find(call.connection, result.consumer.name, result.provider.name, named)
        if found is not None and found.sha == result.sha:
            return found
    return pacts.find_with_sha(
        call.connection, result.consumer.name, result.provider.name, sha=result.sha
    )


def _show_verifier(text: str | None) -> dict[str, Any]:
    """Who verified; the names of the client's members are those of the wire."""
    told = json.loads(text) if text else {}
    if not isinstance(told, dict):
        return {}
    shown_members = {name: told.get(name) for name in ("implementation", "version")}
    client = told.get("clientLanguage")
    if isinstance(client, dict):
        shown_members |= {name: client.get(member) for member, name in _VERIFIER.items()}
    return without_nulls(shown_members)


def _read(members: Members) -> ReportedResult:
    version = members.required_name("providerApplicationVersion")
    success = members.required_flag("success")
    build_url = members.url("buildUrl")
    verified_by = members.raw("verifiedBy")
    if verified_by is not None and not isinstance(verified_by, dict):
        members.complain("verifiedBy", "must be an object")
    members.check()
    return ReportedResult(success, version, build_url, members.raw("testResults"), verified_by)


def find_result(call: Call) -> VerificationResult:
    """The result of the number, when it is one of the pact in the path."""
    number, segments = call.segments["number"], call.segments
    found = verifications.find(call.connection, int(number)) if _NUMBER.fullmatch(number) else None
    if found is None or (found.consumer.name, found.provider.name, found.sha) != (
        segments["consumer"],
        segments["provider"],
        segments["sha"],
    ):
        raise Unknown(f"No verification result {number} found")
    return found


def _find_content(call: Call) -> Pact:
    segments = call.segments
    found = pacts.find_with_sha(
        call.connection, segments["consumer"], segments["provider"], sha=segments["sha"]
    )
    return _known(found)


def _find_pact(call: Call, condition: pacts.Condition) -> Pact:
    segments = call.segments
    return _known(
        pacts.find(call.connection, segments["consumer"], segments["provider"], condition)
    )


def _known(pact: Pact | None) -> Pact:
    if pact is None:
        raise Unknown("No such pact found")
    return pact


def _newest(call: Call, pact: Pact) -> VerificationResult:
    result = verifications.newest_of_content(call.connection, pact.content_id)
    if result is None:
        raise Unknown("No verification result for this pact found")
    return result


def _show_newest(call: Call, pact: Pact) -> Answer:
    return shown(_show(call, _newest(call, pact)))


def _remove_newest(call: Call, pact: Pact) -> Answer:
    verifications.remove(call.connection, _newest(call, pact))
    return emptied()


def _content_address(links: Links, result: VerificationResult) -> str:
    pair = ("pacts", "provider", result.provider.name, "consumer", result.consumer.name)
    return links.to(*pair, "pact-version", result.sha)


def _address(links: Links, result: VerificationResult) -> str:
    return f"{_content_address(links, result)}/verification-results/{result.id}"


_PAIR = "/pacts/provider/{provider}/consumer/{consumer}"
_CONTENT = f"{_PAIR}/pact-version/{{sha}}"
_RESULTS = "verification-results"
_ONE = {"GET": shows(show), "DELETE": removes(remove)}

ROUTES = (
    *(
        route
        for content in (_CONTENT, f"{_CONTENT}/metadata/{{metadata}}")
        for route in (
            Route(f"{content}/{_RESULTS}", {"POST": changes(report)}),
            Route(f"{content}/{_RESULTS}/{{number}}", _ONE),
        )
    ),
    Route(
        f"{_CONTENT}/{_RESULTS}/latest",
        {"GET": shows(show_latest), "DELETE": removes(remove_latest)},
    ),
    Route(f"{_CONTENT}/{_RESULTS}/all", {"GET": shows(refuse_all)}),
    Route(
        f"{_PAIR}/version/{{version}}/{_RESULTS}/latest",
        {"GET": shows(show_latest_of_version), "DELETE": removes(remove_latest_of_version)},
    ),
    Route(
        f"{_PAIR}/latest/{_RESULTS}/latest",
        {"GET": shows(show_latest_of_latest), "DELETE": removes(remove_latest_of_latest)},
    ),
    Route(
        f"{_PAIR}/latest/{{tag}}/{_RESULTS}/latest",
        {"GET": shows(show_latest_of_tagged), "DELETE": removes(remove_latest_of_tagged)},
    ),
)
