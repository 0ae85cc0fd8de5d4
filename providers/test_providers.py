from __future__ import annotations

import pytest

from providers.neighbour import PACTS
from providers.registry import PROVIDERS
from providers.sources import Folder
from providers.verification import verify


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_provider_keeps_what_is_on_file(name: str) -> None:
    report = verify(PROVIDERS[name], Folder(PACTS))

    assert report.holds, report.explain()
