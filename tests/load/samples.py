"""What was measured of each request, and the figures that come of it."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import asdict, dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from tests.load.recorded import Recorded

SHARES: Final = {"p50_ms": 0.50, "p95_ms": 0.95, "p99_ms": 0.99}


@dataclass(frozen=True, slots=True)
class Sample:
    """One request. `at_s`: when it was answered, by a clock that starts anywhere.

    `code`: the problem's, when it was refused; else, of an answer that was not promised, its status
    in words. `kept`: whether the answer is the one that the pact promises, be it a refusal.
    """

    interaction: str
    endpoint: str
    at_s: float
    ms: float
    code: str | None
    kept: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one interaction, one endpoint, or all; shares are by problem code.

    `errors`: of answers that no pact promises; `refusals`: of those that one does.
    """

    requests: int
    per_s: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    error_rate: float
    errors: dict[str, float]
    refusals: dict[str, float]


def take_sample(
    promised: Sequence[Recorded], status: int, code: str | None, *, at_s: float, ms: float
) -> Sample:
    """Of the interactions that it may have been, the one whose answer came; else the first."""
    for one in promised:
        if (one.status, one.code) == (status, code):
            return Sample(one.name, one.endpoint, at_s, ms, code, kept=True)
    first = promised[0]
    told = code or (f"status_{status}" if status else "no_answer")
    return Sample(first.name, first.endpoint, at_s, ms, told, kept=False)


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


def by_interaction(samples: Sequence[Sample], seconds: float) -> dict[str, Figures]:
    return _by(attrgetter("interaction"), samples, seconds)


def by_endpoint(samples: Sequence[Sample], seconds: float) -> dict[str, Figures]:
    return _by(attrgetter("endpoint"), samples, seconds)


def summarize(samples: Sequence[Sample], seconds: float) -> Figures:
    """Of one sample at least."""
    times = sorted(sample.ms for sample in samples)
    percentiles: dict[str, Any] = {name: _rank(times, share) for name, share in SHARES.items()}
    return Figures(
        requests=len(samples),
        per_s=round(len(samples) / seconds, 1),
        error_rate=round(sum(not sample.kept for sample in samples) / len(samples), 5),
        errors=_shares(samples, kept=False),
        refusals=_shares(samples, kept=True),
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


def _by(
    name: Callable[[Sample], str], samples: Sequence[Sample], seconds: float
) -> dict[str, Figures]:
    groups: dict[str, list[Sample]] = {}
    for sample in samples:
        groups.setdefault(name(sample), []).append(sample)
    return {key: summarize(groups[key], seconds) for key in sorted(groups)}


def _shares(samples: Sequence[Sample], *, kept: bool) -> dict[str, float]:
    codes = Counter(one.code for one in samples if one.code is not None and one.kept is kept)
    return {code: round(number / len(samples), 5) for code, number in sorted(codes.items())}


def _rank(times: Sequence[float], share: float) -> float:
    """The smallest time that this share of all does not exceed."""
    return round(times[max(math.ceil(share * len(times)), 1) - 1], 2)
