"""The contract cycle: record, publish, verify, ask, record the deployments; one table, yes or no.

Exit codes: 0 every contract holds and everybody may go, 1 not so, 2 wrong usage, 3 could not
find out.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pro_me_the_us.participants import PARTICIPANTS
from providers import gate, processes
from providers.neighbour import PACTS
from providers.official import CommandFailed, PactCommand
from providers.registry import PROVIDERS
from providers.report import Report, load_report
from providers.revision import Revision, read_revision
from providers.sources import Folder, SourceUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = "test"
_TAIL = 8000


class CouldNotFindOut(Exception):
    """A step of the cycle itself failed; the text says which and what to do."""


@dataclass(frozen=True)
class Recording:
    """How the consumer suites went."""

    failures: str | None
    """What they printed, when one fails."""
    left_out: tuple[str, ...]
    """Suites that cannot run on this machine, and why."""


@dataclass(frozen=True)
class Outcome:
    """All that the cycle learnt."""

    reports: tuple[Report, ...]
    verdicts: tuple[gate.Verdict, ...]
    consumer_failures: str | None = None
    """What the consumer suites printed, when they fail."""

    @property
    def is_yes(self) -> bool:
        promises_kept = all(report.holds for report in self.reports)
        everybody_may_go = all(verdict.deployable for verdict in self.verdicts)
        return promises_kept and everybody_may_go and self.consumer_failures is None


@click.command()
@click.option("--broker", "url", help="Use the broker at this URL instead of an embedded one.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the embedded broker's database in this folder, from run to run.",
)
@click.option("--keep", is_flag=True, help="Leave the embedded broker running, with its pages.")
@click.option("--environment", default=ENVIRONMENT, show_default=True)
def main(url: str | None, data: Path | None, *, keep: bool, environment: str) -> None:
    """Run the whole contract cycle of this checkout."""
    revision = read_revision(ROOT, datetime.now(UTC))
    click.echo(f"contract cycle of {revision.version} on {revision.branch}")
    try:
        recording = record_pacts(PACTS)
        for line in recording.left_out:
            click.echo(f"not recorded here, so as committed: {line}")
        pairs = read_pairs(PACTS)
        with nullcontext(url) if url else _embedded_broker(data, keep=keep) as broker_url:
            outcome = run_cycle(pairs, broker_url, revision=revision, into=environment)
    except (CouldNotFindOut, CommandFailed, SourceUnusable, processes.DidNotStart) as error:
        click.echo(f"The cycle could not find out: {error}", err=True)
        sys.exit(3)
    outcome = replace(outcome, consumer_failures=recording.failures)
    click.echo(render(outcome))
    sys.exit(0 if outcome.is_yes else 1)


def record_pacts(folder: Path) -> Recording:
    """Run the consumer suites; `folder` then holds what they expect.

    When one fails, `folder` holds what was expected before, so that the cycle can still say which
    promises the providers keep.
    """
    command = [sys.executable, "-m", "pytest", "consumers", "--pacts", str(folder), "-q"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return Recording(
        failures=result.stdout[-_TAIL:] if result.returncode else None,
        left_out=tuple(re.findall(r"^SKIPPED \[\d+\] (.+)$", result.stdout, re.MULTILINE)),
    )


def read_pairs(pacts: Path) -> frozenset[gate.Pair]:
    """Consumer and provider of every pact in the folder, all of them fit to be published.

    Raises:
        CouldNotFindOut: There is none, or one that nobody here could verify.
        SourceUnusable: One is not a pact.
    """
    loaded = Folder(pacts).load_all()
    for file, pact in loaded.items():
        consumer, provider = pact["consumer"]["name"], pact["provider"]["name"]
        if file.name != f"{consumer}-{provider}.json":
            raise CouldNotFindOut(f"{file} is a pact of {consumer} with {provider}; rename it.")
        if consumer not in PARTICIPANTS or provider not in PROVIDERS:
            raise CouldNotFindOut(
                f"{file} is between {consumer} and {provider}, and one of them is unknown here. "
                f"Participants: {', '.join(PARTICIPANTS)}. Providers: {', '.join(PROVIDERS)}."
            )
    if not loaded:
        raise CouldNotFindOut(f"there are no pacts in {pacts}")
    return frozenset((p["consumer"]["name"], p["provider"]["name"]) for p in loaded.values())


def run_cycle(pairs: frozenset[gate.Pair], url: str, *, revision: Revision, into: str) -> Outcome:
    """Publish the pacts to the broker at `url`, verify them there, and ask for everybody."""
    command = PactCommand(url)
    command.check()
    command.publish(PACTS, revision.version, branch=revision.branch)
    command.ensure_environment(into)
    providers = sorted({provider for _, provider in pairs})
    reports = tuple(_verify_all(providers, url, revision=revision))
    groups = gate.order_groups(pairs)
    verdicts = gate.ask(command, groups, version=revision.version, environment=into)
    return Outcome(reports, tuple(verdicts))


def _verify_all(providers: list[str], url: str, *, revision: Revision) -> Iterator[Report]:
    """Verify side by side: most of a verification is waiting for a service to start."""
    with tempfile.TemporaryDirectory() as folder:
        started = [
            (name, Path(folder, name), _start_verification(name, url, Path(folder, name), revision))
            for name in providers
        ]
        for name, file, process in started:
            output, _ = process.communicate()
            if not file.exists():
                raise CouldNotFindOut(f"verifying {name} broke off:\n{output[-_TAIL:]}")
            yield load_report(file)


def _start_verification(
    name: str, url: str, report: Path, revision: Revision
) -> subprocess.Popen[str]:
    filed_under = ["--version", revision.version, "--branch", revision.branch]
    command = [sys.executable, "-m", "providers", name, "--broker", url, *filed_under]
    return subprocess.Popen(
        [*command, "--report", str(report)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@contextmanager
def _embedded_broker(data: Path | None, *, keep: bool) -> Iterator[str]:
    folder = data or Path(tempfile.mkdtemp(prefix="pact-notary-"))
    folder.mkdir(parents=True, exist_ok=True)
    database = f"sqlite:///{folder / 'broker.db'}"
    process, url = processes.start(
        "pact_notary", "serve", "--port", "0", "--database-url", database, folder=folder
    )
    try:
        yield url
    finally:
        if keep:
            click.echo(f"the broker goes on at {url} (process {process.pid}, data in {folder})")
        else:
            processes.stop(process)


def render(outcome: Outcome) -> str:
    """The table, then whatever does not hold, then the gate's answers and its reasons for no."""
    rows = [("consumer", "provider", "recorded", "verified", "verdict")]
    for report in outcome.reports:
        for consumer, recorded in sorted(report.on_file.items()):
            held = report.held(consumer)
            verdict = "holds" if held == recorded and not report.problems else "BROKEN"
            rows.append((consumer, report.provider, str(recorded), str(held), verdict))
    gates = [("participant", "can i deploy")]
    gates += sorted((v.participant, "yes" if v.deployable else "NO") for v in outcome.verdicts)
    failures = [report.explain() for report in outcome.reports if not report.holds]
    reasons = sorted({v.reason for v in outcome.verdicts if not v.deployable})
    suites = [f"The consumer suites fail:\n{outcome.consumer_failures}"]
    unheard = suites if outcome.consumer_failures else []
    return "\n\n".join([_align(rows), *unheard, *failures, *reasons, _align(gates)])


def _align(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


if __name__ == "__main__":
    main()
