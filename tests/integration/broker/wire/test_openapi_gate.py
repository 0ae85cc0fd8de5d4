"""What OpenAPI documents have to say about whether a version can be deployed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.domain.openapi_gate import Gate
from pact_notary.service.openapi_comparing import (
    COMPARED_AT_ONCE,
    Meeting,
    NotCompared,
    compare_all,
)
from pact_notary.service.transaction import Policy
from pact_notary.settings import Settings
from pact_notary.store import openapi_documents
from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import (
    a_pact,
    an_environment,
    deploy,
    open_wire,
    publish,
    verify,
)
from tests.integration.broker.wire.openapi_documents import (
    a_document,
    a_provider_contract,
    contract_path,
    publish_document,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.broker.wire.builders import Clock, Wire

KIOSK_GOES = "/can-i-deploy?pacticipant=Kiosk&version=1&environment=test"
MENU_GOES = "/can-i-deploy?pacticipant=Menu&version=p1&environment=test"
FITTING = a_document("/1")
WITHOUT_PRICE = a_document("/1", name="string")


@contextmanager
def gated(url: str, clock: Clock, gate: Gate) -> Iterator[Wire]:
    """A broker where Kiosk 1 is in test and reads name and price, which Menu p1 has verified."""
    with open_wire(url, Settings(policy=Policy(openapi_gate=gate)), clock=clock) as wire:
        publish(wire, "1", a_reader("name", "price"))
        verify(wire, "p1")
        environment = an_environment(wire)
        deploy(wire, "1", environment)
        deploy(wire, "p1", environment, name="Menu")
        yield wire


def a_reader(*fields: str) -> dict[str, Any]:
    """A pact that reads these fields of a dish."""
    pact = a_pact("/1")
    answer = pact["interactions"][0]["response"]
    answer["headers"] = {"Content-Type": "application/json"}
    answer["body"] = dict.fromkeys(fields, "x")
    return pact


def kinds_of(answer: Any, member: str) -> list[str]:
    return [each["kind"] for each in answer[member]]


@pytest.mark.parametrize("question", [KIOSK_GOES, MENU_GOES], ids=["consumer", "provider"])
def test_document_that_lacks_a_field_is_a_no_until_it_is_mended(
    database_url: str, clock: Clock, question: str
) -> None:
    with gated(database_url, clock, Gate.FITS) as wire:
        publish_document(wire, WITHOUT_PRICE)

        answer = wire.read(question)

        (reason,) = answer["reasons"]
        assert answer["summary"]["deployable"] is False
        assert answer["summary"]["success"] == 1
        assert answer["summary"]["reason"] == reason["text"]
        assert reason["kind"] == "openapi_misfit"
        assert "price" in reason["text"]
        assert reason["misfits"][0]["interaction"] == "a dish"
        assert reason["misfits"][0]["pactPointer"].startswith("/interactions/0/response/body")
        assert reason["_links"]["pf:provider-contract"]["name"] == "OpenAPI document of Menu (p1)"
        (action,) = answer["actions"]
        assert (action["kind"], action["solves"]) == ("change_field", [0])
        assert action["commands"][0].startswith("pact-notary publish-openapi")

        mended = a_document("/1", name="string", price="string")
        publish_document(wire, mended, "p2")
        verify(wire, "p2")
        deploy(wire, "p2", wire.read("/environments")["_embedded"]["environments"][0], name="Menu")
        assert wire.read(question.replace("p1", "p2"))["summary"]["deployable"] is True


def test_provider_without_a_document_is_a_no_where_one_is_required(
    database_url: str, clock: Clock
) -> None:
    with gated(database_url, clock, Gate.REQUIRED) as wire:
        answer = wire.read(KIOSK_GOES)

        (reason,) = answer["reasons"]
        assert answer["summary"]["deployable"] is False
        assert reason["text"] == "No OpenAPI document is published for version p1 of Menu."
        assert reason["provider"] == {"name": "Menu", "version": "p1"}
        assert kinds_of(answer, "actions") == ["publish_openapi"]

        publish_document(wire, a_document("/1", name="string", price="string"))
        assert wire.read(KIOSK_GOES)["summary"]["deployable"] is True


@pytest.mark.parametrize("gate", [Gate.OFF, Gate.FITS])
def test_document_that_is_not_there_is_no_reason_elsewhere(
    sqlite_url: str, clock: Clock, gate: Gate
) -> None:
    with gated(sqlite_url, clock, gate) as wire:
        answer = wire.read(MENU_GOES)

    assert (answer["summary"]["deployable"], answer["reasons"]) == (True, [])


def test_document_that_does_not_fit_is_no_reason_where_none_is_asked(
    sqlite_url: str, clock: Clock
) -> None:
    with gated(sqlite_url, clock, Gate.OFF) as wire:
        before = wire.read(KIOSK_GOES)

        publish_document(wire, WITHOUT_PRICE)

        with counting(wire.engine) as statements:
            assert wire.read(KIOSK_GOES) == before
        assert not [text for text in statements if "openapi" in text]


def test_document_that_its_provider_says_it_does_not_keep_is_a_no(
    sqlite_url: str, clock: Clock
) -> None:
    with gated(sqlite_url, clock, Gate.FITS) as wire:
        body = a_provider_contract(a_document("/1", name="string", price="string"))
        body["contract"]["selfVerificationResults"] = {"success": False}
        wire.post("/provider-contracts/provider/Menu/publish", body)

        answer = wire.read(KIOSK_GOES)

    assert answer["summary"]["deployable"] is False
    assert kinds_of(answer, "reasons") == ["openapi_not_kept"]
    assert answer["actions"][0]["text"].endswith("when its own verification has succeeded.")


def test_pact_that_cannot_be_compared_leaves_the_answer_open(sqlite_url: str, clock: Clock) -> None:
    with open_wire(
        sqlite_url, Settings(policy=Policy(openapi_gate=Gate.FITS)), clock=clock
    ) as wire:
        publish(wire, "1", {**a_pact(), "interactions": [{"request": "nonsense"}]})
        verify(wire, "p1")
        deploy(wire, "p1", an_environment(wire), name="Menu")
        publish_document(wire)

        answer = wire.read(KIOSK_GOES)

    (reason,) = answer["reasons"]
    assert answer["summary"]["deployable"] is None
    assert reason["kind"] == "openapi_not_compared"
    assert "the pact cannot be read: this must be an object" in reason["text"]


def test_document_that_cannot_be_read_any_more_leaves_the_answer_open(
    sqlite_url: str, clock: Clock
) -> None:
    with gated(sqlite_url, clock, Gate.FITS) as wire:
        publish_document(wire, FITTING)
        with wire.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE openapi_documents SET content = 'a', digest = 'b'")

        answer, page = wire.read(KIOSK_GOES), wire.get(f"{contract_path()}/comparison")

    assert answer["summary"]["deployable"] is None
    assert "an OpenAPI document is an object" in answer["summary"]["reason"]
    assert page.status_code == 422
    assert "The document cannot be read any more" in page.text


def test_so_many_comparisons_are_made_for_one_question(sqlite_url: str, clock: Clock) -> None:
    with gated(sqlite_url, clock, Gate.FITS) as wire:
        publish_document(wire, FITTING)
        with wire.engine.connect() as connection:
            document = openapi_documents.find(connection, 2)
            assert document is not None
            many = [Meeting(1, "Kiosk", f"{n:040x}", document) for n in range(COMPARED_AT_ONCE + 1)]
            first = compare_all(connection, many)
            second = compare_all(connection, many)

    left = [each for each in first.values() if isinstance(each, NotCompared)]
    assert [each.reason for each in left] == [
        "this would be more than 1000 comparisons; name versions"
    ]
    assert not [each for each in second.values() if isinstance(each, NotCompared)]


def test_schemas_that_multiply_with_each_level_make_nobody_wait(
    sqlite_url: str, clock: Clock
) -> None:
    deep: Any = {"name": "x"}
    for _ in range(20):
        deep = {"again": deep}
    itself = {"properties": {"again": {"$ref": "#/components/schemas/Twice"}}}
    document = a_document("/1")
    answer = document["paths"]["/1"]["get"]["responses"]["200"]["content"]["application/json"]
    answer["schema"] = {"$ref": "#/components/schemas/Twice"}
    document["components"] = {"schemas": {"Twice": {"anyOf": [itself, itself]}}}
    with gated(sqlite_url, clock, Gate.FITS) as wire:
        publish_document(wire, document)
        pact = a_reader("name")
        pact["interactions"][0]["response"]["body"] = deep
        publish(wire, "2", pact)

        answer = wire.read(KIOSK_GOES.replace("version=1", "version=2"))

    assert "openapi_not_compared" in kinds_of(answer, "reasons")
    assert "it would take too long for so deep a body" in answer["summary"]["reason"]


def test_row_that_is_ignored_asks_no_document(sqlite_url: str, clock: Clock) -> None:
    with gated(sqlite_url, clock, Gate.REQUIRED) as wire:
        answer = wire.read(f"{KIOSK_GOES}&ignore[]=Menu")

    assert answer["summary"]["deployable"] is True


def test_pact_without_a_result_asks_the_document_of_the_version_it_waits_for(
    sqlite_url: str, clock: Clock
) -> None:
    with gated(sqlite_url, clock, Gate.FITS) as wire:
        publish_document(wire, WITHOUT_PRICE)
        publish(wire, "2", a_reader("price", "size"))

        answer = wire.read(KIOSK_GOES.replace("version=1", "version=2"))

    assert kinds_of(answer, "reasons") == ["stale", "openapi_misfit"]
    assert answer["summary"]["deployable"] is False


def test_past_is_asked_for_the_documents_of_then(database_url: str, clock: Clock) -> None:
    with gated(database_url, clock, Gate.REQUIRED) as wire:
        before = clock.now().isoformat().replace("+", "%2B")
        publish_document(wire, a_document("/1", name="string", price="string"))

        then, now = wire.read(f"{KIOSK_GOES}&asOf={before}"), wire.read(KIOSK_GOES)

    assert (then["summary"]["deployable"], now["summary"]["deployable"]) == (False, True)


def test_many_rows_take_as_many_statements_as_one(sqlite_url: str, clock: Clock) -> None:
    with gated(sqlite_url, clock, Gate.FITS) as wire:
        publish_document(wire, WITHOUT_PRICE)
        environment = wire.read("/environments")["_embedded"]["environments"][0]
        for name in ("Till", "Front Desk", "Waiter"):
            pact = {**a_reader("name"), "consumer": {"name": name}}
            publish(wire, "1", pact)
            deploy(wire, "1", environment, name=name.replace(" ", "%20"))
        with counting(wire.engine) as cold:
            wire.read(MENU_GOES)
        with counting(wire.engine) as warm:
            wire.read(MENU_GOES)

    about = [[text for text in sent if "openapi_" in text] for sent in (cold, warm)]
    assert [len(texts) for texts in about] == [1, 1]
    assert len(cold) == len(warm) + 1
