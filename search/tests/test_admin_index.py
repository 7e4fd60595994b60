"""The index, rankings and encoders in the administration: what is asked for is done once, and by the owner alone."""

from __future__ import annotations

from unittest import mock

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from kombu.exceptions import OperationalError

from search import asking, index, tasks, training, tuning
from search.admin import reports
from search.indexing import rebuild
from search.models import Build, EncoderVersion, Tuning
from search.roles import ROLES
from shop import broker

pytestmark = pytest.mark.django_db
BUILDS, BEGIN, PROGRESS = (
    "/admin/search/build/",
    "/admin/search/build/begin/",
    "/admin/search/build/progress/",
)
ENCODERS, TRAIN = "/admin/search/encoderversion/", "/admin/search/encoderversion/train/"


@pytest.fixture(autouse=True)
def nothing_asked():
    yield
    cache.delete_many([asking.INDEX, asking.TRAINING, asking.PROMOTION])


@pytest.fixture
def queue():
    """What was sent to workers, who do nothing."""
    with mock.patch.object(broker.current_app, "send_task") as send:
        yield send


@pytest.fixture
def held():
    """Another connection writes an index."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, 1)", [index.LOCKS + 1])
    yield
    other.close()


def messages_of(answer):
    return [str(message) for message in answer.context["messages"]]


def test_the_list_shows_state_size_and_a_button(client, owner, shelf):
    page = client.get(BUILDS).content.decode()
    assert "In use" in page
    assert "KB" in page
    assert "Write the index anew" in page
    row = Build.objects.get()
    detail = client.get(reverse("admin:search_build_change", args=[row.pk])).content.decode()
    assert "Average field lengths" in detail
    assert client.post(reverse("admin:search_build_delete", args=[row.pk])).status_code == 403


def test_two_clicks_are_one_index(client, owner, shelf, queue):
    first, second = (client.post(BEGIN, follow=True) for _ in range(2))
    assert "A worker writes the index anew" in messages_of(first)[0]
    assert "It was asked for already" in messages_of(second)[0]
    queue.assert_called_once_with("search.tasks.rebuild_index", kwargs={}, retry=False)
    assert LogEntry.objects.filter(user=owner).count() == 1
    assert "a worker begins as soon as it is free" in client.get(BUILDS).content.decode()


def test_the_worker_writes_it_and_it_may_be_asked_for_again(client, owner, shelf, queue):
    before = Build.objects.get(state="active")
    client.post(BEGIN)
    tasks.rebuild_index()
    assert Build.objects.get(state="active").pk > before.pk
    client.post(BEGIN)
    assert queue.call_count == 2


def test_an_index_in_work_is_not_begun_twice(client, owner, shelf, queue, held):
    assert "is being written at this moment" in messages_of(client.post(BEGIN, follow=True))[0]
    queue.assert_not_called()
    tasks.rebuild_index()  # what a second worker does: nothing, and no error
    assert Build.objects.count() == 1


def test_without_a_queue_it_says_so_and_can_be_tried_again(client, owner, shelf):
    with mock.patch.object(broker.current_app, "send_task", side_effect=OperationalError("no Redis")):
        answer = client.post(BEGIN, follow=True)
    assert "cannot be reached" in messages_of(answer)[0]
    assert not asking.progress().is_busy


def test_progress_is_polled_while_it_is_written_and_then_the_list_is_loaded_anew(client, owner, shelf, held):
    build = Build.objects.get()
    Build.objects.create(state="building", encoder="tiny", dimensions=8, cursor=shelf[9].pk)
    answer = client.get(PROGRESS)
    page = answer.content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "10 / 30" in page
    assert 'value="10" max="30"' in page
    assert "HX-Refresh" not in answer.headers
    assert build.state == "active"


def test_nothing_in_work_polls_no_more(client, owner, shelf):
    answer = client.get(PROGRESS)
    assert answer.headers["HX-Refresh"] == "true"
    assert "every 2s" not in answer.content.decode()


def test_an_interrupted_index_is_told_of(client, owner, shelf):
    Build.objects.create(state="building", encoder="tiny", dimensions=8, cursor=shelf[9].pk)
    page = client.get(BUILDS).content.decode()
    assert "interrupted at 10 of 30 products" in page
    assert "Write the index anew" in page


def test_only_posts_begin(client, owner, queue):
    assert client.get(BEGIN).status_code == 405
    queue.assert_not_called()


@pytest.fixture
def learned():
    ranking = tuning.Ranking()
    report = {"ndcg@10": {"before": 0.7, "after": 0.75}, "queries": 90}
    return Tuning.objects.create(source="clicks", weights=ranking.as_json(), report=report)


def test_a_ranking_is_put_in_use_and_taken_back(client, owner, shelf, learned):
    page = client.get(reverse("admin:search_tuning_change", args=[learned.pk])).content.decode()
    assert "ndcg@10" in page
    assert "+0.05" in page
    client.post(f"/admin/search/tuning/{learned.pk}/use/")
    learned.refresh_from_db()
    assert learned.is_active
    assert LogEntry.objects.get(object_id=learned.pk).get_change_message() == "Put in use"
    assert "Go back to the defaults" in client.get("/admin/search/tuning/").content.decode()
    client.post("/admin/search/tuning/0/use/")
    learned.refresh_from_db()
    assert not learned.is_active
    assert client.post("/admin/search/tuning/999/use/").status_code == 404
    assert client.get("/admin/search/tuning/0/use/").status_code == 405


@pytest.fixture
def trained():
    report = {"before": {"mrr": 0.5, "loss": 2.0}, "after": {"mrr": 0.58, "loss": 1.5}, "pairs": 900}
    return EncoderVersion.objects.create(name="tiny", state="retired", report=report)


def test_a_training_is_asked_for_once(client, owner, shelf, queue):
    first, second = (client.post(TRAIN, follow=True) for _ in range(2))
    assert "A worker trains an encoder" in messages_of(first)[0]
    assert "asked for already" in messages_of(second)[0]
    row = EncoderVersion.objects.get()
    queue.assert_called_once_with("search.tasks.train_encoder", kwargs={"version_id": row.pk}, retry=False)
    page = client.get(f"{ENCODERS}progress/")
    assert "every 2s" in page.content.decode()
    assert 'value="0" max="100"' in page.content.decode()


def test_a_training_nobody_could_be_told_of_can_be_asked_for_again(client, owner, shelf):
    with mock.patch.object(broker.current_app, "send_task", side_effect=OperationalError("no Redis")):
        assert "cannot be reached" in messages_of(client.post(TRAIN, follow=True))[0]
    assert EncoderVersion.objects.get().state == "failed"
    with mock.patch.object(broker.current_app, "send_task") as send:
        client.post(TRAIN)
    send.assert_called_once()


def test_workers_take_the_mark_away(owner, shelf, trained, queue):
    asking.for_promotion(trained)
    with pytest.raises(asking.Asked):
        asking.for_promotion(trained)
    with mock.patch.object(training, "promote") as promote:
        tasks.promote_encoder(version_id=trained.pk)
    promote.assert_called_once_with(trained)
    asking.for_promotion(trained)
    asking.for_training()
    with mock.patch.object(training, "run", side_effect=training.Running), pytest.raises(training.Running):
        tasks.train_encoder(version_id=EncoderVersion.objects.first().pk)
    assert cache.get(asking.TRAINING) is None


def test_a_training_that_runs_is_told_of(client, owner, queue):
    with mock.patch.object(training, "start", side_effect=training.Running):
        assert "in training at this moment" in messages_of(client.post(TRAIN, follow=True))[0]
    queue.assert_not_called()
    assert client.get(f"{ENCODERS}progress/").headers["HX-Refresh"] == "true"


def test_one_click_goes_back_to_an_encoder(client, owner, shelf, queue, trained):
    page = client.get(reverse("admin:search_encoderversion_change", args=[trained.pk])).content.decode()
    assert "Go back to this one" in page
    assert "+0.08" in page
    client.post(f"{ENCODERS}{trained.pk}/use/")
    again = client.post(f"{ENCODERS}{trained.pk}/use/", follow=True)
    assert "asked for already" in messages_of(again)[-1]
    queue.assert_called_once_with(
        "search.tasks.promote_encoder", kwargs={"version_id": trained.pk}, retry=False
    )


def test_what_never_ended_cannot_be_used(client, owner, queue):
    row = EncoderVersion.objects.create(name="tiny", state="failed", error="out of memory")
    page = client.get(reverse("admin:search_encoderversion_change", args=[row.pk])).content.decode()
    assert "out of memory" in page
    assert "/use/" not in page
    assert client.post(f"{ENCODERS}{row.pk}/use/").status_code == 404


def test_the_encoder_of_the_settings_is_one_click_away(client, owner, queue, trained):
    assert "encoder of the settings" not in client.get(ENCODERS).content.decode()
    EncoderVersion.objects.update(state="active")
    assert "encoder of the settings" in client.get(ENCODERS).content.decode()
    client.post(f"{ENCODERS}0/use/")
    queue.assert_called_once_with("search.tasks.promote_encoder", kwargs={"version_id": None}, retry=False)


def test_while_an_index_is_written_no_encoder_is_changed(client, owner, queue, trained, held):
    answer = client.post(f"{ENCODERS}{trained.pk}/use/", follow=True)
    assert "is being written" in messages_of(answer)[0]
    queue.assert_not_called()


@pytest.mark.parametrize("role", ["Catalogue", "Orders", "Support"])
def test_only_the_owner_sees_and_moves_these(client, staff, queue, role):
    staff(role)
    trained = EncoderVersion.objects.create(name="tiny", state="retired")
    learned = Tuning.objects.create(source="clicks", weights=tuning.Ranking().as_json())
    for address in (BUILDS, PROGRESS, ENCODERS, f"{ENCODERS}progress/", "/admin/search/tuning/"):
        assert client.get(address).status_code == 403, address
    for address in (BEGIN, TRAIN, f"{ENCODERS}{trained.pk}/use/", f"/admin/search/tuning/{learned.pk}/use/"):
        assert client.post(address).status_code == 403, address
    queue.assert_not_called()
    learned.refresh_from_db()
    assert not learned.is_active


def rights_of(name):
    rights = Permission.objects.filter(group__name=name, content_type__app_label="search")
    return set(rights.values_list("codename", flat=True))


def test_roles_have_the_rights_that_are_written_down(db):
    assert rights_of("Catalogue") == ROLES["Catalogue"]
    assert rights_of("Orders") == rights_of("Support") == set()


def test_the_sidebar_has_a_group_for_who_may_see_it(client, staff):
    staff("Catalogue")
    page = client.get("/admin/").content.decode()
    for address in (
        "/admin/search/analytics/",
        "/admin/search/try/",
        "/admin/search/synonym/",
        "/admin/search/placement/",
    ):
        assert f'href="{address}"' in page
    for address in (BUILDS, ENCODERS, "/admin/search/tuning/", "/admin/search/loggedquery/"):
        assert f'href="{address}"' not in page
    staff("Support")
    assert "/admin/search/try/" not in client.get("/admin/").content.decode()


def test_the_address_of_the_group_leads_somewhere(client, owner):
    assert client.get("/admin/search/").status_code == 302
    assert client.get("/admin/search/?s=zzz").status_code == 200


def test_reports_show_measures_before_facts():
    report = {
        "pairs": 12,
        "before": {"mrr": 0.5},
        "after": {"mrr": 0.4, "new": 1},
        "p95 ms": {"before": 30.0, "after": 20.0},
        "losses": list(range(9)),
        "set": {"name": "films", "ok": True},
        "words": {f"word{number}": 0.5 for number in range(41)},
    }
    rows = {row.name: row for row in reports.rows(report)}
    assert list(rows)[:3] == ["mrr", "new", "p95 ms"]
    assert (rows["mrr"].change, rows["mrr"].is_better) == ("−0.1", False)
    assert (rows["p95 ms"].change, rows["p95 ms"].is_better) == ("−10", True)
    assert (rows["new"].before, rows["new"].change) == ("–", "")
    assert rows["losses"].after == "0, 1, 2, …, 6, 7, 8"
    assert (rows["set.name"].after, rows["words"].after) == ("films", "(41)")
    assert reports.rows(None) == reports.rows([1]) == reports.rows({}) == ()
    assert rebuild.is_running() is False
