from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.metadata import PactMetadata, SelectorTrace, decode
from pact_notary.domain.refusals import InvalidRequest
from pact_notary.records import PacticipantRef
from pact_notary.service.selection import choose_for_parameters
from tests.integration.broker.replay import pacticipant_id, replay, time_of
from tests.integration.broker.selection_questions import (
    BEGINNING,
    MENU,
    asked,
    published,
    selected,
)
from tests.integration.broker.world import (
    Branched,
    DeployedTo,
    Event,
    MainBranchSet,
    Published,
    ReleasedTo,
    SupportEnded,
    Tagged,
    Verified,
)

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.documents import Json, JsonObject

KIOSK_AND_APP: list[Event] = [
    MainBranchSet("Kiosk", "main"),
    published("1"),
    published("2"),
    published("3"),
    published("1", consumer="app"),
    Branched("Kiosk", "2", "main"),
    Branched("Kiosk", "1", "feat"),
    Branched("app", "1", "main"),
    Tagged("Kiosk", "1", "prod"),
    Tagged("Kiosk", "2", "prod"),
    Tagged("app", "1", "prod"),
    DeployedTo("Kiosk", "1", "live"),
    DeployedTo("app", "1", "test"),
    ReleasedTo("Kiosk", "2", "live"),
    ReleasedTo("Kiosk", "3", "live"),
    SupportEnded("Kiosk", "3", "live"),
    Published("other", "1", "Stock", "x"),
]
KIOSK = {number: ("Kiosk", number) for number in "123"}
APP = ("app", "1")


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ({"latest": True}, [APP, KIOSK["3"]]),
        ({"latest": True, "consumer": "Kiosk"}, [KIOSK["3"]]),
        ({"latest": True, "consumer": "nobody"}, []),
        ({"mainBranch": True}, [KIOSK["2"]]),
        ({"branch": "main"}, [APP, KIOSK["2"]]),
        ({"branch": "main", "consumer": "app"}, [APP]),
        ({"branch": "none"}, []),
        ({"branch": "feat", "fallbackBranch": "main"}, [APP, KIOSK["1"]]),
        ({"branch": "none", "fallbackBranch": "feat"}, [KIOSK["1"]]),
        ({"branch": True}, [APP, KIOSK["1"], KIOSK["2"]]),
        ({"matchingBranch": True}, [KIOSK["1"]]),
        ({"tag": "prod", "latest": True}, [APP, KIOSK["2"]]),
        ({"tag": "prod"}, [APP, KIOSK["1"], KIOSK["2"]]),
        ({"tag": "none", "latest": True}, []),
        ({"tag": "none", "latest": True, "fallbackTag": "prod"}, [APP, KIOSK["2"]]),
        ({"tag": "prod", "latest": True, "fallbackTag": "none"}, [APP, KIOSK["2"]]),
        ({"deployed": True}, [APP, KIOSK["1"]]),
        ({"deployed": True, "environment": "live"}, [KIOSK["1"]]),
        ({"released": True}, [KIOSK["2"]]),
        ({"deployedOrReleased": True}, [APP, KIOSK["1"], KIOSK["2"]]),
        ({"environment": "live"}, [KIOSK["1"], KIOSK["2"]]),
        ({"environment": "live", "consumer": "app"}, []),
    ],
    ids=str,
)
def test_selector_selects(
    connection: sa.Connection, selector: JsonObject, expected: list[tuple[str, str]]
) -> None:
    assert selected(connection, KIOSK_AND_APP, selector) == expected


def test_heads_without_a_pact_select_nothing(connection: sa.Connection) -> None:
    events: list[Event] = [published("1"), Branched("Kiosk", "1", "b"), Tagged("Kiosk", "1", "t")]
    later: list[Event] = [Branched("Kiosk", "2", "b"), Tagged("Kiosk", "2", "t")]

    found = selected(connection, events + later, {"branch": "b"}, {"tag": "t", "latest": True})

    assert found == []


def test_head_is_the_version_added_last(connection: sa.Connection) -> None:
    events: list[Event] = [
        published("1"),
        published("3"),
        Branched("Kiosk", "3", "b"),
        Branched("Kiosk", "1", "b"),
        Branched("Kiosk", "3", "b"),
    ]

    assert selected(connection, events, {"branch": "b"}) == [KIOSK["1"]]


def test_only_the_newest_revision_is_selected(connection: sa.Connection) -> None:
    events: list[Event] = [published("1", "a"), published("1", "b")]

    (found,) = asked(connection, events, {"consumerVersionSelectors": [{"latest": True}]})

    assert found.pact.sha == "b"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(KIOSK_AND_APP, [APP, KIOSK["1"], KIOSK["2"]], id="main-branch-and-latest"),
        pytest.param(
            [
                MainBranchSet("Kiosk", "main"),
                published("1"),
                published("2"),
                Tagged("Kiosk", "1", "main"),
            ],
            [KIOSK["1"]],
            id="tag-named-like-the-main-branch",
        ),
        pytest.param(
            [MainBranchSet("Kiosk", "main"), published("1"), Branched("Kiosk", "2", "main")],
            [],
            id="main-head-without-pact",
        ),
        pytest.param([published("1"), published("2")], [KIOSK["2"]], id="overall-latest"),
    ],
)
def test_no_selectors_mean_the_defaults(
    connection: sa.Connection, events: list[Event], expected: list[tuple[str, str]]
) -> None:
    assert selected(connection, events) == expected


