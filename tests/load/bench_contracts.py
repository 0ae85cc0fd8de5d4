"""What recording and verifying cost beside the bare library.

`python -m tests.load.bench_contracts` prints a JSON line a ratio. Both sides of
each are measured in the same run, taking turns.
"""

from __future__ import annotations

import contextlib
import json
import statistics
import tempfile
import time
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests
from pact import Pact, Verifier, match

from consumers.exchange import Exchange, bearer
from consumers.tokens import any_token
from pro_me_the_us.client import Client
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER
from providers.coordinator import PROVIDER, STATES, Stage, start
from providers.sources import Folder
from providers.states import StateServer
from providers.verification import verify
from swarm.container.coordinator import CoordinatorGateway

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pact.interaction import HttpInteraction

PACTS = Path("pacts")
RECORDINGS = 60
VERIFICATIONS = 5


def agree(interaction: HttpInteraction) -> None:
    """The same interaction for both sides."""
    (
        interaction.given("a todo is ready")
        .with_request("GET", "/v1/todos/todo-1")
        .with_header("Authorization", bearer("token"))
        .will_respond_with(200)
        .with_body(
            {
                "repository": {"owner": match.str("octo-org"), "name": match.str("demo")},
                "branch": match.str("issue-1"),
            },
            "application/json",
        )
    )


def record_bare(folder: Path) -> None:
    pact = Pact(WORKER_CONTAINER, COORDINATOR).with_specification("V4")
    agree(pact.upon_receiving("a request for a todo"))
    with pact.serve(addr="127.0.0.1", verbose=False) as server:
        headers = {"Authorization": "Bearer header.claims.signature"}
        requests.get(f"{server.url}/v1/todos/todo-1", headers=headers, timeout=5)
    pact.write_file(folder, overwrite=True)


def record_ours(folder: Path) -> None:
    exchange = Exchange(WORKER_CONTAINER, COORDINATOR, folder)
    agree(exchange.upon_receiving("a request for a todo"))
    with exchange.serve() as url:
        CoordinatorGateway(Client(url, any_token)).read_todo("todo-1")


def verify_bare(stage: Stage) -> None:
    verifier = Verifier(COORDINATOR, host="127.0.0.1").add_transport(url=stage.url)
    for file in sorted(PACTS.glob(f"*-{COORDINATOR}.json")):
        verifier.add_source(file)
    with StateServer(stage, STATES).serve() as url, quiet():
        verifier.state_handler(url, body=True, teardown=False).verify()


def verify_ours(stage: Stage) -> None:
    running = replace(PROVIDER, start=lambda _: nullcontext(stage))
    with quiet():
        report = verify(running, Folder(PACTS))
    if not report.holds:
        raise SystemExit(report.explain())


@contextmanager
def quiet() -> Iterator[None]:
    """The verifier prints every interaction; so does this, into nothing, for both sides alike."""
    with (
        Path("/dev/null").open("w", encoding="utf-8") as nothing,
        contextlib.redirect_stdout(nothing),
    ):
        yield


def compare(name: str, times: int, *, bare: Callable[[], Any], ours: Callable[[], Any]) -> None:
    """Print the ratio of medians."""
    seconds: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(times):
        for side, run in (("bare", bare), ("ours", ours)):
            started = time.perf_counter()
            run()
            seconds[side].append(time.perf_counter() - started)
    medians = {side: statistics.median(values) for side, values in seconds.items()}
    line = {
        "measure": name,
        "ratio": round(medians["ours"] / medians["bare"], 3),
        "bare_ms": round(medians["bare"] * 1000, 2),
        "ours_ms": round(medians["ours"] * 1000, 2),
        "runs": times,
    }
    print(json.dumps(line), flush=True)  # noqa: T201  # the program's output


def main() -> None:
    """Measure recording, then verification."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare(
            "recording one interaction",
            RECORDINGS,
            bare=lambda: record_bare(folder / "bare"),
            ours=lambda: record_ours(folder / "ours"),
        )
        with start(folder) as stage:
            compare(
                "verifying the coordinator",
                VERIFICATIONS,
                bare=lambda: verify_bare(stage),
                ours=lambda: verify_ours(stage),
            )


if __name__ == "__main__":
    main()
