"""The page of taught writers: one training however often it is asked for, and a way back from every one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from assistant import writers
from assistant.models import WriterVersion
from assistant.tests.test_writers import GOOD
from shop import broker
from shop.models import User

pytestmark = pytest.mark.django_db
S = WriterVersion.State
LIST = "admin:assistant_writerversion_changelist"


@pytest.fixture
def local(settings: Any) -> None:
    settings.WRITER = "local"


def version(folder: Path, *, state: str, after: float = 0) -> WriterVersion:
    folder.mkdir()
    (folder / "adapter_model.safetensors").touch()
    before, now = replace(GOOD, wrong=5), replace(GOOD, wrong=int(after))
    return WriterVersion.objects.create(
        folder=str(folder), state=state, report={"before": before.as_json(), "after": now.as_json()}
    )


def test_a_training_is_asked_for_once_and_its_progress_shown(
    client: Client, owner: User, local: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(
        broker.current_app, "send_task", lambda name, **given: sent.append((name, given["kwargs"]))
    )
    for _ in range(2):
        client.post(reverse("admin:writer_train"))
    training = WriterVersion.objects.get()
    assert sent == [("assistant.tasks.train_writer", {"version_id": training.pk})]
    WriterVersion.objects.update(progress=40)
    assert "40 %" in client.get(reverse(LIST)).content.decode()
    assert "HX-Refresh" not in client.get(reverse("admin:writer_progress")).headers
    WriterVersion.objects.update(state=S.FAILED)
    assert client.get(reverse("admin:writer_progress")).headers["HX-Refresh"] == "true"


def test_without_a_worker_or_a_local_writer_nothing_is_noted_and_the_page_says_what_to_do(
    client: Client, owner: User, local: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str, **_: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(broker.current_app, "send_task", fail)
    told = client.post(reverse("admin:writer_train"), follow=True).content.decode()
    assert "is Redis running?" in told
    settings.WRITER = ""
    told = client.post(reverse("admin:writer_train"), follow=True).content.decode()
    assert "set WRITER to local" in told
    assert "Teach the writer" not in told
    assert not WriterVersion.objects.exists()


def test_one_goes_back_to_an_older_writer_and_to_the_first(
    client: Client, owner: User, local: None, tmp_path: Path
) -> None:
    old = version(tmp_path / "old", state=S.RETIRED, after=2)
    new = version(tmp_path / "new", state=S.ACTIVE)
    assert writers.adapter() == Path(new.folder)
    page = client.get(reverse("admin:assistant_writerversion_change", args=[old.pk])).content.decode()
    assert "Go back to this one" in page
    assert "slot_error_rate" in page
    client.post(reverse("admin:writer_use", args=[old.pk]))
    assert writers.adapter() == Path(old.folder)
    assert list(WriterVersion.objects.order_by("pk").values_list("state", flat=True)) == [S.ACTIVE, S.RETIRED]
    client.post(reverse("admin:writer_use", args=[0]))
    assert writers.adapter() is None
    assert "50.0 → 20.0" in client.get(reverse(LIST)).content.decode()


def test_a_writer_whose_files_are_gone_is_not_used(
    client: Client, owner: User, local: None, tmp_path: Path
) -> None:
    lost = version(tmp_path / "lost", state=S.RETIRED)
    used = version(tmp_path / "used", state=S.ACTIVE)
    Path(lost.folder, "adapter_model.safetensors").unlink()
    told = client.post(reverse("admin:writer_use", args=[lost.pk]), follow=True).content.decode()
    assert "are gone" in told
    assert writers.adapter() == Path(used.folder)
