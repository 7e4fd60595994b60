"""What staff see of recommendations: how they learn, versions of what was learned, in a group of their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recommendations.admin import learning, versions
from shop.admin import navigation, pages

__all__ = ["learning", "versions"]

for _route, _view, _name, _right in (
    ("recommendations/learning/", learning.show, "learning", "view_version"),
    ("recommendations/version/progress/", versions.progress, "progress", "view_version"),
    ("recommendations/version/train/", versions.train, "train", "add_version"),
    ("recommendations/version/<int:pk>/use/", versions.use, "use", "change_version"),
    ("recommendations/version/<int:pk>/give-up/", versions.give_up, "give_up", "change_version"),
    ("recommendations/version/<int:pk>/compare/", versions.compare, "compare", "add_experiment"),
    ("recommendations/experiment/end/", versions.end, "end", "change_experiment"),
):
    pages.add(_route, _view, name=f"recommendations_{_name}", right=f"recommendations.{_right}")

navigation.add(
    navigation.Group(
        title=_("Recommendations"),
        entries=(
            navigation.Entry(
                page="recommendations_learning",
                right="recommendations.view_version",
                icon="insights",
                title=_("How they learn"),
            ),
            navigation.Entry(model="recommendations.Version", icon="recommend"),
        ),
    )
)
