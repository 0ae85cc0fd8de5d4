"""Providers that answer by script, behind the real client, server and declarations; and time that
passes only when somebody waits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import requests
from flask import Flask
from requests.adapters import BaseAdapter

from pro_me_the_us.client import Client
from pro_me_the_us.server import answer_problems, serve
from swarm.patience import Timer
from tests.unit.integration.builders import BASE_URL, a_client, a_session, let_in

if TYPE_CHECKING:
    from pro_me_the_us.endpoint import Endpoint


@dataclass
class Script:
    """Answers in order, the last one for ever; it keeps what it was asked. Refusals are raised, and
    what can be called is given the request.
    """

    endpoint: Endpoint[Any, Any]
    answers: list[Any]
    asked: list[Any] = field(default_factory=list)

    def answer(self, request: Any, _caller: str) -> Any:
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, Exception):
            raise answer
        return answer


def script(endpoint: Endpoint[Any, Any], *answers: Any) -> Script:
    return Script(endpoint, list(answers))


def a_service(*scripts: Script) -> Client:
    """A client of a service that says what its scripts say."""
    app = Flask("scripted", static_folder=None)
    answer_problems(app)
    for one in scripts:
        serve(app, one.endpoint, one.answer, let_in)
    return a_client(app)


def a_silent_service() -> Client:
    """A client of a service that never answers."""
    return Client(BASE_URL, lambda scope: f"for-{scope}", session=a_session(_Silence()))


@dataclass
class Hourglass:
    """Time that passes by waiting. It says to stop once `stops_at_s` has come.

    Nothing is left to chance but for `chances`, in order, the last one for ever.
    """

    now_s: float = 0.0
    stops_at_s: float = float("inf")
    pauses_s: list[float] = field(default_factory=list)
    chances: list[float] = field(default_factory=lambda: [1.0])

    def chance(self) -> float:
        return self.chances.pop(0) if len(self.chances) > 1 else self.chances[0]

    def pause(self, seconds: float) -> bool:
        self.pauses_s.append(seconds)
        self.now_s += seconds
        return self.now_s >= self.stops_at_s

    @property
    def timer(self) -> Timer:
        return Timer(lambda: self.now_s, self.pause, self.chance)


class _Silence(BaseAdapter):
    def send(self, *_request: Any, **_options: Any) -> requests.Response:
        raise requests.ConnectionError("connection refused")

    def close(self) -> None:
        """There is no connection to close."""
