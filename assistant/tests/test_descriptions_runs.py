"""Many products at once: written by a worker, paused, looked at, accepted together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assistant.descriptions import asking, runs, versions
from assistant.descriptions.brief import Brief
from assistant.models import Description, DescriptionRun
from assistant.tests.catalogue import mug
from shop.models import Product, User
from shop.tests.conftest import *  # noqa: F403 - the cast

S = DescriptionRun.State
ASKED = {
    "tone": "warm",
    "length": "short",
    "language": "en",
    "keywords": "",
    "instruction": "",
    "sample": "2",
}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, int]]]:
    """What workers were told instead of a broker."""
    found: list[tuple[str, dict[str, int]]] = []
    monkeypatch.setattr(
        asking, "_send", lambda task, **arguments: bool(found.append((task, arguments))) or True
    )
    return found


def shelf(count: int) -> list[Product]:
    return [mug(title=f"Tavlehus Alder Mug {number}") for number in range(count)]


def begun(client: Client, products: list[Product], **asked: str) -> DescriptionRun:
    chosen = {"action": "write_descriptions", "_selected_action": [product.pk for product in products]}
    page = client.post(reverse("admin:shop_product_changelist"), chosen)
    assert "Write descriptions" in page.content.decode()
    ids = page.context["form"].initial["ids"]
    answer = client.post(reverse("admin:description_run_begin"), {**ASKED, "ids": ids, **asked})
    assert answer.status_code == 302
    return DescriptionRun.objects.get()


def page_of(client: Client, run: DescriptionRun) -> str:
    return client.get(reverse("admin:description_run", args=[run.pk])).content.decode()


def test_chosen_products_are_written_and_accepted_once_the_sample_was_seen(
    client: Client, owner: User, sent: list[Any]
) -> None:
    products = shelf(5)
    run = begun(client, products)
    assert sent == [("write_descriptions", {"run_id": run.pk})]
    assert "0 of 5 proposed" in page_of(client, run)
    asking.work(run.pk)
    run.refresh_from_db()
    assert run.state == S.DONE
    page = page_of(client, run)
    assert "5 of 5 proposed" in page
    assert "Look at one (0 of 2)" in page
    accept = reverse("admin:description_run_accept", args=[run.pk])
    assert "Look at 2 more proposals first" in client.post(accept, follow=True).content.decode()
    assert not Description.objects.live().exists(), "the sample guards"
    for _ in range(2):
        assert (
            client.post(reverse("admin:description_run_look", args=[run.pk]), follow=True).status_code == 200
        )
    assert "5 descriptions are on their pages" in client.post(accept, follow=True).content.decode()
    for product in products:
        product.refresh_from_db()
        assert "350\N{NO-BREAK SPACE}ml" in product.description


def test_what_a_person_wrote_is_left_alone_unless_it_was_asked_for(
    client: Client, owner: User, sent: list[Any]
) -> None:
    mine, empty = mug(title="Tavlehus Alder Mug", description="My own words."), mug(title="Tavlehus Birk Mug")
    run = begun(client, [mine, empty])
    asking.work(run.pk)
    found = runs.progress(run)
    assert (found.done, found.skipped) == (1, 1)
    assert "1 left alone because a person wrote them" in page_of(client, run)
    other = runs.start(Product.objects.filter(pk=mine.pk), Brief(), by=owner, replaces_people=True)
    runs.work(other.pk)
    assert runs.progress(other).done == 1


def test_a_paused_run_stands_still_and_goes_on(client: Client, owner: User, sent: list[Any]) -> None:
    run = begun(client, shelf(3))
    turn = reverse("admin:description_run_turn", args=[run.pk])
    client.post(turn, {"pause": "1"})
    assert not runs.work(run.pk)
    assert runs.progress(run).waiting == 3
    client.post(turn, {"go_on": "1"})
    assert len(sent) == 2
    runs.work(run.pk)
    assert runs.progress(run).waiting == 0
    client.post(turn, {"cancel": "1"})
    run.refresh_from_db()
    assert run.state == S.DONE, "what is done cannot be given up"


def test_a_long_run_gives_others_their_turn(db: None, owner: User, sent: list[Any]) -> None:
    shelf(3)
    run = runs.start(Product.objects.all(), Brief(), by=owner)
    ticks = iter([0.0, 0.0, 100.0])
    assert runs.work(run.pk, clock=lambda: next(ticks))
    assert runs.progress(run).done == 1


def test_a_product_whose_facts_changed_is_left_for_a_person(
    client: Client, owner: User, sent: list[Any]
) -> None:
    products = shelf(3)
    run = begun(client, products, sample="1")
    asking.work(run.pk)
    client.post(reverse("admin:description_run_look", args=[run.pk]))
    Product.objects.filter(pk=products[0].pk).update(title="Another Mug")
    versions.product_changed(products[0].pk)
    page = client.post(reverse("admin:description_run_accept", args=[run.pk]), follow=True).content.decode()
    assert "2 descriptions are on their pages" in page
    assert "1 was left" in page


def test_progress_tells_the_browser_to_load_anew_at_the_end(
    client: Client, owner: User, sent: list[Any]
) -> None:
    run = begun(client, shelf(2))
    address = reverse("admin:description_run_progress", args=[run.pk])
    assert "HX-Refresh" not in client.get(address).headers
    asking.work(run.pk)
    assert client.get(address).headers["HX-Refresh"] == "true"


def test_a_run_takes_no_more_than_it_can(db: None, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf(3)
    monkeypatch.setattr(runs, "MOST_PRODUCTS", 2)
    with pytest.raises(runs.TooMany):
        runs.start(Product.objects.all(), Brief(), by=owner)


def test_orders_staff_may_not_begin(client: Client, staff: Callable[..., User], sent: list[Any]) -> None:
    staff("Orders")
    assert client.post(reverse("admin:description_run_begin"), {**ASKED, "ids": "1"}).status_code == 403


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_share_a_run_and_write_each_product_once() -> None:
    user = User.objects.create_superuser("owner@example.com", "correct horse battery")
    shelf(12)
    run = runs.start(Product.objects.all(), Brief(), by=user)

    def worker() -> None:
        try:
            while runs.work(run.pk):
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert runs.progress(run).done == 12
    assert Description.objects.count() == 12
    assert DescriptionRun.objects.get().state in {S.DONE, S.RUNNING}
