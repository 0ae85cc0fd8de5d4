"""Whether a comparison is good enough: everything fits, and of the document enough is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.openapi.coverage import Coverage
    from pact_notary.domain.openapi.fitting import Comparison


@dataclass(frozen=True, slots=True)
class Missed:
    """A share, by the kinds of `coverage.KINDS`, that is below its minimum; both in percent."""

    kind: str
    percent: float
    minimum: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """`minima` in percent, by the kinds of `coverage.KINDS`."""

    comparison: Comparison
    coverage: Coverage
    minima: Mapping[str, float]
    missed: tuple[Missed, ...]

    @property
    def is_good(self) -> bool:
        return not (self.comparison.errors or self.missed)

    @property
    def text(self) -> str:
        """One sentence; warnings are told in it, and change nothing."""
        count = len(self.comparison.compared)
        errors, warnings = len(self.comparison.errors), len(self.comparison.warnings)
        fit = f"all {count} interactions fit" if count > 1 else "the interaction fits"
        told = [f"{_count(count, 'interaction')} compared, {_count(errors, 'misfit')}"]
        told = [*(told if errors else [fit]), *([_count(warnings, "warning")] if warnings else [])]
        told += [
            f"{each.percent:g} % of the {each.kind.replace('_', ' ')} are used, and "
            f"{each.minimum:g} % must be"
            for each in self.missed
        ]
        too_little = "fits, but too little of it is used" if self.missed else "fits"
        return f"{'does not fit' if errors else too_little}: {', '.join(told)}"


def judge(comparison: Comparison, coverage: Coverage, minima: Mapping[str, float]) -> Verdict:
    shares = dict(coverage.shares)
    missed = tuple(
        Missed(kind, shares[kind].percent, minimum)
        for kind, minimum in minima.items()
        if shares[kind].percent < minimum
    )
    return Verdict(comparison, coverage, minima, missed)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
