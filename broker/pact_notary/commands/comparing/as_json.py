"""A comparison for other programs: its members are promised, more may come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.openapi.coverage import Used, UsedOperation, UsedStatus
    from pact_notary.domain.openapi.fitting import Comparison
    from pact_notary.domain.openapi.misfits import Misfit
    from pact_notary.domain.openapi.verdict import Verdict


def render_json(verdict: Verdict) -> str:
    comparison, coverage = verdict.comparison, verdict.coverage
    told = {
        "fits": verdict.is_good,
        "verdict": verdict.text,
        "document": comparison.document,
        "interactions": _list_interactions(comparison),
        "leftOut": [
            {
                "pact": each.pact,
                "consumer": each.consumer,
                "interaction": each.description,
                "reason": each.reason,
            }
            for each in comparison.left_out
        ],
        "misfits": list(map(_tell_misfit, comparison.misfits)),
        "shares": _tell_shares(verdict),
        "operations": list(map(_tell_operation, coverage.operations)),
        "safeToRemove": [{"kind": each.kind, "name": each.name} for each in coverage.unused],
        "idle": {"ignoredPaths": comparison.idle, "exceptions": coverage.idle},
    }
    return json.dumps(told, indent=2) + "\n"


def _list_interactions(comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "pact": each.pact,
            "consumer": each.consumer,
            "interaction": each.description,
            "request": each.request,
            "misfits": len(each.misfits),
        }
        for each in comparison.compared
    ]


def _tell_misfit(misfit: Misfit) -> dict[str, Any]:
    return {
        "kind": misfit.kind.value,
        "severity": misfit.severity.value,
        "pact": misfit.pact,
        "consumer": misfit.consumer,
        "interaction": misfit.interaction,
        "pactPointer": misfit.pact_pointer,
        "documentPointer": misfit.document_pointer,
        "expected": misfit.expected,
        "actual": misfit.actual,
        "text": misfit.text,
    }


def _tell_shares(verdict: Verdict) -> dict[str, Any]:
    return {
        kind: {
            "used": share.used,
            "declared": share.declared,
            "percent": share.percent,
            "minimum": verdict.minima.get(kind),
        }
        for kind, share in verdict.coverage.shares
    }


def _tell_operation(operation: UsedOperation) -> dict[str, Any]:
    return {
        "operation": operation.title,
        "operationId": operation.operation_id,
        "pointer": operation.pointer,
        "deprecated": operation.is_deprecated,
        "excepted": operation.is_excepted,
        "consumers": operation.consumers,
        "parameters": list(_tell_used(operation.parameters)),
        "requestFields": list(_tell_used(operation.request_fields)),
        "statuses": list(map(_tell_status, operation.statuses)),
    }


def _tell_status(status: UsedStatus) -> dict[str, Any]:
    return {
        "status": status.status,
        "excepted": status.is_excepted,
        "consumers": status.consumers,
        "fields": list(_tell_used(status.fields)),
    }


def _tell_used(listed: Iterable[Used]) -> Iterable[dict[str, Any]]:
    return (
        {"name": each.name, "excepted": each.is_excepted, "consumers": each.consumers}
        for each in listed
    )
