"""What the fields of requests keep out."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from pro_me_the_us import fields
from pro_me_the_us.node.models import ReportResult
from tests.unit.integration.forgery import PAIR

URL = "forge://octo/demo/pulls/1"
RESULT: dict[str, Any] = {"round": 7, "role": "worker", "work": "t1"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (fields.Identifier, "a"),
        (fields.Identifier, "A-z_09" * 10),
        (fields.StakingKey, PAIR.public),
        (fields.GithubUsername, "a"),
        (fields.GithubUsername, "octo-worker"),
        (fields.GithubUsername, "o-" * 19 + "o"),
        (fields.PullRequestUrl, "https://github.com/octo/demo/pull/5"),
        (fields.PullRequestUrl, "forge://octo/demo/pulls/5"),
        (fields.Role, "worker"),
        (fields.Round, 0),
        (fields.Round, 2**31 - 1),
        (fields.Line, "One line, ünïcödé \U0001f4d6"),
        (fields.Text, "a\tb\r\nc"),
        (fields.Text, "x" * 50_000),
        (fields.Signed, "z" * 4096),
        (fields.Token, "a-b_c.d"),
    ],
)
def test_field_takes(kind: Any, value: object) -> None:
    assert TypeAdapter(kind).validate_python(value, strict=True) == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (fields.Identifier, ""),
        (fields.Identifier, "a" * 65),
        (fields.Identifier, "a/b"),
        (fields.Identifier, ".."),
        (fields.Identifier, "a\n"),
        (fields.Identifier, "a\0"),
        (fields.Identifier, "é"),
        (fields.StakingKey, "z" * 31),
        (fields.StakingKey, "z" * 45),
        (fields.StakingKey, "0" * 40),
        (fields.StakingKey, f"{PAIR.public}\n"),
        (fields.GithubUsername, ""),
        (fields.GithubUsername, "-octo"),
        (fields.GithubUsername, "octo-"),
        (fields.GithubUsername, "o--o"),
        (fields.GithubUsername, "o" * 40),
        (fields.GithubUsername, "o-" * 19 + "oo"),
        (fields.GithubUsername, "octo/.."),
        (fields.GithubUsername, "octo\n"),
        (fields.PullRequestUrl, "octo/demo"),
        (fields.PullRequestUrl, "javascript:alert(1)"),
        (fields.PullRequestUrl, "https://"),
        (fields.PullRequestUrl, "https://a b"),
        (fields.PullRequestUrl, "https://a\n"),
        (fields.PullRequestUrl, "https://" + "a" * 500),
        (fields.PullRequestUrl, "--upload-pack=x://y"),
        (fields.Role, "Worker"),
        (fields.Round, -1),
        (fields.Round, 2**31),
        (fields.Round, "7"),
        (fields.Round, True),
        (fields.Line, ""),
        (fields.Line, "a\nb"),
        (fields.Line, "a\tb"),
        (fields.Line, "a\x1b[0m"),
        (fields.Line, "a\x7f"),
        (fields.Line, "x" * 201),
        (fields.Text, ""),
        (fields.Text, "a\0b"),
        (fields.Text, "a\x1bb"),
        (fields.Text, "x" * 50_001),
        (fields.Text, "\ud800"),
        (fields.Signed, ""),
        (fields.Signed, "0OIl"),
        (fields.Signed, "z" * 4097),
        (fields.Token, ""),
        (fields.Token, "a b"),
        (fields.Token, "a" * 4097),
    ],
)
def test_field_refuses(kind: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value, strict=True)


@pytest.mark.parametrize("name", ["demo", "_", "a.b-c_d", "x" * 100])
def test_repository_takes_a_name(name: str) -> None:
    assert fields.Repository(owner="octo", name=name).name == name


@pytest.mark.parametrize("name", ["", ".", "..", ".git", "-x", "a/b", "a\n", "x" * 101, "é"])
def test_repository_refuses_a_name(name: str) -> None:
    with pytest.raises(ValidationError):
        fields.Repository(owner="octo", name=name)


@pytest.mark.parametrize(
    "outcome",
    [
        {"outcome": "succeeded", "pull_request": "forge://octo/demo/pulls/5"},
        {"outcome": "failed", "reason": "No tests."},
    ],
    ids=["succeeded", "failed"],
)
def test_result_says_what_its_outcome_needs(outcome: dict[str, Any]) -> None:
    assert ReportResult(**RESULT, **outcome).outcome == outcome["outcome"]


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        pytest.param({"outcome": "succeeded"}, "has a pull_request", id="succeeded"),
        pytest.param({"outcome": "failed"}, "has a reason", id="failed"),
        pytest.param(
            {"outcome": "succeeded", "reason": "No tests."}, "has a pull_request", id="reason only"
        ),
    ],
)
def test_result_without_what_its_outcome_needs_is_refused(
    outcome: dict[str, Any], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        ReportResult(**RESULT, **outcome)


@pytest.mark.parametrize(
    ("role", "given"),
    [
        ("worker", {"pull_request": URL}),
        ("leader", {"pull_request": URL}),
        ("aggregator", {"repository": {"owner": "octo", "name": "demo"}}),
        ("planner", {}),
    ],
)
def test_result_of_a_role_names_its_work(role: str, given: dict[str, Any]) -> None:
    result = {**RESULT, "role": role, "outcome": "succeeded"}

    assert ReportResult.model_validate({**result, **given}).role == role


@pytest.mark.parametrize(
    ("role", "needed"),
    [("worker", "pull_request"), ("leader", "pull_request"), ("aggregator", "repository")],
)
def test_result_without_its_work_is_refused(role: str, needed: str) -> None:
    with pytest.raises(ValidationError, match=f"a {role} that succeeded has a {needed}"):
        ReportResult.model_validate({**RESULT, "role": role, "outcome": "succeeded"})
