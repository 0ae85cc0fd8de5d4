"""The npm package in a browser: it signs, calls a coordinator and is refused as in Node."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any, Final

import pytest

from providers.processes import running
from tests.npm import NotInstalled, build_typescript

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

SIGNER: Final = "FAe4sisG95oZ42w7buUn5qEE4TAnfTTFPiguZUHmhiF"
_SOURCE: Final = """
import { connectCoordinator } from "@pro-me-the-us/integration";
import { KeyPair, tokensFrom } from "@pro-me-the-us/integration/signing";
import { answers } from "@pro-me-the-us/integration/zod/coordinator";

globalThis.talk = async (baseUrl) => {
  const pair = await KeyPair.fromSeed(Uint8Array.from({ length: 32 }, (_, at) => at));
  const grant = { audiences: ["coordinator"], task: "task-1" };
  const node = connectCoordinator({ baseUrl, token: tokensFrom(pair, grant), answers });
  const body = { round: 1, github_username: "octo-worker" };
  const claim = await node.POST("/v1/todos/claims", { body });
  const params = { path: { todo: "todo-1" } };
  const refusal = await node.GET("/v1/todos/{todo}", { params }).catch((error) => error.code);
  return { signer: pair.publicKey, hasClaimed: claim !== undefined, refusal };
};
"""


@pytest.fixture
def coordinator_url(tmp_path: Path) -> Iterator[str]:
    database = f"sqlite:///{tmp_path / 'coordinator.db'}"
    env = {"COORDINATOR_DATABASE_URL": database, "TASK_IDS": "task-1"}
    with running("swarm", "coordinator", "serve", "--port", "0", folder=tmp_path, env=env) as url:
        yield url


def test_browser_talks_to_a_coordinator(chromium: Browser, coordinator_url: str) -> None:
    with chromium.new_page() as page:
        page.goto(f"{coordinator_url}/openapi.json")
        page.evaluate(_bundle())
        said: dict[str, Any] = page.evaluate("url => talk(url)", coordinator_url)

    assert said == {"signer": SIGNER, "hasClaimed": False, "refusal": "todo_unknown"}


def _bundle() -> str:
    """A script of all that `_SOURCE` imports, as a page would load it."""
    try:
        package = build_typescript()
    except NotInstalled as reason:
        pytest.skip(str(reason))
    command = (
        "npm",
        "exec",
        "--no",
        "--",
        "esbuild",
        "--bundle",
        "--format=iife",
        "--log-level=error",
    )
    bundled = subprocess.run(
        command, cwd=package, input=_SOURCE, capture_output=True, encoding="utf-8", check=True
    )
    return bundled.stdout
