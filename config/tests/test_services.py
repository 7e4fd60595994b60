"""The embedded servers for real, each test in a checkout's folder of its own."""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis as redis_client

from config import services
from config.services import ServiceError, places, postgres
from config.tests import processes

slow = pytest.mark.slow
PROGRAMS = ("/usr/bin/python3.11", "/usr/bin/python3")
HOLD = """
import pathlib, sys, time
from config import services
with services.running(pathlib.Path(sys.argv[1]), environment={}):
    print("running", flush=True)
    time.sleep(600)
"""
ONCE = "import pathlib, sys; from config import services\nwith services.running(pathlib.Path(sys.argv[1]), environment={}) as named: print(sorted(named))"


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """An empty folder for the servers; whatever runs or lies elsewhere for it is gone afterwards."""
    folder = tmp_path / "shop" / "var"
    yield folder
    place = places.find(folder)
    for pid in server_pids(folder):
        os.kill(pid, signal.SIGKILL)
    for left in {place.home, place.sockets} - {folder}:
        shutil.rmtree(left, ignore_errors=True)


def server_pids(var: Path) -> list[int]:
    """PostgreSQL's and Redis', those that run."""
    place = places.find(var)
    files = (place.postgres / "postmaster.pid", place.redis / "redis.pid")
    found = [services.postgres.processes.read_pid(file) for file in files]
    return [pid for pid in found if pid is not None and not processes.is_gone(pid)]


