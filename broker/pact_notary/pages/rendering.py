"""Templates become answers; whatever people named is shown as text, however it is spelt."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pact_notary.domain.reading.texts import to_text
from pact_notary.domain.web_address import is_of_the_web
from pact_notary.http.answers import Answer
from pact_notary.http.negotiation import HTML
from pact_notary.pages.assets import address_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pact_notary.http.links import Links
    from pact_notary.resources.routing import Call

# Images in the style sheets are written into them as data.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

_UNITS = (("year", 31_536_000), ("month", 2_592_000), ("day", 86_400), ("hour", 3600))
_MINUTE_S = 60
_BEGIN, _END = Markup("<bdi>"), Markup("</bdi>")
# Shown as such, they hide text, turn it around, or make two names look the same.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def render(
    call: Call,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **facts: Any,
) -> Answer:
    """The page that the template makes of the facts, for who asked."""
    around = {"links": call.links, "now": call.now, "section": "", "may": call.may}
    body = render_text(template, **{**around, **facts})
    return Answer(status, body, HTML, {**HEADERS, **(headers or {})})


def render_text(template: str, **facts: Any) -> str:
    return _environment().get_template(template).render(**facts)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pact_notary.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        plain=plain,
        plain_lines=plain_lines,
        plain_text=plain_text,
        exact=exact,
        count=count,
        json_text=to_text,
    )
    environment.globals.update(asset=address_of, ago=ago, outward=outward, address=address)
    return environment


def plain(text: object) -> Markup:
    """Any text, set apart from what is around it; characters that do not show are named."""
    told = str(text)
    # Most texts have none, and pages have thousands of texts.
    shown = Markup("").join(_pieces(told)) if _HIDDEN.search(told) else escape(told)
    return _BEGIN + shown + _END


def plain_lines(text: object) -> Markup:
    """The same for a text of several lines, which each stand for themselves."""
    return Markup("\n").join(map(plain, str(text).split("\n")))


def plain_text(text: object) -> str:
    """The same where no markup can be, as in drawings and attributes."""
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", str(text))


def _pieces(text: str) -> list[Markup]:
    shown, end = [], 0
    for found in _HIDDEN.finditer(text):
        shown.append(escape(text[end : found.start()]))
        shown.append(_name(found[0]))
        end = found.end()
    return [*shown, escape(text[end:])]


def _name(character: str) -> Markup:
    code = f"U+{ord(character):04X}"
    title = unicodedata.name(character, "control character").lower()
    return Markup('<span class="hidden-character" title="{}">{}</span>').format(title, code)


def exact(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S} UTC"


def ago(instant: datetime, now: datetime) -> Markup:
    """How long ago it was; the exact moment shows when one points at it."""
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        instant.isoformat(timespec="seconds"), exact(instant), _distance(instant, now)
    )


def _distance(instant: datetime, now: datetime) -> str:
    seconds = (now - instant).total_seconds()
    if abs(seconds) < _MINUTE_S:
        return "just now"
    amount, unit = next(
        ((int(abs(seconds) // size), unit) for unit, size in _UNITS if abs(seconds) >= size),
        (int(abs(seconds) // _MINUTE_S), "minute"),
    )
    distance = count(amount, unit)
    return f"{distance} ago" if seconds > 0 else f"in {distance}"


def count(amount: int, word: str, plural: str | None = None) -> str:
    """So many of them: `1 pact`, `2 pacts`."""
    return f"{amount:,} {word if amount == 1 else plural or f'{word}s'}"


def outward(url: str | None) -> str | None:
    """The address when it is safe to follow: of the web, and nothing that runs."""
    return url if url and is_of_the_web(url) else None


def address(links: Links, *segments: str | int, **query: str | int | None) -> str:
    """An address of the broker; what the query says of nothing is left out."""
    href = links.to(*segments) if segments else f"{links.base}/"
    given = {name: value for name, value in query.items() if value not in (None, "")}
    return f"{href}?{urlencode(given)}" if given else href
