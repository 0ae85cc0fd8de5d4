"""Whatever the documents are, they go out as they came in."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swarm.coordinator.transfer.files import COLLECTIONS
from tests.integration.coordinator.transfers import export_files, import_files, lines_of

if TYPE_CHECKING:
    from swarm.coordinator.store import Store

IDS: Final = st.sampled_from(["a", "b", "c", "", "x y"])
WRAPPED: Final = st.one_of(
    st.integers(-(2**63), 2**63).map(lambda number: {"$numberLong": str(number)}),
    st.integers().map(lambda number: {"$date": {"$numberLong": str(number)}}),
    st.sampled_from(["2025-06-01T10:00:00Z", "then"]).map(lambda text: {"$date": text}),
    st.text(max_size=5).map(lambda text: {"$oid": text}),
)
VALUES: Final = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=8),
        WRAPPED,
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
ROUNDS: Final = st.one_of(st.integers(-1, 2**31), WRAPPED, VALUES)
ASSIGNEES: Final = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {"taskId": IDS, "stakingKey": IDS, "roundNumber": ROUNDS},
            optional={
                "prUrl": st.none() | st.text(max_size=5),
                "isFinal": st.booleans(),
                "approved": st.booleans() | VALUES,
                "failedReason": VALUES,
                "githubUsername": VALUES,
            },
        ),
        VALUES,
    ),
    max_size=6,
)
STATUSES: Final = st.sampled_from(
    ["initialized", "in_progress", "in_review", "approved", "assign_pending", "assigned", "merged"]
) | st.text(max_size=5)
MEMBERS: Final = {
    "uuid": IDS,
    "issueUuid": IDS,
    "bountyId": IDS,
    "swarmBountyId": IDS,
    "status": STATUSES,
    "bountyType": st.sampled_from(["build-feature", "find-bugs"]),
    "repoOwner": st.just("octo"),
    "repoName": st.just("demo"),
}
OPTIONAL: Final = {
    "assignees": ASSIGNEES | VALUES,
    "assignedTo": ASSIGNEES,
    "predecessorUuid": IDS | st.none(),
    "dependencyTasks": st.lists(IDS, max_size=3) | VALUES,
    "phasesData": VALUES,
    "createdAt": VALUES,
    "updatedAt": WRAPPED,
    "prompt": VALUES,
    "taskId": IDS,
    "roundNumber": ROUNDS,
    "extra": VALUES,
}
DOCUMENTS: Final = st.fixed_dictionaries(MEMBERS, optional=OPTIONAL) | st.dictionaries(
    st.text(max_size=5), VALUES, max_size=4
)
FILES: Final = st.fixed_dictionaries(
    {}, optional={name: st.lists(DOCUMENTS, min_size=1, max_size=8) for name in COLLECTIONS}
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=FILES.filter(bool))
def test_documents_go_out_as_they_came(
    opened: Store, files: dict[str, list[dict[str, Any]]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "in"
        source.mkdir()
        for collection, documents in files.items():
            lines = "".join(f"{json.dumps(one)}\n" for one in documents)
            (source / f"{collection}.json").write_text(lines, encoding="utf-8")

        import_files(opened, source, replaces=True)

        written = export_files(opened, Path(name) / "out")
        assert {k: lines for k, lines in written.items() if lines} == lines_of(source)
