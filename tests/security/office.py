"""Who may do what on the pages of the administration that are no model's list or form: rows of the permission test's table."""

from __future__ import annotations

from dataclasses import replace

from tests.security.rows import LOGIN, NOBODY, Answer, Answers, Row
from tests.security.world import OFFICE

EVERY_STAFF = "staff catalogue orders support owner"
ROLES = "catalogue orders support owner"
NO_DOOR = dict.fromkeys(("anonymous", "alice"), LOGIN)


def answers(may: str, answer: Answer = 200, *, refused: Answer = 403) -> Answers:
    """The answer for those who may, in one string; `refused` for other staff; the log-in for everybody else."""
    return {**dict.fromkeys(OFFICE, refused), **NO_DOOR, **dict.fromkeys(may.split(), answer)}


def view(
    name: str,
    address: str,
    /,
    *,
    may: str,
    get: Answer = 200,
    post: Answer = 302,
    writes: bool = False,
    refused: Answer = 403,
    **data: str,
) -> Row:
    """A page of the administration that is no model's list or form."""
    return Row(
        name=name,
        address=address,
        get=answers(may, get, refused=refused),
        post=answers(may, post, refused=refused),
        data=data,
        writes=frozenset(may.split()) if writes else NOBODY,
        people=OFFICE,
        is_work=True,
    )


def read(name: str, address: str, /, *, may: str) -> Row:
    """One that Django answers to GET alone, before it asks who it is."""
    row = view(name, address, may=may)
    return replace(row, post=answers(EVERY_STAFF, 405))


PAGES = [
    view("admin:index", "/admin/", may=EVERY_STAFF, post=200),
    view("admin:search", "/admin/search/?s=order", may=EVERY_STAFF, post=200),
    replace(
        view("admin:login", "/admin/login/", may=EVERY_STAFF, get=302),
        get={**answers(EVERY_STAFF, 302), "alice": 403},
        post={**answers(EVERY_STAFF, 302), "alice": 403},
        data={"username": "owner@shop.example.com", "password": "correct horse battery"},
    ),
    replace(
        view("admin:logout", "/admin/logout/", may=EVERY_STAFF),
        get={**answers(EVERY_STAFF, 405), "anonymous": 302, "alice": 302},
        post={**answers(EVERY_STAFF, 200), "anonymous": 302, "alice": 302},
    ),
    read("admin:password_change_done", "/admin/password_change/done/", may=EVERY_STAFF),
    view(
        "admin:password_change",
        "/admin/password_change/",
        may=EVERY_STAFF,
        old_password="correct horse battery",
        new_password1="a longer phrase",
        new_password2="a longer phrase",
        writes=True,
    ),
    read("admin:jsi18n", "/admin/jsi18n/", may=EVERY_STAFF),
    view("admin:app_list", "/admin/shop/", may=ROLES, post=200, refused=404),
    view("admin:app_list", "/admin/auth/", may="owner", post=200, refused=404),
    view("admin:app_list", "/admin/admin/", may="owner", post=200, refused=404),
    view("admin/(?P<url>.*)$", "/admin/nothing/", may="", refused=404),
    # Leads staff to the thing's page in the shop, which decides for itself: an order's is its buyer's alone.
    view("admin:view_on_site", "/admin/r/{order_type}/{placed_pk}/", may=EVERY_STAFF, get=302),
    replace(
        view(
            "admin:shop_stock_count",
            "/admin/shop/stock/{variant}/count/",
            may="catalogue owner",
            on_hand="70",
            low_at="5",
            reason="counted",
            writes=True,
        ),
        get=answers("catalogue orders owner"),
    ),
    view(
        "admin:shop_stock_receive",
        "/admin/shop/stock/receive/",
        may="catalogue owner",
        lines="{sku} 3",
        confirmed="yes",
        writes=True,
    ),
    view(
        "admin:shop_review_moderate",
        "/admin/shop/review/moderate/",
        may="support owner",
        get=302,
        ids="{review}",
        publish="1",
        writes=True,
    ),
    view(
        "admin:shop_review_moderate",
        "/admin/shop/review/moderate/",
        may="support owner",
        get=302,
        ids="{review}",
        reason="off_topic",
        writes=True,
    ),
    view(
        "admin:shop_product_prices",
        "/admin/shop/product/prices/",
        may="catalogue owner",
        get=302,
        post=200,
        ids="{product}",
        way="price",
        percent="10",
    ),
    view("admin:shop_product_import", "/admin/shop/product/import/", may="catalogue owner", post=200),
    *(
        view(
            "admin:shop_product_export",
            f"/admin/shop/product/export.{kind}",
            may="catalogue orders owner",
            post=200,
        )
        for kind in ("csv", "jsonl")
    ),
    view("admin:shop_product_export", "/admin/shop/product/export.exe", may="", refused=404),
    view(
        "admin:shop_helparticle_preview",
        "/admin/shop/helparticle/preview/",
        may="catalogue support owner",
        post=200,
        body="**x**",
    ),
    view("admin:shop_order_export", "/admin/shop/order/export/", may="orders support owner", post=200),
    *(
        read(
            "admin:autocomplete",
            f"/admin/autocomplete/?app_label=shop&model_name={model}&field_name={field}",
            may=may,
        )
        for model, field, may in (
            ("product", "brand", "catalogue owner"),
            ("product", "category", "catalogue owner"),
            ("variant", "product", ROLES),
        )
    ),
]

