from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from tests.integration.broker.clients.official import Pact

# These two install and run another broker and ask nothing of one; the third prints.
ASKS_NOTHING: Final = {"docker", "ruby", "help"}
HERE: Final = Path(__file__).parent


def test_each_command_is_run_by_some_test() -> None:
    said = Pact("http://127.0.0.1").must("--help").output
    commands = said.partition("Commands:\n")[2].partition("\n\n")[0]
    tests = [*HERE.glob("test_*.py"), *(HERE.parent / "webhooks").glob("test_*.py")]
    source = "".join(file.read_text(encoding="utf-8") for file in tests)

    named = set(re.findall(r"^  ([a-z-]+) ", commands, re.MULTILINE))

    assert len(named) == 31
    assert {name for name in named - ASKS_NOTHING if f'"{name}"' not in source} == set()
