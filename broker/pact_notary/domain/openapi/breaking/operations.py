"""Two documents, operation by operation: paths, parameters, bodies, statuses, codes, tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pact_notary.domain.openapi.breaking.changes import Rule
from pact_notary.domain.openapi.breaking.comparing import Found
from pact_notary.domain.openapi.breaking.security import compare_security
from pact_notary.domain.openapi.media_types import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pact_notary.domain.openapi.breaking.comparing import Pair
    from pact_notary.domain.openapi.breaking.shapes import Pointers
    from pact_notary.domain.openapi.document import (
        Document,
        MediaType,
        Operation,
        Parameter,
        RequestBody,
        Response,
        Schema,
    )

_PROBLEM: Final = "application/problem+json"
# A problem's code and its status are told apart from the rest of it.
_CODED: Final = frozenset({"code", "status"})
_VARIABLE: Final = re.compile(r"\{[^{}]*\}")


def key_of(operation: Operation) -> tuple[str, str]:
    """The same for the same requests, whatever parameters of the path are called."""
    return operation.method, _VARIABLE.sub("{}", operation.path)


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares an operation with what it was."""

    pair: Pair

    def compare(self, old: Operation, new: Operation) -> Iterator[Found]:
        if old.operation_id != new.operation_id:
            texts = (old.operation_id, new.operation_id)
            yield Found(Rule.OPERATION_ID_CHANGED, new.pointer, "", *texts)
        yield from compare_security(self.pair, old, new)
        yield from self._compare_parameters(old, new)
        yield from self._compare_bodies(old.request_body, new)
        yield from self._compare_statuses(old, new)
        yield from self._compare_codes(old, new)

    def _compare_parameters(self, old: Operation, new: Operation) -> Iterator[Found]:
        before, after = _named(old), _named(new)
        for key, parameter in before.items():
            if key not in after:
                told = f"{parameter.location} {parameter.name}"
                yield Found(Rule.PARAMETER_REMOVED, parameter.pointer, "", told, "", is_old=True)
        for key, parameter in after.items():
            former = before.get(key)
            if parameter.is_required and not (former and former.is_required):
                told = "optional" if former else ""
                yield Found(Rule.PARAMETER_REQUIRED, parameter.pointer, "", told, "required")
            if former is not None:
                yield from self._compare_parameter(former, parameter)

    def _compare_parameter(self, old: Parameter, new: Parameter) -> Iterator[Found]:
        if (old.style, old.explode) != (new.style, new.explode):
            texts = (_tell_style(old), _tell_style(new))
            yield Found(Rule.PARAMETER_STYLE_CHANGED, new.pointer, "", *texts)
        yield from self.pair.compare_requests(_schemas(old.schema), _schemas(new.schema))
        yield from self._compare_content(old.content, new.content, new.pointer)

    def _compare_bodies(self, old: RequestBody | None, operation: Operation) -> Iterator[Found]:
        new = operation.request_body
        if new is None:
            if old is not None:
                yield Found(Rule.BODY_REMOVED, old.pointer, "", "declared", "", is_old=True)
            return
        if new.is_required and not (old and old.is_required):
            told = "optional" if old else ""
            yield Found(Rule.BODY_REQUIRED, new.pointer, "", told, "required")
        if old is not None:
            yield from self._compare_content(old.content, new.content, new.pointer)

    def _compare_content(
        self, old: tuple[MediaType, ...], new: tuple[MediaType, ...], at: str
    ) -> Iterator[Found]:
        after = _typed(new)
        for content_type, media in _typed(old).items():
            if content_type in after:
                schema = after[content_type].schema
                yield from self.pair.compare_requests(_schemas(media.schema), _schemas(schema))
            else:
                told = ", ".join(after)
                yield Found(Rule.REQUEST_MEDIA_TYPE_REMOVED, at, "", content_type, told)

    def _compare_statuses(self, old: Operation, new: Operation) -> Iterator[Found]:
        before, after = _statuses(old, _is_success), _statuses(new, _is_success)
        for status, response in before.items():
            if status not in after:
                rule, told = Rule.SUCCESS_STATUS_REMOVED, ", ".join(after)
                yield Found(rule, response.pointer, "", status, told, is_old=True)
        for status, response in after.items():
            if status not in before:
                rule, told = Rule.SUCCESS_STATUS_ADDED, ", ".join(before)
                yield Found(rule, response.pointer, "", told, status)
        later = {response.status: response for response in new.responses}
        for response in old.responses:
            if response.status in later:
                yield from self._compare_response(response, later[response.status])

    def _compare_response(self, old: Response, new: Response) -> Iterator[Found]:
        after = {header.name.lower(): header for header in new.headers}
        for header in (header for header in old.headers if header.is_required):
            twin = after.get(header.name.lower())
            if twin is None or not twin.is_required:
                told = "optional" if twin else ""
                yield Found(
                    Rule.RESPONSE_HEADER_REMOVED, new.pointer, "", f"{header.name} required", told
                )
        media = _typed(new.content)
        for content_type, former in _typed(old.content).items():
            if content_type in media:
                ignored = frozenset() if _is_success(old.status) else _CODED
                schemas = (_schemas(former.schema), _schemas(media[content_type].schema))
                yield from self.pair.compare_answers(*schemas, ignored)
            else:
                rule, told = Rule.RESPONSE_MEDIA_TYPE_REMOVED, ", ".join(media)
                yield Found(rule, new.pointer, "", content_type, told)

    def _compare_codes(self, old: Operation, new: Operation) -> Iterator[Found]:
        """Where only one of them enumerates codes, nothing is known of the other's."""
        before, after = _statuses(old, _is_error), _statuses(new, _is_error)
        for status in dict.fromkeys([*before, *after]):
            gone, come = before.get(status), after.get(status)
            former = self._codes_of(self.pair.old, gone) if gone else frozenset()
            codes = self._codes_of(self.pair.new, come) if come else frozenset()
            if gone and come and not (former and codes):
                continue
            if gone:
                rules = (Rule.PROBLEM_CODE_REMOVED, Rule.ERROR_STATUS_REMOVED)
                for rule, told in _tell_codes(status, former, codes, rules):
                    yield Found(rule, gone.pointer, "", told, "", is_old=True)
            if come:
                rules = (Rule.PROBLEM_CODE_ADDED, Rule.ERROR_STATUS_ADDED)
                for rule, told in _tell_codes(status, codes, former, rules):
                    yield Found(rule, come.pointer, "", "", told)

    def _codes_of(self, document: Document, response: Response) -> frozenset[str]:
        """Those that it enumerates; none when any may come."""
        problem = _typed(response.content).get(_PROBLEM)
        if problem is None or problem.schema is None:
            return frozenset()
        code = self.pair.shape_of(document, (problem.schema.pointer,)).members.get("code")
        values = self.pair.shape_of(document, code).values if code else None
        return frozenset(value.strip('"') for value in values or ())


