"""Structured logs with a request id: coloured lines on a developer's terminal, one JSON object a line elsewhere."""

from __future__ import annotations

from typing import Any

import structlog

SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def without_needless_traceback(
    _logger: Any, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """A page that is not there or not for everybody is no error: its line says enough."""
    record = event.get("_record")
    if record is not None and getattr(record, "status_code", 500) < 500:
        event.pop("exc_info", None)
    return event


def configuration(*, as_json: bool, level: str) -> dict[str, Any]:
    """A logging.config dictionary; also sets up structlog itself."""
    structlog.configure(
        processors=[
            *SHARED,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    plain = (
        structlog.dev.plain_traceback
    )  # the default one shows local variables, which may hold secrets, and is slow
    renderers: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, exception_formatter=plain)]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    without_needless_traceback,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *renderers,
                ],
                "foreign_pre_chain": SHARED,
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["console"], "level": level, "propagate": False},
            "uvicorn.access": {"level": "WARNING"},
            "django_structlog": {"level": level if as_json else "WARNING"},
            "stripe": {"level": "WARNING"},
        },
    }
