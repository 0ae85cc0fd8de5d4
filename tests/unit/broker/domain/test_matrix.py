from __future__ import annotations

import pytest

from pact_notary.domain.matrix import (
    MatrixRow,
    join,
    keep_latest,
    keep_outcomes,
    mark_ignored,
    sort_rows,
)
from pact_notary.domain.matrix_query import IgnoreSelector, LatestBy
from pact_notary.records import PacticipantRef
from tests.unit.broker.domain.builders import (
    PROVIDER,
    a_matrix_pact,
    a_row,
    a_verification,
    a_version,
)


def shown(rows: tuple[MatrixRow, ...]) -> list[tuple[int, int | None, bool | None]]:
    """Orders of consumer version and provider version, and the outcome."""
    return [
        (
            row.pact.consumer_version.order,
            row.provider_version.order if row.provider_version else None,
            row.outcome,
        )
        for row in rows
    ]


def test_join_pairs_each_pact_with_each_result_of_its_content() -> None:
    one, other = a_matrix_pact(1, content=5), a_matrix_pact(2, content=5)
    results = [a_verification(one, 1), a_verification(one, 2, success=False)]

    rows = join([one, other], results, each={})

    assert shown(rows) == [(1, 1, True), (1, 2, False), (2, 1, True), (2, 2, False)]


def test_join_keeps_a_pact_without_result() -> None:
    assert shown(join([a_matrix_pact(1)], [], each={})) == [(1, None, None)]


def test_join_names_each_version_that_lacks_a_result() -> None:
    pact = a_matrix_pact(1)
    each = {PROVIDER.id: (a_version(1, of=PROVIDER), a_version(2, of=PROVIDER))}

    assert shown(join([pact], [a_verification(pact, 1)], each=each)) == [
        (1, 1, True),
        (1, 2, None),
    ]
    assert shown(join([pact], [], each=each)) == [(1, 1, None), (1, 2, None)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        pytest.param(
            LatestBy.VERSIONS,
            [(1, 1, True), (1, 3, False), (2, 2, True), (3, None, None)],
            id="cvpv",
        ),
        pytest.param(
            LatestBy.CONSUMER_VERSION, [(1, 3, False), (2, 2, True), (3, None, None)], id="cvp"
        ),
        pytest.param(LatestBy.PAIR, [(3, None, None)], id="cp"),
    ],
)
def test_latest_by_keeps_one_row_of_a_group(
    by: LatestBy, expected: list[tuple[int, int | None, bool | None]]
) -> None:
    rows = [
        a_row(True, consumer_order=1, provider_order=1),
        a_row(False, consumer_order=1, provider_order=3),
        a_row(True, consumer_order=2, provider_order=2),
        a_row(None, consumer_order=3),
    ]

    assert shown(keep_latest(rows, by, each={})) == expected


def test_latest_by_does_not_depend_on_the_order_of_rows() -> None:
    newer, older = (a_row(True, provider_order=order) for order in (2, 1))

    assert keep_latest([newer, older], LatestBy.CONSUMER_VERSION, each={}) == (newer,)
    assert keep_latest([older, newer], LatestBy.CONSUMER_VERSION, each={}) == (newer,)


@pytest.mark.parametrize("by", [LatestBy.CONSUMER_VERSION, LatestBy.PAIR])
def test_latest_by_keeps_all_versions_of_an_environment(by: LatestBy) -> None:
    rows = [a_row(False, provider_order=1), a_row(True, provider_order=2)]

    assert len(keep_latest(rows, by, each={PROVIDER.id: ()})) == 2


def test_latest_by_keeps_providers_apart() -> None:
    rows = [a_row(True), a_row(True, provider=PacticipantRef(8, "Other"))]

    assert len(keep_latest(rows, LatestBy.PAIR, each={})) == 2


@pytest.mark.parametrize(
    ("outcomes", "left"),
    [
        ({True}, [True]),
        ({False}, [False]),
        ({None}, [None]),
        ({True, None}, [True, None]),
        (set(), []),
    ],
    ids=str,
)
def test_outcomes_filter_rows(outcomes: set[bool | None], left: list[bool | None]) -> None:
    rows = [a_row(True), a_row(False), a_row(None)]

    assert [row.outcome for row in keep_outcomes(rows, frozenset(outcomes))] == left


@pytest.mark.parametrize(
    ("selector", "ignored"),
    [
        (IgnoreSelector("Menu"), [True, True, True]),
        (IgnoreSelector("Kiosk"), [True, True, True]),
        (IgnoreSelector("Menu", "2"), [False, True, False]),
        (IgnoreSelector("Kiosk", "1"), [True, False, False]),
        (IgnoreSelector("menu"), [False, False, False]),
        (IgnoreSelector("Menu", "9"), [False, False, False]),
    ],
    ids=str,
)
def test_ignore_marks_rows(selector: IgnoreSelector, ignored: list[bool]) -> None:
    rows = [
        a_row(True, consumer_order=1, provider_order=1),
        a_row(True, consumer_order=2, provider_order=2),
        a_row(None, consumer_order=3),
    ]

    assert [row.ignored for row in mark_ignored(rows, (selector,))] == ignored


def test_rows_are_sorted_newest_first() -> None:
    first, second = PacticipantRef(8, "Alpha"), PacticipantRef(9, "Beta")
    in_order = [
        a_row(True, consumer_order=2, provider=first),
        a_row(None, consumer_order=2, provider=second),
        a_row(True, consumer_order=2, provider=second, provider_order=4),
        a_row(True, consumer_order=2, provider=second, provider_order=3),
        a_row(True, consumer_order=1, provider=first),
    ]

    assert list(sort_rows(reversed(in_order))) == in_order


def test_newer_revision_comes_first_and_ignored_rows_last() -> None:
    old, new = (MatrixRow(a_matrix_pact(1, revision=revision)) for revision in (1, 2))
    (ignored,) = mark_ignored([new], (IgnoreSelector("Menu"),))

    assert sort_rows([ignored, old, new]) == (new, old, ignored)
