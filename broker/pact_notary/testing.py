"""The pytest plugin: a test that asks for `pact_broker` gets a broker of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pact_notary.in_process import RunningBroker
    from pact_notary.settings import Settings

# pytest loads plugins at every start, also where no test wants a broker, and before coverage is
# measured. So the broker itself is imported when it is first asked for.


@pytest.fixture(scope="session")
def pact_broker_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty database that each broker begins with a copy of."""
    from pact_notary.in_process import make_template  # noqa: PLC0415 - see above

    return make_template(tmp_path_factory.mktemp("pact-broker"))


@pytest.fixture
def pact_broker_settings() -> Settings:
    """How brokers answer; override it to change that."""
    from pact_notary.settings import Settings  # noqa: PLC0415 - see above

    return Settings()


@pytest.fixture
def pact_broker(
    tmp_path_factory: pytest.TempPathFactory,
    pact_broker_template: Path,
    pact_broker_settings: Settings,
) -> Iterator[RunningBroker]:
    """A Pact Broker with nothing in it, at `pact_broker.url`."""
    from pact_notary.in_process import running_broker  # noqa: PLC0415 - see above

    folder = tmp_path_factory.mktemp("pact-broker")
    with running_broker(folder, pact_broker_template, settings=pact_broker_settings) as broker:
        yield broker
