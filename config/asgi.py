"""The ASGI entry point, served by uvicorn."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()

from assistant import warming as assistant_warming  # noqa: E402 - after Django's set-up
from search import warming  # noqa: E402

warming.begin()
assistant_warming.begin()
