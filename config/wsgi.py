"""The WSGI entry point, for hosts that offer nothing else."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Small products of numpy are quicker than the threads that would share them, which spin while they wait: half of a page's time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

application = get_wsgi_application()
