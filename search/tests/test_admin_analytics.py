"""The page of what is searched: what it draws, who may see it, and its files."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from search.tests.searches import clicked, searched
from shop.tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/admin/search/analytics/"


def page_of(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def busy(db):
    product = factories.product()
    for person in range(4):
        clicked(searched("teapot", by=person), product, 1)
        searched("hammock", by=person, results=0)
        searched("teepot", by=person, corrected="teapot")
    searched("karl from mainz", by=1)


def test_a_shop_nobody_searches_says_what_will_be_here(client, owner):
    page = page_of(client)
    assert "Nobody searched in this time" in page
    assert "<rect" not in page.split('id="content"')[1]


def test_figures_plots_and_lists(client, owner, busy):
    page = page_of(client)
    assert page.count('class="m-plot__bar"') == 3 * 30
    assert "30.8 %" in page  # 4 of 13 in vain
    assert "44.4 %" in page  # 4 of the 9 that found something
    for words in ("teapot", "hammock", "teepot", "karl from mainz"):
        assert words in page
    assert f"{reverse('admin:search_synonym_add')}?words=hammock" in page


def test_the_period_is_chosen_and_what_is_not_offered_is_thirty_days(client, owner):
    searched("teapot", by=1, days_ago=40)
    assert "Nobody searched" in page_of(client)
    assert "Nobody searched" not in page_of(client, f"{PAGE}?days=90")
    for wrong in ("0", "-1", "1e9", "", "９０", "ninety"):
        assert 'aria-current="page">30 days' in page_of(client, f"{PAGE}?days={wrong}")


def test_the_catalogue_role_sees_sums_and_no_rare_words(client, staff, busy):
    staff("Catalogue")
    page = page_of(client)
    assert "teapot" in page
    assert "karl" not in page
    assert "1 query was typed by fewer than 3 people" in page
    assert "/admin/search/loggedquery/" not in page
    file = client.get(f"{PAGE}top.csv").content.decode()
    assert "teapot" in file
    assert "karl" not in file


def test_who_may_see_the_log_sees_rare_words(client, staff, busy):
    sam = staff("Catalogue")
    sam.user_permissions.add(Permission.objects.get(codename="view_loggedquery"))
    assert "karl from mainz" in page_of(client)


@pytest.mark.parametrize("role", ["Orders", "Support"])
@pytest.mark.parametrize("name", ["", "top.csv"])
def test_other_roles_do_not_see_it(client, staff, busy, role, name):
    staff(role)
    assert client.get(PAGE + name).status_code == 403


def test_shoppers_and_strangers_are_sent_to_the_login(client, alice, busy):
    assert client.get(PAGE).status_code == 302
    client.force_login(alice)
    answer = client.get(PAGE)
    assert answer.status_code in {302, 403}
    assert b"teapot" not in answer.content


def test_files_are_safe_in_spreadsheets(client, owner):
    for person in range(3):
        searched('=HYPERLINK("http://evil")', by=person)
        searched("=cmd", by=person, corrected="@sum")
    answer = client.get(f"{PAGE}top.csv?days=7")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="search-top-7-days-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"]
    )
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["query", "searches", "people", "without_results", "click_through"]
    assert ['\'=hyperlink("http://evil")', "3", "3", "0", "0.0 %"] in rows
    corrections = client.get(f"{PAGE}corrections.csv").content.decode("utf-8-sig")
    assert "'=cmd,'@sum,3," in corrections


def test_every_list_is_a_file_and_others_are_not(client, owner, busy):
    for name, words in (
        ("top", "teapot"),
        ("empty", "hammock"),
        ("unchosen", "teepot"),
        ("corrections", "teepot"),
    ):
        assert words in client.get(f"{PAGE}{name}.csv").content.decode()
    assert client.get(f"{PAGE}users.csv").status_code == 404


def test_what_people_type_is_text(client, owner):
    for person in range(3):
        searched("<script>alert(1)</script>", by=person)
    page = page_of(client)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_asks_as_much_at_twenty_queries_as_at_two(client, owner, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(40) as asked:
            page_of(client)
        return len(asked)

    searched("mug", by=1)
    searched("lamp", by=2)
    few = queries()
    for number in range(18):
        searched(f"thing{number}", by=number)
    assert queries() == few <= 12


def test_drawings_need_no_style_and_no_script_of_others(client, owner, busy):
    content = page_of(client).split('id="content"')[1].split('id="modal"')[0]
    assert "<svg" in content
    assert "style=" not in content
    assert not re.search(r"(?:src|href)=\"https?://", content)


def test_a_day_leads_to_its_searches(client, owner, busy):
    searched("lantern", by=1, days_ago=3)
    links = [
        html.unescape(link)
        for link in re.findall(r'href="(/admin/search/loggedquery/\?at__year[^"]+)"', page_of(client))
    ]
    assert len(links) == 3 * 30
    listed = client.get(links[26]).context["cl"].result_list
    assert [row.text for row in listed] == ["lantern"]
    assert len(client.get(links[29]).context["cl"].result_list) == 13


def test_the_log_shows_searches_and_nobody(client, owner, alice):
    product = factories.product("Blue teapot")
    row = searched("teapot", user=alice)
    clicked(row, product, 3)
    for address in (
        reverse("admin:search_loggedquery_changelist"),
        reverse("admin:search_loggedquery_change", args=[row.pk]),
    ):
        page = page_of(client, address)
        assert "teapot" in page
        assert alice.email not in page
        assert str(alice.name) not in page
    assert "Blue teapot" in page
    assert "teapot" in page_of(client, "/admin/search/loggedquery/?q=Teapots")
    assert client.post(reverse("admin:search_loggedquery_delete", args=[row.pk])).status_code == 403


@pytest.mark.parametrize(
    ("outcome", "text"), [("empty", "hammock"), ("clicked", "teapot"), ("corrected", "teepot")]
)
def test_the_log_by_outcome(client, owner, busy, outcome, text):
    answer = client.get(f"/admin/search/loggedquery/?outcome={outcome}")
    assert {row.text for row in answer.context["cl"].result_list} == {text}
    assert len(answer.context["cl"].result_list) == 4


def test_the_log_is_for_the_owner(client, staff, busy):
    staff("Catalogue")
    assert client.get("/admin/search/loggedquery/").status_code == 403
