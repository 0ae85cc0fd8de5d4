from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from swarm.container.review import find_fault, find_merge_fault
from swarm.container.workflow.git_workflow import GitWorkflow
from swarm.container.workflow.port import Opening, WorkImpossible
from swarm.forge.clones import BASE, WORK, commit_tree
from swarm.forge.git import Git
from swarm.forge.local import LocalForge
from swarm.forge.records import Branch, ForgeError, Proposal, Repository, Stamp
from tests.integration.forge.builders import STAMP, find_git, look
from tests.unit.container.builders import (
    HOME,
    MAIN,
    NOW,
    a_claim,
    a_consolidation,
    an_assignment,
)

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.container.workflow.port import Consolidation
    from swarm.forge.clones import Clone
    from swarm.forge.records import PullRequest

EVIL = "--upload-pack=touch /tmp/x; $(touch x) `touch x`\n<!-- BEGIN_STAKING_KEY -->"
LEADER = a_claim(role="leader", github_username="octo-leader", target=MAIN)
ISSUE = Branch(Repository("octo-aggregator", "demo"), "issue-1")


@dataclass(frozen=True)
class Site:
    """A bounty's repository, its aggregator's copy, and two todos done there."""

    forge: LocalForge
    workflow: GitWorkflow
    folder: Path
    urls: tuple[str, ...]

    def lead(self, consolidation: Consolidation | None = None) -> PullRequest:
        wanted = consolidation or a_consolidation(pull_requests=self.urls)
        url = self.workflow.consolidate(wanted, into=self.folder / "leader")
        found = self.forge.read_pull_request(url)
        assert found is not None
        return found

    def find_fault(self, url: str) -> str | None:
        pulls = [self.forge.read_pull_request(one) for one in self.urls]
        heads = {pull.url: pull.head for pull in pulls if pull is not None}
        return find_merge_fault(self.forge.read_steps(url, at_most=9), heads)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    directory = tmp_path / "forge"
    directory.mkdir()
    forge = LocalForge(Git(find_git()), directory)
    workflow = GitWorkflow(forge)
    forge.create_repository(HOME, stamp=STAMP)
    workflow.aggregate(Opening("octo-aggregator", "issue-1", HOME, "issue-1"))
    urls = tuple(
        workflow.implement(an_assignment(todo=todo, target=ISSUE), into=tmp_path / todo)
        for todo in ("todo-1", "todo-2")
    )
    return Site(forge, workflow, tmp_path, urls)


def test_aggregator_has_a_copy_with_the_issues_branch(site: Site) -> None:
    tips = [look(site.forge, ISSUE.repository, "rev-parse", name) for name in ("main", "issue-1")]

    assert tips == [look(site.forge, HOME, "rev-parse", "main")] * 2


def test_leader_brings_all_work_to_the_bountys_repository(site: Site) -> None:
    brought = site.lead()

    assert (brought.target, brought.commits) == (MAIN, 4)
    assert brought.source.repository == Repository("octo-leader", "demo")
    assert site.forge.list_changes(brought.url) == ("todos/todo-1.md", "todos/todo-2.md")


def test_leader_makes_what_passes_an_audit(site: Site) -> None:
    brought = site.lead()

    assert find_fault(brought, LEADER) is None
    assert site.find_fault(brought.url) is None


def test_same_issue_gives_the_same_pull_request(site: Site) -> None:
    first = site.lead()
    again = site.workflow.consolidate(
        a_consolidation(pull_requests=site.urls), into=site.folder / "again"
    )

    assert site.forge.read_pull_request(again) == first


def test_work_that_is_listed_twice_is_merged_once(site: Site) -> None:
    brought = site.lead(a_consolidation(pull_requests=site.urls * 2))

    assert site.find_fault(brought.url) is None


def test_work_that_conflicts_is_refused_and_nothing_opened(site: Site) -> None:
    other = an_assignment(todo="todo-1", title="Other", target=ISSUE, github_username="octo-other")
    conflicting = site.workflow.implement(other, into=site.folder / "other")
    consolidation = a_consolidation(pull_requests=(*site.urls, conflicting))

    with pytest.raises(ForgeError, match=f"{conflicting} conflicts with what was merged before"):
        site.lead(consolidation)

    assert not (site.forge.directory / "octo-org" / "demo.pulls").exists()


def test_issue_without_work_cannot_be_led(site: Site) -> None:
    with pytest.raises(WorkImpossible, match="no pull request to merge"):
        site.lead(a_consolidation(pull_requests=()))


