"""axe-core, asked about a page: what keeps people from using it who see, hear or move otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.npm import install_packages

if TYPE_CHECKING:
    from playwright.sync_api import Page

_PACKAGES: Final = Path(__file__).with_name("npm") / "package.json"
_SEVERE: Final = ("serious", "critical")
_ASK: Final = """async (severe) => {
  const told = await axe.run(document, {resultTypes: ["violations"]});
  return told.violations
    .filter((violation) => severe.includes(violation.impact))
    .flatMap((violation) => violation.nodes.map((node) =>
      `${violation.id} (${violation.impact}): ${violation.help}: ${node.html.slice(0, 200)}` +
      ` ${node.any.map((check) => check.message).join("; ")}`));
}"""


def read_axe() -> str:
    """The script, as it is evaluated in a page.

    Raises: NotInstalled.
    """
    folder = install_packages(_PACKAGES)
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def find_violations(page: Page, axe: str) -> list[str]:
    """Serious and critical ones, a line for each element."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {axe} }}")
    found: list[str] = page.evaluate(_ASK, list(_SEVERE))
    return found


def find_overflow(page: Page) -> int:
    """By how many pixels the document is wider than what shows of it."""
    wider: int = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider
