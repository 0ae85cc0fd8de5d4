from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from tests.integration.broker.wire.builders import publish, verify

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

# What Prometheus 2 and 3 ask with.
PROMETHEUS_2 = (
    "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
    "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
)
PROMETHEUS_3 = (
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
    "application/openmetrics-text;version=0.0.1;q=0.4,"
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,/;q=0.1"
)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/hal+json", "application/hal+json"),
        ("*/*", "application/hal+json"),
        ("application/json", "application/json"),
        ("text/plain", "text/plain"),
        (PROMETHEUS_2, "application/openmetrics-text;version=1.0.0"),
        (PROMETHEUS_3, "text/plain;version=0.0.4"),
    ],
    ids=["hal", "any", "json", "text", "prometheus-2", "prometheus-3"],
)
def test_metrics_come_in_the_form_asked_for(small_wire: Wire, accept: str, media_type: str) -> None:
    answer = small_wire.get("/metrics", accept=accept)

    assert answer.headers["Content-Type"] == f"{media_type};charset=utf-8"


def _lose_database(wire: Wire) -> None:
    def refuse(*_arguments: object) -> None:
        raise wire.engine.dialect.loaded_dbapi.OperationalError("the database is gone")

    wire.engine.dispose()
    sa.event.listen(wire.engine, "do_connect", refuse)


def test_diagnostics_tell_that_all_is_well(wire: Wire) -> None:
    path = "/diagnostic/status"
    answers = [wire.get(f"{path}/heartbeat"), wire.get(f"{path}/dependencies", accept="*/*")]

    own = [
        {"self": {"href": f"http://localhost{path}/{at}"}} for at in ("heartbeat", "dependencies")
    ]
    assert [answer.get_json() for answer in answers] == [
        {"ok": True, "_links": own[0]},
        {"database": {"ok": True}, "_links": own[1]},
    ]
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/hal+json"}


def test_broker_without_its_database_is_alive_but_not_well(wire: Wire) -> None:
    _lose_database(wire)

    heartbeat = wire.get("/diagnostic/status/heartbeat")
    dependencies = wire.get("/diagnostic/status/dependencies")

    assert (heartbeat.status_code, heartbeat.get_json()["ok"]) == (200, True)
    assert (dependencies.status_code, dependencies.get_json()["database"]) == (500, {"ok": False})


def test_metrics_count_what_is_stored_and_what_was_asked(wire: Wire) -> None:
    publish(wire)
    verify(wire, success=False)

    lines = wire.get("/metrics", accept="text/plain").text.splitlines()

    assert 'pact_notary_stored{kind="pact_publications"} 1' in lines
    assert 'pact_notary_verification_results{outcome="failure"} 1' in lines
    requests = 'pact_notary_requests_total{method="POST",route="/contracts/publish",status="200"} 1'
    assert requests in lines
    assert 'pact_notary_request_duration_seconds_count{route="/contracts/publish"} 1' in lines
