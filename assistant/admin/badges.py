"""Which colour a state has in lists: unfold's kinds of labels by the value of the state."""

from __future__ import annotations

from assistant.models import Description, DescriptionRun, DescriptionRunItem, SentimentVersion, WriterVersion

DESCRIPTION = {
    Description.State.PROPOSED.value: "primary",
    Description.State.PUBLISHED.value: "success",
    Description.State.ACCEPTED.value: "",
    Description.State.REJECTED.value: "danger",
}
RUN = {
    DescriptionRun.State.RUNNING.value: "info",
    DescriptionRun.State.PAUSED.value: "warning",
    DescriptionRun.State.DONE.value: "success",
    DescriptionRun.State.CANCELLED.value: "danger",
}
RUN_ITEM = {
    DescriptionRunItem.State.WAITING.value: "",
    DescriptionRunItem.State.DONE.value: "success",
    DescriptionRunItem.State.SKIPPED.value: "warning",
    DescriptionRunItem.State.FAILED.value: "danger",
}
SENTIMENT = {
    SentimentVersion.State.TRAINING.value: "info",
    SentimentVersion.State.ACTIVE.value: "success",
    SentimentVersion.State.CANDIDATE.value: "warning",
    SentimentVersion.State.RETIRED.value: "",
    SentimentVersion.State.FAILED.value: "danger",
}
WRITER = {
    WriterVersion.State.TRAINING.value: "info",
    WriterVersion.State.ACTIVE.value: "success",
    WriterVersion.State.CANDIDATE.value: "warning",
    WriterVersion.State.RETIRED.value: "",
    WriterVersion.State.FAILED.value: "danger",
}
