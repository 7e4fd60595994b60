"""The WSGI entry point, for hosts that offer nothing else."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from config import entry

entry.prepare()

application = get_wsgi_application()
