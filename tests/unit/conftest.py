from __future__ import annotations

import pytest
import pytest_socket
from hypothesis import settings

# A slow machine is no failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """What opens a socket belongs to another tier."""
    pytest_socket.disable_socket(allow_unix_socket=True)
