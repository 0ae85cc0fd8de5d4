"""The matrix for a question, and the verdict whether it can be deployed.

A gate says what is asked of the OpenAPI documents of providers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pact_notary.domain.decision import Summary, decide
from pact_notary.domain.matrix_parameters import (
    environment_name,
    pacticipant_names,
    read_can_i_deploy,
    read_matrix,
)
from pact_notary.domain.openapi_gate import Gate
from pact_notary.domain.reasons import explain
from pact_notary.domain.refusals import InvalidMatrix
from pact_notary.service.investigation import investigate
from pact_notary.service.openapi_gate import find_faults
from pact_notary.service.reasons import find_actions, find_causes
from pact_notary.store.resolution import find_pacticipants
from pact_notary.store.selection import find_existing_environments
from pact_notary.store.version_details import find_details

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa

    from pact_notary.domain.actions import Action
    from pact_notary.domain.decision import Case
    from pact_notary.domain.documents import JsonObject
    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.domain.matrix_query import MatrixQuery
    from pact_notary.domain.reasons import Cause
    from pact_notary.records import Notice, PacticipantRef, VersionDetails


@dataclass(frozen=True, slots=True)
class MatrixResult:
    """The verdict on all rows, and the rows up to the limit.

    `details` has every version of the rows, by version id. `reasons` are why the answer is not
    yes, and what was ignored; `actions` would make it yes.
    """

    summary: Summary
    notices: tuple[Notice, ...]
    rows: tuple[MatrixRow, ...]
    details: Mapping[int, VersionDetails]
    reasons: tuple[Cause, ...]
    actions: tuple[Action, ...]


def find_matrix(
    connection: sa.Connection, parameters: JsonObject, *, gate: Gate = Gate.OFF
) -> MatrixResult:
    """The answer of `/matrix` to its parameters, nested as Rack nests them.

    Raises: InvalidMatrix, with all that is wrong with them.
    """
    known, environments = _find_mentioned(connection, parameters)
    query = read_matrix(parameters, pacticipants=known, environments=environments)
    return _answer(connection, query, known, gate)


def can_i_deploy(
    connection: sa.Connection, parameters: JsonObject, *, gate: Gate = Gate.OFF
) -> MatrixResult:
    """The answer of `/can-i-deploy` to its parameters.

    Raises: InvalidRequest, with all that is wrong with them.
    """
    known, environments = _find_mentioned(connection, parameters)
    query = read_can_i_deploy(parameters, pacticipants=known, environments=environments)
    return _answer(connection, query, known, gate)


def answer(connection: sa.Connection, query: MatrixQuery, *, gate: Gate = Gate.OFF) -> MatrixResult:
    """The answer to a checked query.

    Raises: InvalidMatrix, when a selector names an application that does not exist.
    """
    return _answer(connection, query, _find_known(connection, query), gate)


def find_verdict(
    connection: sa.Connection, query: MatrixQuery, *, gate: Gate = Gate.OFF
) -> bool | None:
    """The answer to a checked query without its reasons.

    Raises: InvalidMatrix, when a selector names an application that does not exist.
    """
    case = _find_case(connection, query, _find_known(connection, query), gate)
    return decide(case).summary.deployable


def _find_known(connection: sa.Connection, query: MatrixQuery) -> dict[str, PacticipantRef]:
    names = {each.pacticipant for each in query.selectors}
    names |= {each.pacticipant for each in query.ignored}
    return find_pacticipants(connection, names)


def _find_mentioned(
    connection: sa.Connection, parameters: JsonObject
) -> tuple[dict[str, PacticipantRef], frozenset[str]]:
    environment = environment_name(parameters)
    environments = find_existing_environments(connection, [environment] if environment else [])
    return find_pacticipants(connection, pacticipant_names(parameters)), environments


def _answer(
    connection: sa.Connection, query: MatrixQuery, known: Mapping[str, PacticipantRef], gate: Gate
) -> MatrixResult:
    case = _find_case(connection, query, known, gate)
    decision = decide(case)
    rows = case.rows[: query.limit]
    reasons, actions = _find_reasons(connection, case, decision.summary, known)
    details = _find_details(connection, rows)
    return MatrixResult(decision.summary, decision.notices, rows, details, reasons, actions)


def _find_case(
    connection: sa.Connection, query: MatrixQuery, known: Mapping[str, PacticipantRef], gate: Gate
) -> Case:
    unknown = [each.pacticipant for each in query.selectors if each.pacticipant not in known]
    if unknown:
        raise InvalidMatrix(tuple(f"Pacticipant {name} not found" for name in unknown))
    case = investigate(connection, query, known)
    faults = find_faults(connection, case, gate)
    return replace(case, faults=faults) if faults else case


def _find_reasons(
    connection: sa.Connection,
    case: Case,
    summary: Summary,
    known: Mapping[str, PacticipantRef],
) -> tuple[tuple[Cause, ...], tuple[Action, ...]]:
    """Nothing is read for them when the answer is yes."""
    if summary.deployable:
        return explain(case) if case.query.ignored else (), ()
    causes = find_causes(connection, case)
    return causes, find_actions(connection, case, causes, known=known)


def _find_details(
    connection: sa.Connection, rows: tuple[MatrixRow, ...]
) -> dict[int, VersionDetails]:
    consumers = {row.pact.consumer_version.id for row in rows}
    providers = {row.provider_version.id for row in rows if row.provider_version}
    return find_details(connection, consumers | providers)
