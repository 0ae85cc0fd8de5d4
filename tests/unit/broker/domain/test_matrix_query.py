from __future__ import annotations

import pytest

from pact_notary.domain.matrix_query import (
    ANY_VERSION,
    Criteria,
    LatestBy,
    MatrixQuery,
    VersionSelector,
    between,
    deploy_beside_tag,
    deploy_to_environment,
    merge_into_main,
)

SELECTOR = VersionSelector("A", Criteria(version="1"))


@pytest.mark.parametrize(
    ("query", "destination"),
    [
        (deploy_to_environment(SELECTOR, "e1"), Criteria(environment="e1")),
        (deploy_beside_tag(SELECTOR, "t"), Criteria(tag="t", latest=True)),
        (merge_into_main(SELECTOR), Criteria(main_branch=True, latest=True)),
    ],
    ids=["environment", "tag", "main-branch"],
)
def test_question_says_where_to_go(query: MatrixQuery, destination: Criteria) -> None:
    assert query.selectors == (SELECTOR,)
    assert query.destination == destination
    assert query.latest_by is LatestBy.CONSUMER_VERSION


def test_pair_is_asked_about_by_name() -> None:
    query = between("A", "B")

    assert [each.pacticipant for each in query.selectors] == ["A", "B"]
    assert {each.criteria for each in query.selectors} == {ANY_VERSION}
    assert (query.destination, query.latest_by) == (ANY_VERSION, LatestBy.VERSIONS)
