"""Can I deploy? The verdict in words, why it is not yes, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pact_notary.domain.action_commands import tell_commands
from pact_notary.domain.refusals import InvalidMatrix, InvalidRequest
from pact_notary.pages.deploy_question import DeployForm, read_deploy_form, to_query
from pact_notary.pages.past import seen_as_asked
from pact_notary.pages.rendering import render
from pact_notary.resources.errors import sentences_of
from pact_notary.service import matrix
from pact_notary.store.known_names import find_application_names, find_environment_names
from pact_notary.store.selection import find_existing_environments

if TYPE_CHECKING:
    from pact_notary.domain.refusals import Refusal
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call, Handle
    from pact_notary.service.matrix import MatrixResult

NAMES_OFFERED = 200


def show(call: Call) -> Answer:
    """The answer, when a destination is named; else the form."""
    return _answer(call, read_deploy_form(call.query))


def show_tag_to_tag(call: Call) -> Answer:
    segments = call.segments
    form = DeployForm(segments["pacticipant"], tag=segments["tag"], to=segments["to"])
    return _answer(call, form)


def show_branch_to_environment(call: Call) -> Answer:
    segments = call.segments
    form = DeployForm(
        segments["pacticipant"], branch=segments["branch"], environment=segments["environment"]
    )
    return _answer(call, form)


def _answer(call: Call, form: DeployForm) -> Answer:
    if not form.is_asked:
        return _show(call, form, None)
    try:
        with seen_as_asked(call):
            found = _ask(call, form)
    except (InvalidMatrix, InvalidRequest) as refusal:
        return _show(call, form, None, refusal)
    return _show(call, form, found)


def _ask(call: Call, form: DeployForm) -> MatrixResult:
    named = [form.environment] if form.environment else []
    environments = find_existing_environments(call.connection, named)
    return matrix.answer(call.connection, to_query(form, environments=environments), gate=call.gate)


def _show(
    call: Call, form: DeployForm, found: MatrixResult | None, refusal: Refusal | None = None
) -> Answer:
    actions = found.actions if found else ()
    return render(
        call,
        "deployability.html",
        status=400 if refusal else 200,
        title="Can I deploy?",
        section="why",
        form=form,
        problems=sentences_of(refusal) if refusal else (),
        found=found,
        commands=[tell_commands(each.step, call.links.base) for each in actions],
        again=_ask_again(call, form),
        names=find_application_names(call.connection, limit=NAMES_OFFERED),
        environments=find_environment_names(call.connection, limit=NAMES_OFFERED),
    )


def _ask_again(call: Call, form: DeployForm) -> str:
    """The address of the question, of the present."""
    fields = {
        "pacticipant": form.pacticipant,
        "version": form.version,
        "branch": form.branch,
        "tag": form.tag,
        "environment": form.environment,
        "to": form.to,
        "mainBranch": "true" if form.main_branch else "",
    }
    members = [(name, value) for name, value in fields.items() if value]
    members += [("ignore[]", name) for name in form.ignored]
    return f"{call.links.to('can-i-deploy')}?{urlencode(members)}"


_ONE = "/pacticipants/{pacticipant}"
_FROM_BRANCH = f"{_ONE}/branches/{{branch}}/latest-version/can-i-deploy/to-environment"
PAGES: dict[str, Handle] = {
    "/can-i-deploy": show,
    f"{_ONE}/latest-version/{{tag}}/can-i-deploy/to/{{to}}": show_tag_to_tag,
    f"{_FROM_BRANCH}/{{environment}}": show_branch_to_environment,
}
"""By the path of a route of the API, the page there."""
