"""Histories and questions, small enough that their parts often meet."""

from __future__ import annotations

from hypothesis import strategies as st

from pact_notary.domain.matrix_query import (
    Criteria,
    IgnoreSelector,
    LatestBy,
    MatrixQuery,
    VersionSelector,
)
from pact_notary.domain.selectors import (
    Branch,
    Deployed,
    EveryBranch,
    EveryTagged,
    Latest,
    LatestTagged,
    MainBranch,
    MatchingBranch,
    Released,
)
from tests.integration.broker.model_selection import Question
from tests.integration.broker.world import (
    Branched,
    BranchRemoved,
    DeployedTo,
    Event,
    MainBranchSet,
    PactRemoved,
    Published,
    ReleasedTo,
    ResultRemoved,
    SupportEnded,
    Tagged,
    TagRemoved,
    TakenOffBranch,
    Undeployed,
    Verified,
    VersionRemoved,
)

PROVIDER = "Menu"

CONSUMERS = st.sampled_from(["Kiosk", "app"])
PROVIDERS = st.sampled_from([PROVIDER, "Stock"])
PACTICIPANTS = st.sampled_from(["Kiosk", "app", PROVIDER])
NUMBERS = st.sampled_from(["1", "2", "3"])
CONTENTS = st.sampled_from(["a", "b"])
NAMES = st.sampled_from(["main", "feat"])
ENVIRONMENTS = st.sampled_from(["test", "live"])

EVENTS = st.one_of(
    st.builds(Published, CONSUMERS, NUMBERS, PROVIDERS, CONTENTS),
    st.builds(Published, CONSUMERS, NUMBERS, st.just(PROVIDER), CONTENTS),
    st.builds(Branched, st.just(PROVIDER), NUMBERS, NAMES),
    st.builds(Verified, CONSUMERS, st.just(PROVIDER), CONTENTS, NUMBERS, st.booleans()),
    st.builds(Verified, CONSUMERS, PROVIDERS, CONTENTS, NUMBERS, st.booleans(), st.booleans()),
    st.builds(Branched, PACTICIPANTS, NUMBERS, NAMES),
    st.builds(Tagged, PACTICIPANTS, NUMBERS, NAMES),
    st.builds(DeployedTo, st.just(PROVIDER), NUMBERS, ENVIRONMENTS, st.sampled_from([None, "i"])),
    st.builds(DeployedTo, PACTICIPANTS, NUMBERS, ENVIRONMENTS, st.sampled_from([None, "i"])),
    st.builds(ReleasedTo, PACTICIPANTS, NUMBERS, ENVIRONMENTS),
    st.builds(SupportEnded, PACTICIPANTS, NUMBERS, ENVIRONMENTS),
    st.builds(MainBranchSet, PACTICIPANTS, NAMES),
)

REMOVALS = st.one_of(
    st.builds(Undeployed, PACTICIPANTS, ENVIRONMENTS, st.sampled_from([None, "i"])),
    st.builds(TakenOffBranch, PACTICIPANTS, NUMBERS, NAMES),
    st.builds(BranchRemoved, PACTICIPANTS, NAMES),
    st.builds(TagRemoved, PACTICIPANTS, NUMBERS, NAMES),
    st.builds(VersionRemoved, PACTICIPANTS, NUMBERS),
    st.builds(PactRemoved, CONSUMERS, NUMBERS, PROVIDERS),
    st.builds(ResultRemoved, CONSUMERS, PROVIDERS, CONTENTS),
)

