"""The ASGI entry point, served by uvicorn."""

from __future__ import annotations

import django

from config import entry

entry.prepare()

django.setup(set_prefix=False)

from config.handler import Handler  # noqa: E402 - after Django's set-up

application = Handler()

from assistant import warming as assistant_warming  # noqa: E402 - after Django's set-up
from search import warming  # noqa: E402

warming.begin(warming.warm, assistant_warming.warm, name="warm server")
