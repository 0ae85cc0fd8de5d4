"""Logs are JSON lines on standard error, one event a line, named noun.verb."""

from __future__ import annotations

import logging
import sys
from functools import partial
from typing import TYPE_CHECKING

import structlog

from swarm.tracing import add_trace

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any


def configure_logs(service: str) -> None:
    """Send structlog and the standard library's loggers through one renderer; every line says that
    it is `service`'s, and which span it was logged in.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        partial(_add_service, service),
        add_trace,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=shared,
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _add_service(
    service: str, _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    event["service"] = service
    return event
