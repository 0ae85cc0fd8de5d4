from __future__ import annotations

import pytest

from providers.loopback import Told, serve_json
from providers.official import CommandFailed, PactCommand


def test_check_says_that_nobody_answers() -> None:
    with pytest.raises(CommandFailed, match=r"no broker answers at http://127\.0\.0\.1:9"):
        PactCommand("http://127.0.0.1:9").check()


def test_check_says_that_it_is_no_broker() -> None:
    with (
        serve_json(lambda _: Told(404)) as url,
        pytest.raises(CommandFailed, match="answers 404; is it a broker"),
    ):
        PactCommand(url).check()
