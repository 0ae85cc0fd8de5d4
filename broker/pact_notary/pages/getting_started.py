"""The first page of an empty broker: commands that work when they are pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.pages.rendering import render

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call


def show(call: Call) -> Answer:
    return render(call, "getting_started.html", title="Getting started")
