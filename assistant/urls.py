"""Addresses of the assistant."""

from __future__ import annotations

from django.urls import path

from assistant.views import deeds, history, page, stream

app_name = "assistant"
urlpatterns = [
    path("chat/", page.show, name="chat"),
    path("chat/panel/", page.panel, name="panel"),
    path("chat/updates/", page.updates, name="updates"),
    path("chat/stream/", stream.stream, name="stream"),
    path("chat/answer/", stream.answer, name="answer"),
    path("chat/confirm/", deeds.confirm, name="confirm"),
    path("chat/rate/", page.rate, name="rate"),
    path("chat/close/", page.close, name="close"),
    path("chat/history/", history.index, name="history"),
    path("chat/history/delete/", history.delete_all, name="delete_all"),
    path("chat/history/export/", history.export, name="export"),
    path("chat/history/<uuid:key>/", history.conversation, name="conversation"),
    path("chat/history/<uuid:key>/delete/", history.delete, name="delete"),
]
