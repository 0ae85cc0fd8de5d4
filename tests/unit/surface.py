"""What the project promises, read from its declarations and from the pacts on file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.container import api as container
from pro_me_the_us.coordinator import api as coordinator
from pro_me_the_us.errors import COMMON, ApiError
from pro_me_the_us.node import api as node
from pro_me_the_us.participants import (
    COORDINATOR,
    PLANNER_CONTAINER,
    PLANNER_NODE,
    WORKER_CONTAINER,
    WORKER_NODE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pro_me_the_us.endpoint import Endpoint

ROOT: Final = Path(__file__).parents[2]
PACTS: Final = ROOT / "pacts"
PROVIDED: Final[dict[str, tuple[Endpoint[Any, Any], ...]]] = {
    COORDINATOR: coordinator.ENDPOINTS,
    WORKER_NODE: node.ENDPOINTS,
    WORKER_CONTAINER: container.ENDPOINTS,
    PLANNER_NODE: node.ENDPOINTS,
    PLANNER_CONTAINER: container.ENDPOINTS,
}
DEPLOYED_ROUTES: Final = (
    ("GET", "/"),
    ("GET", "/api/hello"),
    ("POST", "/api/builder/fetch-to-do"),
    ("POST", "/api/builder/add-aggregator-info"),
    ("POST", "/api/builder/add-pr-to-to-do"),
    ("POST", "/api/builder/add-issue-pr"),
    ("POST", "/api/builder/check-to-do"),
    ("POST", "/api/builder/assign-issue"),
    ("POST", "/api/builder/fetch-issue"),
    ("POST", "/api/builder/check-issue"),
    ("POST", "/api/builder/record-log"),
    ("POST", "/api/builder/record-error-log"),
    ("GET", "/api/builder/get-source-repo/{node_type}/{uuid}"),
    ("POST", "/api/builder/record-message"),
    ("POST", "/api/builder/record-builder-message"),
    ("POST", "/api/builder/update-audit-result"),
    ("POST", "/api/planner/fetch-planner-todo"),
    ("POST", "/api/planner/add-pr-to-planner-todo"),
    ("POST", "/api/planner/check-planner"),
    ("POST", "/api/planner/trigger-fetch-audit-result"),
    ("GET", "/api/prometheus/get-assigned-nodes"),
    ("GET", "/prometheus/v2/info"),
    ("GET", "/prometheus/v3/info"),
)
"""Method and path of what the coordinator serves of the deployed protocol."""

ENDPOINTS: Final = (*coordinator.ENDPOINTS, *node.ENDPOINTS, *container.ENDPOINTS)


@dataclass(frozen=True)
class Promise:
    """One interaction of a pact; `code` is that of a refusal."""

    consumer: str
    provider: str
    description: str
    method: str
    path: str
    status: int
    code: str | None

    @property
    def is_deployed(self) -> bool:
        """Whether it is of the deployed protocol, of which nothing is declared."""
        return not self.path.startswith("/v1/")

    def is_spoken_by(self, endpoint: Endpoint[Any, Any]) -> bool:
        """Whether `endpoint` is the one that is asked."""
        return self.asks(endpoint.method, endpoint.path)

    def asks(self, method: str, template: str) -> bool:
        """Whether it goes to that route."""
        path = re.sub(r"{[a-z_]+}", "[^/]+", template)
        return self.method == method and re.fullmatch(path, self.path) is not None

    def is_kept_by(self, endpoint: Endpoint[Any, Any]) -> bool:
        """Whether `endpoint` declares what is expected of it."""
        refusals = {(r.status, r.code) for r in (*endpoint.refusals, *COMMON)}
        return self.status in endpoint.status or (self.status, self.code) in refusals


def name(promise: Promise) -> str:
    return f"{promise.consumer}-{promise.provider}: {promise.description}"


def read_pact(file: Path) -> tuple[Promise, ...]:
    pact = json.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Promise(
            consumer=pact["consumer"]["name"],
            provider=pact["provider"]["name"],
            description=interaction["description"],
            method=interaction["request"]["method"],
            path=interaction["request"]["path"],
            status=interaction["response"]["status"],
            code=_code(interaction["response"]),
        )
        for interaction in pact["interactions"]
    )


def _code(response: dict[str, Any]) -> str | None:
    content = response.get("body", {}).get("content")
    return content.get("code") if isinstance(content, dict) else None


def pact_files() -> list[Path]:
    return sorted(PACTS.glob("*.json"))


def read_promises() -> tuple[Promise, ...]:
    """Every interaction on file."""
    return tuple(promise for file in pact_files() for promise in read_pact(file))


def refusals(family: type[ApiError] = ApiError) -> Iterator[type[ApiError]]:
    """Every refusal of the package; those that tests make up are not of it."""
    for refusal in family.__subclasses__():
        if refusal.__module__.startswith("pro_me_the_us."):
            yield refusal
        yield from refusals(refusal)
