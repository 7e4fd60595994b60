"""Pins and burials in the administration, and the page where a search is tried."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from search import placements, query
from search.models import LoggedQuery, Placement, Synonym
from search.tests.conftest import reindex
from shop.facets import Selection
from shop.tests import factories

pytestmark = pytest.mark.django_db
ADD = "/admin/search/placement/add/"
TRY = "/admin/search/try/"
PLACE = "/admin/search/try/place/"


def sent(client, product, address=ADD, follow=False, **fields):
    values = {"query": "mug", "kind": "pin", "product": product.pk, "position": 1, "note": ""}
    for name in ("starts_at", "ends_at"):
        moment = fields.pop(name, None)
        if moment:
            local = timezone.localtime(moment)
            values |= {f"{name}_0": local.date().isoformat(), f"{name}_1": local.strftime("%H:%M:%S")}
    return client.post(address, values | fields, follow=follow)


def order(words="mug"):
    return [hit.product_id for hit in query.run(Selection(words=words)).hits]


def test_a_pin_stands_on_top_of_every_way_to_write_the_query(client, staff, shelf):
    sam = staff("Catalogue")
    last = next(product for product in shelf if product.pk == order()[-1])
    assert sent(client, last, query="Mugs").status_code == 302
    assert order("mug")[0] == order("MUGS")[0] == last.pk
    assert order("navy mug")[0] != last.pk
    row = Placement.objects.get()
    assert (row.normalised, row.made_by) == ("mug", sam)
    assert LogEntry.objects.get(object_id=row.pk).user == sam


def test_whoever_changes_one_does_not_become_its_maker(client, staff, shelf):
    owner = factories.user("first@example.com", is_staff=True)
    row = Placement(query="mug", product=shelf[0])
    placements.keep(row, by=owner)
    sam = staff("Catalogue")
    address = reverse("admin:search_placement_change", args=[row.pk])
    assert sent(client, shelf[0], address, query="kettle").status_code == 302
    row.refresh_from_db()
    assert (row.normalised, row.made_by) == ("kettl", owner)
    assert LogEntry.objects.get(object_id=row.pk).user == sam


def test_a_second_placement_of_a_product_is_explained(client, owner, shelf):
    sent(client, shelf[0], query="red mug", kind="bury")
    page = sent(client, shelf[0], query="Mugs, RED").content.decode()
    assert "which means the same query" in page
    assert "bury at the end, Olga" in page
    assert reverse("admin:search_placement_change", args=[Placement.objects.get().pk]) in page
    assert Placement.objects.count() == 1
    assert sent(client, shelf[0], query="blue mug").status_code == 302


def test_two_who_save_in_the_same_moment_are_told(client, owner, shelf):
    """The form of the second saw nothing yet; the constraint does, and without `keep` the page would fail."""
    sent(client, shelf[0])
    with mock.patch.object(placements, "other", side_effect=[None, Placement.objects.get()]):
        page = sent(client, shelf[0], follow=True)
    assert page.status_code == 200
    assert "already has a placement" in page.content.decode()
    assert Placement.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"query": "!!!"}, "Nothing of this is searched for"),
        ({"query": ""}, "required"),
        ({"kind": "burn"}, "not one of the available choices"),
        ({"position": "-1"}, "greater than or equal to 0"),
        ({"position": "99999"}, "32767"),
    ],
)
def test_what_is_wrong_is_said(client, owner, shelf, fields, complaint):
    assert complaint in sent(client, shelf[0], **fields).content.decode()
    assert not Placement.objects.exists()


def test_moments_that_make_no_sense_are_refused(client, owner, shelf):
    now = timezone.now()
    page = sent(client, shelf[0], ends_at=now - timedelta(hours=1)).content.decode()
    assert "This moment has passed" in page
    page = sent(
        client, shelf[0], starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=1)
    ).content.decode()
    assert "It would end before it begins." in page
    assert not Placement.objects.exists()


def test_an_old_one_can_be_noted_on_though_its_end_has_passed(client, owner, shelf):
    row = Placement(
        query="mug", product=shelf[0], ends_at=timezone.now().replace(microsecond=0) - timedelta(days=1)
    )
    placements.keep(row, by=owner)
    address = reverse("admin:search_placement_change", args=[row.pk])
    assert sent(client, shelf[0], address, ends_at=row.ends_at, note="Winter").status_code == 302


def test_rivals_for_a_place_are_told_of(client, owner, shelf):
    now = timezone.now()
    sent(client, shelf[0], ends_at=now + timedelta(days=1))
    page = sent(client, shelf[5], follow=True).content.decode()
    assert "wants place 1 at the same time" in page
    later = sent(
        client, shelf[10], follow=True, position=2, starts_at=now + timedelta(days=3)
    ).content.decode()
    assert "wants place" not in later
    after = Placement.objects.get(product=shelf[5])
    assert placements.rivals(after) == [Placement.objects.get(product=shelf[0])]
    assert placements.rivals(Placement.objects.get(product=shelf[10])) == []


def test_a_product_that_nobody_can_buy_is_told_of(client, owner, shelf):
    draft = factories.product("Draft mug", status="draft", published_at=None)
    assert "is not published" in sent(client, draft, follow=True).content.decode()


def test_states_as_badges_and_filters(client, owner, shelf):
    now, day = timezone.now(), timedelta(days=1)
    for product, starts_at, ends_at in (
        (shelf[0], None, None),
        (shelf[1], now + day, None),
        (shelf[2], None, now - day),
    ):
        placements.keep(
            Placement(query="mug", product=product, starts_at=starts_at, ends_at=ends_at), by=owner
        )
    address = reverse("admin:search_placement_changelist")
    for state, product in (("in_force", shelf[0]), ("planned", shelf[1]), ("over", shelf[2])):
        answer = client.get(f"{address}?state={state}")
        rows = list(answer.context["cl"].result_list)
        assert [row.product for row in rows] == [product]
        assert rows[0].state() == state
    page = client.get(address).content.decode()
    assert all(str(label) in page for label in Placement.State.labels)
    assert len(client.get(f"{address}?state=nonsense").context["cl"].result_list) == 3


def test_the_form_shows_the_results_beside_it_and_takes_words_from_the_address(client, owner, shelf):
    page = client.get(f"{ADD}?query=kettle&kind=bury&product={shelf[1].pk}").content.decode()
    assert 'value="kettle"' in page
    assert shelf[1].title in page
    for wrong in ("x", "0", "9" * 30, "９", ""):
        assert client.get(f"{ADD}?product={wrong}&kind=burn&starts_at=x").status_code == 200
    sent(client, shelf[0])
    page = client.get(
        reverse("admin:search_placement_change", args=[Placement.objects.get().pk])
    ).content.decode()
    assert f'hx-get="{TRY}?q=mug"' in page
    part = client.get(f"{TRY}?q=mug", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert shelf[0].title in part


def test_trying_shows_results_with_their_reasons(client, staff, shelf):
    staff("Catalogue")
    Synonym.objects.create(words="tumbler, mug")
    answer = client.get(f"{TRY}?q=mug")
    page = answer.content.decode()
    rows = answer.context["rows"]
    assert [row.card.id for row in rows] == order()[:24]
    assert [row.place for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0].in_title == ("mug",)
    assert "In its title: mug." in page
    assert rows[0].hit.words > 0
    by_synonym = client.get(f"{TRY}?q=tumbler").context["rows"][0]
    assert (by_synonym.in_title, by_synonym.instead) == ((), ("mug",))


def test_trying_says_how_words_were_read(client, owner, shelf):
    page = client.get(f"{TRY}?q=kettel+under+20").content.decode()
    assert "Corrected to" in page
    assert "kettle under 20" in page
    assert "up to €20.00" in page
    exact = client.get(f"{TRY}?q=kettel&as=exact").content.decode()
    assert "Corrected to" not in exact
    assert client.get(f"{TRY}?q=lamp&mode=lexical").context["mode"] == "lexical"
    assert client.get(f"{TRY}?q=lamp&mode=nonsense").context["mode"] == "hybrid"


def test_trying_leaves_no_trace_in_the_log(client, owner, shelf):
    for address in (f"{TRY}?q=mug", f"{TRY}?q=mug&mine=1"):
        client.get(address, headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    assert not LoggedQuery.objects.exists()
    client.get("/search/?q=mug", headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    assert LoggedQuery.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    ["", " ", "!!!", "the", "1" * 300, "\x00", "<b>", "'; DROP TABLE x; --", "水壶", "🫖", "mug&page=999999"],
)
def test_whatever_is_tried_there_is_a_page(client, owner, shelf, words):
    page = client.get(TRY, {"q": words})
    assert page.status_code == 200
    assert "<b>" not in page.content.decode()


def test_one_click_pins_and_another_lets_go(client, staff, shelf):
    sam = staff("Catalogue")
    last = order()[-1]
    page = client.post(PLACE, {"q": "mug", "product": last, "kind": "pin"}, follow=True)
    assert order()[0] == last
    assert page.context["rows"][0].hit.is_pinned
    assert "Pinned in" in page.content.decode()
    row = Placement.objects.get()
    assert row.made_by == sam
    assert "Pinned in" in LogEntry.objects.get(object_id=row.pk).get_change_message()
    second = order()[-1]
    client.post(PLACE, {"q": "mugs", "product": second, "kind": "pin"})
    assert order()[:2] == [last, second]
    client.post(PLACE, {"q": "mug", "product": last, "kind": "bury"})
    assert order()[0] == second
    assert order()[-1] == last
    client.post(PLACE, {"q": "mug", "product": last, "kind": "lift"})
    assert Placement.objects.get().product_id == second


def test_a_click_makes_a_planned_one_hold_now(client, owner, shelf):
    row = Placement(
        query="mug", product=shelf[0], starts_at=timezone.now() + timedelta(days=9), note="Christmas"
    )
    placements.keep(row, by=owner)
    client.post(PLACE, {"q": "mug", "product": shelf[0].pk, "kind": "pin"})
    row.refresh_from_db()
    assert (row.state(), row.note) == ("in_force", "Christmas")


@pytest.mark.parametrize(
    "fields",
    [
        {"product": "x", "kind": "pin"},
        {"product": "0", "kind": "pin"},
        {"product": "{id}", "kind": "burn"},
        {"product": "{id}", "kind": "pin", "q": "???"},
        {"product": "{id}", "kind": "pin", "q": ""},
    ],
)
def test_a_click_on_nonsense_says_so(client, owner, shelf, fields):
    values = {"q": "mug"} | {name: value.format(id=shelf[0].pk) for name, value in fields.items()}
    page = client.post(PLACE, values, follow=True)
    assert page.status_code == 200
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert not Placement.objects.exists()


def test_only_posts_place(client, owner, shelf):
    assert client.get(PLACE).status_code == 405


def test_who_may_only_look_finds_no_buttons_and_cannot_post(client, sam, shelf):
    sam.user_permissions.add(Permission.objects.get(codename="view_placement"))
    client.force_login(sam)
    page = client.get(f"{TRY}?q=mug").content.decode()
    assert shelf[0].title in page
    assert 'value="pin"' not in page
    client.post(PLACE, {"q": "mug", "product": shelf[0].pk, "kind": "pin"})
    assert not Placement.objects.exists()


@pytest.mark.parametrize("role", ["Orders", "Support"])
def test_other_roles_see_none_of_it(client, staff, shelf, role):
    staff(role)
    for address in (TRY, ADD, "/admin/search/placement/"):
        assert client.get(address).status_code == 403
    assert client.post(PLACE, {"q": "mug", "product": shelf[0].pk, "kind": "pin"}).status_code == 403
    assert not Placement.objects.exists()


def test_the_page_asks_as_much_at_twenty_results_as_at_two(client, owner, db, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(60) as asked:
            assert client.get(f"{TRY}?q=teapot").status_code == 200
        return len(asked)

    reindex(*[factories.product(f"Teapot {number}") for number in range(2)])
    queries()
    few = queries()
    reindex(*[factories.product(f"Teapot {number}") for number in range(2, 20)])
    queries()
    assert queries() == few <= 25
