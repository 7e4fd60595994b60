"""Which colour a status has in lists: unfold's kinds of labels by its value."""

from __future__ import annotations

from recommendations.models import Version

VERSION = {
    Version.Status.TRAINING.value: "info",
    Version.Status.CANDIDATE.value: "warning",
    Version.Status.LIVE.value: "success",
    Version.Status.RETIRED.value: "",
    Version.Status.FAILED.value: "danger",
}
