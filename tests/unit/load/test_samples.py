from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.load.recorded import Recorded
from tests.load.samples import (
    Sample,
    by_endpoint,
    by_interaction,
    duration_s,
    find_excesses,
    read_samples,
    summarize,
    take_sample,
    write_samples,
)

if TYPE_CHECKING:
    from pathlib import Path


def a_sample(interaction: str = "claim", **changes: Any) -> Sample:
    sample = Sample(interaction, "POST /v1/todos", at_s=100, ms=5, code=None, kept=True)
    return replace(sample, **changes)


def a_recorded(description: str, status: int, code: str | None = None) -> Recorded:
    return Recorded(
        consumer="worker",
        description=description,
        method="POST",
        path="/v1/todos",
        query={},
        headers={},
        body=None,
        holder="the node",
        scope=None,
        status=status,
        code=code,
    )


CLAIMS = [a_sample(at_s=second, ms=second) for second in range(1, 101)]
REFUSED = a_sample("draft", code="todo_not_assigned", kept=False)
SILENT = a_sample("draft", code="no_answer", kept=False)
MEANT = a_sample("mistake", code="todo_unknown")
CLAIMED, DRY = a_recorded("a claim", 201), a_recorded("a claim of none", 204)
TAKEN = a_recorded("a mistake", 409, "todo_taken")


@pytest.mark.parametrize(
    ("promised", "status", "code", "measured"),
    [
        ([CLAIMED], 201, None, ("worker: a claim", None, True)),
        ([CLAIMED, DRY], 204, None, ("worker: a claim of none", None, True)),
        ([CLAIMED, DRY], 503, "unavailable", ("worker: a claim", "unavailable", False)),
        ([CLAIMED], 500, None, ("worker: a claim", "status_500", False)),
        ([CLAIMED], 0, None, ("worker: a claim", "no_answer", False)),
        ([TAKEN], 409, "todo_taken", ("worker: a mistake", "todo_taken", True)),
        ([TAKEN], 409, "todo_unknown", ("worker: a mistake", "todo_unknown", False)),
        ([TAKEN], 200, None, ("worker: a mistake", "status_200", False)),
    ],
    ids=["kept", "other", "refused", "broken", "silent", "meant", "other-refusal", "let-in"],
)
def test_sample_holds_the_answer_against_the_promise(
    promised: list[Recorded], status: int, code: str | None, measured: tuple[str, str | None, bool]
) -> None:
    sample = take_sample(promised, status, code, at_s=1, ms=2)

    assert (sample.interaction, sample.code, sample.kept) == measured
    assert sample.endpoint == "POST /v1/todos"


def test_percentiles_are_times_that_were_measured() -> None:
    figures = summarize(CLAIMS, 50)

    assert (figures.p50_ms, figures.p95_ms, figures.p99_ms) == (50, 95, 99)
    assert (figures.requests, figures.per_s) == (100, 2)


def test_errors_are_shares_by_code() -> None:
    figures = by_interaction([*CLAIMS, REFUSED, REFUSED, REFUSED, SILENT], 50)

    assert figures["draft"].errors == {"no_answer": 0.25, "todo_not_assigned": 0.75}
    assert (figures["draft"].error_rate, figures["claim"].error_rate) == (1, 0)


def test_promised_refusal_is_no_error() -> None:
    figures = by_endpoint([MEANT, SILENT, SILENT, SILENT], 50)["POST /v1/todos"]

    assert figures.refusals == {"todo_unknown": 0.25}
    assert (figures.errors, figures.error_rate) == ({"no_answer": 0.75}, 0.75)


def test_thresholds_name_what_is_above() -> None:
    figures = by_interaction([*CLAIMS, REFUSED], 50)

    assert find_excesses(figures, p95_ms=None, error_rate=None) == ()
    assert find_excesses(figures, p95_ms=94, error_rate=0.5) == (
        "claim: p95 95 ms > 94 ms",
        "draft: error rate 1.0 > 0.5",
    )


def test_run_lasts_from_first_request_to_last_answer() -> None:
    samples = [a_sample(at_s=10, ms=500), a_sample(at_s=12, ms=1)]

    assert duration_s(samples) == pytest.approx(2.5)


def test_run_without_a_request_is_no_measurement() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        duration_s([])


def test_samples_survive_their_file(tmp_path: Path) -> None:
    write_samples([CLAIMS[0], REFUSED], tmp_path / "samples")

    assert read_samples(tmp_path / "samples") == (CLAIMS[0], REFUSED)
