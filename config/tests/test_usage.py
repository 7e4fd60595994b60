"""Who uses the servers: the first starts them, the last stops them, and nobody is forgotten, not even the killed."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from config.services import ServiceError, usage
from config.tests import processes
from config.tests.test_places import own

USER = """
import pathlib, signal, sys, time
from config.services import usage
from config.tests.test_places import own

folder = pathlib.Path(sys.argv[1])
pause = float(sys.argv[2]) if len(sys.argv) > 2 else 0

def note(what):
    with (folder / "log").open("a") as file:
        file.write(what + "\\n")

def start():
    note("starting")
    time.sleep(pause)
    note("start")

try:
    with usage.shared(own(folder), start=start, stop=lambda: note("stop")):
        note("use")
        while not (folder / "leave").exists():
            time.sleep(0.01)
except KeyboardInterrupt:
    note("interrupted")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "var").mkdir()
    return tmp_path


def noted(folder: Path) -> list[str]:
    file = folder / "log"
    return [line for line in file.read_text().split() if line != "starting"] if file.exists() else []


def leave(*users: subprocess.Popen[str]) -> None:
    for user in users:
        output, _ = user.communicate(timeout=processes.PATIENCE)
        assert (user.returncode, output) == (0, "")


def test_the_last_to_leave_stops_the_servers(folder: Path) -> None:
    with processes.script(USER, str(folder)) as first, processes.script(USER, str(folder)) as second:
        processes.wait_for(lambda: noted(folder).count("use") == 2)
        (folder / "leave").touch()
        leave(first, second)
    assert noted(folder).count("stop") == 1
    assert noted(folder)[-1] == "stop"
    assert noted(folder).count("start") == 2, "each asks for a start; the servers know that they run"


def test_a_killed_user_holds_nothing(folder: Path) -> None:
    with processes.script(USER, str(folder)) as killed:
        processes.wait_for(lambda: "use" in noted(folder))
        killed.kill()
    assert "stop" not in noted(folder)
    (folder / "leave").touch()
    assert processes.finished(USER, str(folder)) == (0, "")
    assert noted(folder)[-1] == "stop"


def test_a_user_still_there_keeps_the_servers_up(folder: Path) -> None:
    with processes.script(USER, str(folder)):
        processes.wait_for(lambda: "use" in noted(folder))
        with usage.shared(own(folder), start=lambda: None, stop=lambda: pytest.fail("somebody uses them")):
            pass


def test_ctrl_c_waits_until_the_start_is_complete(folder: Path) -> None:
    with processes.script(USER, str(folder), "1") as user:
        processes.wait_for((folder / "log").exists)
        user.send_signal(signal.SIGINT)
        leave(user)
    assert noted(folder) == ["start", "stop", "interrupted"]


def test_a_failed_start_holds_nothing(folder: Path) -> None:
    def fail() -> None:
        raise ServiceError("no room")

    stopped: list[str] = []
    for _ in range(2):
        with (
            pytest.raises(ServiceError, match="no room"),
            usage.shared(own(folder), start=fail, stop=lambda: stopped.append("stopped")),
        ):
            pytest.fail("the body ran")
    assert stopped == ["stopped", "stopped"]


def test_patience_with_another_start_ends_with_a_word(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with processes.script(USER, str(folder), "600"):
        processes.wait_for((folder / "log").exists)
        monkeypatch.setattr(usage, "PATIENCE_SECONDS", 0.1)
        with (
            pytest.raises(ServiceError, match="Another process has been starting the servers"),
            usage.shared(own(folder), start=lambda: None, stop=lambda: None),
        ):
            pytest.fail("the body ran")
