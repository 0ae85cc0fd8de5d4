"""The official command `pact broker …`, which publishes, gates and records deployments."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from providers.sources import read_credentials

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIMEOUT_S = 120
_HAL = {"Accept": "application/hal+json"}
_CLOSED = frozenset((401, 403))


class CommandFailed(Exception):
    """The command did not do what was asked; the text is what it said."""


@dataclass(frozen=True)
class PactCommand:
    """`pact broker`, talking to the broker at `url`."""

    url: str

    def check(self) -> None:
        """Raise CommandFailed unless a broker answers: the command itself would try for minutes."""
        try:
            answer = _get(self.url)
        except requests.RequestException as error:
            raise CommandFailed(
                f"no broker answers at {self.url}; is it running there? ({error})"
            ) from error
        if answer.status_code in _CLOSED:
            raise CommandFailed(
                f"{self.url} answers {answer.status_code}; set PACT_BROKER_TOKEN, or "
                "PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD"
            )
        if not answer.ok:
            raise CommandFailed(f"{self.url} answers {answer.status_code}; is it a broker?")

    def publish(self, pacts: Path, version: str, *, branch: str) -> None:
        self._must("publish", str(pacts), "--consumer-app-version", version, "--branch", branch)

    def ensure_environment(self, name: str) -> None:
        listed = json.loads(self._must("list-environments", "--output", "json") or "{}")
        if name not in {e["name"] for e in listed["_embedded"]["environments"]}:
            self._must("create-environment", "--name", name)

    def list_deployed(self, environment: str) -> frozenset[str]:
        """Participants of which some version is deployed to `environment`."""
        # The command has no listing of deployments; this is the one question asked by hand.
        answer = _get(f"{self.url}/environments").json()
        found = next(e for e in answer["_embedded"]["environments"] if e["name"] == environment)
        link = found["_links"]["pb:currently-deployed-deployed-versions"]["href"]
        versions = _get(link).json()["_embedded"]["deployedVersions"]
        return frozenset(v["_embedded"]["pacticipant"]["name"] for v in versions)

    def can_i_deploy(
        self, participants: Sequence[str], version: str, *, environment: str
    ) -> tuple[bool, str]:
        """Whether all of `participants` may go there at `version`, and the reason given."""
        selectors = [a for p in participants for a in ("--pacticipant", p, "--version", version)]
        result = self._run("can-i-deploy", *selectors, "--to-environment", environment)
        return result.returncode == 0, (result.stdout + result.stderr).strip()

    def record_deployment(self, participant: str, version: str, *, environment: str) -> None:
        arguments = ("--pacticipant", participant, "--version", version)
        self._must("record-deployment", *arguments, "--environment", environment)

    def _must(self, *arguments: str) -> str:
        result = self._run(*arguments)
        if result.returncode != 0:
            said = (result.stdout + result.stderr).strip()
            raise CommandFailed(f"pact broker {arguments[0]} failed: {said}")
        return result.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # arguments as a list, the program found below
            [_find_pact(), "broker", *arguments, "--broker-base-url", self.url],
            env={**os.environ, "PACT_DO_NOT_TRACK": "true", "NO_COLOR": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=_TIMEOUT_S,
            check=False,
        )


def _get(url: str) -> requests.Response:
    """Asked as the command asks: with the credentials of the environment."""
    shown = read_credentials(os.environ).header
    return requests.get(url, headers={**_HAL, **shown}, timeout=_TIMEOUT_S)


def _find_pact() -> str:
    """The command beside this interpreter first: a virtual environment need not be activated."""
    beside = shutil.which("pact", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("pact")
    if found is None:
        raise CommandFailed("The command `pact` is missing: pip install pact-python-cli")
    return found
