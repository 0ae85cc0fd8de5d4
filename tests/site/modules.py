"""Which modules of the wire the site shows, and where; their docstrings say the rest."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Final

import pro_me_the_us

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROOMS: Final = ("coordinator", "node", "container")


def render_modules() -> str:
    """A section for each module that any service may use, for autodoc to fill."""
    shared = (name for name in _modules() if name.split(".")[1] not in _ROOMS)
    return "\n".join(
        _section(name, [f".. automodule:: {name}", "   :members:", "   :undoc-members:"])
        for name in shared
    )


def render_models(room: str) -> str:
    """A section for each module of a room's models, with what each class is."""
    modules = (name for name in _modules() if name.startswith(f"pro_me_the_us.{room}.models"))
    return "\n".join(
        _section(name, [f".. autoclass:: {name}.{model}()" for model in _classes(name)])
        for name in modules
    )


def _modules() -> Iterator[str]:
    found = pkgutil.walk_packages(pro_me_the_us.__path__, "pro_me_the_us.")
    return (module.name for module in found if not module.ispkg)


def _classes(module: str) -> Iterator[str]:
    """In the order in which they are written."""
    return (
        name
        for name, member in vars(import_module(module)).items()
        if inspect.isclass(member) and member.__module__ == module and not name.startswith("_")
    )


def _section(name: str, directives: Iterable[str]) -> str:
    return "\n".join((f"## {name}\n", "```{eval-rst}", *directives, "```\n"))
