"""What comes from a deployed database, and goes back: files of documents, as mongoexport writes."""

from __future__ import annotations

from swarm.coordinator.transfer.files import ImportRefused, count_bytes
from swarm.coordinator.transfer.findings import write_json as report_json
from swarm.coordinator.transfer.findings import write_words as report_words
from swarm.coordinator.transfer.session import Way, export_from, import_into

__all__ = [
    "ImportRefused",
    "Way",
    "count_bytes",
    "export_from",
    "import_into",
    "report_json",
    "report_words",
]
