"""What was measured of each request, and the figures that come of it."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SHARES: Final = {"p50_ms": 0.50, "p95_ms": 0.95, "p99_ms": 0.99}


@dataclass(frozen=True, slots=True)
class Sample:
    """One request. `at_s`: when it was answered, by a clock that starts anywhere; `code`: the
    problem's, when it was refused; `status` 0 is no answer.
    """

    operation: str
    at_s: float
    ms: float
    status: int
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one operation, or of all; shares of refusals are by problem code."""

    requests: int
    per_s: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    error_rate: float
    errors: dict[str, float]


def write_samples(samples: Iterable[Sample], file: Path) -> None:
    file.write_text("".join(f"{json.dumps(asdict(s))}\n" for s in samples), encoding="utf-8")


def read_samples(file: Path) -> tuple[Sample, ...]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(Sample(**json.loads(line)) for line in lines)


def duration_s(samples: Sequence[Sample]) -> float:
    """From the first request to the last answer.

    Raises: ValueError, when there is no sample.
    """
    if not samples:
        raise ValueError("nothing was measured")
    first = min(sample.at_s - sample.ms / 1000 for sample in samples)
    return max(sample.at_s for sample in samples) - first


def by_operation(samples: Sequence[Sample], seconds: float) -> dict[str, Figures]:
    names = sorted({sample.operation for sample in samples})
    return {name: summarize([s for s in samples if s.operation == name], seconds) for name in names}


def summarize(samples: Sequence[Sample], seconds: float) -> Figures:
    """Of one sample at least."""
    times = sorted(sample.ms for sample in samples)
    codes = Counter(sample.code for sample in samples if sample.code is not None)
    percentiles: dict[str, Any] = {name: _rank(times, share) for name, share in SHARES.items()}
    return Figures(
        requests=len(samples),
        per_s=round(len(samples) / seconds, 1),
        error_rate=round(codes.total() / len(samples), 5),
        errors={code: round(n / len(samples), 5) for code, n in sorted(codes.items())},
        **percentiles,
    )


def find_excesses(
    figures: dict[str, Figures], *, p95_ms: float | None, error_rate: float | None
) -> tuple[str, ...]:
    """What is above a threshold that was given, in words."""
    slow = [
        f"{name}: p95 {each.p95_ms} ms > {p95_ms} ms"
        for name, each in figures.items()
        if p95_ms is not None and each.p95_ms > p95_ms
    ]
    refused = [
        f"{name}: error rate {each.error_rate} > {error_rate}"
        for name, each in figures.items()
        if error_rate is not None and each.error_rate > error_rate
    ]
    return (*slow, *refused)


def _rank(times: Sequence[float], share: float) -> float:
    """The smallest time that this share of all does not exceed."""
    return round(times[max(math.ceil(share * len(times)), 1) - 1], 2)
