"""The rules are tested with the tables; here is how their outcome looks on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.broker.wire.builders import (
    HAL,
    a_pact,
    a_result,
    an_environment,
    deploy,
    publish,
    verify,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

FOR_VERIFICATION = "/pacts/provider/Menu/for-verification"
PINNED = "q[][pacticipant]=Kiosk&q[][version]=1"


def _ask(wire: Wire, **body: Any) -> Any:
    response = wire.post(FOR_VERIFICATION, body)
    assert response.status_code == 200, response.text
    return response.get_json()


def test_verifier_finds_where_to_ask(wire: Wire) -> None:
    publish(wire, "1", branch="main")

    answer = wire.read(FOR_VERIFICATION)

    assert answer["_links"]["self"]["href"] == f"http://localhost{FOR_VERIFICATION}"
    assert wire.post(answer["_links"]["self"]["href"], {}).status_code == 200


def test_pact_to_verify_is_told_as_verifiers_read_it(wire: Wire) -> None:
    publish(wire, "1", branch="main")

    chosen = _ask(wire, consumerVersionSelectors=[{"mainBranch": True}])["_embedded"]["pacts"]

    assert len(chosen) == 1
    properties = chosen[0]["verificationProperties"]
    assert chosen[0]["shortDescription"] == "latest from main branch"
    assert properties["pending"] is True
    assert "wip" not in properties
    assert all(
        isinstance(text, str) for notice in properties["notices"] for text in notice.values()
    )
    assert chosen[0]["_links"].keys() == {"self"}
    assert chosen[0]["_links"]["self"]["name"] == "Pact between Kiosk (1) and Menu"


def test_result_reported_where_the_pact_says_ends_pending(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    asked = {"providerVersionBranch": "main", "consumerVersionSelectors": [{"mainBranch": True}]}
    chosen = _ask(wire, **asked)["_embedded"]["pacts"][0]
    pact = wire.follow(chosen, "self")
    wire.put("/pacticipants/Menu/branches/main/versions/p1")

    wire.post(pact["_links"]["pb:publish-verification-results"]["href"], a_result("p1"))

    again = _ask(wire, **asked)["_embedded"]["pacts"][0]
    assert chosen["verificationProperties"]["pending"] is True
    assert again["verificationProperties"]["pending"] is False


def test_work_in_progress_is_marked(wire: Wire) -> None:
    publish(wire, "1", branch="main")
    publish(wire, "2", a_pact("/2"), branch="feat/x")

    chosen = _ask(
        wire,
        providerVersionBranch="main",
        consumerVersionSelectors=[{"mainBranch": True}],
        includeWipPactsSince="2020-01-01",
    )["_embedded"]["pacts"]

    flags = [each["verificationProperties"].get("wip") for each in chosen]
    assert flags == [None, True]
    pact = wire.follow(chosen[1], "self")
    assert pact["_links"]["pb:consumer-version"]["name"] == "2"


def test_content_of_several_versions_names_them(wire: Wire) -> None:
    publish(wire, "1", branch="a")
    publish(wire, "2", branch="b")

    chosen = _ask(wire, consumerVersionSelectors=[{"branch": "a"}, {"branch": "b"}])
    pact = wire.follow(chosen["_embedded"]["pacts"][0], "self")

    assert [link["name"] for link in pact["_links"]["pb:consumer-versions"]] == ["2", "1"]


def test_older_form_is_asked_with_get(wire: Wire) -> None:
    publish(wire, "1", tags=["dev"])

    query = "consumer_version_selectors[][tag]=dev&consumer_version_selectors[][latest]=true"
    chosen = wire.read(f"{FOR_VERIFICATION}?{query}")["_embedded"]["pacts"]

    assert [each["shortDescription"] for each in chosen] == ["latest with tag dev"]


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"consumerVersionSelectors": [{}]}, "consumerVersionSelectors"),
        ({"consumerVersionSelectors": "x"}, "consumerVersionSelectors"),
        ({"providerVersionBranch": ""}, "providerVersionBranch"),
        ({"includeWipPactsSince": "soon"}, "includeWipPactsSince"),
        ([], ""),
    ],
)
def test_wrong_question_is_refused_by_member(small_wire: Wire, body: object, key: str) -> None:
    publish(small_wire, "1")

    response = small_wire.post(FOR_VERIFICATION, body)

    assert response.status_code == 400
    assert list(response.get_json()["errors"]) == [key]


def test_unknown_provider_has_nothing_to_verify(small_wire: Wire) -> None:
    path = "/pacts/provider/Nobody/for-verification"

    assert small_wire.get(path).status_code == 404
    assert small_wire.post(path, {}).status_code == 404


def test_matrix_row_tells_all_of_both_sides(wire: Wire) -> None:
    publish(wire, "1", branch="main", tags=["t"])
    verify(wire, "p1")
    deploy(wire, "1", an_environment(wire, "test"))

    matrix = wire.read(f"/matrix?{PINNED}&latestby=cvpv")

    row = matrix["matrix"][0]
    version = row["consumer"]["version"]
    assert matrix["summary"] | {"reason": ""} == {
        "deployable": True,
        "reason": "",
        "success": 1,
        "failed": 0,
        "unknown": 0,
    }
    assert (version["number"], version["branch"]) == ("1", "main")
    assert [(each["name"], each["latest"]) for each in version["branchVersions"]] == [
        ("main", True)
    ]
    assert [each["name"] for each in version["tags"]] == ["t"]
    assert [each["name"] for each in version["environments"]] == ["test"]
    assert row["provider"]["version"]["branch"] is None
    assert wire.follow(row["verificationResult"], "self")["success"] is True
    assert wire.follow(row["pact"], "self")["consumer"] == {"name": "Kiosk"}


def test_matrix_row_without_a_result_has_nulls(wire: Wire) -> None:
    publish(wire, "1")

    row = wire.read(f"/matrix?{PINNED}&latestby=cvp")["matrix"][0]

    assert (row["provider"]["version"], row["verificationResult"]) == (None, None)


def test_matrix_reasons_are_its_notices(wire: Wire) -> None:
    publish(wire, "1")

    matrix = wire.read(f"/matrix?{PINNED}&latestby=cvp")

    assert matrix["summary"]["deployable"] is None
    assert matrix["summary"]["reason"] == "\n".join(each["text"] for each in matrix["notices"])


def test_matrix_is_a_table_of_text_too(wire: Wire) -> None:
    publish(wire, "1")
    verify(wire, "p1")

    text = wire.get(f"/matrix?{PINNED}", accept="text/plain").text

    assert text.splitlines()[2] == "Kiosk    | 1         | Menu     | p1        | true"
    assert "Deployable: true" in text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "At least one version selector"),
        ("q[][version]=1", "needs the pacticipant's name"),
        ("q[][pacticipant]=Nobody", "Pacticipant Nobody not found"),
        (f"{PINNED}&latestby=x", "latestby must be one of"),
        (f"{PINNED}&limit=0", "limit must be a whole number"),
        (f"{PINNED}&environment=none", "'none' does not exist"),
    ],
)
def test_wrong_matrix_question_is_told_in_a_list(small_wire: Wire, query: str, told: str) -> None:
    publish(small_wire, "1")

    response = small_wire.get(f"/matrix?{query}")

    errors = response.get_json()["errors"]
    assert response.status_code == 400
    assert response.headers["Content-Type"] == f"{HAL};charset=utf-8"
    assert any(told in text for text in errors)


def test_wrong_deploy_question_is_told_by_parameter(small_wire: Wire) -> None:
    response = small_wire.get("/can-i-deploy?pacticipant=Nobody&environment=x&to=y")

    assert response.status_code == 400
    assert set(response.get_json()["errors"]) == {"", "pacticipant", "version", "environment"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/can-i-deploy?pacticipant=Kiosk&version=1&environment=test", 200),
        ("/can-i-deploy?pacticipant=Kiosk&version=1&to=prod&ignore[]=Menu", 200),
        ("/pacticipants/Kiosk/latest-version/t/can-i-deploy/to/prod", 200),
        ("/pacticipants/Kiosk/latest-version/none/can-i-deploy/to/prod", 404),
        (
            "/pacticipants/Kiosk/branches/main/latest-version/can-i-deploy/to-environment/test",
            200,
        ),
        (
            "/pacticipants/Kiosk/branches/none/latest-version/can-i-deploy/to-environment/test",
            404,
        ),
        (
            "/pacticipants/Kiosk/branches/main/latest-version/can-i-deploy/to-environment/none",
            404,
        ),
        ("/matrix/provider/Menu/consumer/Kiosk", 200),
        ("/matrix/provider/Menu/consumer/Nobody", 404),
    ],
)
def test_deploy_question_has_several_addresses(wire: Wire, path: str, status: int) -> None:
    publish(wire, "1", branch="main", tags=["t"])
    an_environment(wire, "test")

    response = wire.get(path)

    assert response.status_code == status
    if status == 200:
        official = {"summary", "notices", "matrix"}
        assert set(response.get_json()) == official | {"reasons", "actions"}
