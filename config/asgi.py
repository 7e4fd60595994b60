"""The ASGI entry point, served by uvicorn."""

from __future__ import annotations

from django.core.asgi import get_asgi_application

from config import entry

entry.prepare()

application = get_asgi_application()

from assistant import warming as assistant_warming  # noqa: E402 - after Django's set-up
from search import warming  # noqa: E402

warming.begin(warming.warm, assistant_warming.warm, name="warm server")
