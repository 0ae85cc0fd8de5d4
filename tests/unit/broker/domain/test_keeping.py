from __future__ import annotations

import pytest

from pact_notary.domain.keeping import InvalidKeep, Keep, parse_keep


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("max-age=90", Keep(max_age_days=90)),
        ("max_age=0", Keep(max_age_days=0)),
        ("branch=feat/x", Keep(branch="feat/x")),
        ("branch, latest", Keep(branch="*", latest=True)),
        ("tag=prod,latest", Keep(tag="prod", latest=True)),
        ("tag", Keep(tag="*")),
        ("latest", Keep(latest=True)),
        ("main-branch,max-age=30", Keep(main_branch=True, max_age_days=30)),
        ("application=Shop,latest", Keep(pacticipant="Shop", latest=True)),
        ("pacticipant=Shop", Keep(pacticipant="Shop")),
        ('{"branch": true, "latest": true}', Keep(branch="*", latest=True)),
        ('{"max_age": 90, "pacticipant": "A,B"}', Keep(pacticipant="A,B", max_age_days=90)),
        ("deployed", None),
        ('{"released": true}', None),
    ],
)
def test_selector_is_read(text: str, keep: Keep | None) -> None:
    assert parse_keep(text) == keep


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is no selector"),
        ("newest", "is no selector"),
        ("{}", "is no selector"),
        ("{", "is no JSON object"),
        ("max-age", "whole number of days"),
        ("max-age=-1", "whole number of days"),
        ("max-age=1.5", "whole number of days"),
        ("max-age=99999999999", "at most 36500"),
        ("latest=yes", "latest has no value"),
        ("branch=", "branch must be a name"),
        ('{"tag": 7}', "tag must be a name"),
        ("application", "pacticipant must be a name"),
        ("branch=x,main-branch", "cannot both"),
    ],
)
def test_wrong_selector_is_refused(text: str, told: str) -> None:
    with pytest.raises(InvalidKeep, match=told):
        parse_keep(text)
