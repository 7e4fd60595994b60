"""Message catalogues are compiled without gettext, and only when they changed."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from config import translations

CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Basket"
msgstr "Korb"

msgid "one book"
msgid_plural "%d books"
msgstr[0] "ein Buch"
msgstr[1] "%d Bücher"

#, fuzzy
msgid "Guess"
msgstr "Geraten"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


def test_a_compiled_catalogue_translates_and_leaves_fuzzy_texts_alone(source: Path, tmp_path: Path) -> None:
    assert translations.compile_catalogues(tmp_path) == 1
    german = gettext.translation("django", tmp_path, languages=["de"])
    assert german.gettext("Basket") == "Korb"
    assert german.ngettext("one book", "%d books", 3) == "%d Bücher"
    assert german.gettext("Guess") == "Guess"
    assert [path.name for path in source.parent.iterdir() if path.suffix not in {".po", ".mo"}] == []


def test_only_a_changed_catalogue_is_compiled_again(source: Path, tmp_path: Path) -> None:
    assert translations.compile_catalogues(tmp_path) == 1
    assert translations.compile_catalogues(tmp_path) == 0
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert translations.compile_catalogues(tmp_path) == 1
