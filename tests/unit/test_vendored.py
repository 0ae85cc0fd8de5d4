from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.vendored import Package, read_pins

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = read_pins()


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_assets_are_what_is_pinned(package: Package) -> None:
    found = {
        file.asset: hashlib.sha256((package.folder / file.asset).read_bytes()).hexdigest()
        for file in package.files
    }

    assert found == {file.asset: file.sha256 for file in package.files}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_licence_lies_beside_the_files(package: Package) -> None:
    assert package.licence in {file.asset for file in package.files}
    assert package.licence.startswith("licences/")


@pytest.mark.parametrize("folder", sorted({package.folder for package in PACKAGES}), ids=str)
def test_no_asset_of_others_is_without_a_pin(folder: Path) -> None:
    pinned = {
        file.asset for package in PACKAGES if package.folder == folder for file in package.files
    }
    lying = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if ".min." in path.name or path.parent.name == "licences"
    }

    assert lying == pinned
