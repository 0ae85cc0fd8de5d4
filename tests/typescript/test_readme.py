"""The README's example runs against a coordinator, and prints what stands below it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from providers.processes import running
from tests.e2e.keys import secret_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.typescript.conftest import Package

WEBSITE_TOKEN: Final = "website-token-of-the-tests"


def test_example_prints_what_it_says(package: Package, tmp_path: Path) -> None:
    readme = (package.folder / "README.md").read_text(encoding="utf-8")
    [example, printed] = re.findall(r"```(?:js|text)\n(.*?)```", readme, re.DOTALL)[:2]
    serving = {
        "COORDINATOR_DATABASE_URL": f"sqlite:///{tmp_path / 'coordinator.db'}",
        "PROMETHEUS_INCOME_REQUEST_API_KEY": WEBSITE_TOKEN,
        "TASK_IDS": "task-1",
    }

    with running(
        "swarm", "coordinator", "serve", "--port", "0", folder=tmp_path, env=serving
    ) as url:
        asking = {"COORDINATOR_URL": url, "WEBSITE_TOKEN": WEBSITE_TOKEN}
        env = {**os.environ, **asking, "STAKING_SECRET": secret_of("octo-planner")}
        said = package.node("--input-type=module", "-e", example, env=env)

    assert said == printed