# A past that every history shares, so that what is drawn has something to meet.
_PAST: list[Event] = [
    Published("Kiosk", "1", PROVIDER, "a"),
    Published("app", "1", PROVIDER, "a"),
    Branched("Kiosk", "1", "main"),
    Branched(PROVIDER, "1", "main"),
    MainBranchSet("Kiosk", "main"),
]
HISTORIES = st.lists(EVENTS, min_size=12, max_size=40).map(lambda events: [*_PAST, *events])
# A few things that happen again and again, so that removing one uncovers another.
_ONE, _TWO = st.just("1"), st.sampled_from(["1", "2"])
_KIOSK, _MENU = st.just("Kiosk"), st.just(PROVIDER)
_OFTEN = st.one_of(
    st.builds(Published, _KIOSK, _TWO, _MENU, st.just("a")),
    st.builds(Verified, _KIOSK, _MENU, st.just("a"), _ONE, st.booleans()),
    st.builds(Branched, _KIOSK, NUMBERS, st.just("main")),
    st.builds(ResultRemoved, _KIOSK, _MENU, st.just("a")),
    st.builds(PactRemoved, _KIOSK, _TWO, _MENU),
    st.builds(VersionRemoved, _KIOSK, _TWO),
)
EVENTFUL_HISTORIES = st.lists(
    st.booleans().flatmap(lambda often: _OFTEN if often else EVENTS | REMOVALS),
    min_size=20,
    max_size=50,
).map(lambda events: [*_PAST, *events])

OPTIONAL_CONSUMERS = st.none() | CONSUMERS | st.just("nobody")
OPTIONAL_ENVIRONMENTS = st.none() | ENVIRONMENTS
SELECTORS = st.one_of(
    st.builds(Latest, OPTIONAL_CONSUMERS),
    st.builds(MainBranch, OPTIONAL_CONSUMERS),
    st.builds(Branch, NAMES, OPTIONAL_CONSUMERS, st.none() | NAMES),
    st.builds(MatchingBranch, NAMES, OPTIONAL_CONSUMERS),
    st.builds(EveryBranch, OPTIONAL_CONSUMERS),
    st.builds(LatestTagged, NAMES, OPTIONAL_CONSUMERS, st.none() | NAMES),
    st.builds(EveryTagged, NAMES, OPTIONAL_CONSUMERS),
    st.builds(Deployed, OPTIONAL_ENVIRONMENTS, OPTIONAL_CONSUMERS),
    st.builds(Released, OPTIONAL_ENVIRONMENTS, OPTIONAL_CONSUMERS),
)
QUESTIONS = st.builds(
    Question,
    selectors=st.lists(SELECTORS, max_size=3).map(tuple),
    branch=st.none() | NAMES,
    tags=st.lists(NAMES, max_size=2, unique=True).map(tuple),
    include_pending=st.booleans(),
    wip_after=st.none() | st.integers(-1, 8),
)

CRITERIA = st.one_of(
    st.builds(Criteria, version=NUMBERS),
    st.builds(Criteria, latest=st.just(True)),
    st.builds(Criteria, latest=st.booleans(), tag=NAMES),
    st.builds(Criteria, latest=st.booleans(), branch=NAMES),
    st.builds(Criteria, latest=st.booleans(), main_branch=st.just(True)),
    st.builds(Criteria, environment=ENVIRONMENTS),
    st.builds(Criteria),
    st.builds(
        Criteria,
        latest=st.booleans(),
        tag=st.none() | NAMES,
        branch=st.none() | NAMES,
        main_branch=st.booleans(),
        environment=OPTIONAL_ENVIRONMENTS,
    ),
)
DESTINATIONS = st.one_of(
    st.builds(Criteria),
    st.builds(Criteria, environment=ENVIRONMENTS),
    st.builds(Criteria, tag=NAMES, latest=st.booleans()),
    st.builds(Criteria, main_branch=st.just(True), latest=st.booleans()),
    st.builds(Criteria, latest=st.just(True)),
)
QUERIES = st.builds(
    MatrixQuery,
    selectors=st.lists(
        st.builds(VersionSelector, PACTICIPANTS, CRITERIA), min_size=1, max_size=3
    ).map(tuple),
    destination=DESTINATIONS,
    latest_by=st.none() | st.sampled_from(LatestBy),
    outcomes=st.none() | st.frozensets(st.sampled_from([True, False, None])),
    limit=st.just(100) | st.integers(1, 3),
    ignored=st.lists(
        st.builds(IgnoreSelector, PACTICIPANTS | st.just("nobody"), st.none() | NUMBERS),
        max_size=2,
    ).map(tuple),
)
