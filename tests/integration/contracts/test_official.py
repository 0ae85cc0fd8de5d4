from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.scopes import Scope
from providers.loopback import Told, serve_json
from providers.official import CommandFailed, PactCommand
from tests.integration.broker.clients.closed import closed_broker

if TYPE_CHECKING:
    from pathlib import Path


def test_check_says_that_nobody_answers() -> None:
    with pytest.raises(CommandFailed, match=r"no broker answers at http://127\.0\.0\.1:9"):
        PactCommand("http://127.0.0.1:9").check()


def test_check_says_that_it_is_no_broker() -> None:
    with (
        serve_json(lambda _: Told(404)) as url,
        pytest.raises(CommandFailed, match="answers 404; is it a broker"),
    ):
        PactCommand(url).check()


def test_closed_broker_is_opened_by_the_token_of_the_environment(
    tmp_path: Path, pact_broker_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closed_broker(tmp_path, pact_broker_template) as closed:
        command = PactCommand(closed.url)
        with pytest.raises(CommandFailed, match="answers 401; set PACT_BROKER_TOKEN, or "):
            command.check()
        token = closed.make_token(Scope.PUBLISH, Scope.DEPLOY, Scope.ADMIN)
        monkeypatch.setenv("PACT_BROKER_TOKEN", token["PACT_BROKER_TOKEN"])

        command.check()
        command.ensure_environment("test")

        assert command.list_deployed("test") == frozenset()
