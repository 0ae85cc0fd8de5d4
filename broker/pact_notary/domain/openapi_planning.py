"""What has to be done about documents that stand in the way: one thing for each of them.

It comes to the other actions, which know nothing of documents: a version that takes another's place
is asked for its document then.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pact_notary.domain.actions import ChangeField, PublishOpenapi
from pact_notary.domain.openapi_gate import FaultKind
from pact_notary.domain.planning import Planned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi_gate import Fault
    from pact_notary.records import VersionRef


def plan_documents(faults: tuple[Fault, ...]) -> Iterator[Planned]:
    """A version whose document was not compared needs another question, not an action."""
    groups: defaultdict[tuple[FaultKind, VersionRef], list[Fault]] = defaultdict(list)
    for fault in faults:
        groups[fault.kind, fault.version].append(fault)
    for (kind, version), group in groups.items():
        provider = group[0].row.pact.provider
        if kind is FaultKind.MISFIT:
            pacts = tuple({fault.row.pact.content_id: fault.row.pact for fault in group}.values())
            step = ChangeField(provider, version.number, pacts, group[0].misfits[0].text)
            yield Planned(step, faults=tuple(group))
        elif kind is not FaultKind.NOT_COMPARED:
            again = kind is FaultKind.NOT_KEPT
            yield Planned(
                PublishOpenapi(provider, version.number, again=again), faults=tuple(group)
            )
