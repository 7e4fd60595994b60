"""Editors see what is live beside what is proposed, and nothing reaches the page without them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings as project
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assistant.admin.descriptions import writing
from assistant.descriptions import asking, reading, versions
from assistant.descriptions.brief import Brief
from assistant.models import Description
from assistant.tests.catalogue import mug
from language.scripted import ScriptedWriter
from shop import outbox
from shop.models import AttributeValue, Product, User
from shop.tests.conftest import *  # noqa: F403 - the cast

S = Description.State
ASKED = {"tone": "plain", "length": "medium", "language": "en", "keywords": "", "instruction": ""}


def address(product: Product) -> str:
    return reverse("admin:description_write", args=[product.pk])


def proposed(client: Client, product: Product, **asked: str) -> Description:
    answer = client.post(
        reverse("admin:description_propose", args=[product.pk]), {**ASKED, **asked}, follow=True
    )
    assert answer.status_code == 200
    return Description.objects.open().get(product=product, language=asked.get("language", "en"))


def decide(client: Client, row: Description, what: str, **words: str) -> str:
    form = {"text": row.text, "seo_title": row.seo_title, "seo_description": row.seo_description}
    answer = client.post(reverse(f"admin:description_{what}", args=[row.pk]), {**form, **words}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_product_page_leads_to_a_proposal_with_its_evidence(client: Client, owner: User) -> None:
    product = mug()
    assert (
        address(product)
        in client.get(reverse("admin:shop_product_change", args=[product.pk])).content.decode()
    )
    assert "Nothing is proposed" in client.get(address(product)).content.decode()
    row = proposed(client, product)
    page = client.get(address(product)).content.decode()
    assert "350\N{NO-BREAK SPACE}ml" in row.text
    assert "Capacity: 350\N{NO-BREAK SPACE}ml" in page
    assert "Material: Stoneware" in page
    assert row.written_by == "template"
    assert row.remarks == []
    product.refresh_from_db()
    assert product.description == "", "nothing is published by itself"


def test_accepting_puts_text_and_lines_on_the_page_and_tells_the_search(client: Client, owner: User) -> None:
    product = mug()
    row = proposed(client, product)
    assert "It is on the page." in decide(client, row, "accept")
    product.refresh_from_db()
    row.refresh_from_db()
    assert product.description == row.text
    assert (product.seo_title, product.seo_description) == (row.seo_title, row.seo_description)
    assert (row.state, row.decided_by) == (S.PUBLISHED, owner)
    assert row.text.split("\n")[0] in client.get(product.get_absolute_url()).content.decode()


def test_a_persons_text_is_replaced_only_where_that_is_asked_and_can_be_put_back(
    client: Client, owner: User
) -> None:
    product = mug(description="Thrown by my aunt.")
    row = proposed(client, product)
    assert "A person wrote the text" in decide(client, row, "accept")
    product.refresh_from_db()
    assert product.description == "Thrown by my aunt."
    decide(client, row, "accept", overwrite="on")
    product.refresh_from_db()
    assert product.description == row.text
    kept = Description.objects.get(product=product, written_by="person")
    assert (kept.text, kept.state) == ("Thrown by my aunt.", S.ACCEPTED)
    client.post(reverse("admin:description_revert", args=[kept.pk]))
    product.refresh_from_db()
    assert product.description == "Thrown by my aunt."
    assert Description.objects.live().get(product=product).text == "Thrown by my aunt."


def test_an_edited_text_is_checked_with_warnings_and_not_blocked(client: Client, owner: User) -> None:
    product = mug()
    row = proposed(client, product)
    changed = row.text.replace("350", "450") + " The best mug."
    page = decide(client, row, "check", text=changed)
    assert "a number that no fact has" in page
    assert "a claim that the shop does not make" in page
    assert Description.objects.get(pk=row.pk).text == row.text, "checking writes nothing"
    assert "Every sentence is supported" in decide(client, row, "check")
    assert "The checks object" in decide(client, row, "accept", text=changed)
    product.refresh_from_db()
    row.refresh_from_db()
    assert product.description == changed
    assert row.is_edited
    assert {one["reason"] for one in row.remarks} >= {"number", "claim"}
    assert versions.is_by_person(product, "en"), "an edited text is a person's"


def test_rejecting_leaves_the_page_and_what_was_decided_stays_so(client: Client, owner: User) -> None:
    product = mug()
    row = proposed(client, product)
    assert "was rejected" in decide(client, row, "reject")
    assert "Somebody decided" in decide(client, row, "accept")
    product.refresh_from_db()
    assert product.description == ""


def test_writing_again_takes_the_place_of_the_open_proposal_with_other_words(
    client: Client, owner: User
) -> None:
    product = mug()
    first = proposed(client, product)
    second = proposed(client, product, tone="warm", keywords="coffee cup", instruction="short sentences")
    first.refresh_from_db()
    assert first.state == S.REJECTED
    assert second.text != first.text
    assert "coffee cup" in second.text
    assert second.brief["instruction"] == "short sentences"
    third = proposed(client, product, tone="warm", keywords="coffee cup")
    assert third.text != second.text


def test_too_many_keywords_are_refused_kindly(client: Client, owner: User) -> None:
    product = mug()
    answer = client.post(
        reverse("admin:description_propose", args=[product.pk]), {**ASKED, "keywords": "a,b,c,d,e,f,g"}
    )
    assert "at most six keywords" in answer.content.decode()
    assert not Description.objects.exists()


def test_a_chinese_text_stands_beside_and_leaves_the_products_own(client: Client, owner: User) -> None:
    product = mug(description="My own words.")
    row = proposed(client, product, language="zh-hans")
    assert "炻器" in row.text
    decide(client, row, "accept")
    product.refresh_from_db()
    assert product.description == "My own words."
    client.cookies[project.LANGUAGE_COOKIE_NAME] = "zh-hans"
    assert "炻器" in client.get(product.get_absolute_url()).content.decode()
    client.cookies[project.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(product.get_absolute_url()).content.decode()
    assert "My own words." in page
    assert row.text[:20] not in page


def test_a_changed_fact_marks_what_was_made_of_the_old_one(client: Client, owner: User) -> None:
    product = mug()
    row = proposed(client, product)
    decide(client, row, "accept")
    outbox.deliver()
    row.refresh_from_db()
    assert not row.is_stale
    AttributeValue.objects.filter(product=product, attribute__code="capacity").update(number=Decimal(400))
    versions.product_changed(product.pk)
    row.refresh_from_db()
    assert row.is_stale
    listed = client.get(
        reverse("admin:assistant_description_changelist"), {"is_stale__exact": "1"}
    ).content.decode()
    assert "changed since" in listed
    assert (
        "the facts changed since"
        in client.get(reverse("admin:shop_product_change", args=[product.pk])).content.decode()
    )
    AttributeValue.objects.filter(product=product, attribute__code="capacity").update(number=Decimal(350))
    versions.product_changed(product.pk)
    row.refresh_from_db()
    assert not row.is_stale


def test_a_text_changed_on_the_product_itself_is_a_persons(client: Client, owner: User) -> None:
    product = mug()
    row = proposed(client, product)
    decide(client, row, "accept")
    assert not versions.is_by_person(Product.objects.get(pk=product.pk), "en")
    Product.objects.filter(pk=product.pk).update(description="Other words.")
    versions.product_changed(product.pk)
    row.refresh_from_db()
    assert row.state == S.ACCEPTED
    assert versions.is_by_person(Product.objects.get(pk=product.pk), "en")


def test_the_writer_gets_its_try_after_the_page_is_there(
    client: Client, owner: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = mug()
    good = "The Tavlehus Alder Mug is made of stoneware, with a matt finish, and holds 350 ml. It is dishwasher safe and made in Portugal."
    sent: list[dict[str, int]] = []
    monkeypatch.setattr(asking, "_send", lambda task, **arguments: bool(sent.append(arguments)) or True)
    settings.WRITER = "scripted:x"
    monkeypatch.setattr(asking.writers, "load", lambda *_args, **_kwargs: ScriptedWriter([good], name="good"))
    row = proposed(client, product)
    assert row.written_by == "template", "nobody waits for the writer"
    assert "The writer tries its own words" in client.get(address(product)).content.decode()
    assert "HX-Refresh" not in client.get(reverse("admin:description_news", args=[row.pk])).headers
    asking.refine(**sent[0])
    row.refresh_from_db()
    assert (row.written_by, row.text) == ("good", good)
    assert client.get(reverse("admin:description_news", args=[row.pk])).headers["HX-Refresh"] == "true"


def test_the_writer_does_not_touch_what_was_decided(
    client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = mug()
    row = proposed(client, product)
    decide(client, row, "accept")
    before = Description.objects.get(pk=row.pk)
    assert not versions.refine(before, ScriptedWriter(["The Tavlehus Alder Mug."]))
    assert Description.objects.get(pk=row.pk).text == before.text


@pytest.mark.parametrize(("roles", "status"), [(("Catalogue",), 200), (("Orders",), 403), ((), 403)])
def test_who_keeps_the_catalogue_writes(
    client: Client, staff: Callable[..., User], roles: tuple[str, ...], status: int
) -> None:
    product = mug()
    staff(*roles)
    assert client.get(address(product)).status_code == status
    answer = client.post(reverse("admin:description_propose", args=[product.pk]), ASKED)
    assert answer.status_code == (302 if status == 200 else 403)


def test_who_may_propose_may_not_approve_without_the_right(
    client: Client, staff: Callable[..., User]
) -> None:
    product = mug()
    user = staff("Catalogue")
    row = proposed(client, product)
    rights = user.groups.get().permissions
    taken = rights.get(codename="approve_description")
    rights.remove(taken)
    assert "Put it on the page" not in client.get(address(product)).content.decode()
    assert (
        client.post(reverse("admin:description_accept", args=[row.pk]), {"text": row.text}).status_code == 403
    )
    rights.add(taken)
    assert (
        client.post(reverse("admin:description_accept", args=[row.pk]), {"text": row.text}).status_code == 302
    )


def test_strangers_and_shoppers_see_nothing(client: Client, db: None) -> None:
    product = mug()
    assert client.get(address(product)).status_code == 302
    client.force_login(User.objects.create_user("mallory@example.com", "correct horse battery"))
    assert client.get(address(product)).status_code in {302, 403}


def test_the_database_keeps_one_live_text_and_one_open_proposal(db: None) -> None:
    product = mug()
    row = versions.propose(product, Brief(), by=None)
    for state in (S.PROPOSED, S.PUBLISHED):
        Description.objects.filter(pk=row.pk).update(
            state=state, decided_at=None if state == S.PROPOSED else row.created_at
        )
        copy = Description.objects.get(pk=row.pk)
        copy.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


def test_every_reason_has_words() -> None:
    product = {
        "missing",
        "claim",
        "language",
        "number",
        "unit",
        "money",
        "date",
        "name",
        "colour",
        "material",
        "negation",
        "promise",
        "link",
        "unsupported",
    }
    assert set(writing.REASONS) == product


def test_sources_are_read_in_the_same_queries_for_two_and_for_ten(
    db: None, django_assert_num_queries: Callable[..., object]
) -> None:
    ids = [mug(title=f"Tavlehus Alder Mug {number}").pk for number in range(10)]
    for some in (ids[:2], ids):
        with django_assert_num_queries(3):  # type: ignore[attr-defined]
            assert len(reading.sources(some)) == len(some)
