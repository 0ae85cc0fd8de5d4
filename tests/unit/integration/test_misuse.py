"""The type checker holds handler, caller and declaration together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from mypy import api

if TYPE_CHECKING:
    from pathlib import Path

_ERROR = re.compile(r":(?P<line>\d+): error: .*\[(?P<code>[a-z-]+)\]$", re.MULTILINE)

PROGRAM = """
from collections.abc import Callable

from flask import Flask, Request

from pro_me_the_us.client import Client
from pro_me_the_us.node import api
from pro_me_the_us.node.models import RecordedResult, ReportResult
from pro_me_the_us.server import serve


def record(request: ReportResult, caller: str) -> RecordedResult:
    return RecordedResult(round=request.round, role=request.role, outcome=request.outcome)


def publish(app: Flask, authorize: Callable[[Request, str | None], str]) -> None:
    serve(app, api.REPORT_RESULT, record, authorize)


def report(client: Client, request: ReportResult) -> None:
    recorded = client.call(api.REPORT_RESULT, request)
    count: int = recorded.round
    print(count)
"""


def errors_of(program: str, folder: Path, cache: Path) -> list[tuple[str, str]]:
    """The lines at fault and what is wrong with them, as mypy --strict sees `program`."""
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    told, failure, _ = api.run(["--strict", "--config-file=", f"--cache-dir={cache}", str(file)])
    assert not failure
    lines = program.splitlines()
    return [(lines[int(e["line"]) - 1].strip(), e["code"]) for e in _ERROR.finditer(told)]


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        pytest.param("", "", [], id="none"),
        pytest.param(
            "-> RecordedResult:\n    return RecordedResult(round=request.round, "
            "role=request.role, outcome=request.outcome)",
            "-> ReportResult:\n    return request",
            [("serve(app, api.REPORT_RESULT, record, authorize)", "arg-type")],
            id="handler of another endpoint",
        ),
        pytest.param(
            "(api.REPORT_RESULT, request)",
            "(api.REPORT_RESULT, record)",
            [("recorded = client.call(api.REPORT_RESULT, record)", "call-overload")],
            id="request of another endpoint",
        ),
        pytest.param(
            "recorded.round",
            "recorded.outcome",
            [("count: int = recorded.outcome", "assignment")],
            id="answer used as another type",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore::EncodingWarning")  # mypy reads its own files
def test_misuse_is_a_type_error(
    right: str,
    wrong: str,
    error: list[tuple[str, str]],
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> None:
    cache = pytestconfig.cache
    assert cache is not None

    found = errors_of(PROGRAM.replace(right, wrong, 1), tmp_path, cache.mkdir("mypy"))

    assert found == error
