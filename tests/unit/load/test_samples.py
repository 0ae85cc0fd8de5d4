from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.load.samples import (
    Sample,
    by_operation,
    duration_s,
    find_excesses,
    read_samples,
    summarize,
    write_samples,
)

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS = [Sample("claim", at_s=second, ms=second, status=201) for second in range(1, 101)]
REFUSED = Sample("draft", at_s=100, ms=5, status=409, code="todo_not_assigned")
SILENT = Sample("draft", at_s=100, ms=5, status=0, code="no_answer")


def test_percentiles_are_times_that_were_measured() -> None:
    figures = summarize(CLAIMS, 50)

    assert (figures.p50_ms, figures.p95_ms, figures.p99_ms) == (50, 95, 99)
    assert (figures.requests, figures.per_s) == (100, 2)


def test_errors_are_shares_by_code() -> None:
    figures = by_operation([*CLAIMS, REFUSED, REFUSED, REFUSED, SILENT], 50)

    assert figures["draft"].errors == {"no_answer": 0.25, "todo_not_assigned": 0.75}
    assert (figures["draft"].error_rate, figures["claim"].error_rate) == (1, 0)


def test_thresholds_name_what_is_above() -> None:
    figures = by_operation([*CLAIMS, REFUSED], 50)

    assert find_excesses(figures, p95_ms=None, error_rate=None) == ()
    assert find_excesses(figures, p95_ms=94, error_rate=0.5) == (
        "claim: p95 95 ms > 94 ms",
        "draft: error rate 1.0 > 0.5",
    )


def test_run_lasts_from_first_request_to_last_answer() -> None:
    samples = [Sample("claim", at_s=10, ms=500, status=201), Sample("claim", 12, 1, 201)]

    assert duration_s(samples) == pytest.approx(2.5)


def test_run_without_a_request_is_no_measurement() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        duration_s([])


def test_samples_survive_their_file(tmp_path: Path) -> None:
    write_samples([CLAIMS[0], REFUSED], tmp_path / "samples")

    assert read_samples(tmp_path / "samples") == (CLAIMS[0], REFUSED)
