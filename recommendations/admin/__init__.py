"""What staff see of recommendations: versions of what was learned, in a group of their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recommendations.admin import versions
from shop.admin import navigation

__all__ = ["versions"]

navigation.add(
    navigation.Group(
        title=_("Recommendations"),
        entries=(navigation.Entry(model="recommendations.Version", icon="recommend"),),
    )
)
