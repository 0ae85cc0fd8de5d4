"""The index of the official broker, typed out, and where its links lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import (
    a_pact,
    a_result,
    an_environment,
    deploy,
    open_wire,
    pair_path,
    publish,
)
from tests.integration.broker.wire.openapi_documents import publish_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.broker.wire.builders import Clock, Wire

BASE = "https://x.test/broker"
INDEX = """
pb:publish-pact /pacts/provider/{provider}/consumer/{consumer}/version/{consumerApplicationVersion}
pb:publish-contracts /contracts/publish
pb:latest-pact-versions /pacts/latest
pb:tagged-pact-versions /pacts/provider/{provider}/consumer/{consumer}/tag/{tag}
pb:branch-pact-versions /pacts/provider/{provider}/consumer/{consumer}/branch/{branch}
pb:latest-branch-pact-versions \
/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}/latest/versions
pb:main-branch-pact-versions /pacts/provider/{provider}/consumer/{consumer}/branch/versions
pb:latest-main-branch-pact-versions \
/pacts/provider/{provider}/consumer/{consumer}/branch/latest/versions
pb:provider-pacts-with-main-branch /pacts/provider/{provider}/branch
pb:provider-pacts-with-branch /pacts/provider/{provider}/branch/{branch}
pb:latest-provider-pacts-with-main-branch /pacts/provider/{provider}/branch/latest
pb:latest-provider-pacts-with-branch /pacts/provider/{provider}/branch/{branch}/latest
pb:pacticipants /pacticipants
pb:pacticipant /pacticipants/{pacticipant}
pb:latest-provider-pacts /pacts/provider/{provider}/latest
pb:latest-provider-pacts-with-tag /pacts/provider/{provider}/latest/{tag}
pb:provider-pacts-with-tag /pacts/provider/{provider}/tag/{tag}
pb:provider-pacts /pacts/provider/{provider}
pb:latest-version /pacticipants/{pacticipant}/latest-version
pb:latest-tagged-version /pacticipants/{pacticipant}/latest-version/{tag}
pb:webhooks /webhooks
pb:webhook /webhooks/{uuid}
pb:integrations /integrations
pb:pacticipant-version-tag /pacticipants/{pacticipant}/versions/{version}/tags/{tag}
pb:pacticipant-branch /pacticipants/{pacticipant}/branches/{branch}
pb:pacticipant-branch-version /pacticipants/{pacticipant}/branches/{branch}/versions/{version}
pb:pacticipant-version /pacticipants/{pacticipant}/versions/{version}
pb:metrics /metrics
pb:can-i-deploy-pacticipant-version-to-tag \
/can-i-deploy?pacticipant={pacticipant}&version={version}&to={tag}
pb:can-i-deploy-pacticipant-version-to-environment \
/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}
pb:provider-pacts-for-verification /pacts/provider/{provider}/for-verification
beta:provider-pacts-for-verification /pacts/provider/{provider}/for-verification
pb:environments /environments
pb:environment /environments/{uuid}
pf:publish-provider-contract /provider-contracts/provider/{provider}/publish
"""

# Relations for other methods than GET, or to what need not be there.
_NOT_TO_READ = frozenset(
    {
        "pb:publish-contracts",
        "pb:publish-verification-results",
        "pb:execute",
        "pb:tag-prod-version",
        "pb:delete_integration",
        "pb:previous-distinct",
        "pb:latest-verification-results",
        "pb:latest-untagged-pact-version",
    }
)


@pytest.fixture
def based(sqlite_url: str, clock: Clock) -> Iterator[Wire]:
    """A broker below a path, whose names hold slashes and blanks."""
    with open_wire(sqlite_url, Settings(base_urls=(BASE,)), clock=clock) as wire:
        for number, path in (("1/a+b", "/1"), ("2", "/2")):
            pact = a_pact(path, consumer="Con sumer", provider="Pro/vider")
            publish(wire, number, pact, branch="feat/x", tags=["t/1"])
        pact = wire.read(f"{pair_path(consumer='Con sumer', provider='Pro/vider')}/latest")
        address = pact["_links"]["pb:publish-verification-results"]["href"]
        wire.post(address.removeprefix("https://x.test"), a_result("p/1"))
        deploy(wire, "2", an_environment(wire), name="Con%20sumer", applicationInstance="i/1")
        wire.put("/pacticipants/Con%20sumer/labels/l%2F1")
        wire.post("/webhooks", {"request": {"method": "POST", "url": "https://x.test"}})
        publish_document(wire, number="p/1", provider="Pro/vider")
        yield wire


def _links(document: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(document, list):
        for item in document:
            yield from _links(item)
    elif isinstance(document, dict):
        for relation, found in document.get("_links", {}).items():
            yield from (
                (relation, link) for link in (found if isinstance(found, list) else [found])
            )
        for name, item in document.items():
            if name != "_links":
                yield from _links(item)


def test_index_has_the_official_relations(idle_wire: Wire) -> None:
    expected = dict(line.split() for line in INDEX.strip().splitlines())

    links = idle_wire.read("/")["_links"]

    own, curies = links.pop("self"), links.pop("curies")
    told = {
        relation: link["href"].removeprefix("http://localhost") for relation, link in links.items()
    }
    assert told == expected
    assert {relation for relation, link in links.items() if link.get("templated")} == {
        relation for relation, path in expected.items() if "{" in path
    }
    assert own["href"] == "http://localhost"
    assert links["beta:provider-pacts-for-verification"]["name"] == "beta"
    assert [(each["name"], each["href"]) for each in curies] == [
        (name, "http://localhost/doc/{rel}?context=index") for name in ("pb", "beta", "pf")
    ]


def test_every_link_is_below_the_base_url_and_leads_somewhere(based: Wire) -> None:
    waiting, seen = ["/broker/", "/broker/pacticipants/Con%20sumer", "/broker/labels"], set()
    waiting += [f"/broker/pacts/provider/Pro%2Fvider{place}" for place in ("", "/for-verification")]

    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = based.send("GET", path)
        assert response.status_code == 200, path
        for relation, link in _links(response.get_json(silent=True)):
            assert link["href"].startswith(BASE), (path, relation)
            assert isinstance(link.get("name", ""), str), (path, relation)
            assert ("{" in link["href"]) is link.get("templated", False), (path, relation)
            if relation not in _NOT_TO_READ and not link.get("templated"):
                waiting.append(link["href"].removeprefix("https://x.test"))

    assert len(seen) > 60
