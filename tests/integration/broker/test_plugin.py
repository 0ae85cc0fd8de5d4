from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING

from tests.integration.broker.wire.builders import a_publication

if TYPE_CHECKING:
    import pytest

    from pact_notary.in_process import RunningBroker

pytest_plugins = ["pytester"]

EXAMPLE = """
import urllib.request

import pytest

ONE, TWO = [], []


@pytest.mark.parametrize("seen", [ONE, TWO])
def test_broker_answers(pact_broker, seen):
    with urllib.request.urlopen(f"{pact_broker.url}/pacticipants") as answer:
        assert b'"pacticipants":[]' in answer.read()
    request = urllib.request.Request(
        f"{pact_broker.url}/pacticipants/A/versions/1",
        method="PUT", data=b"{}", headers={"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request).close()
    seen.append(pact_broker.url)


def test_output_is_the_tests_own(pact_broker, capsys):
    urllib.request.urlopen(pact_broker.url).close()
    assert capsys.readouterr() == ("", "")
"""


def test_broker_takes_a_publication(pact_broker: RunningBroker) -> None:
    request = urllib.request.Request(  # noqa: S310 - the address of our own broker
        f"{pact_broker.url}/contracts/publish",
        json.dumps(a_publication()).encode(),
        {"Content-Type": "application/json"},
    )

    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
        assert answer.status == 200


def test_links_follow_the_proxy_that_forwards(pact_broker: RunningBroker) -> None:
    forwarded = {"X-Forwarded-Host": "b.test", "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(pact_broker.url, headers=forwarded)  # noqa: S310 - the same

    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
        links = json.load(answer)["_links"]

    assert links["self"]["href"] == "https://b.test"


def test_each_test_gets_an_empty_broker(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(EXAMPLE)

    result = pytester.runpytest_subprocess("-W", "error", "-p", "no:randomly")

    result.assert_outcomes(passed=3)


def test_settings_can_be_overridden(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import urllib.request

        import pytest
        from pact_notary.settings import Settings

        @pytest.fixture
        def pact_broker_settings():
            return Settings(base_urls=("https://pacts.example",))

        def test_links_begin_with_the_base_url(pact_broker):
            with urllib.request.urlopen(pact_broker.url) as answer:
                assert b"https://pacts.example/pacticipants" in answer.read()
    """)

    pytester.runpytest_subprocess("-W", "error").assert_outcomes(passed=1)
