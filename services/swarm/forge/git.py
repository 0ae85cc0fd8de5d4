"""The git command, as if no user and no machine had ever configured it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from swarm.forge.records import ForgeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Repositories hold what strangers wrote. They bring no hooks and no configuration, ask nobody for
# a password, and lead nowhere but to other directories.
_SETTINGS: Final = (
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "gc.auto=0",
    "-c",
    "transfer.fsckObjects=true",
    "-c",
    "init.defaultBranch=main",
)
_ENVIRONMENT: Final = {
    "HOME": os.devnull,
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "file",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
_SAID_CHARACTERS: Final = 300


class GitFailed(ForgeError):
    """A git command ended badly; the text holds what it said last.

    `code`: how it ended; None when it did not end in time, or was never begun.
    """

    def __init__(self, text: str, code: int | None = None) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Git:
    """Runs git in a repository without a working tree: whatever a branch holds (links that lead
    elsewhere, attributes that start filters), none of it becomes a file.

    `program`: path of the git command.
    """

    program: Path
    timeout_s: float = 60.0

    def run(
        self,
        repository: Path,
        *arguments: str,
        stdin: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> str:
        """What the command prints, without the last line break.

        Raises:
            GitFailed: It ended badly, or not in time, or could not be started.
        """
        what = f"git {arguments[0]}"
        try:
            done = subprocess.run(  # noqa: S603  # a list of arguments, no shell
                [str(self.program), f"--git-dir={repository}", *_SETTINGS, *arguments],
                input=stdin.encode("utf-8", "replace"),
                env={**self._environment(), **(environment or {})},
                cwd=repository.parent,
                capture_output=True,
                timeout=self.timeout_s,
                check=True,
            )
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip()
            raise GitFailed(f"{what}: {said[-_SAID_CHARACTERS:]}", error.returncode) from error
        except (subprocess.TimeoutExpired, OSError, ValueError) as error:
            raise GitFailed(f"{what}: {error}") from error
        return done.stdout.decode("utf-8", "replace").removesuffix("\n")

    def _environment(self) -> dict[str, str]:
        path = os.pathsep.join((str(self.program.parent), os.defpath))
        return {**_ENVIRONMENT, "PATH": path}
