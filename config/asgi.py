"""The ASGI entry point, served by uvicorn."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Small products of numpy are quicker than the threads that would share them, which spin while they wait: half of a page's time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

application = get_asgi_application()

from assistant import warming as assistant_warming  # noqa: E402 - after Django's set-up
from search import warming  # noqa: E402

warming.begin()
assistant_warming.begin()
