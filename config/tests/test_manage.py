"""The command line and the Makefile: what a newcomer can mend is one line, with an exit status that says no."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from config.tests import processes

MANAGE = "import manage, sys; sys.argv = ['manage.py', *sys.argv[1:]]; manage.main()"
SETTINGS = {"SECRET_KEY": "only-for-this-test" * 4, "ALLOWED_HOSTS": "shop.example.com"}


def test_a_wrong_python_is_told_which_one_is_needed() -> None:
    old = f"import sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (main)'; {MANAGE}"
    told = "Error: Marigold needs Python 3.11 and this is 3.9.2: use .venv/bin/python.\n"
    assert processes.finished(old, "check") == (1, told)


def test_a_python_without_the_packages_is_told_how_to_get_them() -> None:
    bare = f"import sys; sys.modules['django'] = None; {MANAGE}"
    status, output = processes.finished(bare, "check")
    assert status == 1
    assert output.startswith("Error: the package django")
    assert output.endswith("is missing: run `make install`, then use .venv/bin/python.\n")


@pytest.mark.parametrize("missing", sorted(SETTINGS))
def test_without_debug_the_shop_refuses_to_start_unsafe(missing: str) -> None:
    status, output = processes.finished(MANAGE, "check", **{**SETTINGS, missing: ""})
    assert status == 1
    assert output.startswith(f"Error: Set {missing} to ")
    assert output.count("\n") == 1


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"DEBUG": "perhaps"}, "DEBUG must be 1 or 0, not 'perhaps'."),
        ({"RETURN_DAYS": "many"}, "RETURN_DAYS must be a whole number, not 'many'."),
        ({"DATABASE_URL": "postgresql://["}, "DATABASE_URL is no PostgreSQL address: "),
    ],
)
def test_a_malformed_value_is_named(values: dict[str, str], told: str) -> None:
    status, output = processes.finished(MANAGE, "check", **{**SETTINGS, **values})
    assert (status, output.startswith(f"Error: {told}")) == (1, True)
    assert "Traceback" not in output


def test_with_its_settings_it_starts() -> None:
    assert processes.finished(MANAGE, "check", **SETTINGS, LOG_LEVEL="ERROR") == (
        0,
        "System check identified no issues (0 silenced).\n",
    )


@pytest.mark.parametrize("target", ["run", "test"])
def test_make_with_a_wrong_python_makes_nothing(tmp_path: Path, target: str) -> None:
    shutil.copy(processes.CHECKOUT / "Makefile", tmp_path)
    for name in ("requirements.txt", "requirements-models.txt", "requirements-dev.txt"):
        (tmp_path / name).touch()
    done = subprocess.run(
        ["make", "--no-print-directory", target, "PYTHON=/bin/false"],
        cwd=tmp_path,
        env=processes.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    told = "Marigold needs Python 3.11: install it, or name it with make PYTHON=/path/to/python3.11\n"
    assert (done.returncode, done.stdout) == (2, told)
    assert not (tmp_path / ".venv").exists()
