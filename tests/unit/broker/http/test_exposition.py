from __future__ import annotations

from pact_notary.http.exposition import Family, Kind, Sample, write_open_metrics, write_text
from pact_notary.http.traffic import Traffic

REQUESTS = Family(
    "requests", Kind.COUNTER, "Requests.", (Sample(3, {"path": 'a"b\\c\n'}), Sample(0.5))
)


def test_text_names_a_counter_as_its_figures() -> None:
    assert write_text([REQUESTS]) == (
        "# HELP requests_total Requests.\n"
        "# TYPE requests_total counter\n"
        'requests_total{path="a\\"b\\\\c\\n"} 3\n'
        "requests_total 0.5\n"
    )


def test_open_metrics_names_the_family_and_ends() -> None:
    lines = write_open_metrics([REQUESTS]).splitlines()

    assert lines[:2] == ["# HELP requests Requests.", "# TYPE requests counter"]
    assert lines[-1] == "# EOF"


def test_traffic_counts_answers_by_route_and_status() -> None:
    traffic = Traffic()

    for method in ("GET", "GET", "BREW"):
        traffic.record(method, "/matrix", status=200, duration_s=0.003)
    traffic.record("GET", None, status=404, duration_s=0.003)

    answers, _ = traffic.families()
    assert [(*sample.labels.values(), sample.value) for sample in answers.samples] == [
        ("GET", "/matrix", "200", 2),
        ("GET", "none", "404", 1),
        ("other", "/matrix", "200", 1),
    ]


def test_traffic_counts_durations_up_to_each_bound() -> None:
    traffic = Traffic()

    for duration_s in (0.001, 0.02, 60):
        traffic.record("GET", "/matrix", status=200, duration_s=duration_s)

    _, durations = traffic.families()
    buckets = {s.labels["le"]: s.value for s in durations.samples if s.suffix == "_bucket"}
    assert (buckets["0.001"], buckets["0.025"], buckets["10.0"], buckets["+Inf"]) == (1, 2, 2, 3)
    assert [(s.suffix, s.value) for s in durations.samples[-2:]] == [
        ("_sum", 60.021),
        ("_count", 3),
    ]
