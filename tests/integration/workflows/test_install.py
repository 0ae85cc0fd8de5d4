from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.github_runner import ACTIONS

# Makes what `python3 -m venv` makes, as far as it is used: a program that keeps its arguments.
_PYTHON: Final = """#!/bin/sh
mkdir -p "$3/bin"
printf '#!/bin/sh\\necho "$@" > "$0.called"\\n' > "$3/bin/python"
chmod +x "$3/bin/python"
"""


def install(folder: Path, *programs: Path) -> str:
    """What is put on the path of later steps."""
    told = folder / "path"
    told.touch()
    path = ":".join(map(str, (*programs, "/usr/bin", "/bin")))
    subprocess.run(
        [str(ACTIONS / "install.sh")],
        env={"PATH": path, "RUNNER_TEMP": str(folder), "GITHUB_PATH": str(told)},
        check=True,
        capture_output=True,
    )
    return told.read_text("utf-8")


def test_clients_are_installed_where_they_are_missing(tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").write_text(_PYTHON, "utf-8")
    (programs / "python3").chmod(0o755)

    put = install(tmp_path, programs)

    folder = tmp_path / "pact-notary/bin"
    called = (folder / "python.called").read_text("utf-8")
    assert called == f"-m pip install --quiet --requirement {ACTIONS / 'requirements.txt'}\n"
    assert put == f"{folder}\n"


def test_clients_that_are_there_are_used(tmp_path: Path) -> None:
    assert install(tmp_path, Path(sys.executable).parent) == ""
