"""All requests of a process share their connections to Redis."""

from __future__ import annotations

from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache

from config.cache import ForgivingRedisCache

ADDRESS = "redis://127.0.0.1:1/0"


def test_caches_of_one_address_share_a_client() -> None:
    assert ForgivingRedisCache(ADDRESS, {})._cache is ForgivingRedisCache(ADDRESS, {})._cache
    other = ForgivingRedisCache(ADDRESS, {"OPTIONS": {"socket_timeout": 3}})
    assert other._cache is not ForgivingRedisCache(ADDRESS, {})._cache
    assert RedisCache(ADDRESS, {})._cache is not RedisCache(ADDRESS, {})._cache


def test_the_second_of_two_caches_does_not_connect_anew() -> None:
    settings = (cache._servers, {"OPTIONS": cache._options, "KEY_PREFIX": "test"})

    def connections(kind: type[RedisCache]) -> set[int]:
        found = set()
        for _ in range(2):
            one = kind(*settings)
            one.set("shared", 1)
            assert one.get("shared") == 1
            found.add(one._cache.get_client().client_id())
        return found

    assert len(connections(ForgivingRedisCache)) == 1
    assert len(connections(RedisCache)) == 2
