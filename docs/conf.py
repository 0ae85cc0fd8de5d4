"""The site is made of the repository: its pages are where GitHub shows them, as their links are."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import TYPE_CHECKING, Any, cast

from sphinx.ext.napoleon import Config
from sphinx.ext.napoleon.docstring import GoogleDocstring

from tests.site.made import fill, make

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config as SphinxConfig

project = "Pro-Me-The-Us"
release = version_of("pro-me-the-us")
root_doc = "docs/index"
include_patterns = ["*.md", "*/README.md", "*/*/README.md", "docs/**.md"]
exclude_patterns = [".*", "node_modules", "**/node_modules"]
extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_heading_anchors = 4
autodoc_member_order = "bysource"
# In docstrings, too, `this` is code.
default_role = "code"

nitpicky = True
nitpick_ignore_regex = [
    (r"py:.*", r"(?!pro_me_the_us\.).*"),  # what others define, or names in short
    (r"py:class", r".*\.[A-Z]\w*T"),  # type variables
]

html_theme = "furo"
html_title = project
html_copy_source = False
html_show_copyright = False
# Whoever asks for the site itself is led to its first page.
html_additional_pages = {"index": "to-docs.html"}
templates_path = ["templates"]

# It is read like Sphinx's own, but is another class.
_SECTIONS = cast("SphinxConfig", Config(napoleon_custom_sections=["Source"]))


def setup(app: Sphinx) -> None:
    """Fill pages that are made of the code, and read docstrings as they are written here."""
    # Before autodoc looks at anything: pydantic's classes are not the same afterwards.
    made = make()

    def fill_page(_app: Sphinx, _page: str, source: list[str]) -> None:
        source[0] = fill(source[0], made)

    app.connect("source-read", fill_page)
    app.connect("autodoc-process-docstring", _read_docstring)


def _read_docstring(_app: Sphinx, what: str, *others: Any) -> None:
    lines: list[str] = others[-1]
    if what == "module" and any(line.startswith(" ") for line in lines):
        lines[1:] = ["", "::", "", *(f"  {line}" for line in lines[1:])]  # a drawing
    # The extension itself would take what stands before a colon for the type of an attribute.
    lines[:] = str(GoogleDocstring(lines, _SECTIONS)).splitlines()
