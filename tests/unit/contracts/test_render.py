from __future__ import annotations

from providers.cycle import Outcome, render
from providers.gate import Verdict
from providers.report import Mismatch, Replayed, Report


def test_render_shows_each_pair_and_each_verdict() -> None:
    report = Report("coordinator", {"website": 1}, replayed=(Replayed("website", "a bounty", ()),))
    outcome = Outcome((report,), (Verdict("coordinator", deployable=True, reason="fine"),))

    assert render(outcome).splitlines() == [
        "consumer  provider     recorded  verified  verdict",
        "website   coordinator  1         1         holds",
        "",
        "participant  can i deploy",
        "coordinator  yes",
    ]
    assert outcome.is_yes


def test_render_shows_what_broke_and_why_not() -> None:
    mismatch = Mismatch("$.id", "present", "absent", "the answer has no member id")
    replayed = (Replayed("website", "a bounty", (mismatch,)),)
    report = Report("coordinator", {"website": 1}, replayed=replayed)
    outcome = Outcome((report,), (Verdict("website", deployable=False, reason="failed"),))

    text = render(outcome)

    assert not outcome.is_yes
    assert "website   coordinator  1         0         BROKEN" in text
    assert "website → coordinator: a bounty\n    at $.id: expected present, actual absent" in text
    assert "failed\n" in text
    assert "website      NO" in text


def test_a_problem_breaks_every_pair_of_its_provider() -> None:
    replayed = (Replayed("website", "a bounty", ()),)
    report = Report("coordinator", {"website": 1}, replayed=replayed, problems=("not run: x",))

    text = render(Outcome((report,), ()))

    assert "BROKEN" in text
    assert "not run: x" in text
