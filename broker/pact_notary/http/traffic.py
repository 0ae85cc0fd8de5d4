"""What one process has answered since it started, and how long that took."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from pact_notary.http.exposition import Family, Kind, Sample

_BOUNDS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(slots=True)
class _Durations:
    """How many took at most each of the bounds, but longer than the one before."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(_BOUNDS_S) + 1))
    total_s: float = 0.0


class Traffic:
    """Counts answers. Their labels are routes and known methods, so they stay few."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: Counter[tuple[str, str, int]] = Counter()
        self._durations: dict[str, _Durations] = {}

    def record(self, method: str, route: str | None, *, status: int, duration_s: float) -> None:
        """Args:
        route: the path with its variables in braces; None when there is nothing at the path.
        """
        known = method if method in _METHODS else "other"
        place = route or "none"
        with self._lock:
            self._answers[known, place, status] += 1
            durations = self._durations.setdefault(place, _Durations())
            durations.counts[bisect_left(_BOUNDS_S, duration_s)] += 1
            durations.total_s += duration_s

    def families(self) -> tuple[Family, Family]:
        with self._lock:
            answers = tuple(self._answers.items())
            durations = tuple(
                (place, tuple(each.counts), each.total_s) for place, each in self._durations.items()
            )
        return _count_answers(answers), _spread_durations(durations)


def _count_answers(answers: tuple[tuple[tuple[str, str, int], int], ...]) -> Family:
    samples = tuple(
        Sample(count, {"method": method, "route": place, "status": str(status)})
        for (method, place, status), count in sorted(answers)
    )
    return Family(
        "pact_notary_requests", Kind.COUNTER, "Requests answered by this process.", samples
    )


def _spread_durations(durations: tuple[tuple[str, tuple[int, ...], float], ...]) -> Family:
    samples = tuple(
        sample
        for place, counts, total_s in sorted(durations)
        for sample in _histogram(place, counts, total_s)
    )
    return Family(
        "pact_notary_request_duration_seconds",
        Kind.HISTOGRAM,
        "How long requests took to answer.",
        samples,
    )


def _histogram(place: str, counts: tuple[int, ...], total_s: float) -> list[Sample]:
    """The figures of a histogram: each bound counts all that took at most so long."""
    samples, sum_of_counts = [], 0
    for bound, count in zip((*map(str, _BOUNDS_S), "+Inf"), counts, strict=True):
        sum_of_counts += count
        samples.append(Sample(sum_of_counts, {"route": place, "le": bound}, "_bucket"))
    labels = {"route": place}
    return [*samples, Sample(total_s, labels, "_sum"), Sample(sum_of_counts, labels, "_count")]
