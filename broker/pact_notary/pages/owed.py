"""Owed verifications: who waits for which provider version, since when, and what to run."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.http.pages import Page, read_page
from pact_notary.http.refusals import WrongParameters
from pact_notary.pages.filters import read_texts
from pact_notary.pages.rendering import address, render
from pact_notary.records import Window
from pact_notary.service.owed import OwedQuestion, find_owed

if TYPE_CHECKING:
    from pact_notary.domain.owed import ConsumerUse, Owed
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call

PAGE_SIZE = 50
_LARGEST_PAGE = 200
_USES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """An owed verification: some of those who wait for it, and the command that settles it."""

    owed: Owed
    uses: tuple[ConsumerUse, ...]
    more_uses: int
    command: str


def show(call: Call) -> Answer:
    page = read_page(call.query, default_size=PAGE_SIZE) or Page(size=PAGE_SIZE)
    if page.size > _LARGEST_PAGE:
        raise WrongParameters({"size": (f"must be at most {_LARGEST_PAGE}",)})
    asked = read_texts(call.query, "provider", "consumer", "environment")
    filters = {name: text for name, text in asked.items() if text}
    found = find_owed(
        call.connection,
        OwedQuestion(**filters),
        window=Window(page.offset, page.size),
        now=call.now,
    )
    has_more = page.offset + page.size < found.total
    following = address(call.links, "owed", **filters, size=page.size, page=page.number + 1)
    return render(
        call,
        "owed.html",
        title="Owed verifications",
        section="owed",
        filters=asked,
        is_filtered=bool(filters),
        total=found.total,
        lines=[_line(call.links.base, owed) for owed in found.items],
        first_href=address(call.links, "owed", **filters) if page.number > 1 else None,
        next_href=following if has_more else None,
    )


def _line(base: str, owed: Owed) -> Line:
    uses = owed.consumer_uses[:_USES_SHOWN]
    return Line(owed, uses, len(owed.consumer_uses) - len(uses), write_command(base, owed))


def write_command(base: str, owed: Owed) -> str:
    """Verifies just this pact with just this version; the provider answers on port 8080."""
    use = owed.consumer_uses[0]
    place = {"branch": use.branch} if use.branch else {"environment": use.environment}
    selector = json.dumps({"consumer": owed.pair.consumer.name, **place})
    quoted = (
        f"--provider-name {shlex.quote(owed.pair.provider.name)}",
        f"--provider-version {shlex.quote(owed.pair.provider_version.number)}",
        f"--consumer-version-selectors {shlex.quote(selector)}",
        f"--broker-url {base} --publish",
    )
    return " \\\n  ".join(("pact verifier --port 8080", *quoted))
