"""The demonstration's searches: the same every time, found in the index, and enough to show what the page can say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from search import analytics, demo, demo_words, query
from search.models import Build, Click, Completion, LoggedQuery, Placement, Synonym
from search.tests.conftest import reindex
from shop.demo import catalogue
from shop.facets import Selection
from shop.models import ShopperEvent, StoreProfile, User
from shop.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(sam: User, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """A demonstration of a few kinds."""
    monkeypatch.setattr(demo, "PASSERS_BY", 150)
    sam.groups.set(Group.objects.filter(name="Catalogue"))
    kept = [entry for entry in catalogue.products() if entry.kind.code in {"throw", "teapot", "tea"}][::4]
    made = {entry.key: factories.product(entry.title, external_id=entry.key) for entry in kept}
    reindex(*made.values())
    return made


def told(user: User, kind: str, minutes_ago: float, **fields: object) -> ShopperEvent:
    at = timezone.now() - timedelta(days=3, minutes=minutes_ago)
    return ShopperEvent.objects.create(kind=kind, user=user, at=at, **fields)


def test_what_a_shopper_viewed_after_a_search_is_its_click(store, alice, bob, monkeypatch) -> None:
    monkeypatch.setattr(demo, "PASSERS_BY", 1)
    for chance in ("SLIPS", "IN_VAIN", "AGAIN"):
        monkeypatch.setattr(demo, chance, 0)
    teapot = next(product for product in store.values() if "eapot" in product.title)
    told(alice, "search", 30, query="teapot")
    told(alice, "view", 16, product=teapot)
    told(alice, "cart", 3, product=teapot)
    told(alice, "purchase", 1, product=teapot)
    told(bob, "search", 500, query="teapot")
    told(bob, "view", 400, product=teapot)
    demo.write()
    mine = LoggedQuery.objects.get(user=alice)
    [click] = mine.clicks.all()
    ids = [hit.product_id for hit in query.run(Selection(words="teapot")).hits]
    assert (click.product, click.position) == (teapot, ids.index(teapot.pk) + 1)
    assert mine.at < click.at < click.carted_at < click.bought_at
    assert not Click.objects.filter(query__user=bob).exists()


def test_it_is_the_same_again_and_a_second_run_adds_nothing(store) -> None:
    def rows() -> set[tuple[object, ...]]:
        return set(
            LoggedQuery.objects.values_list("key", "text", "corrected", "results", "at__time", "visitor")
        )

    assert demo.write() == LoggedQuery.objects.count() > 100
    first = rows()
    assert demo.write() == 0
    LoggedQuery.objects.all().delete()
    demo.write()
    assert rows() == first


def test_it_gives_the_page_something_to_say(store, monkeypatch) -> None:
    monkeypatch.setattr(demo, "OPENED", 0.7)
    demo.steer()
    demo.write()
    counts = analytics.period(90).counts
    assert counts.searches > counts.watched > counts.clicked > counts.carted > counts.bought > 0
    assert LoggedQuery.objects.filter(visitor=None, user=None).exists()
    assert not Click.objects.filter(query__visitor=None, query__user=None).exists()
    assert all(row.at <= timezone.now() for row in LoggedQuery.objects.all())


def test_the_merchant_wrote_synonyms_and_pinned_a_blanket(store, sam) -> None:
    for _ in range(2):
        demo.steer()
    assert Synonym.objects.count() == len(demo.SYNONYMS) + len(demo_words.synonyms())
    row = Placement.objects.get()
    assert (row.query, row.made_by, row.state()) == ("blanket", sam, "in_force")


@pytest.mark.parametrize(("words", "kind"), [("茶壶", "teapot"), ("毯子", "throw")])
def test_chinese_words_find_what_is_described_in_english(store, words: str, kind: str) -> None:
    def found() -> set[str]:
        hits = query.run(Selection(words=words)).hits
        keys = {product.pk: key for key, product in store.items()}
        return {keys[hit.product_id] for hit in hits}

    before = found()
    demo.steer()
    after = found()
    assert after
    assert all(key.startswith(kind) for key in after)
    assert before != after


def test_a_new_demonstration_answers_chinese_as_soon_as_it_is_indexed(store, sam) -> None:
    """Its pages open then; reviews are read first, so its searches come a minute later."""
    teapots = {product.pk for key, product in store.items() if key.startswith("teapot")}

    def first() -> set[int]:
        return {hit.product_id for hit in query.run(Selection(words="茶壶")).hits}

    call_command("reindex")
    assert not Synonym.objects.exists(), "a shop of one's own is not steered"
    assert not first() or first() - teapots
    StoreProfile.objects.update_or_create(pk=1, defaults={"is_demo": True})
    for _ in range(2):
        call_command("reindex")
        assert not LoggedQuery.objects.exists()
        assert first()
        assert first() <= teapots
        assert Synonym.objects.count() == len(demo.SYNONYMS) + len(demo_words.synonyms())
        assert Placement.objects.count() == 1


def test_what_the_merchant_took_away_stays_away(store, sam) -> None:
    StoreProfile.objects.update_or_create(pk=1, defaults={"is_demo": True})
    call_command("reindex")
    demo.write()
    assert Synonym.objects.filter(leads_to="teapot").delete()[0] == 1
    call_command("reindex")
    assert not Synonym.objects.filter(leads_to="teapot").exists()
    LoggedQuery.objects.all().delete()
    call_command("reindex")
    assert Synonym.objects.filter(leads_to="teapot").exists(), "of a demonstration that is new"


def test_the_command_needs_a_demonstration_and_an_index_and_writes_once(store, capsys) -> None:
    with pytest.raises(CommandError, match="seed_demo"):
        call_command("seed_searches")
    StoreProfile.objects.update_or_create(pk=1, defaults={"is_demo": True})
    call_command("seed_searches")
    assert "searches were written." in capsys.readouterr().out
    count = LoggedQuery.objects.count()
    assert count > 100
    call_command("seed_searches")
    assert "there already" in capsys.readouterr().out
    assert LoggedQuery.objects.count() == count
    assert Completion.objects.filter(kind=Completion.Kind.QUERY).exists(), (
        "the box suggests what was searched"
    )
    Build.objects.all().delete()
    with pytest.raises(CommandError, match="reindex"):
        call_command("seed_searches")


def test_slips_change_a_word_a_little() -> None:
    texts = {text for entry in catalogue.products() for text in entry.kind.queries}
    for text in texts:
        typed = demo.slip(text)
        assert typed == demo.slip(text)
        assert abs(len(typed) - len(text)) <= 1
    assert sum(demo.slip(text) != text for text in texts) > len(texts) * 0.8
