"""What schemathesis asks as: Alice, in a session of each request's own where the request may end the session."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import schemathesis

ENDING = (
    "/auth/session/",
    "/auth/sessions/",
    "/auth/login",
    "/auth/signup",
    "/auth/second",
    "/auth/passkeys",
    "/auth/password",
)
SESSIONS = Path(os.environ["API_SESSIONS"]).read_text().split() if "API_SESSIONS" in os.environ else []
given = iter(SESSIONS * 50)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """A request that is sent with Alice's token and could end it gets another one of hers."""
    if not any(path in case.operation.path for path in ENDING):
        return
    for headers in (case.headers, kwargs.get("headers")):
        if headers and "X-Session-Token" in headers:
            headers["X-Session-Token"] = next(given)
