"""Whether every interaction of pacts fits an OpenAPI document, and what of it each uses."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from pact_notary.domain.openapi.misfits import Finding, Kind, Misfit, Severity
from pact_notary.domain.openapi.requests import compare_request, lacks_credentials
from pact_notary.domain.openapi.responses import compare_response
from pact_notary.domain.openapi.routing import Routes, read_routes
from pact_notary.domain.openapi.schemas import Schemas

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.openapi.document import Document
    from pact_notary.domain.openapi.pacts import Interaction, Pact, Request

# A consumer that expects these sends what is not accepted, to see it refused.
_REFUSED: Final = frozenset({400, 406, 413, 414, 415, 422})
_UNKNOWN: Final = frozenset({404, 405})
_UNAUTHORISED: Final = frozenset({401, 403})


@dataclass(frozen=True, slots=True)
class Use:
    """What an interaction uses of a document.

    Attributes:
      operation: its pointer.
      status: as it is declared; empty if what is expected is not.
      fields: of the answer's body, as `fields.list_declared` tells them.
      request_fields: same, of the request's.
      parameters: (location, name).
    """

    operation: str
    status: str
    fields: frozenset[str]
    request_fields: frozenset[str]
    parameters: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """An interaction that was compared; `use` is None if no operation is meant by it."""

    pact: str
    consumer: str
    version: str
    description: str
    request: str
    misfits: tuple[Misfit, ...]
    use: Use | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not compared, and why."""

    pact: str
    consumer: str
    description: str
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`idle` are the patterns of ignored paths that no request's path fits."""

    document: str
    compared: tuple[Compared, ...]
    left_out: tuple[LeftOut, ...]
    idle: tuple[str, ...] = ()

    @property
    def misfits(self) -> tuple[Misfit, ...]:
        return tuple(misfit for each in self.compared for misfit in each.misfits)

    @property
    def errors(self) -> tuple[Misfit, ...]:
        return tuple(each for each in self.misfits if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Misfit, ...]:
        return tuple(each for each in self.misfits if each.severity is Severity.WARNING)


def compare(
    pacts: Iterable[Pact], document: Document, *, ignored_paths: tuple[str, ...] = ()
) -> Comparison:
    """Every interaction with the operation that it is for.

    Args:
      ignored_paths: patterns (`/api/*`) of paths that the document leaves out on purpose.

    Raises:
      InvalidDocument: a schema of the document cannot be compiled.
    """
    comparer = _Comparer(document, read_routes(document), Schemas(document))
    compared: list[Compared] = []
    left_out: list[LeftOut] = []
    met: set[str] = set()
    for pact in pacts:
        left_out.extend(
            LeftOut(pact.name, pact.consumer, description, "it is a message")
            for description in pact.messages
        )
        for interaction in pact.interactions:
            pattern = _find_pattern(interaction.request.path, ignored_paths)
            if pattern is None:
                compared.append(comparer.compare(pact, interaction))
                continue
            met.add(pattern)
            reason = f"its path is ignored, as {pattern} is"
            left_out.append(LeftOut(pact.name, pact.consumer, interaction.description, reason))
    idle = tuple(pattern for pattern in ignored_paths if pattern not in met)
    return Comparison(document.name, tuple(compared), tuple(left_out), idle)


def _find_pattern(path: str, patterns: tuple[str, ...]) -> str | None:
    return next((pattern for pattern in patterns if fnmatchcase(path, pattern)), None)


@dataclass(frozen=True, slots=True)
class _Comparer:
    document: Document
    routes: Routes
    schemas: Schemas

    def compare(self, pact: Pact, interaction: Interaction) -> Compared:
        findings, use = self._judge(interaction)
        title = f"{interaction.request.method} {interaction.request.path}"
        misfits = (
            Misfit(
                each.kind,
                each.severity,
                pact.name,
                pact.consumer,
                interaction.description,
                *each[2:],
            )
            for each in findings
        )
        return Compared(
            pact.name,
            pact.consumer,
            pact.version,
            interaction.description,
            title,
            tuple(misfits),
            use,
        )

    def _judge(self, interaction: Interaction) -> tuple[list[Finding], Use | None]:
        request, response = interaction.request, interaction.response
        route = self.routes.find(request.method, request.path)
        if route is None:
            return [self._unknown(request, response.status)], None
        sent = compare_request(route, request, self.schemas)
        expected = compare_response(route.operation, request, response, self.schemas)
        findings = [] if response.status in _REFUSED else [*sent.findings]
        if response.status not in _UNAUTHORISED and lacks_credentials(route.operation, request):
            findings.append(
                _without_credentials(route.operation.title, route.operation.pointer, request)
            )
        use = Use(
            route.operation.pointer,
            expected.status,
            expected.fields,
            sent.fields,
            sent.parameters,
        )
        findings += expected.findings
        return [_eased(each) for each in findings] if interaction.is_pending else findings, use

    def _unknown(self, request: Request, status: int) -> Finding:
        """A consumer that expects 404 or 405 may mean a path or method that there is not."""
        methods = self.routes.list_methods(request.path)
        title = f"{request.method} {request.path}"
        told = f": the path is declared for {', '.join(methods)}" if methods else ""
        return Finding(
            Kind.OPERATION,
            Severity.WARNING if status in _UNKNOWN else Severity.ERROR,
            f"{request.pointer}/{'method' if methods else 'path'}",
            "/paths",
            ", ".join(methods) or "a declared path",
            title,
            f"{title} is not declared{told}",
        )


def _eased(finding: Finding) -> Finding:
    return finding._replace(severity=Severity.WARNING)


def _without_credentials(title: str, pointer: str, request: Request) -> Finding:
    text = f"{title} asks for credentials, and the request carries none"
    return Finding(
        Kind.SECURITY,
        Severity.WARNING,
        f"{request.pointer}/headers",
        pointer,
        "credentials",
        "none",
        text,
    )
