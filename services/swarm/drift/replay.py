"""Replays interactions against a provider that runs, by the official command `pact verifier`."""

from __future__ import annotations

import json
import socket
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from swarm.drift.differences import read_reported
from swarm.drift.needs import judge
from swarm.drift.relay import relay
from swarm.drift.report import Difference
from swarm.pacts.program import quiet_environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from swarm.drift.needs import Need
    from swarm.drift.report import Row

_START_S: Final = 30
_CONNECT_S: Final = 5
_SECURE: Final = "https"
_PORTS: Final = {"http": 80, _SECURE: 443}
_TAIL: Final = 500


class NoProvider(Exception):
    """Nothing can be found out there; the text says why."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Where the provider runs and how long one answer may take.

    `states_url`: is posted each state before its interaction; None, and none is set.
    """

    program: Path
    url: str
    provider: str
    timeout_s: float
    states_url: str | None = None

    def ask(self, needs: Sequence[Need]) -> tuple[Row, ...]:
        """A row for each, in order; the program runs once for each consumer.

        Raises: NoProvider.
        """
        self._check()
        rows: dict[int, Row] = {}
        for consumer in dict.fromkeys(need.interaction.consumer for need in needs):
            of_it = {
                n: need for n, need in enumerate(needs) if need.interaction.consumer == consumer
            }
            found, reasons = self._run(consumer, of_it)
            rows.update((n, _row(need, found.get(_key(n)), reasons)) for n, need in of_it.items())
            # What has ended answers nothing: that says nothing of the others.
            self._check()
        return tuple(rows[n] for n in range(len(needs)))

    def _check(self) -> None:
        address = urlsplit(self.url)
        port = address.port or _PORTS[address.scheme]
        try:
            socket.create_connection((address.hostname or "", port), _CONNECT_S).close()
        except OSError as error:
            raise NoProvider(f"No {self.provider} answers at {self.url}: {error}") from error

    def _run(
        self, consumer: str, needs: Mapping[int, Need]
    ) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        """What the program reports by key, and why states could not be set, by their names."""
        with tempfile.TemporaryDirectory(prefix="swarm-drift-") as folder, ExitStack() as stack:
            pact, report = Path(folder, "pact.json"), Path(folder, "report.json")
            pact.write_text(json.dumps(self._write(consumer, needs)), encoding="utf-8")
            command = self._command(pact, report)
            reasons: Mapping[str, str] = {}
            if self.states_url is not None:
                states = stack.enter_context(relay(self.states_url, self.timeout_s))
                command += ["--state-change-url", states.url]
                reasons = states.reasons
            try:
                said = _start(command, _START_S + len(needs) * (2 * self.timeout_s + 1))
                found: Any = json.loads(report.read_text(encoding="utf-8"))
            except subprocess.TimeoutExpired:
                return {}, reasons
            except (OSError, ValueError) as error:
                raise NoProvider(f"pact verifier did not work: {error}") from error
        if not found["interactionResults"]:
            raise NoProvider(f"pact verifier replayed nothing: {said[-_TAIL:]}")
        return dict(_read(found)), reasons

    def _write(self, consumer: str, needs: Mapping[int, Need]) -> Mapping[str, Any]:
        """One pact; its descriptions are numbers, by which the report is read again."""
        interactions = []
        for number, need in needs.items():
            kept = {name: value for name, value in need.document.items() if name != "pending"}
            interactions.append({**kept, "description": _key(number)})
        metadata = next(iter(needs.values())).of.pact.document.get("metadata", {})
        return {
            "consumer": {"name": consumer},
            "provider": {"name": self.provider},
            "interactions": interactions,
            "metadata": metadata,
        }

    def _command(self, pact: Path, report: Path) -> list[str]:
        address = urlsplit(self.url)
        port = address.port or _PORTS[address.scheme]
        command = [str(self.program), "verifier", "--no-colour", "--loglevel", "none"]
        command += ["--file", str(pact), "--json", str(report)]
        command += ["--provider-name", self.provider, "--transport", address.scheme]
        command += ["--hostname", _host(address.hostname or ""), "--port", str(port)]
        command += ["--request-timeout", str(round(self.timeout_s * 1000))]
        if address.path:
            command += ["--base-path", address.path]
        return command


def _start(command: list[str], within_s: float) -> str:
    done = subprocess.run(  # noqa: S603  # a list of arguments, no shell
        command,
        env=quiet_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=within_s,
        check=False,
    )
    return done.stdout


def _host(name: str) -> str:
    return f"[{name}]" if ":" in name else name


def _key(number: int) -> str:
    return f"{number:06}"


def _read(report: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """By key: None for what holds, else the mismatch."""
    failed = {
        str(error["interaction"]).rpartition(" - ")[2]: error["mismatch"]
        for error in report["errors"]
    }
    for result in report["interactionResults"]:
        key = str(result["description"])
        is_kept = result["result"] == "OK"
        yield key, {} if is_kept else failed.get(key, {"message": "the verifier gives no reason"})


def _row(need: Need, found: Mapping[str, Any] | None, reasons: Mapping[str, str]) -> Row:
    if found is None:
        late = "The verifier did not come to it in time."
        return judge(need, (Difference("unknown", "", late),))
    failed = [f"{name!r}: {reasons[name]}" for name in need.interaction.states if name in reasons]
    if found and failed:
        text = f"Its provider state could not be set, {failed[0]}"
        return judge(need, (Difference("unknown", "", text),))
    return judge(need, read_reported(found) if found else ())