def write(addresses: dict[str, str]) -> None:
    with psycopg.connect(addresses["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('marigold')")
    with redis_client.Redis.from_url(addresses["REDIS_URL"]) as client:
        client.set("kept", "marigold")


def read(addresses: dict[str, str]) -> tuple[str, str]:
    with psycopg.connect(addresses["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT word FROM kept").fetchone()
    with redis_client.Redis.from_url(addresses["REDIS_URL"], decode_responses=True) as client:
        return row[0] if row else "", str(client.get("kept"))


def parents(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Mode and owner of every folder up to the root that is there."""
    there = [path for path in (folder, *folder.parents) if path.exists()]
    return {str(path): (path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in there}


@slow
def test_they_start_keep_their_data_and_stop(var: Path) -> None:
    with services.running(var, environment={}) as addresses:
        assert set(addresses) == {"DATABASE_URL", "REDIS_URL"}
        pids = server_pids(var)
        assert len(pids) == 2
        write(addresses)
        with services.running(var, environment={}) as again:
            assert (again, server_pids(var)) == (addresses, pids), "who comes later finds them running"
        assert server_pids(var) == pids
    assert server_pids(var) == []
    with services.running(var, environment={}) as addresses:
        assert read(addresses) == ("marigold", "marigold")
        assert server_pids(var) != pids


@slow
def test_killed_servers_come_back_with_their_data(var: Path) -> None:
    with services.running(var, environment={}) as addresses:
        write(addresses)
        for pid in server_pids(var):
            os.kill(pid, signal.SIGKILL)
        processes.wait_for(lambda: not server_pids(var))
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(addresses["DATABASE_URL"])
    with services.running(var, environment={}) as addresses:
        assert read(addresses) == ("marigold", "marigold")


@slow
def test_servers_of_a_killed_user_are_found_and_stopped_by_the_next(var: Path) -> None:
    with processes.script(HOLD, str(var)) as user:
        assert user.stdout is not None
        assert user.stdout.readline() == "running\n"
        pids = server_pids(var)
        user.kill()
        user.wait()
        assert server_pids(var) == pids
        with services.running(var, environment={}) as addresses:
            assert server_pids(var) == pids
            write(addresses)
    assert server_pids(var) == []


@slow
def test_nothing_listens_on_the_network_and_nothing_is_open_to_others(var: Path) -> None:
    place = places.find(var)
    with services.running(var, environment={}) as addresses:
        assert [processes.listening(pid) for pid in server_pids(var)] == [set(), set()]
        with psycopg.connect(addresses["DATABASE_URL"]) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        private = (place.postgres, place.redis, place.logs, place.sockets)
        assert {stat.S_IMODE(folder.stat().st_mode) for folder in private} == {0o700}
        assert {folder.stat().st_uid for folder in private} == {place.server_uid}
        assert stat.S_IMODE(place.password.stat().st_mode) == 0o600
        assert place.password.stat().st_uid == os.geteuid()


def test_a_program_that_does_listen_is_found() -> None:
    listen = "import socket, time\ns = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); print('up', flush=True); time.sleep(600)"
    with processes.script(listen) as program:
        assert program.stdout is not None
        program.stdout.readline()
        [address] = processes.listening(program.pid)
        assert address.startswith("0100007F:")


@slow
def test_another_password_opens_nothing(var: Path) -> None:
    with services.running(var, environment={}) as addresses:
        password = places.find(var).password.read_text().strip()
        assert len(password) >= 24
        for other in (
            addresses["DATABASE_URL"].replace(password, "guess"),
            addresses["DATABASE_URL"].replace(f":{password}", ""),
        ):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(other)


@slow
@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can give folders away.")
@pytest.mark.parametrize("user", ["root", "nobody"])
def test_no_folder_above_is_touched(tmp_path: Path, user: str) -> None:
    """Started by root and by an ordinary user, in folders of other owners and with modes of all kinds."""
    top = Path("/tmp") / f"marigold-stat-{tmp_path.name}-{os.getpid()}"  # noqa: S108 - nobody cannot enter pytest's folders
    checkout = top / "closed" / "nobodys" / "shop"
    checkout.mkdir(parents=True)
    checkout.chmod(0o755)
    top.joinpath("closed").chmod(0o711)
    os.chown(top / "closed" / "nobodys", 54321, 54321)
    os.chown(top / "closed", 12345, 12345)
    if user == "nobody":
        os.chown(checkout, 65534, 65534)
    try:
        before = parents(checkout)
        done = run_as(user, checkout / "var")
        assert (done.returncode, done.stdout) == (0, "['DATABASE_URL', 'REDIS_URL']\n"), done.stderr
        assert parents(checkout) == before
        owner = (checkout / "var").stat().st_uid
        assert owner == (0 if user == "root" else 65534)
    finally:
        shutil.rmtree(top)
        if user == "root":
            shutil.rmtree(places.find(checkout / "var").home, ignore_errors=True)


def run_as(user: str, var: Path) -> subprocess.CompletedProcess[str]:
    """Start and stop the servers, as an ordinary user with a Python that this one may run."""
    packages = Path(str(importlib.util.find_spec("django").origin)).parents[1]  # type: ignore[union-attr]
    for program in (sys.executable, *PROGRAMS):
        if user == "root" or _can_run(program, packages, user):
            return subprocess.run(
                [program, "-c", ONCE, str(var)],
                user=user,
                group=65534 if user != "root" else 0,
                extra_groups=[],
                cwd="/",
                env=processes.environment(
                    PYTHONPATH=f"{processes.CHECKOUT}:{packages}", PYTHONDONTWRITEBYTECODE="1"
                ),
                capture_output=True,
                text=True,
                check=False,
            )
    pytest.skip(f"The user {user} can run no Python that finds our packages in {packages}.")


def _can_run(program: str, packages: Path, user: str) -> bool:
    test = (
        f"import sys; sys.path[:0] = [{str(packages)!r}, {str(processes.CHECKOUT)!r}]; import config.services"
    )
    try:
        return (
            subprocess.run(
                [program, "-c", test], user=user, cwd="/", capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


@slow
def test_who_deletes_var_starts_over_and_the_old_data_is_kept_beside(var: Path) -> None:
    with services.running(var, environment={}) as addresses:
        write(addresses)
    place = places.find(var)
    place.password.unlink()
    with (
        services.running(var, environment={}) as addresses,
        psycopg.connect(addresses["DATABASE_URL"]) as connection,
    ):
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)
    assert (place.home / "postgres.old" / "PG_VERSION").exists()


@slow
def test_a_start_that_was_cut_off_leaves_nothing_half_made(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = places.find(var)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", _cut_off)
        with (
            pytest.raises(ServiceError, match="No space left on device"),
            services.running(var, environment={}),
        ):
            pytest.fail("the servers run")
    assert (place.home / "postgres.draft").exists()
    assert not place.postgres.exists()
    with services.running(var, environment={}) as addresses:
        write(addresses)
    assert not (place.home / "postgres.draft").exists()


def _cut_off(path: Path, target: Path) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


@slow
def test_data_of_another_version_is_left_alone(var: Path) -> None:
    with services.running(var, environment={}):
        pass
    version = places.find(var).postgres / "PG_VERSION"
    version.write_text("17\n")
    with (
        pytest.raises(ServiceError, match=r"written by PostgreSQL 17 and this is 18: move the folder away"),
        services.running(var, environment={}),
    ):
        pytest.fail("the servers run")


def test_servers_that_the_environment_names_are_not_started(var: Path) -> None:
    named = {"DATABASE_URL": "postgresql://elsewhere/shop", "REDIS_URL": "redis://elsewhere"}
    with services.running(var, environment=named) as addresses:
        assert addresses == {}
    assert not var.exists()


def test_a_disk_without_room_is_told_before_anything_is_made(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=5 * 2**20))
    with (
        pytest.raises(ServiceError, match=r"^Only 5 MB are free in .*, PostgreSQL needs 300: make room\.$"),
        services.running(var, environment={}),
    ):
        pytest.fail("the servers run")
    assert not places.find(var).postgres.exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_is_named(
    var: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(place: places.Place) -> None:
        raise OSError(number, os.strerror(number), str(place.home))

    monkeypatch.setattr(places, "make", fail)
    home = places.find(var).home
    with pytest.raises(ServiceError) as caught, services.running(var, environment={}):
        pytest.fail("the servers run")
    assert str(caught.value) == f"Cannot write {home}: {os.strerror(number)}; make room or fix its owner."


def test_a_missing_package_is_named(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if "pgserver" in name else find(name))
    with (
        pytest.raises(ServiceError, match="run `make install`, or set DATABASE_URL"),
        services.running(var, environment={}),
    ):
        pytest.fail("the servers run")


def test_the_line_that_tells_why_is_picked_from_a_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(
        '2026-01-01 UTC [1] LOG:  starting\n2026-01-01 UTC [1] FATAL:  could not write "x": No space left.\n'
    )
    assert postgres._reason(log, "waiting") == 'could not write "x": No space left'
    assert postgres._reason(tmp_path / "none", "initdb: error: no room\n") == "initdb: error: no room"
    assert postgres._reason(None, "") == "no reason given"
