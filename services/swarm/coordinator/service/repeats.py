"""Requests that may come twice: the same key and the same request get the same answer again."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from pro_me_the_us.endpoint import ResponseModel
from pro_me_the_us.errors import FieldError, InvalidRequest
from swarm.coordinator import store
from swarm.coordinator.records import Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pro_me_the_us.endpoint import RequestModel
    from swarm.coordinator.store import Connection

ResponseT = TypeVar("ResponseT", bound=ResponseModel)

_KEPT_FOR: Final = timedelta(hours=24)


def ask(request: RequestModel, *, caller: str, key: str | None) -> Question | None:
    """The question that `request` is; None when it has no key to be known again by."""
    if key is None:
        return None
    content = hashlib.sha256(request.model_dump_json().encode()).hexdigest()
    return Question(caller, type(request).__name__, key, content)


def answer_once(
    connection: Connection,
    question: Question | None,
    answer: Callable[[], ResponseT],
    *,
    model: type[ResponseT],
    now: datetime,
) -> ResponseT:
    """What `answer` returns, or returned in the last 24 hours when the same was asked.

    Raises:
        InvalidRequest: The key came with another request before.
    """
    if question is None:
        return answer()
    store.forget_answers(connection, before=now - _KEPT_FOR)
    if store.reserve_answer(connection, question, now=now):
        given = answer()
        store.keep_answer(connection, question, given.model_dump_json())
        return given
    known = store.read_answer(connection, question)
    if known.request != question.request:
        detail = "Idempotency-Key: this key came with another request before; take a new one"
        raise InvalidRequest(errors=(FieldError("", detail),))
    return model.model_validate_json(known.answer)
