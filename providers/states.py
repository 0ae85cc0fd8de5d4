"""Provider states: facts that are made true before an interaction is replayed."""

from __future__ import annotations

import inspect
import re
import traceback
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from providers.loopback import Asked, Told, serve_json

if TYPE_CHECKING:
    from collections.abc import Iterator

StageT = TypeVar("StageT")
Values = Mapping[str, Any]
State = Callable[..., Values | None]
"""A handler: called with the stage, and the state's parameters by name; what it returns is put
into the request, where the consumer left a place for it."""


@dataclass(frozen=True)
class NeededState:
    """A state that a pact names, with the names of its parameters."""

    consumer: str
    name: str
    parameters: tuple[str, ...]

    def suggest_handler(self) -> str:
        """A handler to paste and fill in."""
        function = re.sub(r"\W+", "_", self.name).strip("_").lower()
        keywords = "".join(f", {name}: str" for name in self.parameters)
        star = ", *" if keywords else ""
        return (
            f"def {function}(stage: Stage{star}{keywords}) -> None:\n"
            f"    stage.clear()\n"
            f"    ...  # make it true that: {self.name}\n\n\n"
            f"# and in STATES:\n"
            f'    "{self.name}": {function},\n'
        )


@dataclass
class StateServer(Generic[StageT]):
    """Sets the scene on request of the verifier; what a handler raised is kept in `failures`."""

    stage: StageT
    states: Mapping[str, State]
    failures: list[str] = field(default_factory=list)

    @contextmanager
    def serve(self) -> Iterator[str]:
        with serve_json(self._set) as url:
            yield f"{url}/states"

    def _set(self, asked: Asked) -> Told:
        name = asked.body["state"]
        if not name:  # what needs no state is announced too
            return Told(200, {})
        try:
            values = self.states[name](self.stage, **asked.body.get("params", {}))
        except Exception:  # noqa: BLE001  # whatever it is, the report shows it first
            self.failures.append(f"The handler of {name!r} raised:\n{traceback.format_exc()}")
            # The verifier repeats a 5xx for minutes; a 4xx ends the interaction at once.
            return Told(422, {"error": "the handler raised; its traceback is in the report"})
        return Told(200, dict(values or {}))


def describe_misfit(needed: NeededState, state: State) -> str | None:
    """Why `state` cannot be called with what the pact gives, if it cannot."""
    try:
        inspect.signature(state).bind(None, **dict.fromkeys(needed.parameters))
    except TypeError as error:
        return f"{needed.consumer} gives {needed.name!r} other parameters: {error}"
    return None
