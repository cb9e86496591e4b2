"""The files for hosting: what they name is there, what they let in is enough and no more, what they grant is little."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml
from proxy.hosted import DEPLOY
from real_server import COMMAND, ROOT, free_port, wait_for

DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
SERVICE = (DEPLOY / "infoview.service").read_text()


def said(word, text=DOCKERFILE):
    """What the Dockerfile says after a word."""
    return re.findall(rf"^(?:HEALTHCHECK .*)?{word} +(.*)$", text, re.M)


def let_in():
    """What .dockerignore lets into the image."""
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    names = [line[1:] for line in lines if line[0] == "!"]
    assert [line for line in lines if line[0] != "!"] == ["*", "**/__pycache__", "**/*.pyc"]
    return names


def longest_stop():
    return int(re.search(r"^graceful_timeout = (\d+)", (ROOT / "gunicorn.conf.py").read_text(), re.M)[1])


def test_the_image_holds_what_runs_and_nothing_private():
    names = let_in()

    assert all((ROOT / name).exists() for name in names)
    assert not {"instance", ".git", ".venv", "tests", "docs", ".hypothesis"} & set(names)
    assert said("COPY") == [". ."]


def test_what_the_image_holds_starts_by_its_command_and_is_well_by_its_health_check(tmp_path):
    code, port = tmp_path / "code", free_port()
    for name in let_in():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        (code / name).parent.mkdir(exist_ok=True)
        copy(ROOT / name, code / name)
    health, command = (json.loads(words) for words in said("CMD"))
    environ = dict(pair.split("=") for pair in said("ENV")[0].split())
    environ |= {"PORT": str(port), "INFOVIEW_DATA": str(tmp_path / "data"), "INFOVIEW_URL": "https://a.example.org/b"}
    assert [sys.executable, *command[1:]] == COMMAND

    with subprocess.Popen(
        [sys.executable, *command[1:]],
        cwd=code,
        env={"PATH": os.environ["PATH"], **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/health", server)
            checked = [sys.executable, *health[1:-1], health[-1].replace("8000", str(port))]
            well = subprocess.run(checked, cwd=code, capture_output=True, timeout=60, check=False)
        finally:
            server.terminate()
            server.communicate(timeout=60)
    ill = subprocess.run(checked, cwd=code, capture_output=True, timeout=60, check=False)

    assert (well.returncode, ill.returncode) == (0, 1)


def test_the_container_runs_as_a_user_of_its_own_that_owns_its_data_only():
    build, user = said("RUN")[0], said("USER")[0]

    assert re.fullmatch(r"[1-9]\d{4}:[1-9]\d{4}", user)
    assert f"--uid {user.partition(':')[0]} " in build
    assert f"-m 0700 {said('VOLUME')[0]}" in build
    assert f"INFOVIEW_DATA={said('VOLUME')[0]}" in said("ENV")[0]
    assert "./run setup" in build  # every package against its hash: the tests of ./run
    assert not re.search(r"apt|gcc|build-essential|curl", DOCKERFILE)


def test_the_composed_container_may_do_little_and_is_given_time_to_stop():
    service = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["infoview"]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"] == ["/tmp"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["volumes"] == [f"data:{said('VOLUME')[0]}"]
    assert int(service["stop_grace_period"].removesuffix("s")) > longest_stop()
    assert {"INFOVIEW_URL", "INFOVIEW_PROXIES"} == set(service["environment"])


def test_the_service_runs_the_same_command_and_is_given_time_to_stop():
    command = re.search(r"^ExecStart=/opt/infoview/\.venv/bin/python (.*)$", SERVICE, re.M)[1]

    assert command.split() == COMMAND[1:]
    assert int(re.search(r"^TimeoutStopSec=(\d+)$", SERVICE, re.M)[1]) > longest_stop()


@pytest.fixture
def unit(tmp_path):
    """The service, with a command that is there."""
    unit = tmp_path / "infoview.service"
    unit.write_text(SERVICE.replace("/opt/infoview/.venv/bin/python", "/bin/sh"))
    return unit


def analyzed(*words):
    """What systemd-analyze says."""
    systemd_analyze = shutil.which("systemd-analyze") or pytest.skip("needs systemd-analyze")
    environ = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run([systemd_analyze, *words], capture_output=True, text=True, timeout=60, env=environ)


def test_systemd_understands_the_service(unit):
    verified = analyzed("verify", "--man=no", unit)

    told = [line for line in verified.stderr.splitlines() if unit.name in line]  # not of the machine's own units
    assert (verified.returncode, told) == (0, [])


def test_systemd_finds_the_service_hardened(unit):
    version = int(re.search(r"systemd (\d+)", analyzed("--version").stdout)[1])
    if version < 250:
        pytest.skip(f"needs systemd-analyze 250, which judges files; this is {version}")

    judged = analyzed("security", "--offline=true", "--no-pager", unit)

    level = float(re.search(r"exposure level for infoview\.service: ([\d.]+)", judged.stdout)[1])
    assert level <= 1.5, judged.stdout  # 0.9 with systemd 252; 10 is a service without any of it
