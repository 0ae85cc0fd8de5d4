"""Programs that a test cannot have: MongoDB's, with a folder as database, tox, without environments
of its own, and pip, where everything is installed. An option that the real ones do not have is
refused.
"""

from __future__ import annotations

import argparse
import configparser
import json
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

ROOT: Final = Path(__file__).resolve().parents[2]


def install(folder: Path) -> Path:
    """Put them into `folder`, for a PATH."""
    folder.mkdir()
    for name in PROGRAMS:
        program = folder / name
        program.write_text(
            f"#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} "
            f'exec {shlex.quote(sys.executable)} -m tests.e2e.stand_ins {name} "$@"\n',
            encoding="utf-8",
        )
        program.chmod(0o755)
    return folder


def mongoexport(arguments: list[str]) -> int:
    """A collection that is not there is an empty one, as MongoDB has it."""
    parser = _mongo("mongoexport")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(arguments)
    source = _collection(asked)
    if source.is_file():
        shutil.copyfile(source, asked.out)
    else:
        asked.out.write_bytes(b"")
    return 0


def mongoimport(arguments: list[str]) -> int:
    parser = _mongo("mongoimport")
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--drop", action="store_true", required=True)
    asked = parser.parse_args(arguments)
    shutil.copyfile(asked.file, _collection(asked))
    return 0


def tox(arguments: list[str]) -> int:
    """The commands of one environment of a tox.ini, with this Python."""
    parser = argparse.ArgumentParser("tox")
    parser.add_argument("command", choices=["run"])
    parser.add_argument("-c", dest="folder", type=Path, required=True)
    parser.add_argument("-e", dest="environment", required=True)
    split = arguments.index("--")
    asked, handed_on = parser.parse_args(arguments[:split]), arguments[split + 1 :]
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(asked.folder / "tox.ini", encoding="utf-8")
    for line in settings[f"testenv:{asked.environment}"]["commands"].strip().splitlines():
        words = shlex.split(line.replace("{posargs}", shlex.join(handed_on)))
        assert words[0] == "python"
        ended = subprocess.run([sys.executable, *words[1:]], cwd=asked.folder, check=False)
        if ended.returncode != 0:
            return ended.returncode
    return 0


def pip(arguments: list[str]) -> int:
    """Installs nothing: what is named must be here, and a folder be what was installed."""
    parser = argparse.ArgumentParser("pip")
    parser.add_argument("command", choices=["install"])
    parser.add_argument("names", nargs="+")
    for name in parser.parse_args(arguments).names:
        if "/" in name:
            project = tomllib.loads(Path(name, "pyproject.toml").read_text("utf-8"))["project"]
            origin = metadata.distribution(project["name"]).read_text("direct_url.json") or "{}"
            assert json.loads(origin).get("url") == Path(name).as_uri(), name
        else:
            metadata.distribution(name)
    return 0


PROGRAMS: Final = {
    "mongoexport": mongoexport,
    "mongoimport": mongoimport,
    "pip": pip,
    "tox": tox,
}


def _mongo(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(program, allow_abbrev=False)
    for required in ("--uri", "--db", "--collection"):
        parser.add_argument(required, required=True)
    parser.add_argument("--quiet", action="store_true")
    return parser


def _collection(asked: argparse.Namespace) -> Path:
    """The path of the URI is the folder of all databases."""
    folder = Path(unquote(urlsplit(asked.uri).path), str(asked.db))
    return folder / f"{asked.collection}.json"


if __name__ == "__main__":
    sys.exit(PROGRAMS[sys.argv[1]](sys.argv[2:]))
