"""A broker inside another program, on a database file of its own: what a test needs of one."""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from pact_notary.app import compose, new_uuid, utc_now
from pact_notary.serving import serving
from pact_notary.settings import Binding, default_database_url
from pact_notary.store.database import migrate, open_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pact_notary.delivery.dispatcher import Dispatcher
    from pact_notary.settings import Settings

_LAST_WEBHOOKS_S = 1.0


@dataclass(frozen=True, slots=True)
class RunningBroker:
    """A broker that answers at `url`, which ends without a slash."""

    url: str


def make_template(folder: Path) -> Path:
    """A database file with all tables and nothing in them; copied, it saves making them."""
    file = folder / "template.sqlite3"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@contextmanager
def running_broker(folder: Path, template: Path, *, settings: Settings) -> Iterator[RunningBroker]:
    """An empty broker on a free port of this machine, until the block is left."""
    url = default_database_url(folder)
    shutil.copyfile(template, url.removeprefix("sqlite:///"))
    engine = open_engine(url)
    app = compose(engine, settings, now=utc_now, new_id=new_uuid, log=_library_log())
    dispatcher: Dispatcher = app.extensions["pact_notary_dispatcher"]
    dispatcher.start()
    try:
        with serving(app, Binding(port=0), body_limit=settings.body_limit) as address:
            yield RunningBroker(address)
    finally:
        dispatcher.stop(timeout_s=_LAST_WEBHOOKS_S)
        engine.dispose()


def _library_log() -> structlog.stdlib.BoundLogger:
    """A log that goes where the program's own goes, not to its standard output."""
    log: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger("pact_notary"),
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=("event",)),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return log
