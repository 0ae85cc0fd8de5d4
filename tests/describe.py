"""Writes the OpenAPI documents of every service into a folder."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

from pro_me_the_us.container import api as container
from pro_me_the_us.coordinator import api as coordinator
from pro_me_the_us.node import api as node
from pro_me_the_us.openapi import describe

ROOMS = {"coordinator": coordinator, "node": node, "container": container}


def main(folder: Path) -> None:
    """One file a room, the same bytes for the same declarations."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, room in ROOMS.items():
        document = describe(name, version("pro-me-the-us"), room.ROOM)
        text = json.dumps(document, indent=2, sort_keys=True)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
