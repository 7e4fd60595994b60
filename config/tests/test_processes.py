"""A server is known by its working folder, because a number in a file may be anybody's by now."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.services import processes
from config.tests.test_places import own


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "600"], cwd=tmp_path) as process:
        yield process
        process.kill()


def test_a_pid_file_is_read_with_forbearance(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    assert processes.read_pid(file) is None
    for text, pid in (("", None), ("junk", None), ("41\nmore\n", 41), ("-41\n", 41)):
        file.write_text(text)
        assert processes.read_pid(file) == pid


def test_a_process_is_ours_only_in_its_folder(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    assert processes.works_in(sleeper.pid, tmp_path)
    assert not processes.works_in(sleeper.pid, tmp_path.parent)
    assert not processes.works_in(os.getpid(), tmp_path)


def test_a_dead_process_that_nobody_has_reaped_is_not_alive(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
) -> None:
    assert processes.is_alive(sleeper.pid)
    processes.end(sleeper.pid, polite=signal.SIGTERM, seconds=10)
    assert sleeper.poll() is not None or not processes.is_alive(sleeper.pid)
    assert not processes.works_in(sleeper.pid, tmp_path)
    processes.end(sleeper.pid, polite=signal.SIGTERM, seconds=1)


def test_a_process_deaf_to_requests_is_killed() -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        processes.end(process.pid, polite=signal.SIGTERM, seconds=0.2)
        assert process.wait(timeout=10) == -signal.SIGKILL


def test_a_server_in_a_deleted_data_folder_is_known(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    with subprocess.Popen(["sleep", "600"], cwd=folder) as process:
        assert not processes.works_in_deleted(process.pid)
        folder.rmdir()
        assert processes.works_in_deleted(process.pid)
        process.kill()


def test_a_command_gets_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("PGPORT", "1")
    place = own(tmp_path)
    done = processes.run(place, ["/usr/bin/env"])
    assert done.returncode == 0
    assert "canary" not in done.stdout
    assert "PGPORT" not in done.stdout
    done = processes.run(place, ["/bin/sh", "-c", "umask; pwd; cat"], feed="fed")
    assert done.stdout.split() == ["0077", "/", "fed"]


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root's servers run as another user.")
def test_a_command_of_root_runs_without_roots_rights() -> None:
    from config.services import places

    done = processes.run(places.find(), ["/usr/bin/id"])
    assert f"({places.SERVER_USER})" in done.stdout
    assert "root" not in done.stdout
