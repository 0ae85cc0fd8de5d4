"""What a relation of the API's links means, for people who follow its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.pages.rendering import render
from pact_notary.resources.relation_docs import describe_relation

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call


def show(call: Call) -> Answer:
    relation, text = describe_relation(call.segments["relation"])
    return render(call, "relation.html", title=relation, text=text)
