from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from swarm.forge.clones import BASE, WORK, commit_tree, write_commit
from swarm.forge.git import Git
from swarm.forge.history import merge_trees
from swarm.forge.records import Branch, ForgeError, Repository
from tests.integration.forge.builders import (
    DEMO,
    MAIN,
    STAMP,
    a_forge,
    a_proposal,
    look,
    open_one,
    push_work,
)

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.forge.clones import Clone
    from swarm.forge.local import LocalForge
    from swarm.forge.records import PullRequest

WORKS = ("one", "two")


def bring(forge: LocalForge, clone: Clone) -> PullRequest:
    """A pull request of what the clone holds."""
    source = Branch(forge.fork(DEMO, owner="octo-leader"), "merged")
    forge.push(clone, to=source)
    return forge.open_pull_request(a_proposal(source))


def merge_two(forge: LocalForge, folder: Path) -> tuple[list[PullRequest], Clone]:
    opened = [open_one(forge, folder, branch=name) for name in WORKS]
    clone = forge.clone(MAIN, into=folder / "leader")
    for pull_request in opened:
        forge.merge_into(clone, pull_request.url, stamp=STAMP)
    return opened, clone


def test_merging_into_a_clone_makes_merges_in_order(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    opened, clone = merge_two(forge, tmp_path)

    brought = bring(forge, clone)

    steps = forge.read_steps(brought.url, at_most=9)
    assert [step.parents[1] for step in reversed(steps)] == [pull.head for pull in opened]
    assert all(step.is_plain_merge for step in steps)
    assert steps[0].commit == brought.head
    assert forge.list_changes(brought.url) == ("one.md", "two.md")


def test_merge_says_what_it_merged(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    opened, clone = merge_two(forge, tmp_path)

    brought = bring(forge, clone)

    said = look(forge, DEMO, "log", "-1", "--format=%an %s", brought.head)
    assert said == f"octo-worker Merged branch two for PR {opened[1].url}"


def test_same_merges_give_the_same_commit(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    opened, clone = merge_two(forge, tmp_path)
    again = forge.clone(MAIN, into=tmp_path / "again")

    for pull_request in opened:
        forge.merge_into(again, pull_request.url, stamp=STAMP)

    assert clone.tip() == again.tip()


def test_conflict_names_its_pull_request(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    clone = forge.clone(MAIN, into=tmp_path / "leader")
    for name in WORKS:
        source = push_work(forge, tmp_path, files={"same.md": name}, branch=name)
        forge.open_pull_request(a_proposal(source))
    first, second = (f"forge://octo-aggregator/demo/pulls/{number}" for number in (1, 2))
    forge.merge_into(clone, first, stamp=STAMP)

    with pytest.raises(ForgeError, match=f"{second} conflicts with what was merged before it"):
        forge.merge_into(clone, second, stamp=STAMP)


@pytest.mark.parametrize("url", ["forge://octo-aggregator/demo/pulls/9", "--all", "file:///x"])
def test_pull_request_that_is_none_cannot_be_merged_or_read(tmp_path: Path, url: str) -> None:
    forge = a_forge(tmp_path)
    clone = forge.clone(MAIN, into=tmp_path / "leader")

    with pytest.raises(ForgeError, match="there is no pull request"):
        forge.merge_into(clone, url, stamp=STAMP)
    with pytest.raises(ForgeError, match="there is no pull request"):
        forge.read_steps(url, at_most=9)
    with pytest.raises(ForgeError, match="there is no pull request"):
        forge.list_changes(url)


def test_plain_commit_is_no_merge(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)

    opened = open_one(forge, tmp_path)

    assert [step.is_plain_merge for step in forge.read_steps(opened.url, at_most=9)] == [False]


def test_merge_that_hides_something_is_not_plain(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    opened = open_one(forge, tmp_path)
    clone = forge.clone(MAIN, into=tmp_path / "leader")
    forge.merge_into(clone, opened.url, stamp=STAMP)
    tree = forge.git.run(clone.directory, "rev-parse", f"{BASE}^{{tree}}")
    parents = (BASE, opened.head)
    evil = commit_tree(
        forge.git, clone.directory, tree, parents=parents, message="Merged\n", stamp=STAMP
    )
    forge.git.run(clone.directory, "update-ref", WORK, evil)

    brought = bring(forge, clone)

    assert [step.is_plain_merge for step in forge.read_steps(brought.url, at_most=9)] == [False]
    assert forge.list_changes(brought.url) == ()


def test_merged_pull_request_still_shows_what_it_brought(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    _, clone = merge_two(forge, tmp_path)
    brought = bring(forge, clone)
    before = (forge.read_steps(brought.url, at_most=9), forge.list_changes(brought.url))

    forge.merge_pull_request(brought.url, stamp=STAMP)

    assert (forge.read_steps(brought.url, at_most=9), forge.list_changes(brought.url)) == before


def test_branch_of_a_copy_begins_where_the_original_is(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    copy = forge.fork(DEMO, owner="octo-leader")
    forge.merge_pull_request(open_one(forge, tmp_path).url, stamp=STAMP)
    branch = Branch(copy, "issue-1")

    forge.begin_branch(branch, at=MAIN)
    forge.begin_branch(branch, at=Branch(copy, "main"))

    assert look(forge, copy, "rev-parse", "issue-1") == look(forge, DEMO, "rev-parse", "main")


def test_branch_needs_a_beginning(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)

    with pytest.raises(ForgeError, match="has no branch gone"):
        forge.begin_branch(Branch(DEMO, "issue-1"), at=Branch(DEMO, "gone"))
    with pytest.raises(ForgeError, match="no repository octo/gone"):
        forge.begin_branch(Branch(DEMO, "issue-1"), at=Branch(Repository("octo", "gone"), "main"))


def test_steps_are_no_more_than_asked_for(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    _, clone = merge_two(forge, tmp_path)

    brought = bring(forge, clone)

    assert len(forge.read_steps(brought.url, at_most=1)) == 1


def test_work_that_conflicts_with_its_target_cannot_be_merged(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    opened = []
    for name in WORKS:
        source = push_work(forge, tmp_path, files={"same.md": name}, branch=name)
        opened.append(forge.open_pull_request(a_proposal(source)))
    forge.merge_pull_request(opened[0].url, stamp=STAMP)

    assert forge.list_changes(opened[0].url) == ("same.md",)
    assert forge.list_changes(opened[1].url) is None


def test_work_of_another_origin_cannot_be_merged(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    clone = forge.clone(MAIN, into=tmp_path / "leader")
    orphan = write_commit(
        forge.git, clone.directory, {"a.md": "a\n"}, message="Begin\n", stamp=STAMP
    )
    forge.git.run(clone.directory, "update-ref", WORK, orphan)

    brought = bring(forge, clone)

    assert forge.list_changes(brought.url) is None
    assert [step.is_plain_merge for step in forge.read_steps(brought.url, at_most=9)] == [False]


def test_git_that_gives_no_answer_is_no_conflict(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    repository = forge.directory / "octo-aggregator" / "demo.git"
    slow = Git(forge.git.program, timeout_s=0.0)

    with pytest.raises(ForgeError, match="timed out"):
        merge_trees(slow, repository, "main", "main")
