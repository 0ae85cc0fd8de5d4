from __future__ import annotations

from pact_notary.service.memory import Memory


def kept(memory: Memory[str, str]) -> list[str]:
    return [key for key in "abc" if memory.find(key)]


def test_least_recently_used_goes_when_all_weigh_too_much() -> None:
    memory: Memory[str, str] = Memory(limit=4)
    memory.keep("a", "A", weight=2)
    memory.keep("b", "B", weight=2)
    memory.find("a")

    memory.keep("c", "C", weight=1)

    assert kept(memory) == ["a", "c"]


def test_value_that_alone_weighs_too_much_pushes_nothing_out() -> None:
    memory: Memory[str, str] = Memory(limit=4)
    memory.keep("a", "A", weight=4)

    memory.keep("b", "B", weight=5)

    assert kept(memory) == ["a"]


def test_value_is_kept_and_weighed_once() -> None:
    memory: Memory[str, str] = Memory(limit=4)
    for _ in range(3):
        memory.keep("a", "A", weight=2)

    memory.keep("b", "B", weight=2)

    assert kept(memory) == ["a", "b"]
