"""Which colour a state has in lists: unfold's kinds of labels by the value of the state."""

from __future__ import annotations

from search.models import Build, EncoderVersion, Placement

BUILD = {
    Build.State.BUILDING.value: "info",
    Build.State.ACTIVE.value: "success",
    Build.State.RETIRED.value: "",
    Build.State.FAILED.value: "danger",
}
ENCODER = {
    EncoderVersion.State.TRAINING.value: "info",
    EncoderVersion.State.CANDIDATE.value: "warning",
    EncoderVersion.State.ACTIVE.value: "success",
    EncoderVersion.State.RETIRED.value: "",
    EncoderVersion.State.FAILED.value: "danger",
}
PLACEMENT = {
    Placement.State.IN_FORCE.value: "success",
    Placement.State.PLANNED.value: "info",
    Placement.State.OVER.value: "",
}
KIND = {Placement.Kind.PIN.value: "primary", Placement.Kind.BURY.value: "warning"}
