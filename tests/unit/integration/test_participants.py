from __future__ import annotations

import re

from pro_me_the_us.participants import PARTICIPANTS


def test_participants_are_proper_names() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in PARTICIPANTS)
    assert len(set(PARTICIPANTS)) == len(PARTICIPANTS)
