"""A plain app: JSON in and out before a real server. What fails raises, because it prepares what others try."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests

AGENT = {"User-Agent": "Marigold/1.0 (fuzz)"}


class Phone:
    """`headers` are those of the last answer."""

    def __init__(self, url: str, *, session: str = "") -> None:
        self.url, self.session, self.headers = url, session, {}
        self.web = requests.Session()

    @property
    def origin(self) -> str:
        return self.url

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.session:
            named["X-Session-Token"] = self.session
        answer = self.web.request(
            method, f"{self.url}/api/v1/{path}", json=body, headers={**AGENT, **named}, timeout=30
        )
        self.headers = answer.headers  # type: ignore[assignment]
        return answer.status_code, answer.json() if answer.content else None

    def _good(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        status, told = self.ask(method, path, body, **headers)
        assert status < 300, (method, path, body, status, told)
        return told

    def get(self, path: str, **headers: str) -> Any:
        return self._good("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._good("POST", path, {} if body is None else body, **headers)

    def delete(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._good("DELETE", path, body, **headers)
