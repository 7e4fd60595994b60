"""The Celery application. A killed worker loses no task: acknowledged late, redelivered within seconds."""

from __future__ import annotations

import os

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("marigold")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _warm(**_kwargs: object) -> None:
    """Documents are encoded by workers too."""
    from search import warming

    warming.begin(warming.warm)
