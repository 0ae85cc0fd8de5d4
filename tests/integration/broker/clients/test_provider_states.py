from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.broker.clients.builders import Wire
    from tests.integration.broker.clients.official import Pact

LIST = ("provider-states", "list", "--provider")


@pytest.fixture
def pledged(pact: Pact, wire: Wire) -> Pact:
    """Version 1 of Kiosk, on main, feat/x and in test, has a pact with a state of Menu."""
    wire.publish("1", branch="main")
    wire.put("/pacticipants/Kiosk/branches/feat%2Fx/versions/1")
    environment = wire.make_environment("test")
    wire.post(f"/pacticipants/Kiosk/versions/1/deployed-versions/environment/{environment}", {})
    return pact


@pytest.mark.parametrize("output", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize(
    "where",
    [(), ("--branch", "main"), ("--branch", "feat/x"), ("--environment", "test")],
    ids=["all", "main branch", "branch", "environment"],
)
def test_provider_states_are_listed(
    pledged: Pact, where: tuple[str, ...], output: tuple[str, ...]
) -> None:
    said = pledged.must(*LIST, "Menu", *where, *output)

    assert "dishes exist" in said.output
    assert "Kiosk" in said.output


def test_provider_states_of_the_unknown_are_refused(pledged: Pact) -> None:
    said = pledged(*LIST, "Nobody")

    assert said.code == 1
    assert "404" in said.text
