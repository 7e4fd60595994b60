"""The Celery application. A killed worker loses no task: acknowledged late, redelivered within seconds."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("marigold")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
