"""Documents with defaults, and any JSON at all, for the tests of what reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pact_notary.domain.documents import Json


def any_json(*names: str) -> SearchStrategy[Json]:
    """JSON whose objects often have members of these names, with any value."""
    leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
    texts = st.text(max_size=8) | st.sampled_from(names)
    members = st.sampled_from(names) | st.text(max_size=3)
    return st.recursive(
        leaves | texts,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(members, inner, max_size=5),
        max_leaves=15,
    )