def _tell_codes(
    status: str, codes: frozenset[str], others: frozenset[str], rules: tuple[Rule, Rule]
) -> Iterator[tuple[Rule, str]]:
    """Codes that the others are not, or the status alone when it has none."""
    of_code, of_status = rules
    yield from ((of_code, f"{status} {code}") for code in sorted(codes - others))
    if not codes:
        yield of_status, status


def _named(operation: Operation) -> Mapping[tuple[str, str | int], Parameter]:
    """By place and name; parameters of the path by their order in it."""
    order = _VARIABLE.findall(operation.path)
    return {(each.location, _place(each, order)): each for each in operation.parameters}


def _place(parameter: Parameter, order: list[str]) -> str | int:
    told = f"{{{parameter.name}}}"
    if parameter.location == "path" and told in order:
        return order.index(told)
    return parameter.name.lower() if parameter.location == "header" else parameter.name


def _typed(content: tuple[MediaType, ...]) -> Mapping[str, MediaType]:
    return {bare(each.content_type): each for each in content}


def _statuses(operation: Operation, wanted: Callable[[str], bool]) -> Mapping[str, Response]:
    return {each.status: each for each in operation.responses if wanted(each.status)}


def _is_success(status: str) -> bool:
    return status[0] in "123"


def _is_error(status: str) -> bool:
    return not _is_success(status)


def _schemas(schema: Schema | None) -> Pointers:
    return () if schema is None else (schema.pointer,)


def _tell_style(parameter: Parameter) -> str:
    return f"{parameter.style}, {'exploded' if parameter.explode else 'not exploded'}"
