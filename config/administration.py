"""How the merchant's administration looks and where it is entered: what django-unfold wants to know.

Colours are the storefront's (static/css/tokens.css) as the scales that unfold expects; what stands in the sidebar is
decided for each request by shop/admin/navigation.py.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _


def _file(path: str) -> Any:
    """The address of a static file, asked for when a page is made."""

    def address(request: HttpRequest) -> str:
        return static(path)

    return address


MARIGOLD = {
    "50": "#fdf6e7",
    "100": "#fdecc4",
    "200": "#fbdb90",
    "300": "#f9c45a",
    "400": "#f7b035",
    "500": "#f0980f",
    "600": "#a55200",
    "700": "#8f4700",
    "800": "#743a06",
    "900": "#5f310a",
    "950": "#371903",
}
PAPER_AND_INK = {
    "50": "#fbf7ef",
    "100": "#f3ecdd",
    "200": "#e3d9c5",
    "300": "#cdc6b5",
    "400": "#a3aa9d",
    "500": "#5d685f",
    "600": "#47544b",
    "700": "#3c463d",
    "800": "#2b342c",
    "900": "#1a211b",
    "950": "#10150f",
}


def unfold(shop_name: str) -> dict[str, Any]:
    """The setting UNFOLD."""
    return {
        "SITE_TITLE": shop_name,
        "SITE_HEADER": shop_name,
        "SITE_SUBHEADER": _("Administration"),
        "SITE_URL": "/",
        "SITE_ICON": _file("img/logo.svg"),
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _file("img/favicon.svg")}],
        "STYLES": [
            _file("css/admin.css"),
            _file("css/admin-search.css"),
            _file("css/admin-descriptions.css"),
        ],
        "COLORS": {"primary": MARIGOLD, "base": PAPER_AND_INK},
        "BORDER_RADIUS": "8px",
        "SHOW_HISTORY": True,
        "SHOW_VIEW_ON_SITE": True,
        "SHOW_LANGUAGES": True,
        "SHOW_BACK_BUTTON": True,
        "DASHBOARD_CALLBACK": "shop.admin.dashboard.context",
        "COMMAND": {"search_callback": "shop.admin.finding.results"},
        "SIDEBAR": {
            "show_search": True,
            "command_search": True,
            "navigation": "shop.admin.navigation.groups",
        },
    }
