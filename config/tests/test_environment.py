"""Settings from the environment: what is malformed stops the start and is named."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

ANDROID = "android:apk-key-hash:pNiP5iKyQ8JwgGOaKA1zGPUPJIS-0H1xKCQcfIoGLck"


def test_origins_of_apps_are_read_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_PASSKEY_ORIGINS", f"{ANDROID} https://app.example.com")
    assert environment.app_origins("API_PASSKEY_ORIGINS") == [ANDROID, "https://app.example.com"]
    for wrong in ("android:apk-key-hash:short", ANDROID[:-1], "http://app.example.com", "*"):
        monkeypatch.setenv("API_PASSKEY_ORIGINS", wrong)
        with pytest.raises(ImproperlyConfigured, match="SHA-256"):
            environment.app_origins("API_PASSKEY_ORIGINS")
