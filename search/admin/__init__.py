"""What merchants steer the search with and learn from it: pages of the administration, in a group of their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from search.admin import analytics, builds, encoders, log, placements, rankings, synonyms, trying
from shop.admin import navigation, pages

__all__ = ["analytics", "builds", "encoders", "log", "placements", "rankings", "synonyms", "trying"]

for _route, _view, _name, _right in (
    ("search/analytics/", analytics.show, "search_analytics", "view_analytics"),
    ("search/analytics/<slug:name>.csv", analytics.export, "search_analytics_export", "view_analytics"),
    ("search/try/", trying.show, "search_try", "view_placement"),
    ("search/try/place/", trying.place, "search_try_place", "view_placement"),
    ("search/synonym/preview/", synonyms.preview, "search_synonym_preview", "view_synonym"),
    ("search/build/progress/", builds.progress, "search_build_progress", "view_build"),
    ("search/build/begin/", builds.begin, "search_build_begin", "add_build"),
    ("search/tuning/<int:pk>/use/", rankings.use, "search_tuning_use", "change_tuning"),
    ("search/encoderversion/progress/", encoders.progress, "search_encoder_progress", "view_encoderversion"),
    ("search/encoderversion/train/", encoders.train, "search_encoder_train", "add_encoderversion"),
    ("search/encoderversion/<int:pk>/use/", encoders.use, "search_encoder_use", "change_encoderversion"),
):
    pages.add(_route, _view, name=_name, right=f"search.{_right}")

navigation.add(
    navigation.Group(
        title=_("Search"),
        entries=(
            navigation.Entry(
                page="search_analytics",
                right="search.view_analytics",
                icon="monitoring",
                title=_("What is searched"),
            ),
            navigation.Entry(
                page="search_try",
                right="search.view_placement",
                icon="frame_inspect",
                title=_("Try a search"),
            ),
            navigation.Entry(model="search.Placement", icon="push_pin", title=_("Pinned and buried")),
            navigation.Entry(model="search.Synonym", icon="swap_horiz"),
            navigation.Entry(model="search.LoggedQuery", icon="manage_search", title=_("Every search")),
            navigation.Entry(model="search.Build", icon="database", title=_("Index")),
            navigation.Entry(model="search.Tuning", icon="leaderboard"),
            navigation.Entry(model="search.EncoderVersion", icon="neurology"),
        ),
    )
)
