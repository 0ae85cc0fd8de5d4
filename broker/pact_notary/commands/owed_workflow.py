"""A GitHub workflow that starts a provider's owed verifications, ready to be put into place."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = re.compile(r"(?<!\$)\{\{([a-z-]+)\}\}")


def render_workflow(broker_url: str, provider: str | None, *, version: str) -> str:
    """The workflow of one provider; without one, of what the repository's variable names.

    Args:
      version: of the package that the workflow installs.
    """
    variable = "${{ vars.PACT_PROVIDER }}"
    return _fill(
        {
            "broker-url": _quote(broker_url),
            "provider": variable if provider is None else _quote(provider),
            "version": version,
        }
    )


def _fill(values: Mapping[str, str]) -> str:
    # All at once, so that nothing in a value is taken for a place.
    template = files("pact_notary.commands").joinpath("owed_workflow.yml").read_text("utf-8")
    return _PLACE.sub(lambda place: values[place[1]], template)


def _quote(text: str) -> str:
    """A scalar of YAML in which GitHub finds no expression either."""
    plain = text.replace("${{", "${{ '${{' }}")
    return '"' + "".join(map(_escape, plain)) + '"'


def _escape(character: str) -> str:
    if character.isprintable() and character not in '"\\':
        return character
    return f"\\U{ord(character):08x}"
