"""What tests of the storage can ask for: disks that fill, and Vera's data wherever they want it."""

import shutil

import pytest
from storage.disks import BoundedFiles, SmallDisk, mounted, served_on, signed_in


@pytest.fixture
def small_disk(tmp_path):
    with mounted(tmp_path / "disk") as folder:
        yield SmallDisk(folder)


@pytest.fixture(params=["full disk", "files that cannot grow"])
def disk(request, tmp_path):
    if request.param == "full disk":
        return request.getfixturevalue("small_disk")
    return BoundedFiles(tmp_path)


@pytest.fixture
def data_in(prepared):
    """Makes a data folder with Vera's account at a place."""

    def make(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("infoview.sqlite", "secret_key"):
            shutil.copy(prepared / name, folder)
        return folder

    return make


@pytest.fixture
def served(tmp_path, data_in):
    """The real server on Vera's data, and her browser."""
    with served_on(data_in(tmp_path / "data")) as (url, server):
        yield signed_in(url), server, tmp_path / "data"
