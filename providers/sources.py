"""Where pacts are: a folder, or a broker asked by selector. Both say what a verification owes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click
import requests

if TYPE_CHECKING:
    from pathlib import Path

    from pact import Verifier

    from providers.verification import Source

# This commit's own pacts, those of everybody's main branch, and those of what runs somewhere.
SELECTORS: Final = (
    {"matchingBranch": True},
    {"mainBranch": True},
    {"deployedOrReleased": True},
)
_TIMEOUT_S = 30


class SourceUnusable(Exception):
    """Pacts cannot be had from there; the text says what to do."""


@dataclass(frozen=True)
class Folder:
    """Pacts as files, flat: `<consumer>-<provider>.json` and nothing else."""

    path: Path

    def load_all(self) -> dict[Path, dict[str, Any]]:
        """Every pact in the folder, by its file."""
        return {file: _parse(file) for file in sorted(self.path.iterdir())}

    def load(self, provider: str) -> list[dict[str, Any]]:
        return list(self._of(provider).values())

    def attach(self, verifier: Verifier, provider: str) -> None:
        # One file at a time: of a folder, the verifier passes silently over what it does not know.
        for file in self._of(provider):
            verifier.add_source(file)

    def _of(self, provider: str) -> dict[Path, dict[str, Any]]:
        pacts = self.load_all()
        return {file: pact for file, pact in pacts.items() if pact["provider"]["name"] == provider}


@dataclass(frozen=True)
class Broker:
    """Pacts of a broker, by `SELECTORS`; results are published as of `version` on `branch`."""

    url: str
    version: str
    branch: str

    def load(self, provider: str) -> list[dict[str, Any]]:
        body = {
            "consumerVersionSelectors": SELECTORS,
            "providerVersionBranch": self.branch,
            "includePendingStatus": False,
        }
        url = f"{self.url}/pacts/provider/{provider}/for-verification"
        chosen = self._ask("POST", url, body)["_embedded"]["pacts"]
        return [self._ask("GET", pact["_links"]["self"]["href"]) for pact in chosen]

    def attach(self, verifier: Verifier, provider: str) -> None:
        del provider  # the verifier knows its own name
        builder = verifier.broker_source(self.url, selector=True, use_env=False)
        builder.provider_branch(self.branch).exclude_pending()
        builder.consumer_versions(*(json.dumps(selector) for selector in SELECTORS)).build()
        verifier.set_publish_options(self.version, branch=self.branch)

    def _ask(self, method: str, url: str, body: dict[str, Any] | None = None) -> Any:
        try:
            response = requests.request(method, url, json=body, timeout=_TIMEOUT_S)
        except requests.RequestException as error:
            raise SourceUnusable(
                f"The broker at {self.url} does not answer. Is it running? ({error})"
            ) from error
        if not response.ok:
            raise SourceUnusable(
                f"The broker refused {method} {url}: {response.status_code} {response.text[:200]}"
            )
        return response.json()


@dataclass(frozen=True)
class Chosen:
    """Of another source only the pacts of these consumers; of everybody when there are none."""

    source: Source
    consumers: tuple[str, ...]

    def load(self, provider: str) -> list[dict[str, Any]]:
        pacts = self.source.load(provider)
        wanted = self.consumers or [pact["consumer"]["name"] for pact in pacts]
        return [pact for pact in pacts if pact["consumer"]["name"] in wanted]

    def attach(self, verifier: Verifier, provider: str) -> None:
        self.source.attach(verifier, provider)
        if self.consumers:
            verifier.filter_consumers(*self.consumers)


def choose_source(
    pacts: Path, *, broker: str | None, version: str | None, branch: str | None
) -> Folder | Broker:
    """What the options of a command choose: a broker if there is one, else the folder.

    Raises:
        click.UsageError: What a broker needs beside its URL is missing.
    """
    if broker is None:
        return Folder(pacts)
    if version is None or branch is None:
        raise click.UsageError("--broker needs --version and --branch")
    return Broker(broker, version, branch)


def _parse(file: Path) -> dict[str, Any]:
    try:
        pact = json.loads(file.read_text(encoding="utf-8"))
        _names = pact["consumer"]["name"], pact["provider"]["name"], pact["interactions"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceUnusable(
            f"{file} is not a pact ({type(error).__name__}: {error}). "
            "Record it again: tox run -e contract"
        ) from error
    return dict(pact)
