"""Programs side by side: readable output, none outlives the others or the process that started them."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from config.supervisor import Ended
from config.tests import processes

SUPERVISE = """
import asyncio, json, os, sys
from rich.console import Console
from config import supervisor

async def meanwhile():
    print("meanwhile", flush=True)

supervisor.POLITE_SECONDS = float(os.environ.get("POLITE", "5"))
programs = [
    supervisor.Program(name=name, colour="cyan", command=tuple(command))
    for name, command in json.loads(sys.argv[1]).items()
]
errands = [
    supervisor.Program(name=name, colour="blue", command=tuple(command))
    for name, command in json.loads(os.environ.get("ERRANDS", "{}")).items()
]
ended = asyncio.run(
    supervisor.supervise(
        programs, environment=os.environ, console=Console(width=40), meanwhile=meanwhile, errands=errands
    )
)
print("ended:", ended, flush=True)
"""
WAIT = "import os, pathlib, signal, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(600)"
STUBBORN = WAIT.replace(
    "; time.sleep",
    "; signal.signal(signal.SIGTERM, signal.SIG_IGN); pathlib.Path(sys.argv[1] + '.deaf').touch(); time.sleep",
)
PARENT = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
time.sleep(600)
"""


def programs(**commands: list[str]) -> str:
    return json.dumps({name: [sys.executable, "-c", *command] for name, command in commands.items()})


def pid_in(path: Path) -> int:
    """The number that a program writes when it runs."""
    processes.wait_for(lambda: path.exists() and path.read_text())
    return int(path.read_text())


def test_lines_carry_the_name_of_their_program_and_stay_whole() -> None:
    text = "x" * 300
    says = f"import sys; print('{text}'); print('[red]plain[/]', file=sys.stderr); sys.stdout.buffer.write(b'\\xff\\n')"
    status, output = processes.finished(SUPERVISE, programs(web=[says]))
    lines = [line for line in output.splitlines() if " web    │ " in line]
    assert status == 0
    assert {line.partition("│ ")[2] for line in lines} == {text, "[red]plain[/]", "\N{REPLACEMENT CHARACTER}"}
    assert "meanwhile" in output


@pytest.mark.slow
def test_a_line_without_an_end_does_not_stop_the_others() -> None:
    endless = "print('x' * 3_000_000); print('after')"
    _, output = processes.finished(SUPERVISE, programs(web=[endless]))
    assert "a line too long to show" in output
    assert "web    │ after" in output


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("raise SystemExit(3)", "web ended with status 3"),
        ("pass", "web ended with status 0"),
        ("import os; os.kill(os.getpid(), 9)", "web was killed by SIGKILL"),
    ],
)
def test_a_program_that_ends_takes_the_others_down_and_is_named(tmp_path: Path, does: str, told: str) -> None:
    file = tmp_path / "pid"
    when_other_runs = (
        f"import pathlib, time\nwhile not pathlib.Path({str(file)!r}).exists(): time.sleep(0.01)\n{does}"
    )
    status, output = processes.finished(SUPERVISE, programs(web=[when_other_runs], beat=[WAIT, str(file)]))
    assert (status, f"ended: {told}" in output) == (0, True)
    assert processes.is_gone(pid_in(file))


def test_an_unknown_signal_of_the_kernel_is_named_too() -> None:
    assert str(Ended(name="web", status=-15)) == "web was killed by SIGTERM"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything(tmp_path: Path, number: signal.Signals) -> None:
    files = [tmp_path / name for name in ("web", "beat")]
    commands = {file.name: [WAIT, str(file)] for file in files}
    with processes.script(SUPERVISE, programs(**commands)) as supervisor:
        pids = [pid_in(file) for file in files]
        assert not any(processes.is_gone(pid) for pid in pids)
        os.killpg(supervisor.pid, number)
        output, _ = supervisor.communicate(timeout=processes.PATIENCE)
        assert (supervisor.returncode, "ended: None" in output) == (0, True)
    assert all(processes.is_gone(pid) for pid in pids)