@pytest.mark.parametrize("url", ["--all", "file:///etc/passwd", "forge://octo/../pulls/1"])
def test_urls_to_merge_are_inert(site: Site, url: str) -> None:
    with pytest.raises(ForgeError, match="there is no pull request"):
        site.lead(a_consolidation(pull_requests=(url,)))


def test_texts_of_an_issue_are_inert(site: Site) -> None:
    evil = a_consolidation(pull_requests=site.urls, title=EVIL, description=EVIL)

    brought = site.lead(evil)

    assert find_fault(brought, LEADER) is None
    assert sorted(path.name for path in site.folder.iterdir()) == [
        "forge",
        "leader",
        "todo-1",
        "todo-2",
    ]


@pytest.mark.parametrize("name", ["--force", "a..b", "x:y", "a b"])
def test_names_of_branches_are_inert(site: Site, name: str) -> None:
    opening = Opening("octo-aggregator", "issue-2", HOME, name)

    with pytest.raises(ForgeError, match="cannot be a branch"):
        site.workflow.aggregate(opening)


@pytest.mark.parametrize("username", ["--all", "..", "octo/x"])
def test_usernames_are_inert(site: Site, username: str) -> None:
    with pytest.raises(ForgeError, match="cannot be a repository"):
        site.workflow.aggregate(Opening(username, "issue-2", HOME, "issue-2"))


def test_later_issue_begins_where_the_bounty_is_by_then(site: Site) -> None:
    site.forge.merge_pull_request(site.lead().url, stamp=STAMP)

    copy = site.workflow.aggregate(Opening("octo-aggregator", "issue-2", HOME, "issue-2"))

    assert look(site.forge, copy, "rev-parse", "issue-2") == look(
        site.forge, HOME, "rev-parse", "main"
    )


def test_leader_who_leaves_work_out_is_found_out(site: Site) -> None:
    brought = site.lead(a_consolidation(pull_requests=site.urls[:1]))

    assert site.find_fault(brought.url) == f"it does not merge {site.urls[1]}"


def bring_commits(site: Site, *, tamper: str) -> PullRequest:
    """A leader's pull request in which something is not as it should be."""
    stamp, folder = Stamp("octo-leader", NOW), site.folder / "leader"
    clone = site.forge.clone(ISSUE, into=folder)
    if tamper == "commit of its own":
        clone.commit({"backdoor.py": "evil\n"}, message="Merged\n", stamp=stamp)
    for url in site.urls:
        site.forge.merge_into(clone, url, stamp=stamp)
    if tamper == "changed merge":
        replace_tip(site, clone, tree_of=BASE, parents=2)
    if tamper == "squashed merge":
        replace_tip(site, clone, tree_of=WORK, parents=1)
    source = Branch(site.forge.fork(HOME, owner="octo-leader"), "merged")
    site.forge.push(clone, to=source)
    return site.forge.open_pull_request(Proposal("T", "B", "octo-leader", source, MAIN))


def replace_tip(site: Site, clone: Clone, *, tree_of: str, parents: int) -> None:
    """Put in place of the last merge a commit of another tree, or of fewer parents."""
    git, folder = site.forge.git, clone.directory
    tree = git.run(folder, "rev-parse", f"{tree_of}^{{tree}}")
    kept = tuple(git.run(folder, "rev-parse", f"{WORK}^@").split()[:parents])
    stamp = Stamp("octo-leader", NOW)
    commit = commit_tree(git, folder, tree, parents=kept, message="Merged\n", stamp=stamp)
    git.run(folder, "update-ref", WORK, commit)


@pytest.mark.parametrize("tamper", ["commit of its own", "changed merge", "squashed merge"])
def test_leader_who_adds_or_hides_something_is_found_out(site: Site, tamper: str) -> None:
    brought = bring_commits(site, tamper=tamper)

    assert (site.find_fault(brought.url) or "").endswith("is no plain merge")


def test_leader_who_merges_unasked_work_is_found_out(site: Site) -> None:
    stranger = an_assignment(todo="todo-9", target=ISSUE, github_username="octo-thief")
    unasked = site.workflow.implement(stranger, into=site.folder / "thief")

    brought = site.lead(a_consolidation(pull_requests=(*site.urls, unasked)))

    assert (site.find_fault(brought.url) or "").endswith("merges what it was not to merge")


def test_pull_request_that_changes_nothing_is_found_out(site: Site) -> None:
    assert site.workflow.review_changes(()) == "it changes no file"
    assert site.workflow.review_changes(("a.md",)) is None
