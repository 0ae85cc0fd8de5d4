from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from swarm.forge.records import Branch, ForgeError, Repository
from tests.integration.forge.builders import (
    DEMO,
    MAIN,
    STAMP,
    a_forge,
    a_proposal,
    link_in_main,
    look,
    open_one,
    push_work,
)

if TYPE_CHECKING:
    from pathlib import Path

NO_BRANCHES = ["--upload-pack=x", "-q", "a..b", "a b", "x:y", "*", "", "a\x00b", "/", "@{1}"]


def test_new_repository_has_a_first_commit(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)

    assert look(forge, DEMO, "show", "main:README.md") == "# demo"
    assert look(forge, DEMO, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_repository_is_created_once(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)

    with pytest.raises(ForgeError, match="already"):
        forge.create_repository(DEMO, stamp=STAMP)


def test_fork_is_made_once_by_many_at_a_time(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)

    with ThreadPoolExecutor(4) as pool:
        forks = list(pool.map(lambda _: forge.fork(DEMO, owner="octo-worker"), range(8)))

    assert set(forks) == {Repository("octo-worker", "demo")}
    assert sorted(p.name for p in (forge.directory / "octo-worker").iterdir()) == ["demo.git"]
    assert look(forge, forks[0], "rev-parse", "main") == look(forge, DEMO, "rev-parse", "main")


def test_commit_is_the_same_for_the_same_input(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    files = {"a/b.md": "text\n", "c.md": "more\n"}

    clones = [forge.clone(MAIN, into=tmp_path / name) for name in ("one", "two")]
    commits = {clone.commit(files, message="Work\n", stamp=STAMP) for clone in clones}

    assert len(commits) == 1


def test_push_makes_a_real_commit(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)

    work = push_work(forge, tmp_path, files={"a/b.md": "text\n"}, branch="work")

    said = look(forge, work.repository, "log", "-1", "--format=%an|%ae|%aI|%s", "work")
    assert said == "octo-worker|octo-worker@swarm.invalid|2031-05-06T07:08:09+00:00|Work"
    assert look(forge, work.repository, "ls-tree", "-r", "--name-only", "work").split() == [
        "README.md",
        "a/b.md",
    ]


def test_pull_request_can_be_read(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)

    opened = open_one(forge, tmp_path)

    assert opened.url == "forge://octo-aggregator/demo/pulls/1"
    assert (opened.commits, opened.state, opened.author) == (1, "open", "octo-worker")
    assert forge.read_pull_request(opened.url) == opened


def test_pull_request_is_opened_once(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    opened = open_one(forge, tmp_path)

    again = forge.open_pull_request(a_proposal(opened.source, title="Other"))

    assert again == opened


def test_pull_requests_get_numbers_of_their_own(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    names = [f"work-{n}" for n in range(6)]
    sources = [push_work(forge, tmp_path, files={n: n}, branch=n) for n in names]

    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda source: forge.open_pull_request(a_proposal(source)), sources))

    assert sorted(int(p.url.rpartition("/")[2]) for p in opened) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "url",
    [
        "forge://octo-aggregator/demo/pulls/2",
        "forge://octo-aggregator/other/pulls/1",
        "forge://octo-aggregator/../pulls/1",
        "forge://../../pulls/1",
        "forge://octo-aggregator/demo/pulls/01",
        "https://github.com/octo-aggregator/demo/pull/1",
        "forge://octo-aggregator/demo/pulls/--all",
    ],
)
def test_other_urls_name_no_pull_request(tmp_path: Path, url: str) -> None:
    forge = a_forge(tmp_path)
    open_one(forge, tmp_path)

    assert forge.read_pull_request(url) is None


def test_damaged_record_is_said_to_be(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    opened = open_one(forge, tmp_path)
    (forge.directory / "octo-aggregator" / "demo.pulls" / "1.json").write_text('{"number": 1}')

    with pytest.raises(ForgeError, match=r"1\.json is no pull request"):
        forge.read_pull_request(opened.url)


def test_merge_brings_the_work_once(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    opened = open_one(forge, tmp_path)

    merged = [forge.merge_pull_request(opened.url, stamp=STAMP) for _ in range(2)]

    assert merged == [replace(opened, state="merged")] * 2
    assert look(forge, DEMO, "log", "-1", "--format=%s", "main") == (
        "Merged branch work for PR forge://octo-aggregator/demo/pulls/1"
    )
    assert look(forge, DEMO, "show", "main:work.md") == "done"


def test_merge_takes_several_branches(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    opened = [open_one(forge, tmp_path, branch=name) for name in ("one", "two")]

    for pull_request in opened:
        forge.merge_pull_request(pull_request.url, stamp=STAMP)

    assert look(forge, DEMO, "ls-tree", "--name-only", "main").split() == [
        "README.md",
        "one.md",
        "two.md",
    ]


def test_conflicting_merge_changes_nothing(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    for name in ("one", "two"):
        source = push_work(forge, tmp_path, files={"same.md": name}, branch=name)
        forge.open_pull_request(a_proposal(source))
    forge.merge_pull_request("forge://octo-aggregator/demo/pulls/1", stamp=STAMP)
    before = look(forge, DEMO, "rev-parse", "main")

    with pytest.raises(ForgeError, match="conflicts with main"):
        forge.merge_pull_request("forge://octo-aggregator/demo/pulls/2", stamp=STAMP)

    assert look(forge, DEMO, "rev-parse", "main") == before


@pytest.mark.parametrize("name", NO_BRANCHES)
def test_branch_names_are_never_options(tmp_path: Path, name: str) -> None:
    forge = a_forge(tmp_path)

    with pytest.raises(ForgeError, match="cannot be a branch"):
        forge.clone(Branch(DEMO, name), into=tmp_path / "clone")


@pytest.mark.parametrize(
    ("owner", "name"),
    [("..", "demo"), ("-x", "demo"), ("a/b", "demo"), ("octo", ".."), ("octo", "-x"), ("o", "a/b")],
)
def test_repository_names_are_never_paths(owner: str, name: str) -> None:
    with pytest.raises(ForgeError, match="cannot be a repository"):
        Repository(owner, name)


def test_missing_things_are_named(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)

    with pytest.raises(ForgeError, match="no repository octo/gone"):
        forge.fork(Repository("octo", "gone"), owner="octo-worker")
    with pytest.raises(ForgeError, match="octo-aggregator/demo has no branch gone"):
        forge.clone(Branch(DEMO, "gone"), into=tmp_path / "clone")


def test_paths_stay_inside_the_repository(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    clone = forge.clone(MAIN, into=tmp_path / "clone")

    with pytest.raises(ForgeError, match="update-index"):
        clone.commit({"../outside.md": "x"}, message="Out\n", stamp=STAMP)


def test_links_in_a_branch_are_not_followed(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    link_in_main(forge, tmp_path, name="todos", to=outside)
    clone = forge.clone(MAIN, into=tmp_path / "clone")

    with pytest.raises(ForgeError, match="update-index"):
        clone.commit({"todos/t1.md": "x"}, message="Out\n", stamp=STAMP)

    assert list(outside.iterdir()) == []


def test_hooks_of_a_repository_never_run(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    fork = forge.fork(DEMO, owner="octo-worker")
    hooks = forge.directory / "octo-worker" / "demo.git" / "hooks"
    hooks.mkdir()
    for name in ("pre-receive", "update", "post-receive", "reference-transaction"):
        hook = hooks / name
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        hook.chmod(0o700)

    push_work(forge, tmp_path, files={"a.md": "a"}, branch="work")

    assert look(forge, fork, "rev-parse", "--verify", "--quiet", "work")
    assert not (tmp_path / "ran").exists()


def test_branch_begins_where_main_is_and_is_made_once(tmp_path: Path) -> None:
    forge = a_forge(tmp_path)
    branch = Branch(DEMO, "issue-1")
    forge.create_branch(branch)
    opened = open_one(forge, tmp_path)
    forge.merge_pull_request(opened.url, stamp=STAMP)

    forge.create_branch(branch)

    assert look(forge, DEMO, "rev-parse", "issue-1") == look(forge, DEMO, "rev-parse", "main^1")
