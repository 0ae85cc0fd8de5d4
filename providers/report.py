"""What a verification found: values, read by people, by the cycle and by tests."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Mismatch:
    """One difference; `where` is a JSON path for bodies, else status, header or an error."""

    where: str
    expected: str
    actual: str
    text: str


@dataclass(frozen=True)
class Replayed:
    """One interaction as it went; it held when there is no mismatch."""

    consumer: str
    description: str
    mismatches: tuple[Mismatch, ...]


@dataclass(frozen=True)
class Report:
    """All that was on file, all that was run, and what is wrong beyond single interactions."""

    provider: str
    on_file: dict[str, int]
    """Interactions by consumer."""
    replayed: tuple[Replayed, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.problems and not any(r.mismatches for r in self.replayed)

    def held(self, consumer: str) -> int:
        """Interactions of `consumer` that were replayed and held."""
        return sum(1 for r in self.replayed if r.consumer == consumer and not r.mismatches)

    def explain(self) -> str:
        """Everything that does not hold: problems of the verification itself come first."""
        return "\n".join([*self.problems, *self._failures()])

    def _failures(self) -> Iterator[str]:
        for replayed in self.replayed:
            for m in replayed.mismatches:
                yield f"{replayed.consumer} → {self.provider}: {replayed.description}"
                yield f"    at {m.where}: expected {m.expected}, actual {m.actual}"
                yield f"    {m.text}"

    def save(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")


def load_report(file: Path) -> Report:
    """What `save` wrote."""
    saved = json.loads(file.read_text(encoding="utf-8"))
    replayed = tuple(
        Replayed(**{**r, "mismatches": tuple(Mismatch(**m) for m in r["mismatches"])})
        for r in saved["replayed"]
    )
    return Report(
        saved["provider"], saved["on_file"], replayed=replayed, problems=tuple(saved["problems"])
    )


def read_replayed(result: dict[str, Any]) -> Replayed:
    """One of the verifier's `interactionResults`."""
    found = result.get("mismatch") or {}
    if found.get("type") == "mismatches":
        mismatches = [m for raw in found["mismatches"] for m in _read_mismatches(raw)]
    elif result["result"] == "OK":
        mismatches = []
    else:
        text = str(found.get("message", "the verifier gave no reason"))
        mismatches = [Mismatch("the request", "an answer", "none", text)]
    return Replayed(result["consumer"], result["description"], tuple(mismatches))


def _read_mismatches(raw: dict[str, Any]) -> Iterator[Mismatch]:
    where = raw.get("path") or raw.get("key") or raw["type"].removesuffix("Mismatch").lower()
    absent = _absent_members(raw)
    if raw["type"] == "BodyMismatch" and absent:
        # The verifier names the object and lists what it has; a reader wants the member.
        for name in absent:
            text = f"the answer has no member {name}"
            yield Mismatch(f"{where}.{name}", "present", "absent", text)
        return
    expected, actual = str(raw.get("expected")), str(raw.get("actual"))
    yield Mismatch(str(where), expected, actual, str(raw.get("mismatch", raw["type"])))


def _absent_members(raw: dict[str, Any]) -> list[str]:
    if "missing the following keys" not in str(raw.get("mismatch")):
        return []
    expected, actual = json.loads(raw["expected"]), json.loads(raw["actual"])
    return [name for name in expected if name not in actual]
