"""A whole broker is copied through its API; what is there already stays, nothing is doubled.

Not copied, because the API does not tell it: secrets of webhooks and so webhooks, pacts that were
overwritten, and whether a result was for a pact that was pending or work in progress.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.operations.copying_environments import copy_environments, copy_stays
from pact_notary.operations.copying_history import copy_history, end_what_ended, has_history
from pact_notary.operations.copying_results import ResultCopier
from pact_notary.operations.copying_versions import copy_applications, copy_versions
from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.source import Advice, Source
from pact_notary.operations.tally import Tally
from pact_notary.store import audit
from pact_notary.store.audit import Change
from pact_notary.store.database import run_writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import sqlalchemy as sa

    from pact_notary.operations.source import SourceAddress

_ADVICE = Advice(
    login="give --username and --password, or --token",
    again="run the import again; it goes on where it stopped",
)


def import_broker(
    engine: sa.Engine, address: SourceAddress, *, now: datetime, tell: Callable[[str], None]
) -> Tally:
    """Copy what the broker at the address shows; it may be run again at any time.

    Args:
      tell: gets a line now and then about how far it is.
    Raises: CannotOperate, when the broker does not answer as one does.
    """
    source, tally = Source(address, _ADVICE), Tally()
    try:
        source.start()
        _import(engine, source, tally=tally, tell=tell)
    except (KeyError, TypeError, ValueError) as error:
        raise CannotOperate(
            f"{address!r} answers otherwise than a Pact Broker: {type(error).__name__} {error}"
        ) from error
    finally:
        source.close()
    change = Change("command", "imported", f"broker {address!r}")
    run_writing(engine, lambda opened: audit.add(opened, change, now=now))
    return tally


def _import(
    engine: sa.Engine, source: Source, *, tally: Tally, tell: Callable[[str], None]
) -> None:
    environments = copy_environments(engine, source, tally=tally)
    applications = copy_applications(engine, source, tally=tally)
    results = ResultCopier(engine, source, tally=tally, tell=tell)
    versions_of = {
        application.name: copy_versions(engine, source, application, tally=tally, tell=tell)
        for application in applications
    }
    for consumer, own in versions_of.items():
        results.look(consumer, own)
    results.copy()
    copy_stays(engine, source, environments, tally=tally)
    end_what_ended(engine, source, environments)
    if not has_history(source):
        return
    for name, own in versions_of.items():
        numbers = [each.number for each in own]
        copy_history(engine, source, name, numbers=numbers, places=environments, tally=tally)
        tell(f"{name}: what its versions were in before")
