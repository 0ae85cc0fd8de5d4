#!/usr/bin/env python3
"""Prints who is in the pacts of a folder: `names.py providers FOLDER`, or `applications`."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def read_pairs(folder: Path) -> list[tuple[str, str]]:
    """Consumer and provider of every pact; without any the program ends."""
    pairs = []
    for file in sorted(folder.glob("*.json")):
        try:
            pact = json.loads(file.read_text("utf-8"))
            pairs.append((str(pact["consumer"]["name"]), str(pact["provider"]["name"])))
        except (OSError, ValueError, KeyError, TypeError) as error:
            sys.exit(f"{file} is no pact ({type(error).__name__}: {error})")
    if not pairs:
        sys.exit(f"There are no pacts in {folder}")
    return pairs


def main(which: str, folder: str) -> None:
    pairs = read_pairs(Path(folder))
    if which == "providers":
        text = json.dumps(sorted({provider for _, provider in pairs}))
    else:
        text = "\n".join(sorted({name for pair in pairs for name in pair}))
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
