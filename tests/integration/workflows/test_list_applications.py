from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.clients.builders import write_pact
from tests.integration.workflows.events import a_push

if TYPE_CHECKING:
    from tests.integration.workflows.conftest import Lender


def test_everybody_in_the_pacts_is_listed_once(lender: Lender) -> None:
    write_pact(lender.runner.workspace / "pacts", consumer="Till")

    done = lender.lend(a_push()).act("list-applications", pactfiles="pacts")

    assert done.outputs == {"applications": "Kiosk\nMenu\nTill", "providers": '["Menu"]'}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}", "pacts/x.json is no pact (KeyError: 'consumer')"),
        (None, "There are no pacts in pacts"),
    ],
)
def test_folder_without_pacts_is_refused(lender: Lender, text: str | None, told: str) -> None:
    pacts = lender.runner.workspace / "pacts"
    for file in pacts.iterdir():
        file.unlink()
    if text is not None:
        (pacts / "x.json").write_text(text, "utf-8")

    done = lender.lend(a_push()).act("list-applications", pactfiles="pacts")

    assert done.code == 1
    assert told in done.log
    assert done.commands("error")[0].startswith("It is not known which applications there are")