SEARCH = [
    view("admin:search_analytics", "/admin/search/analytics/", may="catalogue owner", post=405),
    view("admin:search_analytics_export", "/admin/search/analytics/top.csv", may="catalogue owner", post=405),
    view("admin:search_try", "/admin/search/try/?q=mug", may="catalogue owner", post=405),
    view(
        "admin:search_try_place",
        "/admin/search/try/place/",
        may="catalogue owner",
        get=405,
        q="mug",
        kind="bury",
        product="{product}",
        writes=True,
    ),
    view(
        "admin:search_synonym_preview",
        "/admin/search/synonym/preview/?words=cup&leads_to=mug",
        may="catalogue owner",
        post=405,
    ),
    view("admin:search_build_progress", "/admin/search/build/progress/", may="owner", post=405),
    view("admin:search_build_begin", "/admin/search/build/begin/", may="owner", get=405),
    view(
        "admin:search_tuning_use",
        "/admin/search/tuning/{tuning}/use/",
        may="owner",
        get=405,
        writes=True,
    ),
    view("admin:search_encoder_progress", "/admin/search/encoderversion/progress/", may="owner", post=405),
    view(
        "admin:search_encoder_train", "/admin/search/encoderversion/train/", may="owner", get=405, writes=True
    ),
    view(
        "admin:search_encoder_use", "/admin/search/encoderversion/0/use/", may="owner", get=405, writes=True
    ),
]

RECOMMENDER = "/admin/recommendations/version/"
RECOMMENDATIONS = [
    view("admin:recommendations_learning", "/admin/recommendations/learning/", may="owner", post=405),
    view("admin:recommendations_progress", f"{RECOMMENDER}progress/", may="owner", post=405),
    view("admin:recommendations_train", f"{RECOMMENDER}train/", may="owner", get=405, writes=True),
    *(
        view(f"admin:recommendations_{name}", f"{RECOMMENDER}1/{address}/", may="owner", get=405, post=404)
        for name, address in (("use", "use"), ("give_up", "give-up"), ("compare", "compare"))
    ),
    view("admin:recommendations_end", "/admin/recommendations/experiment/end/", may="owner", get=405),
]

INBOX = "/admin/assistant/inbox/"
SUPPORT = [
    view("admin:writer_progress", "/admin/assistant/writer/progress/", may="owner", post=405),
    view("admin:writer_train", "/admin/assistant/writer/train/", may="owner", get=405, writes=True),
    view("admin:writer_use", "/admin/assistant/writer/0/use/", may="owner", get=405, writes=True),
    view("admin:assistant_inbox", INBOX, may="support owner", post=405),
    view("admin:assistant_conversation", f"{INBOX}{{conversation}}/", may="support owner", post=405),
    view("admin:assistant_said", f"{INBOX}{{conversation}}/messages/", may="support owner", post=405),
    view("admin:assistant_figures", "/admin/assistant/figures/", may="support owner", post=405),
    view("admin:assistant_take", f"{INBOX}{{conversation}}/take/", may="support owner", get=405, writes=True),
    view(
        "admin:assistant_answer",
        f"{INBOX}{{conversation}}/answer/",
        may="support owner",
        get=405,
        text="Hello",
    ),
    view("admin:assistant_back", f"{INBOX}{{conversation}}/back/", may="support owner", get=405, writes=True),
    view(
        "admin:assistant_close", f"{INBOX}{{conversation}}/close/", may="support owner", get=405, writes=True
    ),
]

