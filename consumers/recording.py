"""Recorded exchanges become one pact a pair, the same bytes for the same expectations."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


class DescriptionTaken(Exception):
    """Two exchanges of a pair have the same description and states: rename one."""


def merge(recordings: Path, into: Path) -> list[Path]:
    """Write the pacts of all exchanges under `recordings`, replacing what `into` held of them."""
    pairs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for file in recordings.glob("*/*.json"):
        pairs[file.name].append(json.loads(file.read_text(encoding="utf-8")))
    into.mkdir(parents=True, exist_ok=True)
    return [_write(into / name, pacts) for name, pacts in sorted(pairs.items())]


def _write(file: Path, pacts: list[dict[str, Any]]) -> Path:
    interactions = sorted((i for pact in pacts for i in pact["interactions"]), key=_name)
    for one, other in itertools.pairwise(interactions):
        if _name(one) == _name(other):
            raise DescriptionTaken(f"{file.name}: {one['description']}")
    # The recorder's own version is left out: an upgrade of it changes no promise.
    metadata = {"pactSpecification": pacts[0]["metadata"]["pactSpecification"]}
    merged = {**pacts[0], "interactions": interactions, "metadata": metadata}
    text = json.dumps(merged, indent=2, sort_keys=True, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")
    return file


def _name(interaction: dict[str, Any]) -> tuple[str, str]:
    return interaction["description"], json.dumps(interaction.get("providerStates", []))
