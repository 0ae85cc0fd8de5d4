"""Verify a provider that others run: `python -m providers.remote --provider NAME --url URL`."""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack
from urllib.parse import urlsplit

import click

from pro_me_the_us.participants import PARTICIPANTS
from providers.deployed_seeds import find_seed
from providers.remote_states import CannotSet, RemoteScene, SeedFolders, StateUrl
from providers.report import Report, read_replayed
from providers.sources import Chosen, SourceUnusable, choose_source, read_credentials
from providers.verification import check_owed, compare, count_by_consumer, count_owed, replay
from swarm.neighbours import ServiceUrl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.remote_states import Seed, SetState
    from providers.states import Values
    from providers.verification import Source

_STATE_FAILED: Final = "state change handlers has failed"
_TIMEOUT_S: Final = 10.0
_CONNECT_S: Final = 5
# A state that takes longer than the verifier waits would be set behind the next interaction's back.
_SHARE_OF_STATES: Final = 0.9


class ProviderSilent(Exception):
    """Nothing answers there; the text says where."""


@dataclass(frozen=True)
class Skipped:
    """An interaction that was not replayed, and why: a state of it could not be set."""

    consumer: str
    description: str
    state: str
    reason: str


@dataclass(frozen=True)
class RemoteReport:
    """What was replayed, and what could not be."""

    report: Report
    skipped: tuple[Skipped, ...]

    @property
    def exit_code(self) -> int:
        """0 all that was replayed holds, 1 it does not, 3 nothing was replayed."""
        if not self.report.holds:
            return 1
        return 0 if self.report.replayed else 3

    def explain(self) -> str:
        failed = sum(1 for replayed in self.report.replayed if replayed.mismatches)
        verified = len(self.report.replayed) - failed
        summary = f"{verified} verified, {len(self.skipped)} skipped, {failed} failed"
        skipped = [
            f"Skipped: {one.consumer}: {one.description} ({one.state!r}: {one.reason})"
            for one in self.skipped
        ]
        failures = self.report.explain()
        lines = [*filter(None, [failures]), *skipped, f"{self.report.provider}: {summary}."]
        return "\n".join(lines)

    def save(self, file: Path) -> None:
        document = {**asdict(self.report), "skipped": [asdict(one) for one in self.skipped]}
        file.write_text(json.dumps(document), encoding="utf-8")


def verify_remote(
    provider: str, url: str, *, source: Source, set_state: SetState, timeout_s: float = _TIMEOUT_S
) -> RemoteReport:
    """Replay every interaction that `source` has for the provider at `url`.

    Raises:
        ProviderSilent: Nothing answers at `url`.
        SourceUnusable: There are no pacts to be had.
    """
    pacts = source.load(provider)
    owed = count_owed(pacts)
    on_file = count_by_consumer(owed)
    if problems := tuple(check_owed(provider, pacts)):
        return RemoteReport(Report(provider, on_file, problems=problems), ())
    _check_answers(provider, url)
    scene = RemoteScene(set_state)
    timeout_ms = round(timeout_s * 1000)
    results = replay(provider, url, scene=scene, source=source, timeout_ms=timeout_ms)
    replayed = tuple(read_replayed(result) for result in results if not _is_skipped(result))
    skipped = tuple(_skip(result, scene.refused) for result in results if _is_skipped(result))
    problems = tuple(compare(owed, results))
    return RemoteReport(Report(provider, on_file, replayed=replayed, problems=problems), skipped)


def _is_skipped(result: Mapping[str, Any]) -> bool:
    return _STATE_FAILED in str((result.get("mismatch") or {}).get("message"))


def _skip(result: Mapping[str, Any], refused: Mapping[str, str]) -> Skipped:
    states = [str(name) for name in result["providerStates"]]
    name = next((name for name in states if name in refused), ", ".join(states))
    reason = refused.get(name, "it took too long")
    return Skipped(result["consumer"], result["description"], name, reason)


def _check_answers(provider: str, url: str) -> None:
    address = urlsplit(url)
    port = address.port or (443 if address.scheme == "https" else 80)
    try:
        socket.create_connection((address.hostname or "", port), _CONNECT_S).close()
    except OSError as error:
        raise ProviderSilent(f"No {provider} answers at {url}: {error}") from error


class _Options(TypedDict):
    provider: str
    url: str
    state_url: str | None
    seeds: Path | None
    seed_command: str | None
    pacts: Path
    broker: str | None
    version: str | None
    branch: str | None
    consumers: tuple[str, ...]
    timeout: float
    report: Path | None


@click.command()
@click.option("--provider", type=click.Choice(PARTICIPANTS), required=True)
@click.option("--url", type=ServiceUrl(), required=True, help="Where the provider runs.")
@click.option("--state-url", type=ServiceUrl(), help="Post provider states here.")
@click.option(
    "--seeds",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write each state's documents below this folder instead, as mongoexport would.",
)
@click.option("--seed-command", help="Loads one: started with its folder as the last argument.")
@click.option(
    "--pacts",
    default="pacts",
    show_default=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Verify against the pacts in this folder.",
)
@click.option("--broker", help="Verify against this broker's pacts instead; publishes results.")
@click.option("--version", help="The version that runs there; with --broker.")
@click.option("--branch", help="Its branch; with --broker.")
@click.option("--consumer", "consumers", multiple=True, help="Only this one's; repeatable.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=600),
    default=_TIMEOUT_S,
    show_default=True,
    metavar="SECONDS",
    help="The longest that one answer, or one state, may take.",
)
@click.option("--report", type=click.Path(path_type=Path), help="Write what was found here.")
def main(**options: Unpack[_Options]) -> None:
    """Replay what consumers expect against a provider that runs elsewhere.

    Interactions whose state cannot be set are skipped, and named.

    Exit codes: 0 all that was replayed holds, 1 it does not, 2 wrong usage, 3 could not find out.
    """
    set_state = _choose_states(options)
    everybodys = choose_source(
        options["pacts"],
        broker=options["broker"],
        version=options["version"],
        branch=options["branch"],
        credentials=read_credentials(os.environ),
    )
    source = Chosen(everybodys, options["consumers"])
    try:
        found = verify_remote(
            options["provider"],
            options["url"],
            source=source,
            set_state=set_state,
            timeout_s=options["timeout"],
        )
    except (SourceUnusable, ProviderSilent) as error:
        click.echo(str(error), err=True)
        sys.exit(3)
    if options["report"] is not None:
        found.save(options["report"])
    click.echo(found.explain())
    sys.exit(found.exit_code)


def _choose_states(options: _Options) -> SetState:
    within_s = options["timeout"] * _SHARE_OF_STATES
    directory, command = options["seeds"], options["seed_command"]
    if options["state_url"] is not None and directory is not None:
        raise click.UsageError("Set states by --state-url or by --seeds, not by both.")
    if (directory is None) != (command is None):
        raise click.UsageError("--seeds needs --seed-command, and the other way round.")
    if options["state_url"] is not None:
        return StateUrl(options["state_url"], within_s)
    if directory is not None and command is not None:
        return SeedFolders(directory, command, _find_seed, within_s)
    return _set_nothing


def _find_seed(name: str, parameters: Mapping[str, Any]) -> Seed | None:
    return find_seed(name, parameters, datetime.now(UTC))


def _set_nothing(_name: str, _parameters: Mapping[str, Any]) -> Values:
    raise CannotSet("there is no --state-url and there are no --seeds")


if __name__ == "__main__":
    main()
