"""What a README tells people to type is typed here."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORTS = ("8100", "8200", "8300")


def test_walkthrough_of_one_round(tmp_path: Path) -> None:
    readme = (ROOT / "services" / "README.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```bash\n(.*?)```", readme, re.DOTALL)
    for written, free in zip(PORTS, free_ports(len(PORTS)), strict=True):
        script = script.replace(written, free)

    result = subprocess.run(
        ["bash", "-emc", script],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

    assert result.returncode == 0, result.stdout + result.stderr
    assert '"pull_request": "forge://octo-aggregator/demo/pulls/1"' in result.stdout
    assert result.stdout.splitlines()[-2].endswith("Add a switch")


def free_ports(count: int) -> list[str]:
    """Ports that were free just now, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(closing(socket.socket())) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [str(one.getsockname()[1]) for one in sockets]