def test_same_content_is_offered_once_with_all_reasons(connection: sa.Connection) -> None:
    events: list[Event] = [
        published("1", "same"),
        published("2", "same"),
        Tagged("Kiosk", "1", "t"),
        Branched("Kiosk", "1", "b"),
        DeployedTo("Kiosk", "2", "live"),
    ]
    selectors: list[Json] = [{"deployed": True}, {"tag": "t", "latest": True}, {"branch": "b"}]

    (found,) = asked(connection, events, {"consumerVersionSelectors": selectors})

    assert found.pact.consumer_version.number == "2"
    assert found.short_description == "latest from branch b, latest with tag t, deployed in live"
    assert [trace.tag for trace in decode(found.segment).selectors] == [None, None, "t"]


def test_address_remembers_the_choice(connection: sa.Connection) -> None:
    events: list[Event] = [published("1"), Tagged("Kiosk", "1", "t")]

    (found,) = asked(connection, events, {"consumerVersionSelectors": [{"tag": "t"}]})

    version_id = found.pact.consumer_version.id
    assert decode(found.segment) == PactMetadata(
        consumer_version_number="1",
        consumer_version_id=version_id,
        tags=("t",),
        pending=True,
        selectors=(SelectorTrace(version_id, tag="t"),),
    )


def verified(number: str, *, success: bool = True, wip: bool = False) -> Verified:
    return Verified("Kiosk", MENU, "c", number, success, wip)


@pytest.mark.parametrize(
    ("events", "pending"),
    [
        pytest.param([], True, id="never-verified"),
        pytest.param([verified("1", success=False)], True, id="failed"),
        pytest.param(
            [Branched(MENU, "1", "main"), verified("1"), Branched(MENU, "2", "feat")],
            False,
            id="verified-before-the-branch",
        ),
        pytest.param(
            [Branched(MENU, "1", "main"), verified("1")], False, id="branch-without-versions"
        ),
        pytest.param(
            [Branched(MENU, "2", "feat"), Branched(MENU, "1", "main"), verified("1")],
            True,
            id="verified-elsewhere-after-the-branch",
        ),
        pytest.param([Branched(MENU, "1", "feat"), verified("1")], False, id="verified-here"),
        pytest.param(
            [Branched(MENU, "1", "feat"), verified("1", wip=True)], False, id="as-work-in-progress"
        ),
        pytest.param([verified("1")], True, id="verified-on-no-branch"),
    ],
)
def test_pending_on_a_branch(
    connection: sa.Connection, events: list[Event], *, pending: bool
) -> None:
    body: JsonObject = {"providerVersionBranch": "feat", "providerVersionTags": ["ignored"]}

    (found,) = asked(connection, [published("1", "c"), *events], body)

    assert found.pending is pending


@pytest.mark.parametrize(
    ("events", "pending"),
    [
        pytest.param([], True, id="never-verified"),
        pytest.param([verified("1")], True, id="verified-without-tag"),
        pytest.param([Tagged(MENU, "1", "a"), verified("1")], False, id="with-one-before-other"),
        pytest.param(
            [Tagged(MENU, "9", "b"), Tagged(MENU, "1", "a"), verified("1")],
            True,
            id="with-one-after-other",
        ),
        pytest.param([Tagged(MENU, "1", "x"), verified("1")], False, id="before-both"),
    ],
)
def test_pending_with_tags(
    connection: sa.Connection, events: list[Event], *, pending: bool
) -> None:
    body: JsonObject = {"providerVersionTags": ["a", "b"]}

    (found,) = asked(connection, [published("1", "c"), *events], body)

    assert found.pending is pending


@pytest.mark.parametrize(
    ("events", "pending"),
    [([], True), ([verified("1", success=False)], True), ([verified("1")], False)],
    ids=["never-verified", "failed", "verified"],
)
def test_pending_for_any_version(
    connection: sa.Connection, events: list[Event], *, pending: bool
) -> None:
    (found,) = asked(connection, [published("1", "c"), *events], {})

    assert found.pending is pending


def test_pending_is_told_only_when_asked(connection: sa.Connection) -> None:
    (found,) = asked(connection, [published("1")], {"includePendingStatus": False})

    assert found.pending is None
    assert [notice.when for notice in found.notices] == ["before_verification"]


FEAT_PACT: list[Event] = [published("1", "c"), Branched("Kiosk", "1", "feat")]


