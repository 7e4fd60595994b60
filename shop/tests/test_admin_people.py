"""The owner invites staff and gives roles; nobody else gives anybody anything, and a shop keeps its owner."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse

from shop.models import User
from shop.tests import factories
from shop.tests.merchant import errors, save

pytestmark = pytest.mark.django_db
LIST = "/admin/shop/user/"
ADD = "/admin/shop/user/add/"


def _address(user):
    return reverse("admin:shop_user_change", args=[user.pk])


def test_the_owner_invites_somebody_who_then_enters_with_the_role(client, owner):
    role = Group.objects.get(name="Orders")
    page = save(client, ADD, email="New@Example.com", name="Nora New", is_staff="on", groups=[role.pk])
    assert "A link to choose a password was sent" in page.content.decode()
    nora = User.objects.get(name="Nora New")
    assert (nora.email, nora.is_staff, nora.is_superuser) == ("new@example.com", True, False)
    assert not nora.has_usable_password()
    link = re.search(r"http://\S+/account/password/reset/key/\S+", mail.outbox[0].body)
    assert link, mail.outbox[0].body
    client.logout()
    form = client.get(link[0], follow=True)
    client.post(
        form.request["PATH_INFO"],
        {"password1": "correct horse battery", "password2": "correct horse battery"},
    )
    assert client.login(email=nora.email, password="correct horse battery")
    assert client.get("/admin/shop/order/").status_code == 200
    assert client.get("/admin/shop/product/add/").status_code == 403


def test_the_owner_gives_and_takes_roles_with_a_trace(client, owner, sam):
    assert client.get(_address(sam)).status_code == 200
    catalogue = Group.objects.get(name="Catalogue")
    save(client, _address(sam), groups=[catalogue.pk])
    assert list(sam.groups.all()) == [catalogue]
    assert "Catalogue" in client.get(f"{LIST}?kind=staff").content.decode()
    save(client, _address(sam), groups=[])
    assert not sam.groups.exists()
    history = client.get(reverse("admin:shop_user_history", args=[sam.pk])).content.decode()
    assert "Changed" in history


def test_the_owner_cannot_lock_themselves_out(client, owner):
    save(client, _address(owner), is_staff="", is_active="", is_superuser="")
    owner.refresh_from_db()
    assert (owner.is_staff, owner.is_active, owner.is_superuser) == (True, True, True)


def test_an_address_is_taken_in_any_case_of_letters(client, owner, alice):
    page = save(client, ADD, email="ALICE@example.com", name="Other")
    assert "An account with this e-mail address exists." in errors(page)
    assert User.objects.count() == 2


def test_passwords_are_nowhere_and_verified_addresses_are_said(client, owner, alice):
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    page = client.get(_address(alice)).content.decode()
    assert alice.password not in page
    assert 'name="password"' not in page
    assert 'name="is_superuser"' not in page


@pytest.mark.parametrize("role", ["Catalogue", "Orders", "Support"])
def test_roles_give_nothing(client, staff, sam, alice, role):
    staff(role)
    groups = [Group.objects.get(name="Catalogue").pk]
    posted = {"email": "x@example.com", "name": "X", "is_staff": "on", "is_superuser": "on", "groups": groups}
    for address in (ADD, _address(sam), _address(alice)):
        assert client.post(address, posted).status_code == 403, address
    assert client.get("/admin/auth/group/").status_code == 403
    assert client.post(reverse("admin:shop_user_delete", args=[alice.pk]), {"post": "yes"}).status_code == 403
    for user in (sam, alice):
        user.refresh_from_db()
        assert not user.is_superuser
    assert list(sam.groups.values_list("name", flat=True)) == [role]
    assert (client.get(LIST).status_code == 200) == (role == "Support")


def test_support_finds_a_shopper_and_their_orders(client, staff, alice, bob):
    staff("Support")
    order = factories.placed_order(alice)
    factories.placed_order(bob)
    page = client.get(f"{LIST}?q=alice&kind=shopper").content.decode()
    assert alice.email in page
    assert bob.email not in page
    link = f"/admin/shop/order/?user__id__exact={alice.pk}"
    assert link in client.get(_address(alice)).content.decode()
    found = client.get(link).content.decode()
    assert order.number in found
    assert "1 order, " in found


def test_roles_show_their_members_and_can_be_changed_by_the_owner(client, owner, sam):
    sam.groups.add(Group.objects.get(name="Support"))
    page = client.get("/admin/auth/group/").content.decode()
    assert all(name in page for name in ("Catalogue", "Orders", "Support"))
    assert client.get(reverse("admin:auth_group_change", args=[Group.objects.first().pk])).status_code == 200


def test_the_list_asks_as_much_at_twenty_rows_as_at_two(client, owner, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(40) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    def more(count):
        for _ in range(count):
            factories.user().groups.add(*Group.objects.all())

    more(1)
    few = queries()
    more(18)
    assert queries() == few
