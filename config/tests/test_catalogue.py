"""The Chinese catalogue is whole: every text of the interface, nothing guessed, nothing lost on the way."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest
import treebeard
import unfold
from django import forms
from django.conf import settings
from django.contrib import admin, auth
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from config import translations
from config.tests import sources
from config.tests.sources import Text

CATALOGUE = translations.LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|%[sd]")
TAG = re.compile(r"</?\w+[^>]*>")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLAIN = {"SKU", "#rrggbb", ", ", ": ", "“%(words)s”"}  # texts without a word of Chinese
UNUSED = {"constance", "crispy", "forms", "guardian", "import_export", "inlines", "simple_history"}
FRAMES = {"%(class_name)s %(instance)s", ":", ":?.!"}  # texts without a word


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def texts(catalogue: polib.POFile) -> dict[Text, str]:
    return {
        Text(entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""): entry.msgstr_plural[0]
        if entry.msgid_plural
        else entry.msgstr
        for entry in catalogue
        if not entry.obsolete
    }


def test_every_text_of_the_sources_is_in_it_and_nothing_else(catalogue: polib.POFile) -> None:
    written, kept = sources.of_project(), set(texts(catalogue))
    assert len(written) > 800
    assert sorted(written - kept) == [], "run `make messages` and translate these"
    assert sorted(kept - written) == [], "run `make messages`: nobody says these any more"


def test_every_text_is_translated_and_none_is_guessed(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if "fuzzy" in entry.flags or entry.obsolete] == []
    for text, said in texts(catalogue).items():
        assert said.strip(), text
        assert CHINESE.search(said) or text.text in PLAIN, text
    assert catalogue.metadata["Plural-Forms"] == "nplurals=1; plural=0;"


def test_placeholders_and_links_are_the_same(catalogue: polib.POFile) -> None:
    for text, said in texts(catalogue).items():
        asked = text.plural or text.text
        assert sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(asked)), text
        assert TAG.findall(said) == TAG.findall(asked), text
        assert asked.startswith("\n") == said.startswith("\n"), text


def test_sentences_end_as_chinese_sentences_do(catalogue: polib.POFile) -> None:
    for text, said in texts(catalogue).items():
        assert not re.search(r"[\u4e00-\u9fff][,.;:!?]", said), text
        assert not re.search(r"[，。；：！？、] ", said), text


def test_the_checks_find_what_they_look_for(tmp_path: Path) -> None:
    """Negative control of the four above: a text left out, a guess, a lost placeholder, a dead text, a Latin full stop."""
    path = tmp_path / "django.po"
    shutil.copy(CATALOGUE, path)
    spoilt = polib.pofile(str(path))
    spoilt.remove(spoilt.find("Add to cart"))
    with pytest.raises(AssertionError, match="translate these"):
        test_every_text_of_the_sources_is_in_it_and_nothing_else(spoilt)
    spoilt = polib.pofile(str(path))
    spoilt.append(polib.POEntry(msgid="Said by nobody", msgstr="无人"))
    with pytest.raises(AssertionError, match="nobody says these"):
        test_every_text_of_the_sources_is_in_it_and_nothing_else(spoilt)
    for change in ({"flags": ["fuzzy"]}, {"msgstr": ""}, {"msgstr": "Checkout"}):
        spoilt = polib.pofile(str(path))
        vars(spoilt.find("Checkout")).update(change)
        with pytest.raises(AssertionError):
            test_every_text_is_translated_and_none_is_guessed(spoilt)
    for said in ("订单", "订单 %(nummer)s", "<b>订单</b> %(number)s"):
        spoilt = polib.pofile(str(path))
        spoilt.find("Order %(number)s").msgstr = said
        with pytest.raises(AssertionError):
            test_placeholders_and_links_are_the_same(spoilt)
    spoilt.find("Checkout").msgstr = "结账."
    with pytest.raises(AssertionError):
        test_sentences_end_as_chinese_sentences_do(spoilt)


def test_the_reader_of_sources_finds_every_kind_of_mark() -> None:
    template = """{% load i18n %}{% translate "It's here" %}{% trans 'Old' context "way" %}{{ x|default:_("Filter") }}
        {% include "a" with b=_("Argument") %}{% blocktranslate trimmed count n=x %}{{ n }} mug
        at 5 %{% plural %}{{ n }} mugs{% endblocktranslate %}{% comment %}{% translate "Hidden" %}{% endcomment %}"""
    assert set(sources.of_template(template)) == {
        Text("", "It's here", ""),
        Text("way", "Old", ""),
        Text("", "Filter", ""),
        Text("", "Argument", ""),
        Text("", "%(n)s mug at 5 %%", "%(n)s mugs"),
    }
    python = """_("One"); gettext_lazy("Two"); ngettext("%(n)d a", "%(n)d b", n); pgettext_lazy("of", "Three"); other("No")
translation.gettext("Four" " and more"); npgettext("of", "a", "b", 2)"""
    assert set(sources.of_python(python)) == {
        Text("", "One", ""),
        Text("", "Two", ""),
        Text("", "%(n)d a", "%(n)d b"),
        Text("of", "Three", ""),
        Text("", "Four and more", ""),
        Text("of", "a", "b"),
    }


def test_packages_without_chinese_borrow_ours() -> None:
    """An upgrade that brings new words is told here; they go into config/borrowed_texts.py."""
    homes = [Path(package.__file__).parent for package in (unfold, treebeard, forms, admin, auth)]
    files = [
        path
        for home in homes
        for path in home.rglob("*")
        if path.is_file()
        and not any(word in part for part in path.relative_to(home).parts for word in UNUSED)
        and path.name not in {"al_tree.py", "ltree"}
    ]
    files += [home / "forms.py" for home in homes if (home / "forms.py").exists()]
    lacking = []
    with translation.override("zh-hans"):
        for text in set(sources.of_files(files)) - {Text("", each, "") for each in FRAMES}:
            said = _said(text)
            if said in {text.text, text.plural}:
                lacking.append(text)
    assert sorted(lacking) == []


def test_without_what_is_borrowed_the_admin_speaks_english() -> None:
    """Negative control: the package itself has no Chinese for a text of its every page."""
    with translation.override("zh-hans"):
        assert gettext("Search apps and models...") == "搜索应用和数据……"
    assert not (Path(unfold.__file__).parent / "locale" / "zh_Hans").exists()


def test_the_languages_offered_have_their_catalogue() -> None:
    for code, _name in settings.LANGUAGES:
        folder = translations.LOCALE / translation.to_locale(code)
        assert code == settings.LANGUAGE_CODE or (folder / "LC_MESSAGES" / "django.po").exists()


def _said(text: Text) -> str:
    if text.context:
        return pgettext(text.context, text.text)
    return ngettext(text.text, text.plural, 2) if text.plural else gettext(text.text)
