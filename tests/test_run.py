"""./run: sets up by itself, once, and only what is pinned."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")


def requirements(lock):
    """Return what a lock pins: package, version, and how many hashes it allows."""
    text = (ROOT / lock).read_text()
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
    return {
        found[1]: (found[2], block.count("--hash=sha256:"))
        for block in blocks
        if (found := re.match(r"([a-z0-9-]+)==(\S+)", block))
    }


@pytest.fixture
def project(tmp_path):
    """A copy of the project's own files, with a python in .venv that only tells what it is asked to do."""
    for name in ("run", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "python $* (data: ${INFOVIEW_DATA-})"\n')
    python.chmod(0o755)
    return tmp_path


def run(project, *words, place=None, **environ):
    return subprocess.run(
        [project / "run", *words],
        cwd=place or project,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_run_installs_exactly_what_is_pinned(project):
    first = run(project)

    installs = [line for line in first.stdout.splitlines() if "pip install" in line]
    assert len(installs) == 4
    assert sum("--require-hashes" in line for line in installs) == 3
    assert all("--no-deps" in line for line in installs)
    parts = "".join((project / ".venv" / f"part-{part}.txt").read_text() for part in range(3))
    assert set(re.findall(r"^([a-z0-9-]+)==", parts, re.M)) == set(requirements(LOCKS[0]))


def test_the_second_run_starts_the_server_and_sets_nothing_up(project):
    run(project)

    second = run(project)

    assert second.stdout == "python -m gunicorn -c gunicorn.conf.py infoview:create_app() (data: )\n"
    assert second.stderr == ""


def test_setting_up_for_a_place_that_cannot_be_written_compiles_and_starts_nothing(project):
    said = run(project, "setup").stdout

    assert "pip install" in said
    assert "python -m compileall" in said.splitlines()[-1]
    assert "gunicorn -c" not in said


@pytest.mark.parametrize("change", ["lock", "project", "place"])
def test_what_was_installed_from_another_lock_or_place_is_renewed(project, tmp_path_factory, change):
    run(project)
    if change == "place":
        project = Path(shutil.copytree(project, tmp_path_factory.mktemp("moved") / "infoview"))
    else:
        changed = project / {"lock": "requirements.lock", "project": "pyproject.toml"}[change]
        changed.write_text(f"# a change\n{changed.read_text()}")

    assert "pip install" in run(project).stdout


def test_a_relative_data_folder_is_meant_from_where_the_command_is_given(project, tmp_path_factory):
    place = tmp_path_factory.mktemp("elsewhere")
    run(project)

    assert f"(data: {place}/mine)" in run(project, place=place, INFOVIEW_DATA="mine").stdout


def test_help_names_every_command_and_nonsense_ends_with_code_2(project):
    helped, nonsense = run(project, "help"), run(project, "nonsense")

    assert helped.returncode == 0
    for command in re.findall(r"^  (\w+)\) ", (ROOT / "run").read_text(), re.M):
        assert command == "start" or f"./run {command}" in helped.stdout
    assert nonsense.returncode == 2
    assert "nonsense" in nonsense.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_everything_with_hashes_and_name_no_registry(lock):
    assert "://" not in (ROOT / lock).read_text()
    assert all(hashes > 0 for _, hashes in requirements(lock).values())


def test_tests_run_on_the_versions_that_are_served():
    served, tested = map(requirements, LOCKS)

    assert served.items() <= tested.items()


def test_vendored_files_come_with_their_licences():
    vendored = ROOT / "static" / "vendor"

    for script in vendored.glob("*.js"):
        assert (vendored / script.name.replace(".min.js", ".LICENSE.txt")).exists(), script.name
