"""The contract cycle: record, publish, verify, ask, record the deployments; one table, yes or no.

Exit codes: 0 every contract holds and everybody may go, 1 not so, 2 wrong usage, 3 could not
find out.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from providers import gate, processes
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
class Outcome:
    """All that the cycle learnt."""

    reports: tuple[Report, ...]
    verdicts: tuple[gate.Verdict, ...]

    @property
    def is_yes(self) -> bool:
        return all(r.holds for r in self.reports) and all(v.deployable for v in self.verdicts)


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
        record_pacts(ROOT / "pacts")
        with nullcontext(url) if url else _embedded_broker(data, keep=keep) as broker_url:
            outcome = run_cycle(ROOT / "pacts", broker_url, revision=revision, into=environment)
    except (CouldNotFindOut, CommandFailed, SourceUnusable, processes.DidNotStart) as error:
        click.echo(f"The cycle could not find out: {error}", err=True)
        sys.exit(3)
    click.echo(render(outcome))
    sys.exit(0 if outcome.is_yes else 1)


def record_pacts(folder: Path) -> None:
    """Run the consumer suites; `folder` then holds what they expect."""
    command = [sys.executable, "-m", "pytest", "consumers", "--pacts", str(folder), "-q"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise CouldNotFindOut(
            f"the consumer suites fail, so nothing was recorded:\n{result.stdout[-_TAIL:]}"
        )


def run_cycle(pacts: Path, url: str, *, revision: Revision, into: str) -> Outcome:
    """Publish `pacts` to the broker at `url`, verify them there, and ask for everybody."""
    pairs = _read_pairs(pacts)
    command = PactCommand(url)
    command.publish(pacts, revision.version, branch=revision.branch)
    command.ensure_environment(into)
    reports = _verify_all(sorted({provider for _, provider in pairs}), url, revision=revision)
    groups = gate.order_groups(pairs)
    verdicts = gate.ask(command, groups, version=revision.version, environment=into)
    return Outcome(tuple(reports), tuple(verdicts))


def _read_pairs(pacts: Path) -> set[gate.Pair]:
    loaded = [pact for name in PROVIDERS for pact in Folder(pacts).load(name)]
    pairs = {(pact["consumer"]["name"], pact["provider"]["name"]) for pact in loaded}
    strays = {file.name for file in pacts.iterdir()} - {f"{c}-{p}.json" for c, p in pairs}
    if strays:
        raise CouldNotFindOut(
            f"{', '.join(sorted(strays))} in {pacts} belongs to no provider that can be started "
            f"here ({', '.join(PROVIDERS)}); remove it, or add the provider."
        )
    return pairs


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
        text=True,
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
    """The table, then whatever does not hold, then the gate's reasons for each no."""
    rows = [("consumer", "provider", "recorded", "verified", "verdict")]
    for report in outcome.reports:
        for consumer, recorded in sorted(report.on_file.items()):
            held = report.held(consumer)
            verdict = "holds" if held == recorded and not report.problems else "BROKEN"
            rows.append((consumer, report.provider, str(recorded), str(held), verdict))
    gates = [("participant", "can i deploy")]
    gates += [(v.participant, "yes" if v.deployable else "NO") for v in outcome.verdicts]
    failures = [report.explain() for report in outcome.reports if not report.holds]
    reasons = {v.reason for v in outcome.verdicts if not v.deployable}
    return "\n\n".join([_align(rows), *failures, *sorted(reasons), _align(gates)])


def _align(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


if __name__ == "__main__":
    main()
