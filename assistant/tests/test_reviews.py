"""What reviews say follows the reviews: shoppers read real words, moderators see what disagrees, nothing outlives a withdrawal."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from assistant.models import ProductInsight, ReviewAspect, ReviewInsight, SentimentVersion
from assistant.reviews import insights, quotes, reading, training
from language import weights
from language.sentiment import Feeling
from language.sentiment_training import Plan
from language.tests.small import make_weights
from shop import broker, outbox, reviews
from shop.models import Product, Review, User
from shop.tests import factories, shelves
from shop.tests.conftest import *  # noqa: F403 - the cast

KIND = "Delivery was quick and friendly. I love the quality, it is so sturdy."
UNKIND = "The price is too high. The handle was broken and the quality is poor."


def read(*rows: Review) -> None:
    for row in rows:
        insights.review_changed(row.pk)


def page_of(client: Client, product: Product) -> str:
    return client.get(product.get_absolute_url()).content.decode()


def test_pros_and_cons_are_quoted_word_for_word(client: Client, db: None) -> None:
    product = factories.product()
    read(shelves.review(product, 5, text=KIND), shelves.review(product, 2, text=UNKIND))
    page = page_of(client, product)
    assert "In shoppers" in page
    assert "“I love the quality, it is so sturdy.”" in page
    assert "“The price is too high.”" in page
    said = quotes.of_product(product.pk)
    assert {quote.aspect for quote in said.pros} >= {"delivery", "quality"}
    assert {quote.aspect for quote in said.cons} >= {"value"}


def test_quotes_vanish_with_their_review_before_any_worker_heard_of_it(client: Client, db: None) -> None:
    product = factories.product()
    row = shelves.review(product, 5, text=KIND)
    read(row)
    assert "so sturdy.”" in page_of(client, product)
    reviews.withdraw(row)
    assert "so sturdy" not in page_of(client, product)
    assert ReviewInsight.objects.exists(), "the worker has not heard yet"
    outbox.deliver()
    assert not ReviewInsight.objects.exists()
    assert not ProductInsight.objects.exists()


def test_an_edited_review_is_quoted_with_its_new_words_once_it_is_published(client: Client, db: None) -> None:
    product = factories.product()
    row = shelves.review(product, 5, text=KIND)
    read(row)
    reviews.edit(row, rating=1, title="", text=UNKIND, author_name="Ines")
    assert not quotes.of_product(product.pk), "it waits for moderation"
    outbox.deliver()
    Review.objects.filter(pk=row.pk).update(status=Review.Status.PUBLISHED)
    assert "“The price is too high.”" in page_of(client, product)
    assert "so sturdy" not in page_of(client, product)


def test_words_that_were_never_read_are_not_quoted(db: None) -> None:
    """The negative control of the digest: without it the old places would cut the new words."""
    product = factories.product()
    row = shelves.review(product, 5, text=KIND)
    read(row)
    Review.objects.filter(pk=row.pk).update(
        text="Completely different words, and many more of them than before."
    )
    assert not quotes.of_product(product.pk)
    row.refresh_from_db()
    ReviewInsight.objects.update(digest=insights.digest(row))
    assert quotes.of_product(product.pk), "the digest alone held them back"


def test_every_quote_of_many_reviews_is_a_substring_of_a_published_one(db: None) -> None:
    chance = random.Random(4)
    product = factories.product(units=50)
    parts = [
        *KIND.split(". "),
        *UNKIND.split(". "),
        "That said: it smells wonderful!",
        "质量很好。",
        "So comfortable…",
        "“Great taste”, said my father.",
    ]
    rows = [
        shelves.review(product, chance.randint(1, 5), text=". ".join(chance.sample(parts, 4)) + ".")
        for _ in range(12)
    ]
    read(*rows)
    for row in rows[:4]:
        reviews.withdraw(row)
    published = list(Review.objects.published().values_list("text", flat=True))
    said = quotes.of_product(product.pk)
    assert said.pros
    assert said.cons
    for quote in (*said.pros, *said.cons):
        assert any(quote.text in text for text in published)
    assert len({quote.text for quote in (*said.pros, *said.cons)}) == len(said.pros) + len(said.cons)


def test_a_quote_cannot_bring_markup_along(client: Client, db: None) -> None:
    product = factories.product()
    text = "I love the quality <script>alert(1)</script> of it."
    read(shelves.review(product, 5, text=text))
    page = page_of(client, product)
    assert escape(text) in page
    assert "<script>alert(1)" not in page


def test_a_plain_sentence_of_a_happy_shopper_is_no_complaint(db: None) -> None:
    """Even where a reader takes it for one; the same words of an unhappy shopper are quoted."""
    product = factories.product()
    happy = shelves.review(product, 4, text="I chose it because of the price: it is bad.")
    plain = shelves.review(product, 4, text="I chose it because of the guaranteed quality.")
    unhappy = shelves.review(product, 1, text="I chose it because of the quality as stated.")
    read(happy, plain, unhappy)
    ReviewAspect.objects.update(polarity=-1, score=-0.9)
    said = {quote.text for quote in quotes.of_product(product.pk).cons}
    assert said == {"I chose it because of the price: it is bad.", unhappy.text}


def test_features_of_products_count_published_reviews_only(db: None) -> None:
    product = factories.product()
    good, poor = shelves.review(product, 5, text=KIND), shelves.review(product, 1, text=UNKIND)
    waiting = shelves.review(product, 5, text=KIND)
    Review.objects.filter(pk=waiting.pk).update(status=Review.Status.PENDING)
    waiting.refresh_from_db()
    read(good, poor, waiting)
    found = ProductInsight.objects.get(product=product)
    assert found.reviews == 2
    assert found.aspects["quality"] == [1, 0, 1]
    assert -1 <= found.score <= 1
    assert ReviewInsight.objects.filter(review=waiting).exists(), "moderators see how it reads"
    reviews.moderate(poor, is_published=False)
    outbox.deliver()
    found.refresh_from_db()
    assert (found.reviews, found.aspects["quality"]) == (1, [1, 0, 0])


def test_a_deleted_review_leaves_nothing(db: None) -> None:
    product = factories.product()
    row = shelves.review(product, 5, text=KIND)
    read(row)
    pk = row.pk
    row.delete()
    insights.review_changed(pk)
    assert not ReviewAspect.objects.exists()


class Sure:
    """Reads the word "bad" as unhappy and everything else as happy, and is sure of it."""

    name = "sure"

    def read(self, texts: Sequence[str], *, batch_size: int = 32) -> list[Feeling]:
        return [Feeling(0.97, 0.02, 0.01) if "bad" in text else Feeling(0.01, 0.02, 0.97) for text in texts]


def test_moderators_see_words_that_disagree_with_the_stars(
    client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(insights, "current", Sure)
    product = factories.product()
    odd = shelves.review(product, 5, text="It is bad in every way.", title="Hm")
    even = shelves.review(product, 5, text="It is a joy in every way.", title="Yes")
    read(odd, even)
    listed = client.get(reverse("admin:shop_review_changelist")).content.decode()
    assert listed.count("words against stars") == 1
    only = client.get(reverse("admin:shop_review_changelist"), {"mismatch": "1"}).content.decode()
    assert "bad in every way" in only
    assert "joy in every way" not in only


def test_the_list_of_reviews_takes_the_same_queries_for_two_and_for_twelve(
    client: Client, owner: User
) -> None:
    address = reverse("admin:shop_review_changelist")
    product = factories.product(units=50)
    read(*(shelves.review(product, 5, text=KIND) for _ in range(2)))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    read(*(shelves.review(product, 4, text=KIND) for _ in range(10)))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> weights.Weights:
    words = "zorp zarp blik blok mern morn the mug quality of was"
    folder = make_weights(tmp_path_factory.mktemp("start") / "tiny-bert", words=words.split())
    return weights.find(str(folder))


def rated(count: int) -> None:
    """Reviews of one delivered product, in words that no lexicon knows; who bought it does not matter here."""
    first = shelves.review(factories.product(), 5, title="", text="The quality of mug 0 was zorp.")
    words = {5: "zorp", 4: "zarp", 3: "mern", 2: "blik", 1: "blok"}
    for number in range(1, count):
        stars = (5, 1, 3, 4, 2)[number % 5]
        Review.objects.create(
            product=first.product,
            user=factories.user(),
            order_line=first.order_line,
            rating=stars,
            text=f"The quality of mug {number} was {words[stars]}.",
            author_name="Ines",
            status=Review.Status.PUBLISHED,
            created_at=first.created_at,
        )


QUICK = Plan(epochs=6, batch_size=16, learning_rate=3e-3, max_tokens=24, held_out=0.2)


def test_a_reader_that_is_not_worse_is_used_and_reads_everything_anew(
    db: None, small: weights.Weights, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    rated(80)
    version = training.run(training.start(), start_from=small, plan=QUICK)
    assert version.state == SentimentVersion.State.ACTIVE
    assert version.report["after"]["accuracy"] >= version.report["before"]["accuracy"]
    assert version.report["after"]["texts"] == 15
    assert set(ReviewInsight.objects.values_list("read_by", flat=True)) == {insights.current().name}  # type: ignore[union-attr]
    assert ReviewInsight.objects.count() == 80
    assert (tmp_path / "models/sentiment" / str(version.pk) / "model.safetensors").exists()


def test_a_worse_one_is_kept_and_not_used(
    db: None, small: weights.Weights, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR = tmp_path
    rated(80)

    class Knowing(reading.ByLexicon):
        def read(self, texts: Sequence[str], *, batch_size: int = 32) -> list[Feeling]:
            signs = [("bl" in text, "mern" in text) for text in texts]
            return [
                Feeling(0.9, 0.1, 0) if bad else Feeling(0, 0.9, 0.1) if fair else Feeling(0, 0.1, 0.9)
                for bad, fair in signs
            ]

    monkeypatch.setattr(reading, "ByLexicon", Knowing)
    lazy = Plan(epochs=1, batch_size=64, learning_rate=1e-9, max_tokens=24, held_out=0.2)
    version = training.run(training.start(), start_from=small, plan=lazy)
    assert version.state == SentimentVersion.State.CANDIDATE
    assert insights.current() is None
    assert not ReviewInsight.objects.exists()


def test_reviews_that_came_otherwise_are_read_at_once(db: None) -> None:
    rated(3)
    out = StringIO()
    call_command("read_reviews", "--missing", stdout=out)
    call_command("read_reviews", "--missing", stdout=out)
    assert out.getvalue() == "3 reviews were read.\nAll reviews are read.\n"
    assert ReviewInsight.objects.count() == 3
    assert ProductInsight.objects.exists()
    ReviewInsight.objects.first().delete()  # type: ignore[union-attr]
    call_command("read_reviews", stdout=out)
    assert ReviewInsight.objects.count() == 3


def test_one_training_at_a_time_and_too_few_reviews_say_so(db: None, settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    rated(5)
    with pytest.raises(CommandError, match="It takes 60"):
        call_command("train_reviews")
    assert SentimentVersion.objects.get().state == SentimentVersion.State.FAILED
    training.start()
    with pytest.raises(training.Running):
        training.start()


def test_the_owner_asks_for_a_training_once(
    client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(broker.current_app, "send_task", lambda name, **_: sent.append(name))
    for _ in range(2):
        client.post(reverse("admin:reviews_train"))
    assert sent == ["assistant.tasks.train_reviews"]
    listed = client.get(reverse("admin:assistant_sentimentversion_changelist")).content.decode()
    assert "in training" in listed
    assert "HX-Refresh" not in client.get(reverse("admin:reviews_progress")).headers


def test_catalogue_staff_may_not_train(client: Client, staff: Callable[..., User]) -> None:
    staff("Catalogue", "Support")
    assert client.post(reverse("admin:reviews_train")).status_code == 403


def test_a_lost_folder_falls_back_to_the_lexicon(db: None) -> None:
    SentimentVersion.objects.create(state=SentimentVersion.State.ACTIVE, folder="/nowhere")
    assert insights.current() is None
    row = shelves.review(factories.product(), 5, text=KIND)
    read(row)
    assert ReviewInsight.objects.get().read_by == reading.LEXICON
