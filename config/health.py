"""Answers for load balancers: live says that the process runs, ready that it can serve a shopper."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "live"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 while PostgreSQL cannot answer; Redis is reported but not required, because the shop sells without it."""
    checks = {"database": _database_answers(), "redis": _redis_answers()}
    status = 200 if checks["database"] else 503
    return JsonResponse(
        {"status": "ready" if status == 200 else "unavailable", "checks": checks}, status=status
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _redis_answers() -> bool:
    import redis
    from django.conf import settings

    try:
        return bool(
            redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1).ping()
        )
    except redis.RedisError:
        return False
