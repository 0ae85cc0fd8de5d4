"""Whether OpenAPI documents let versions be deployed: each pact beside its provider's document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.domain.openapi.misfits import Misfit
    from pact_notary.records import VersionRef

MISFITS_TOLD = 20
"""Misfits of one pact and document that are told; those beyond are counted."""


class Gate(StrEnum):
    """What is asked of documents: nothing, that those there are fit, that there is one too."""

    OFF = "off"
    FITS = "fits"
    REQUIRED = "required"


class FaultKind(StrEnum):
    """The stable word for each way in which a document stands in the way."""

    MISSING = "openapi_missing"
    MISFIT = "openapi_misfit"
    NOT_KEPT = "openapi_not_kept"
    NOT_COMPARED = "openapi_not_compared"


@dataclass(frozen=True, slots=True)
class Fault:
    """A row's pact and the document of the provider's version that it meets.

    Attributes:
      version: of the provider; the row itself has none when nothing was verified.
      misfits: the first ones.
      untold: how many there are beyond them.
      reason: why nothing was compared.
    """

    kind: FaultKind
    row: MatrixRow
    version: VersionRef
    misfits: tuple[Misfit, ...] = ()
    untold: int = 0
    reason: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether the answer is no; otherwise it is not known."""
        return self.kind is not FaultKind.NOT_COMPARED


def tell_fault(fault: Fault) -> str:
    pact = fault.row.pact
    version = f"version {fault.version.number} of {pact.provider.name}"
    expected = f"The pact of version {pact.consumer_version.number} of {pact.consumer.name}"
    match fault.kind:
        case FaultKind.MISSING:
            return f"No OpenAPI document is published for {version}."
        case FaultKind.NOT_KEPT:
            return f"By its own verification, {version} does not keep its OpenAPI document."
        case FaultKind.NOT_COMPARED:
            return (
                f"{expected} was not compared with the OpenAPI document of {version}: "
                f"{fault.reason}."
            )
        case FaultKind.MISFIT:
            count = len(fault.misfits) + fault.untold
            more = f" There are {count} such misfits." if count > 1 else ""
            first = fault.misfits[0].text
            return f"{expected} does not fit the OpenAPI document of {version}: {first}.{more}"
