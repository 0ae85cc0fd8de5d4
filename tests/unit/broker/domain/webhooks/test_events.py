from __future__ import annotations

import pytest

from pact_notary.domain.webhooks.events import (
    Predecessor,
    UnverifiedVersion,
    detect_publication_events,
    detect_verification_events,
)
from tests.unit.broker.domain.builders import PROVIDER, a_version
from tests.unit.broker.domain.webhooks.builders import a_publication


@pytest.mark.parametrize(
    ("replaced_sha", "predecessors", "comment"),
    [
        pytest.param(None, [(None, None)], "first version without tags", id="first-untagged"),
        pytest.param(None, [(None, "b")], "since the last version without tags", id="untagged"),
        pytest.param(None, [("dev", None)], "first version with tag dev", id="first-tagged"),
        pytest.param(None, [("dev", "b")], "since the last version with tag dev", id="tagged"),
        pytest.param(None, [("dev", "a"), ("prod", "b")], "with tag prod", id="one-of-two"),
        pytest.param("b", [(None, "a")], "was replaced", id="replaced"),
    ],
)
def test_changed_content_is_an_event(
    replaced_sha: str | None, predecessors: list[tuple[str | None, str | None]], comment: str
) -> None:
    publication = a_publication("a", replaced_sha=replaced_sha)
    before = [Predecessor(*each) for each in predecessors]

    events = detect_publication_events(publication, before, [])

    assert [event.name for event in events] == ["contract_published", "contract_content_changed"]
    assert comment in events[1].comment


@pytest.mark.parametrize(
    ("replaced_sha", "predecessors"),
    [
        pytest.param(None, [(None, "a")], id="untagged"),
        pytest.param(None, [("dev", "a"), ("prod", "a")], id="tagged"),
        pytest.param("a", [(None, "b")], id="republished"),
    ],
)
def test_same_content_is_only_published(
    replaced_sha: str | None, predecessors: list[tuple[str | None, str | None]]
) -> None:
    publication = a_publication("a", replaced_sha=replaced_sha)
    before = [Predecessor(*each) for each in predecessors]

    events = detect_publication_events(publication, before, [])

    assert [event.name for event in events] == ["contract_published"]


def test_provider_version_without_result_is_an_event() -> None:
    waiting = UnverifiedVersion(a_version(3, of=PROVIDER), ("latest main", "deployed to e1"))

    events = detect_publication_events(a_publication("a", replaced_sha="a"), [], [waiting])

    assert events[1].name == "contract_requiring_verification_published"
    assert events[1].comment == "no result yet from 3 (latest main, deployed to e1)"


@pytest.mark.parametrize(("success", "word"), [(True, "succeeded"), (False, "failed")])
def test_result_is_two_events(*, success: bool, word: str) -> None:
    events = detect_verification_events(success=success)

    assert [event.name for event in events] == [
        "provider_verification_published",
        f"provider_verification_{word}",
    ]
