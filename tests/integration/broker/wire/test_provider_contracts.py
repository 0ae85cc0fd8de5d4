from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.service.transaction import Policy
from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import open_wire
from tests.integration.broker.wire.openapi_documents import (
    a_document,
    a_provider_contract,
    contract_path,
    publish_document,
    send_document,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Clock, Wire

YAML = 'openapi: 3.0.3\ninfo: {title: "Menü", version: "1"}\npaths: {}\n'
OTHER = a_document("/other")


def test_document_comes_back_as_it_was_sent(wire: Wire) -> None:
    publish_document(wire, YAML, branch="main", tags=["dev"], buildUrl="https://ci.example/1")

    shown = wire.read(contract_path())
    content = wire.get(shown["_links"]["pf:content"]["href"], accept="*/*")
    assert content.text == YAML
    assert content.headers["Content-Type"] == "application/yaml;charset=utf-8"
    assert content.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert content.headers["Content-Disposition"] == "attachment"
    assert (shown["openapiVersion"], shown["operationsCount"]) == ("3.0.3", 0)
    version = wire.follow(shown, "pb:pacticipant-version")
    assert version["_links"]["pf:provider-contract"] == shown["_links"]["self"]
    assert [each["name"] for each in version["_embedded"]["branchVersions"]] == ["main"]
    assert version["buildUrl"] == "https://ci.example/1"


def test_json_is_told_as_such_whatever_the_sender_called_it(wire: Wire) -> None:
    publish_document(wire, a_document())

    content = wire.get(contract_path() + "/content", accept="application/json")

    assert json.loads(content.text) == a_document()
    assert content.headers["Content-Type"] == "application/json;charset=utf-8"


def test_same_document_again_changes_nothing_but_what_is_said_of_it(wire: Wire) -> None:
    body = a_provider_contract()
    body["contract"]["selfVerificationResults"] = {"success": True, "verifier": "us", "more": 1}
    publish_document(wire)
    wire.post("/provider-contracts/provider/Menu/publish", body)

    answer = publish_document(wire)

    shown = wire.read(contract_path())
    assert shown["selfVerificationResults"] == {"success": True, "verifier": "us"}
    assert "its content is unchanged" in answer["notices"][1]["text"]
    assert answer["_links"]["pb:pacticipant-version-tags"] == []


def test_other_document_of_a_version_is_refused(wire: Wire) -> None:
    publish_document(wire)

    response = send_document(wire, OTHER, branch="not-stored")

    refused = json.loads(response.text)
    assert response.status_code == 409
    assert refused["notices"] == [{"type": "error", "text": refused["errors"]["contracts"][0]}]
    assert "Publish under a new version number" in refused["errors"]["contracts"][0]
    assert wire.get(contract_path() + "/content", accept="*/*").text == json.dumps(a_document())
    assert wire.get("/pacticipants/Menu/branches/not-stored").status_code == 404


def test_other_document_takes_the_place_where_that_is_allowed(
    sqlite_url: str, clock: Clock
) -> None:
    policy = Policy(allow_dangerous_contract_modification=True)
    with open_wire(sqlite_url, Settings(policy=policy), clock=clock) as wire:
        body = a_provider_contract()
        body["contract"]["selfVerificationResults"] = {"success": True}
        wire.post("/provider-contracts/provider/Menu/publish", body)

        answer = publish_document(wire, OTHER)

        assert answer["notices"][1]["type"] == "warning"
        assert "selfVerificationResults" not in wire.read(contract_path())
        assert wire.get(contract_path() + "/content", accept="*/*").text == json.dumps(OTHER)


@pytest.mark.parametrize(
    ("change", "key", "text"),
    [
        ({"contract": None}, "contract", "is missing"),
        ({"contract": []}, "contract", "must be an object"),
        ({"pacticipantVersionNumber": " "}, "pacticipantVersionNumber", "cannot be blank"),
        ({"tags": [1]}, "tags", "must be a string (at index 0)"),
        ({"specification": None}, "contract.specification", "is missing"),
        ({"contentType": None}, "contract.contentType", "is missing"),
        ({"contentType": 1}, "contract.contentType", "must be a string"),
        ({"content": None}, "contract.content", "is missing"),
        ({"content": {}}, "contract.content", "must be a string"),
        ({"selfVerificationResults": 1}, "contract.selfVerificationResults", "must be an object"),
        (
            {"selfVerificationResults": {"success": 1, "verifier": 2}},
            "contract.selfVerificationResults.verifier",
            "must be a string",
        ),
        ({"specification": "raml"}, "contract.specification", "must be oas"),
        ({"contentType": "text/html"}, "contract.contentType", "must be one of application/json"),
        ({"content": "%"}, "contract.content", "must be Base64"),
        ({"content": "/w=="}, "contract.content", "is not UTF-8 once decoded: byte 0"),
        ({"content": "YTogMQBi"}, "contract.content", "holds a null character"),
        (
            {"selfVerificationResults": {}},
            "contract.selfVerificationResults.success",
            "is missing",
        ),
        (
            {"selfVerificationResults": {"success": True, "format": "x" * 501}},
            "contract.selfVerificationResults.format",
            "must have at most 500 characters",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_body_that_is_wrong_is_told_where(
    idle_wire: Wire, change: dict[str, Any], key: str, text: str
) -> None:
    body = a_provider_contract()
    holder = (
        body if set(change) & {"contract", "pacticipantVersionNumber", "tags"} else body["contract"]
    )
    holder.update(change)

    response = idle_wire.post("/provider-contracts/provider/Menu/publish", body)

    assert response.status_code == 400
    assert json.loads(response.text)["errors"][key][0].startswith(text)


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("swagger: '2.0'", "at /swagger: Swagger 2.0 is not read; "),
        ("openapi: 3.1.0", 'at the root: "info" is a required property (rule: required)'),
        ("{", "at the root: it is not JSON"),
        ("a: &a [*a]", "at the root: "),
        ("[" * 200 + "]" * 200, "at /0/0/0"),
        ('{"a": 1' + "0" * 5_000 + "}", "at the root: it is not JSON"),
        (a_document("/{id}"), "at /paths/~1{id}/get: /{id} has the parameter 'id', which is not"),
    ],
    ids=["version", "invalid", "syntax", "alias", "depth", "number", "parameter"],
)
def test_invalid_document_is_refused_by_place_and_rule_and_nothing_is_stored(
    idle_wire: Wire, document: Any, text: str
) -> None:
    # The official client asks for this, and cannot read it.
    accept = "application/hal+json, application/problem+json"
    path = "/provider-contracts/provider/Nobody/publish"
    body = json.dumps(a_provider_contract(document))

    response = idle_wire.send(
        "POST", path, data=body, content_type="application/json", headers={"Accept": accept}
    )

    assert response.status_code == 400
    assert json.loads(response.text)["errors"]["contract.content"][0].startswith(text)
    assert idle_wire.get("/pacticipants/Nobody").status_code == 404


def test_document_goes_with_its_last_version(wire: Wire) -> None:
    publish_document(wire, number="p1")
    publish_document(wire, number="p2")

    assert wire.delete(contract_path("p1")).status_code == 204
    assert wire.get(contract_path("p1")).status_code == 404
    assert wire.get(contract_path("p2") + "/content", accept="*/*").status_code == 200
    assert wire.delete("/pacticipants/Menu/versions/p2").status_code == 204
    with wire.engine.connect() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM openapi_documents").scalar()
    assert left == 0


def test_publication_is_in_the_audit_log(small_wire: Wire) -> None:
    publish_document(small_wire, provider="Till & Co/2")

    (entry,) = small_wire.read("/audit-log")["_embedded"]["entries"]

    assert (entry["verb"], entry["subject"]) == (
        "published",
        "/pacticipants/Till%20%26%20Co%2F2/versions/p1",
    )


def test_name_that_is_too_alike_is_refused(small_wire: Wire) -> None:
    publish_document(small_wire)

    response = send_document(small_wire, provider="menu")

    assert response.status_code == 409
    assert "very like 'Menu'" in json.loads(response.text)["errors"]["contracts"][0]
