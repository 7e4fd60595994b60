"""Where the embedded servers live: derived from the checkout, private, and never at the cost of somebody's folder."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from config.services import places
from config.services.places import Place, ServiceError

SOMEBODY = 54321


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def own(folder: Path) -> Place:
    """A place whose servers run as we do."""
    return Place(
        durable=True,
        state=folder / "var",
        home=folder / "var",
        sockets=folder / "var" / "sockets",
        server_uid=os.geteuid(),
        server_gid=os.getegid(),
    )


def test_looking_for_the_place_touches_nothing(tmp_path: Path) -> None:
    found = places.find(tmp_path / "var")
    assert not list(tmp_path.iterdir())
    assert found.state == tmp_path / "var"
    assert found.password.parent == found.state


def test_each_checkout_and_the_tests_have_places_of_their_own(tmp_path: Path) -> None:
    found = [
        places.find(tmp_path / "one"),
        places.find(tmp_path / "two"),
        places.find(tmp_path / "one", durable=False),
    ]
    for folders in ("state", "home", "sockets"):
        assert len({getattr(place, folders) for place in found}) == 3
    assert places.find(tmp_path / "one" / ".." / "one") == found[0]


def test_the_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARIGOLD_VAR", str(tmp_path / "elsewhere"))
    assert places.find().state == tmp_path / "elsewhere"


@pytest.mark.parametrize("uid", [0, 1000])
def test_servers_of_root_run_as_somebody_without_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, uid: int
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)
    found = places.find(tmp_path / "var")
    if uid:
        assert (found.server_uid, found.home, found.changes_user) == (uid, found.state, False)
    else:
        assert found.server_uid != 0
        assert found.home.parent == places.SYSTEM_HOME
        assert found.changes_user


def test_root_without_such_a_user_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(places, "SERVER_USER", "nobody-of-this-name")
    with pytest.raises(ServiceError, match="run as an ordinary user"):
        places.find()


def test_sockets_of_a_deep_checkout_fit_into_the_kernels_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    shallow, deep = places.find(Path("/srv/shop/var")), places.find(tmp_path / ("d" * 120) / "var")
    assert shallow.sockets.parent == shallow.home
    assert len(os.fsencode(deep.home / "sockets" / deep.postgres_socket.name)) > places.SOCKET_PATH_LIMIT
    for place in (shallow, deep):
        assert len(os.fsencode(place.postgres_socket)) <= places.SOCKET_PATH_LIMIT


def test_new_folders_are_private(tmp_path: Path) -> None:
    place = own(tmp_path)
    places.make(place)
    places.make(place)
    assert {mode(folder) for folder in (place.redis, place.logs, place.sockets)} == {0o700}


def test_our_own_folder_left_open_is_closed(tmp_path: Path) -> None:
    place = own(tmp_path)
    places.make(place)
    place.sockets.chmod(0o777)
    places.make(place)
    assert mode(place.sockets) == 0o700


def test_a_folder_that_a_stranger_prepared_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = own(tmp_path)
    places.make(place)
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY)
    with pytest.raises(ServiceError, match="belongs to another user; remove it and try again"):
        places.make_private(place.sockets, replace(place, server_uid=SOMEBODY))


def test_a_link_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    place = own(tmp_path)
    places.make(place)
    target = tmp_path / "target"
    target.mkdir(mode=0o755)
    place.sockets.rmdir()
    place.sockets.symlink_to(target)
    with pytest.raises(ServiceError, match="belongs to another user"):
        places.make(place)
    assert mode(target) == 0o755


def test_data_set_aside_takes_the_place_of_what_was_set_aside_before(tmp_path: Path) -> None:
    for text in ("first", "second"):
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "file").write_text(text)
        places.set_aside(tmp_path / "data")
    assert (tmp_path / "data.old" / "file").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["data.old"]
