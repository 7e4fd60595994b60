"""`make run`: one line for what is wrong, with the right exit status; and nothing is left when it ends, however it ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.services import places
from config.tests import processes

RUN = "from config import environment, run; import sys; environment.write_local_file = lambda: False; sys.exit(run.main())"
"""What `python -m config.run` does, but that it writes no .env into the checkout of the tests."""

SHOP = {
    "SECRET_KEY": "only-for-this-test" * 4,
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECURE_HTTPS": "0",
    "MARIGOLD_DEMO": "0",
}


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "var"
    yield folder
    home = places.find(folder).home
    if home != folder:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def port() -> int:
    """One that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def said(var: Path, **values: str) -> tuple[int, list[str]]:
    """Exit status and lines of a run that is not to come about."""
    status, output = processes.finished(RUN, MARIGOLD_VAR=str(var), **{**SHOP, **values})
    return status, output.splitlines()


def test_a_port_in_use_is_named_with_the_way_to_another(var: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        status, lines = said(var, PORT=str(taken))
    told = (
        f"Error: Port {taken} is not free: stop what uses it, or take another one with `PORT=8080 make run`."
    )
    assert (status, lines) == (1, [told])


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_does_not_exist_is_refused(var: Path, port: str) -> None:
    status, lines = said(var, PORT=port)
    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith(f"Error: Port {port} is not free")


def test_a_port_that_is_no_number_is_refused(var: Path) -> None:
    assert said(var, PORT="http") == (1, ["Error: PORT must be a whole number, not 'http'."])


def test_a_second_runner_is_told_of_the_first(var: Path, port: int) -> None:
    hold = "import fcntl, os, sys, time; f = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT); fcntl.flock(f, fcntl.LOCK_EX); os.write(f, b'4711'); print('held', flush=True); time.sleep(600)"
    var.mkdir()
    with processes.script(hold, str(var / "run.lock")) as first:
        assert first.stdout is not None
        first.stdout.readline()
        status, lines = said(var, PORT=str(port))
    assert (status, lines) == (1, ["Error: The shop runs already, as process 4711: stop that one first."])


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, port: int) -> None:
    file = tmp_path / "file"
    file.touch()
    status, lines = said(file / "var", PORT=str(port))
    assert (status, lines) == (1, [f"Error: {file / 'var'}: Not a directory; make room or fix its owner."])


def test_a_full_disk_is_one_line(var: Path, port: int) -> None:
    full = f"import shutil; real = shutil.disk_usage('/'); shutil.disk_usage = lambda path: real._replace(free=9 * 2**20); {RUN}"
    status, output = processes.finished(full, MARIGOLD_VAR=str(var), PORT=str(port), **SHOP)
    assert status == 1
    assert output.splitlines()[-1].startswith("Error: Only 9 MB are free in ")
    assert "Traceback" not in output


def test_a_disk_that_fills_up_later_is_one_line(var: Path, port: int) -> None:
    full = f"import errno, os; from config import run\ndef fail(port): raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), '/var/x')\nrun._run = fail\n{RUN}"
    status, output = processes.finished(full, MARIGOLD_VAR=str(var), PORT=str(port), **SHOP)
    assert (status, output) == (1, "Error: /var/x: No space left on device; make room or fix its owner.\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("missing", "told"),
    [
        (
            "SECRET_KEY",
            "Error: Set SECRET_KEY to a long random text. On your own machine `make run` does it, in .env.",
        ),
        ("ALLOWED_HOSTS", "Error: Set ALLOWED_HOSTS to the host names of the shop, separated by spaces."),
    ],
)
def test_without_its_settings_the_shop_stays_closed(var: Path, port: int, missing: str, told: str) -> None:
    status, lines = said(var, PORT=str(port), **{missing: ""})
    assert (status, lines[-1]) == (1, told)


def opened(runner: subprocess.Popen[str], port: int) -> list[psutil.Process]:
    """The processes of a shop that is open."""
    assert runner.stdout is not None
    for line in runner.stdout:
        if "The shop is open" in line:
            break
    else:
        pytest.fail("the runner ended")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
        assert page.status == 200
    return processes.descendants(runner.pid)


@pytest.mark.slow
def test_ctrl_c_kill_9_and_a_killed_program(var: Path, port: int) -> None:
    """One shop through a day: closed by Ctrl-C, killed and opened again at once, then one of its programs is killed."""
    values = {**SHOP, "MARIGOLD_VAR": str(var), "PORT": str(port)}
    before = processes.listening(os.getpid())  # a live server of the browser tests stays open between tests
    with processes.script(RUN, **values) as runner:
        family = opened(runner, port)
        assert len(family) > 3
        assert {address.partition(":")[2] for address in processes.listening(runner.pid)} == {f"{port:04X}"}
        os.killpg(runner.pid, signal.SIGINT)
        output, _ = runner.communicate(timeout=processes.PATIENCE)
        assert (runner.returncode, output.splitlines()[-1]) == (0, "The shop is closed. Its data is kept.")
        assert [program for program in family if not processes.is_gone(program.pid)] == []
        assert processes.listening(os.getpid()) == before
    password = (var / "password").read_text()
    with processes.script(RUN, **values) as runner:
        family = opened(runner, port)
        runner.kill()
        runner.wait(timeout=processes.PATIENCE)
        with processes.script(RUN, **values) as heir:
            opened(heir, port)
            assert [program for program in family if not processes.is_gone(program.pid)] == []
            assert (var / "password").read_text() == password, "the data is the same"
            programs = psutil.Process(heir.pid).children()
            next(program for program in programs if "worker" in program.cmdline()).kill()
            output, _ = heir.communicate(timeout=processes.PATIENCE)
    told = "Error: worker was killed by SIGKILL, so the shop was stopped; the reason may be above. Start it again with `make run`."
    assert (heir.returncode, output.splitlines()[-1]) == (1, told)
