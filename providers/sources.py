"""Where pacts are: a folder, or a broker asked by selector. Both say what a verification owes."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click
import requests

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pact import Verifier
    from pact.verifier import BrokerSelectorBuilder

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
class Credentials:
    """What a broker is shown: a token, or else a user, or nothing where everybody is let in."""

    token: str | None = None
    username: str | None = None
    password: str | None = None

    @property
    def user(self) -> tuple[str, str] | None:
        return (self.username, self.password or "") if self.username else None

    @property
    def header(self) -> dict[str, str]:
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        # Of a text, the library sends what Latin 1 makes of it.
        shown = ":".join(self.user or ()).encode()
        return {"Authorization": f"Basic {b64encode(shown).decode()}"} if self.user else {}


def read_credentials(environment: Mapping[str, str]) -> Credentials:
    """Those of the variables that official clients read."""
    names = ("PACT_BROKER_TOKEN", "PACT_BROKER_USERNAME", "PACT_BROKER_PASSWORD")
    return Credentials(*(environment.get(name) or None for name in names))


@dataclass(frozen=True)
class Broker:
    """Pacts of a broker, by `SELECTORS`; results are published as of `version` on `branch`."""

    url: str
    version: str
    branch: str
    credentials: Credentials = Credentials()

    def load(self, provider: str) -> list[dict[str, Any]]:
        body = {
            "consumerVersionSelectors": SELECTORS,
            "providerVersionBranch": self.branch,
            "includePendingStatus": False,
        }
        url = f"{self.url}/pacts/provider/{provider}/for-verification"
        chosen = self.ask("POST", url, body)["_embedded"]["pacts"]
        return [self.ask("GET", pact["_links"]["self"]["href"]) for pact in chosen]

    def attach(self, verifier: Verifier, provider: str) -> None:
        del provider  # the verifier knows its own name
        builder = self._choose(verifier)
        builder.provider_branch(self.branch).exclude_pending()
        # What SELECTORS says, in the words of the verifier.
        builder.consumer_version(matching_branch=True).consumer_version(main_branch=True)
        builder.consumer_version(deployed_or_released=True).build()
        self.publish(verifier)

    def publish(self, verifier: Verifier) -> None:
        verifier.set_publish_options(self.version, branch=self.branch)

    def ask(self, method: str, url: str, body: dict[str, Any] | None = None) -> Any:
        """The document that it answers with.

        Raises: SourceUnusable.
        """
        shown = self.credentials.header
        try:
            response = requests.request(method, url, json=body, headers=shown, timeout=_TIMEOUT_S)
        except requests.RequestException as error:
            raise SourceUnusable(
                f"The broker at {self.url} does not answer. Is it running? ({error})"
            ) from error
        if not response.ok:
            raise SourceUnusable(
                f"The broker refused {method} {url}: {response.status_code} {response.text[:200]}"
            )
        return response.json()

    def _choose(self, verifier: Verifier) -> BrokerSelectorBuilder:
        token, user = self.credentials.token, self.credentials.user
        if token is not None or user is None:
            return verifier.broker_source(self.url, token=token, selector=True, use_env=False)
        name, password = user
        return verifier.broker_source(
            self.url, username=name, password=password, selector=True, use_env=False
        )


@dataclass(frozen=True)
class Addresses:
    """The pacts at these addresses of a broker, which are owed; results are published as there."""

    broker: Broker
    urls: tuple[str, ...]

    def load(self, provider: str) -> list[dict[str, Any]]:
        del provider  # a pact of another is told by who verifies
        return [self.broker.ask("GET", url) for url in self.urls]

    def attach(self, verifier: Verifier, provider: str) -> None:
        del provider  # the verifier knows its own name
        token, user = self.broker.credentials.token, self.broker.credentials.user
        for url in self.urls:
            if token is not None or user is None:
                verifier.add_source(url, token=token)
            else:
                verifier.add_source(url, username=user[0], password=user[1])
        self.broker.publish(verifier)


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
    pacts: Path,
    *,
    broker: str | None,
    version: str | None,
    branch: str | None,
    credentials: Credentials,
    pact_urls: tuple[str, ...] = (),
) -> Folder | Broker | Addresses:
    """What the options of a command choose: a broker or its pacts if there is one, else the folder.

    Raises:
        click.UsageError: What a broker needs beside its URL is missing, or the broker is.
    """
    if broker is None and pact_urls:
        raise click.UsageError("--pact-url needs --broker, which the results go to")
    if broker is None:
        return Folder(pacts)
    if version is None or branch is None:
        raise click.UsageError("--broker needs --version and --branch")
    source = Broker(broker, version, branch, credentials)
    return Addresses(source, pact_urls) if pact_urls else source


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
