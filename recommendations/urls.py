"""Addresses of the recommendations."""

from __future__ import annotations

from django.urls import path

from recommendations.views import interests, shelves, why

app_name = "recommendations"
urlpatterns = [
    path("for-you/", shelves.for_you, name="for_you"),
    path("for-you/shelves/<slug:place>/", shelves.fragment, name="shelves"),
    path("for-you/why/<str:token>/", why.show, name="why"),
    path("for-you/why/<str:token>/say/", why.say, name="say"),
    path("for-you/history/", why.history, name="history"),
    path("for-you/interests/", interests.show, name="interests"),
    path("for-you/interests/change/", interests.change, name="interests_change"),
]