BRIEF = {"tone": "plain", "length": "medium", "language": "en"}
PAGES += [
    view("admin:description_write", "/admin/descriptions/{product}/", may="catalogue owner", post=405),
    *(
        view(
            f"admin:description_{name}",
            f"/admin/descriptions/{address}/",
            may="catalogue owner",
            get=405,
            writes=True,
            **data,
        )
        for name, address, data in (
            ("propose", "{product}/propose", BRIEF),
            ("accept", "version/{description}/accept", {"text": "Other words.", "overwrite": "on"}),
            ("reject", "version/{description}/reject", {}),
            ("revert", "version/{old_description}/revert", {}),
            ("run_begin", "run/begin", {**BRIEF, "ids": "{product}", "sample": "1"}),
            ("run_turn", "run/{description_run}/turn", {"pause": "1"}),
            ("run_look", "run/{description_run}/look", {}),
            ("run_accept", "run/{finished_run}/accept", {}),
        )
    ),
    view("admin:reviews_progress", "/admin/reviews/progress/", may="owner", post=405),
    view("admin:reviews_train", "/admin/reviews/train/", may="owner", get=405, writes=True),
    view(
        "admin:description_check",
        "/admin/descriptions/version/{description}/check/",
        may="catalogue owner",
        get=405,
        post=200,
        text="Other words.",
    ),
    view(
        "admin:description_news",
        "/admin/descriptions/version/{description}/news/",
        may="catalogue owner",
        post=405,
    ),
    view(
        "admin:description_run",
        "/admin/descriptions/run/{description_run}/",
        may="catalogue owner",
        post=405,
    ),
    view(
        "admin:description_run_progress",
        "/admin/descriptions/run/{description_run}/progress/",
        may="catalogue owner",
        post=405,
    ),
]

STEPS = [
    view(
        "admin:shop_order_step",
        f"/admin/shop/order/{{{state}_pk}}/step/{step}/",
        may=may,
        writes=True,
        **data,
    )
    for step, state, may, data in (
        ("pack", "paid", "orders owner", {}),
        ("ship", "fulfilling", "orders owner", {"carrier": "DHL"}),
        ("deliver", "shipped", "orders owner", {}),
        ("cancel", "placed", "orders support owner", {"reason": "Asked for"}),
        ("cancel", "paid", "orders support owner", {"reason": "Asked for"}),
        (
            "refund",
            "delivered",
            "orders owner",
            {"mode": "amount", "amount": "1.00", "confirmed": "1.00", "reason": "Scratched"},
        ),
    )
] + [
    view(
        "admin:shop_order_retry",
        "/admin/shop/order/{shipped_pk}/refund/{failed_refund}/retry/",
        may="orders owner",
        writes=True,
    )
]

ACTIONS = [
    ("shop/product", "archive", "product", "catalogue owner"),
    ("shop/product", "publish", "draft", "catalogue owner"),
    ("shop/product", "write_descriptions", "product", ""),
    ("shop/review", "publish", "review", "support owner"),
    ("shop/review", "reject", "review", ""),
    ("search/synonym", "delete_selected", "synonym", "catalogue owner"),
    ("search/placement", "delete_selected", "placement", "catalogue owner"),
    ("search/loggedquery", "delete_selected", "logged_query", ""),
    ("shop/order", "pack", "paid_pk", "orders owner"),
    ("shop/order", "deliver", "shipped_pk", "orders owner"),
    ("shop/coupon", "delete_selected", "coupon", "catalogue owner"),
    ("shop/helparticle", "delete_selected", "article", "catalogue owner"),
    ("shop/taxrate", "delete_selected", "tax", "owner"),
    ("shop/order", "delete_selected", "placed_pk", ""),
    ("shop/user", "delete_selected", "bob", ""),
]
"""Of a list: the right to see it is not the right to change what is ticked there."""