def in_progress(connection: sa.Connection, events: list[Event], **body: Json) -> list[str]:
    asking: JsonObject = {
        "consumerVersionSelectors": [{"mainBranch": True}],
        "includeWipPactsSince": BEGINNING,
        "providerVersionBranch": "main",
    }
    answer = asked(connection, events, {**asking, **body})
    return [each.pact.consumer_version.number for each in answer if each.wip]


@pytest.mark.parametrize(
    ("events", "offered"),
    [
        pytest.param([], ["1"], id="never-verified"),
        pytest.param([Branched(MENU, "1", "main"), verified("1")], [], id="verified-here"),
        pytest.param(
            [Branched(MENU, "1", "main"), verified("1", wip=True)], ["1"], id="as-work-in-progress"
        ),
        pytest.param([Branched(MENU, "1", "x"), verified("1")], [], id="before-the-branch"),
        pytest.param(
            [Branched(MENU, "0", "main"), Branched(MENU, "1", "x"), verified("1")],
            ["1"],
            id="elsewhere-after-the-branch",
        ),
        pytest.param([published("2", "d"), Branched("Kiosk", "2", "feat")], ["2"], id="new-head"),
        pytest.param([Branched("Kiosk", "2", "feat")], [], id="head-without-pact"),
        pytest.param([MainBranchSet("Kiosk", "feat")], [], id="selected-explicitly"),
        pytest.param(
            [published("2", "c"), Tagged("Kiosk", "2", "t")], ["2"], id="same-content-twice"
        ),
    ],
)
def test_work_in_progress_on_a_branch(
    connection: sa.Connection, events: list[Event], offered: list[str]
) -> None:
    assert in_progress(connection, [*FEAT_PACT, *events]) == offered


@pytest.mark.parametrize(
    ("body", "offered"),
    [
        pytest.param({"includeWipPactsSince": None}, [], id="not-asked-for"),
        pytest.param({"providerVersionBranch": None}, [], id="neither-branch-nor-tags"),
        pytest.param(
            {"providerVersionBranch": None, "providerVersionTags": ["a"]}, ["1"], id="tags"
        ),
        pytest.param({"includeWipPactsSince": time_of(0).isoformat()}, [], id="not-after"),
        pytest.param(
            {"includeWipPactsSince": (time_of(0) - timedelta(seconds=1)).isoformat()},
            ["1"],
            id="just-after",
        ),
    ],
)
def test_work_in_progress_needs(
    connection: sa.Connection, body: JsonObject, offered: list[str]
) -> None:
    assert in_progress(connection, FEAT_PACT, **body) == offered


def test_work_in_progress_with_a_tag_left_is_offered(connection: sa.Connection) -> None:
    tagged: list[Event] = [Tagged(MENU, "8", "b"), Tagged(MENU, "9", "a"), verified("9")]
    tags: JsonObject = {"providerVersionBranch": None, "providerVersionTags": ["a", "b"]}

    assert in_progress(connection, [*FEAT_PACT, *tagged], **tags) == ["1"]


def test_work_in_progress_is_pending_and_says_so(connection: sa.Connection) -> None:
    body: JsonObject = {
        "consumerVersionSelectors": [{"mainBranch": True}],
        "includeWipPactsSince": BEGINNING,
        "providerVersionBranch": "main",
    }

    (found,) = asked(connection, FEAT_PACT, body)

    assert (found.pending, found.wip, decode(found.segment).wip) == (True, True, True)
    assert "work in progress" in found.notices[0].text


def test_explicit_pacts_come_before_work_in_progress(connection: sa.Connection) -> None:
    events: list[Event] = [
        Published("app", "1", MENU, "x"),
        Branched("app", "1", "feat"),
        MainBranchSet("Kiosk", "main"),
        published("1"),
        Branched("Kiosk", "1", "main"),
    ]
    body: JsonObject = {
        "consumerVersionSelectors": [{"mainBranch": True}],
        "includeWipPactsSince": BEGINNING,
        "providerVersionBranch": "main",
    }

    assert [each.pact.consumer.name for each in asked(connection, events, body)] == ["Kiosk", "app"]


def test_unknown_environment_is_refused(connection: sa.Connection) -> None:
    selectors: list[Json] = [{"latest": True}, {"environment": "nowhere"}]

    with pytest.raises(InvalidRequest) as refusal:
        asked(connection, KIOSK_AND_APP, {"consumerVersionSelectors": selectors})

    assert refusal.value.errors == {
        "consumerVersionSelectors": ("environment with name 'nowhere' does not exist (at index 1)",)
    }


def test_older_form_selects_the_same_and_says_so(connection: sa.Connection) -> None:
    tag: JsonObject = {"tag": "prod", "latest": "true", "consumer": "Kiosk"}
    replay(connection, KIOSK_AND_APP)
    provider = PacticipantRef(pacticipant_id(connection, MENU), MENU)

    (found,) = choose_for_parameters(connection, provider, {"consumer_version_selectors": [tag]})

    assert found.pact.consumer_version.number == "2"
    assert "POST" in found.notices[0].text
