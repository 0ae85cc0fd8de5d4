"""What documents do to the answer, and to what is told about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.decision import decide
from pact_notary.domain.openapi.misfits import Kind, Misfit, Severity
from pact_notary.domain.openapi_gate import Fault, FaultKind, tell_fault
from pact_notary.domain.openapi_planning import plan_documents
from pact_notary.domain.reasons import explain
from tests.unit.broker.domain.builders import PROVIDER, a_case, a_row, a_version

if TYPE_CHECKING:
    from pact_notary.domain.matrix_query import Outcome

MISFIT = Misfit(
    Kind.ANSWER,
    Severity.ERROR,
    pact="0",
    consumer="Kiosk",
    interaction="a dish",
    pact_pointer="/interactions/0",
    document_pointer="/paths",
    expected="a declared field",
    actual="x",
    text="the consumer reads the field $.price",
)


def a_fault(kind: FaultKind, *, provider: int = 7, consumer: int = 1) -> Fault:
    row = a_row(True, consumer_order=consumer, provider_order=provider)
    misfits = (MISFIT,) if kind is FaultKind.MISFIT else ()
    reason = "it is too much" if kind is FaultKind.NOT_COMPARED else ""
    return Fault(kind, row, a_version(provider, of=PROVIDER), misfits, reason=reason)


@pytest.mark.parametrize(
    ("outcome", "kinds", "verdict"),
    [
        (True, [], True),
        (True, [FaultKind.MISSING], False),
        (True, [FaultKind.MISFIT], False),
        (True, [FaultKind.NOT_KEPT], False),
        (True, [FaultKind.NOT_COMPARED], None),
        (True, [FaultKind.NOT_COMPARED, FaultKind.MISFIT], False),
        (None, [FaultKind.NOT_COMPARED], None),
        (None, [FaultKind.MISFIT], False),
        (False, [FaultKind.NOT_COMPARED], None),
    ],
)
def test_fault_takes_the_yes_away(
    outcome: Outcome, kinds: list[FaultKind], verdict: Outcome
) -> None:
    case = replace(a_case(a_row(outcome)), faults=tuple(map(a_fault, kinds)))

    decision = decide(case)

    texts = {notice.text for notice in decision.notices if notice.type == "error"}
    assert decision.summary.deployable is verdict
    assert {tell_fault(fault) for fault in case.faults} <= texts
    assert any(cause.blocking for cause in explain(case)) is (verdict is not True)


def test_each_fault_is_told_in_its_own_words() -> None:
    told = {kind: tell_fault(a_fault(kind)) for kind in FaultKind}

    expected = "The pact of version 1 of Kiosk"
    assert told == {
        FaultKind.MISSING: "No OpenAPI document is published for version 7 of Menu.",
        FaultKind.MISFIT: f"{expected} does not fit the OpenAPI document of version 7 of Menu: "
        "the consumer reads the field $.price.",
        FaultKind.NOT_KEPT: "By its own verification, version 7 of Menu does not keep its OpenAPI "
        "document.",
        FaultKind.NOT_COMPARED: f"{expected} was not compared with the OpenAPI document of "
        "version 7 of Menu: it is too much.",
    }


def test_one_thing_is_to_be_done_about_each_document() -> None:
    faults = (
        a_fault(FaultKind.MISFIT, consumer=1),
        a_fault(FaultKind.MISFIT, consumer=2),
        a_fault(FaultKind.MISFIT, provider=8),
        a_fault(FaultKind.MISSING, provider=9),
        a_fault(FaultKind.NOT_COMPARED, provider=9),
    )

    planned = list(plan_documents(faults))

    assert [(each.step.kind.value, each.faults) for each in planned] == [
        ("change_field", faults[:2]),
        ("change_field", faults[2:3]),
        ("publish_openapi", faults[3:4]),
    ]
