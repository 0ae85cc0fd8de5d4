"""Foreign text is shown as it reads and does nothing: no markup, link, mention or command."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from pact_notary.domain.web_address import is_of_the_web

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT = 300
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_PUNCTUATION = re.compile(r"([!#$&*+\-.:<=>@\[\\\]^_`{|}~])")
# Code hosts make links, mentions and pictures of these, also where the characters are escaped.
_LIVELY = re.compile(r"[@#]|://|www\.|\bGH-|:[\w+-]+:|\b[0-9a-f]{7,}\b", re.IGNORECASE)
_XML_FORBIDS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """Half a surrogate pair, which JSON can carry and UTF-8 cannot, is replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """What XML 1.0 forbids is replaced by U+FFFD; lines end as XML reads them."""
    return _XML_FORBIDS.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def shorten(text: str, length: int = _SHORT) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def visible(text: str) -> str:
    """One line: line ends are blanks; what cannot be seen, or turns text round, is spelt out."""
    return text if text.isprintable() else "".join(map(_spell, text))


def code(text: str) -> str:
    """A Markdown code span."""
    shown = visible(text) or "(empty)"
    fence = "`" * (longest_run(shown) + 1)
    pad = " " if shown[0] == "`" or shown[-1] == "`" or shown[0] == shown[-1] == " " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def sentence(text: str) -> str:
    """Markdown of a sentence that may hold foreign names."""
    return " ".join(_word(word) for word in visible(text).split(" "))


def table_row(cells: Iterable[str]) -> str:
    """Cells of Markdown; tables take their lines apart at bars before anything else is read."""
    inside = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(inside)} |\n"


def longest_run(text: str, character: str = "`") -> int:
    return max(map(len, re.findall(f"{re.escape(character)}+", text)), default=0)


def web_address(url: str) -> str | None:
    """The address if a browser may be led to it, with nothing in it that Markdown reads."""
    if not is_of_the_web(url):
        return None
    return quote(encodable(url), safe=":/?#@!$&+,;=%~-._")


def link(label: str, url: str) -> str:
    """A Markdown link with a label of ours; the label alone says nothing, so without link: ""."""
    address = web_address(url)
    return f"[{label}]({address})" if address else ""


def _spell(character: str) -> str:
    if character in "\r\n\t":
        return " "
    if unicodedata.category(character) not in _INVISIBLE:
        return character
    return f"\\u{ord(character):04x}"


def _word(word: str) -> str:
    return code(word) if word and _LIVELY.search(word) else _PUNCTUATION.sub(r"\\\1", word)
