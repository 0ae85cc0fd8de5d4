"""Figures as the text that Prometheus and its kin read.

Source: Prometheus text format 0.0.4, and OpenMetrics 1.0, which differ in counters and the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TEXT_VERSION = "text/plain;version=0.0.4"
OPEN_METRICS = "application/openmetrics-text;version=1.0.0"

_TOTAL = "_total"


class Kind(Enum):
    """What a figure may do: a counter only grows, a gauge goes up and down."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Sample:
    """One figure; the suffix is the part of a name that tells apart the figures of a family."""

    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """Figures of one name, which has no ending that its kind would give it."""

    name: str
    kind: Kind
    help: str
    samples: tuple[Sample, ...]


def write_text(families: Iterable[Family]) -> str:
    """In the text format, where a counter's family is named as its figures are."""
    return "".join(
        line for family in families for line in _write(family, named=_sample_name(family))
    )


def write_open_metrics(families: Iterable[Family]) -> str:
    lines = (line for family in families for line in _write(family, named=family.name))
    return "".join(lines) + "# EOF\n"


def _write(family: Family, *, named: str) -> Iterator[str]:
    yield f"# HELP {named} {family.help}\n"
    yield f"# TYPE {named} {family.kind.value}\n"
    for sample in family.samples:
        name = _sample_name(family) + sample.suffix
        yield f"{name}{_labels(sample.labels)} {_number(sample.value)}\n"


def _sample_name(family: Family) -> str:
    return family.name + (_TOTAL if family.kind is Kind.COUNTER else "")


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escape(value)}"' for name, value in labels.items()) + "}"


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