def test_errands_run_after_the_meanwhile_one_after_another_and_their_failure_stops_nothing(
    tmp_path: Path,
) -> None:
    file, waiting = tmp_path / "web", tmp_path / "last"
    errands = programs(
        first=["print('first done')"], second=["raise SystemExit(3)"], last=[WAIT, str(waiting)]
    )
    with processes.script(SUPERVISE, programs(web=[WAIT, str(file)]), ERRANDS=errands) as supervisor:
        last = pid_in(waiting)
        assert not processes.is_gone(pid_in(file))
        supervisor.send_signal(signal.SIGINT)
        output, _ = supervisor.communicate(timeout=processes.PATIENCE)
    assert output.index("meanwhile") < output.index("first done") < output.index("second ended with status 3")
    assert (supervisor.returncode, "ended: None" in output, "last ended" in output) == (0, True, False)
    assert processes.is_gone(last)


@pytest.mark.slow
def test_children_of_a_program_end_with_it(tmp_path: Path) -> None:
    file = tmp_path / "grandchild"
    with processes.script(SUPERVISE, programs(web=[PARENT, str(file)])) as supervisor:
        grandchild = pid_in(file)
        supervisor.send_signal(signal.SIGINT)
        supervisor.communicate(timeout=processes.PATIENCE)
    processes.wait_for(lambda: processes.is_gone(grandchild))


def test_a_killed_program_is_noticed_although_its_children_live_on(tmp_path: Path) -> None:
    """They hold the pipe of its output open."""
    file = tmp_path / "grandchild"
    with processes.script(SUPERVISE, programs(web=[PARENT, str(file)])) as supervisor:
        grandchild = pid_in(file)
        [program] = [child for child in processes.descendants(supervisor.pid) if child.pid != grandchild]
        program.kill()
        output, _ = supervisor.communicate(timeout=10)
    assert "ended: web was killed by SIGKILL" in output
    assert "Traceback" not in output
    processes.wait_for(lambda: processes.is_gone(grandchild))


@pytest.mark.slow
def test_a_program_deaf_to_requests_is_killed_after_a_while(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    with processes.script(SUPERVISE, programs(web=[STUBBORN, str(file)]), POLITE="0.3") as supervisor:
        pid = pid_in(file)
        processes.wait_for(Path(f"{file}.deaf").exists)
        supervisor.send_signal(signal.SIGINT)
        supervisor.communicate(timeout=processes.PATIENCE)
    assert processes.is_gone(pid)


@pytest.mark.slow
def test_a_second_ctrl_c_does_not_wait(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    with processes.script(SUPERVISE, programs(web=[STUBBORN, str(file)]), POLITE="600") as supervisor:
        pid = pid_in(file)
        processes.wait_for(Path(f"{file}.deaf").exists)
        supervisor.send_signal(signal.SIGINT)
        with pytest.raises(AssertionError, match="in vain"):
            processes.wait_for(lambda: processes.is_gone(pid), seconds=0.5)
        supervisor.send_signal(signal.SIGINT)
        supervisor.communicate(timeout=processes.PATIENCE)
    assert processes.is_gone(pid)


def test_kill_9_of_the_supervisor_ends_the_programs(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    with processes.script(SUPERVISE, programs(web=[WAIT, str(file)])) as supervisor:
        pid = pid_in(file)
        supervisor.kill()
        supervisor.wait(timeout=processes.PATIENCE)
        processes.wait_for(lambda: processes.is_gone(pid))


@pytest.mark.slow
def test_without_that_request_to_the_kernel_they_would_live_on(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    careless = SUPERVISE.replace(
        "from config import supervisor",
        "from config import supervisor; supervisor.end_with_parent = lambda: None",
    )
    with processes.script(careless, programs(web=[WAIT, str(file)])) as supervisor:
        pid = pid_in(file)
        supervisor.kill()
        supervisor.wait(timeout=processes.PATIENCE)
        with pytest.raises(AssertionError, match="in vain"):
            processes.wait_for(lambda: processes.is_gone(pid), seconds=1)
        os.kill(pid, signal.SIGKILL)


def test_a_program_that_is_not_there_leaves_none_behind(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    commands = {"web": [sys.executable, "-c", WAIT, str(file)], "worker": ["/nowhere/celery"]}
    status, output = processes.finished(SUPERVISE, json.dumps(commands))
    assert (status, "No such file or directory: '/nowhere/celery'" in output) == (1, True)
    assert not file.exists() or processes.is_gone(int(file.read_text()))
