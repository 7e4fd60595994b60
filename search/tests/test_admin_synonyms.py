"""Synonyms in the administration: what is wrong is said, what is right holds at once, and what it changes is shown."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from search import query
from search.models import Synonym
from search.tests.conftest import reindex
from shop.facets import Selection
from shop.tests import factories

pytestmark = pytest.mark.django_db
ADD = "/admin/search/synonym/add/"
PREVIEW = "/admin/search/synonym/preview/"


def sent(client, words, leads_to="", address=ADD, **fields):
    return client.post(address, {"words": words, "leads_to": leads_to, "is_active": "on"} | fields)


@pytest.fixture
def sofas(shelf):
    made = [factories.product(f"Velvet sofa {name}") for name in ("Ada", "Bea")]
    reindex(*made)
    return made


def found(words):
    result = query.run(Selection(words=words), mode="lexical")
    return {hit.product_id for hit in result.hits}


def test_a_synonym_holds_at_once_and_no_longer_than_it_is_active(client, staff, sofas):
    staff("Catalogue")
    ids = {product.pk for product in sofas}
    assert not ids & found("couch")
    assert sent(client, "couch, sofa").status_code == 302
    assert ids <= found("couch")
    row = Synonym.objects.get()
    client.post(reverse("admin:search_synonym_change", args=[row.pk]), {"words": row.words, "leads_to": ""})
    assert not Synonym.objects.get().is_active
    assert not ids & found("couch")


def test_one_way_leads_only_there(client, owner, sofas):
    bench = factories.product("Oak bench")
    reindex(bench)
    sent(client, "bench", "sofa")
    assert {sofas[0].pk, bench.pk} <= found("bench")
    assert bench.pk not in found("sofa")


def test_a_phrase_is_not_broken_by_a_filter_read_from_it(client, owner, shelf):
    """Without the synonym “navy mug” is a mug, narrowed to the colour; with it the two words belong together."""
    kettle = next(product for product in shelf if "Moss kettle" in product.title)
    assert kettle.pk not in found("navy mug")
    sent(client, "navy mug, moss kettle")
    assert kettle.pk in found("navy mug")


@pytest.mark.parametrize(
    ("words", "leads_to", "complaint"),
    [
        ("", "", "required"),
        ("couch", "", "One word alone"),
        ("couch,, sofa", "", "nothing between two of the commas"),
        ("couch, sofa,", "", "nothing between two of the commas"),
        (", ", "", "nothing between two of the commas"),
        ("couch, ???", "", "Nothing of “???” is searched for"),
        ("mug, mugs", "", "are one word to the search already"),
        ("couch", "sofa, couches", "already stands on the left"),
        ("couch", "sofa,,", "nothing between two of the commas"),
        (", ".join(f"word{number}" for number in range(21)), "", "At most 20"),
        ("x" * 501, "", "at most 500"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, owner, words, leads_to, complaint):
    answer = sent(client, words, leads_to)
    assert answer.status_code == 200
    assert complaint in answer.content.decode()
    assert not Synonym.objects.exists()


def test_words_are_kept_tidy_whatever_comma_separates_them(client, owner):
    sent(client, "  couch ，sofa   bed、 settee;divan")
    assert Synonym.objects.get().words == "couch, sofa bed, settee, divan"


def test_a_word_that_stands_in_another_line_is_told_of(client, owner):
    sent(client, "couch, sofa")
    page = client.post(ADD, {"words": "sofas, settee", "is_active": "on"}, follow=True).content.decode()
    assert "Words of it also stand in another line" in page
    assert Synonym.objects.count() == 2
    page = client.post(ADD, {"words": "rug, carpet", "is_active": "on"}, follow=True).content.decode()
    assert "also stand" not in page


def test_the_preview_shows_what_comes_in(client, staff, sofas):
    staff("Catalogue")
    page = client.get(PREVIEW, {"words": "couch, sofa", "leads_to": ""}).content.decode()
    assert "<strong>couch</strong>" in page
    assert sofas[0].title in page
    assert "m-strip__new" in page
    assert not Synonym.objects.exists()
    Synonym.objects.create(words="couch, sofa")
    page = client.get(PREVIEW, {"words": "couch, sofa", "leads_to": ""}).content.decode()
    assert "m-strip__new" not in page


def test_the_preview_reckons_without_the_row_that_is_edited(client, owner, sofas):
    bench = factories.product("Oak bench")
    reindex(bench)
    row = Synonym.objects.create(words="couch, sofa")
    words = {"words": "couch, bench", "leads_to": ""}
    with_row = client.get(PREVIEW, words | {"row": row.pk}).context["changes"][0]
    without = client.get(PREVIEW, words).context["changes"][0]
    assert with_row.before == without.before
    assert with_row.after < without.after


def test_the_preview_of_nonsense_is_empty(client, owner, shelf):
    for words, row in (("", ""), ("couch,,", "x"), ("a" * 600, "９"), ("couch, sofa", "9" * 40)):
        assert client.get(PREVIEW, {"words": words, "row": row}).status_code == 200


def test_the_form_takes_words_from_the_address(client, owner, shelf):
    page = client.get(f"{ADD}?words=hammock").content.decode()
    assert 'value="hammock"' in page
    assert PREVIEW in page


def test_changes_stand_in_the_history(client, owner):
    sent(client, "couch, sofa")
    row = Synonym.objects.get()
    sent(client, "couch, settee", address=reverse("admin:search_synonym_change", args=[row.pk]))
    assert LogEntry.objects.filter(object_id=row.pk, user=owner).count() == 2


@pytest.mark.parametrize("role", ["Orders", "Support"])
def test_other_roles_have_no_say(client, staff, role):
    staff(role)
    for address in (ADD, PREVIEW, "/admin/search/synonym/"):
        assert client.get(address).status_code == 403
    assert sent(client, "couch, sofa").status_code == 403
    assert not Synonym.objects.exists()
