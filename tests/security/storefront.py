"""Who may do what at every address outside the administration: the table that the permission test reads."""

from __future__ import annotations

from tests.security.rows import (
    ACCOUNTS,
    ALICE,
    EVERYBODY,
    NOT_ALLOWED,
    NOT_FOUND,
    Row,
    account_page,
    accounts_get,
    alice_gets,
    all_get,
    bob_gets,
    button,
    key,
    missing,
    page,
    private_button,
    private_form,
    private_page,
)
from tests.security.signing_in import ALLAUTH

ADDRESS = {
    "name": "Alice",
    "line1": "Elsewhere 1",
    "city": "Berlin",
    "postcode": "10969",
    "country": "DE",
}
REVIEW = {"rating": "2", "title": "Chipped", "text": "After a week.", "author_name": "A reader"}
STATES = ("placed", "paid", "fulfilling", "shipped", "delivered", "cancelled", "refunded")
FORGED = (
    "MQ:forged",
    "MQ",
    "1",
    "{guest_link}x",
    "x{guest_link}",
    "{guest_link_cut}",
    "{guest_link_without_signature}",
    "{guest_link_with_signature_of_bobs}",
    "{guest_link_of_other_salt}",
    "{guest}",
)
"""What is no signed link: invented, cut, another order's signature, a signature of ours for something else, a number."""

PUBLIC = [
    page("health_live", "/health/live"),
    page("health_ready", "/health/ready"),
    page("api_problems", "/api/problems/"),
    page("api_problem", "/api/problems/validation-failed/"),
    missing("api_problem", "/api/problems/nothing/"),
    page("shop:home", "/"),
    page("shop:category", "/c/{category_slug}/"),
    page("shop:product", "/p/{product_slug}/"),
    page("shop:brands", "/brands/"),
    page("shop:brand", "/brands/{brand_slug}/"),
    page("shop:collections", "/collections/"),
    page("shop:collection", "/collections/slow-mornings/"),
    page("shop:new", "/new/"),
    page("shop:offers", "/offers/"),
    Row(
        name="search:results",
        address="/search/?q=mug",
        get=all_get(200),
        post=NOT_ALLOWED,
        get_writes=frozenset({"search_build", "search_loggedquery"}),
    ),
    page("search:suggest", "/search/suggest/?q=mug"),
    page("shop:help", "/help/"),
    page("shop:help_article", "/help/delivery-times/"),
    page("shop:robots", "/robots.txt"),
    page("shop:sitemap_index", "/sitemap.xml"),
    *(page("shop:sitemap", f"/sitemap-{section}.xml") for section in ("products", "lists", "pages", "help")),
    page("shop:image", "/img/96/{picture}.webp"),
    page("media", "/media/{picture}"),
    missing("shop:image", "/img/97/{picture}.webp"),
    *(missing("media", f"/media/{path}") for path in ("../password", "%2e%2e/password", "static/x.css")),
    missing("shop:category", "/c/nothing/"),
    missing("shop:product", "/p/nothing/"),
    missing("shop:brand", "/brands/nothing/"),
    missing("shop:collection", "/collections/nothing/"),
    missing("shop:help_article", "/help/nothing/"),
    button("shop:theme", "/theme/", theme="dark"),
    Row(
        name="set_language",
        address="/i18n/setlang/",
        get=all_get(302),
        post=all_get(302),
        data={"language": "zh-hans"},
    ),
]

CHAT = [
    Row(name="assistant:chat", address="/chat/", get=all_get(200), post=all_get(422), data={"text": " "}),
    page("assistant:panel", "/chat/panel/"),
    page("assistant:history", "/chat/history/"),
    page("assistant:export", "/chat/history/export/"),
    Row(
        name="assistant:updates",
        address="/chat/updates/?after=0",
        get={**all_get(204), "alice": 200},
        post=NOT_ALLOWED,
    ),
    button("assistant:rate", "/chat/rate/", stars="5", writes=ALICE),
    button("assistant:close", "/chat/close/", writes=ALICE),
    button("assistant:confirm", "/chat/confirm/", token="{proposal}", writes=ALICE),
    button("assistant:confirm", "/chat/confirm/", token="{proposal}x"),
    button("assistant:delete_all", "/chat/history/delete/", writes=ALICE),
    Row(
        name="assistant:conversation",
        address="/chat/history/{conversation_key}/",
        get={**NOT_FOUND, "alice": 200},
        post=NOT_ALLOWED,
    ),
    Row(
        name="assistant:delete",
        address="/chat/history/{conversation_key}/delete/",
        get=NOT_ALLOWED,
        post={**NOT_FOUND, "alice": 302},
        writes=ALICE,
    ),
    Row(
        name="assistant:answer",
        address="/chat/answer/",
        get=NOT_ALLOWED,
        post=all_get(422),
        data={"text": " "},
    ),
    Row(
        name="assistant:stream",
        address="/chat/stream/",
        get=NOT_ALLOWED,
        post=all_get(422),
        data={"text": " "},
    ),
]

RECOMMENDED = frozenset({"search_build"})
"""The first look at a shop without an index makes an empty one."""

SHELVES = [
    *(
        Row(name=name, address=address, get=all_get(200), post=NOT_ALLOWED, get_writes=RECOMMENDED)
        for name, address in (
            ("recommendations:for_you", "/for-you/"),
            ("recommendations:shelves", "/for-you/shelves/home/"),
            ("recommendations:shelves", "/for-you/shelves/product/?of={product}&shown={draft}"),
            ("recommendations:why", "/for-you/why/{why}/"),
            ("recommendations:interests", "/for-you/interests/"),
        )
    ),
    missing("recommendations:shelves", "/for-you/shelves/nowhere/"),
    missing("recommendations:why", "/for-you/why/{why}x/"),
    missing("recommendations:why", "/for-you/why/{alices_why}/"),
    button("recommendations:say", "/for-you/why/{why}/say/", kind="less"),
    Row(
        name="recommendations:say",
        address="/for-you/why/{alices_why}/say/",
        get=NOT_ALLOWED,
        post=NOT_FOUND,
        data={"kind": "less"},
    ),
    button("recommendations:history", "/for-you/history/", use="no", writes=ACCOUNTS),
    button(
        "recommendations:interests_change",
        "/for-you/interests/change/",
        do="prices",
        low="5",
        writes=ACCOUNTS,
    ),
]

CART = [
    Row(
        name="shop:cart",
        address="/cart/",
        get=all_get(200),
        post=NOT_ALLOWED,
        get_writes=frozenset({"shop_cartline"}),
    ),
    button("shop:cart_add", "/cart/add/", variant="{variant}", quantity="1", writes=EVERYBODY),
    button("shop:cart_line", "/cart/lines/{line}/", quantity="1", writes=ALICE),
    button("shop:cart_line", "/cart/lines/{line}/", remove="1", writes=ALICE),
    button("shop:cart_coupon", "/cart/coupon/", code="WELCOME", writes=frozenset({"alice", "bob"})),
    button("shop:cart_country", "/cart/country/", country="FR", writes=frozenset({"alice", "bob"})),
    Row(
        name="shop:checkout",
        address="/checkout/",
        get={**all_get(302), "alice": 200, "bob": 200},
        post=all_get(302),
        data={**ADDRESS, "email": "{person}@example.com", "delivery": "standard", "key": "one-form"},
        writes=frozenset({"alice", "bob"}),
    ),
]

ORDERS = [
    *(private_page("shop:order", f"/orders/{{{state}}}/") for state in STATES),
    *(private_page("shop:order_status", f"/orders/{{{state}}}/status/") for state in STATES),
    Row(name="shop:order", address="/orders/{guest}/", get=accounts_get(404), post=NOT_ALLOWED),
    Row(name="shop:order", address="/orders/{bobs}/", get=bob_gets(200), post=NOT_ALLOWED),
    private_button("shop:order_pay", "/orders/{placed}/pay/"),
    private_button("shop:order_again", "/orders/{delivered}/again/"),
    private_form("shop:order_cancel", "/orders/{placed}/cancel/"),
    Row(
        name="shop:order_cancel",
        address="/orders/{shipped}/cancel/",
        get=alice_gets(302),
        post=alice_gets(302),
    ),
]

GUESTS = [
    key("shop:order_guest", "/orders/link/{guest_link}/", get=all_get(200)),
    key("shop:order_guest", "/orders/link/{placed_link}/", get=all_get(200)),
    key("shop:order_guest_status", "/orders/link/{guest_link}/status/", get=all_get(200)),
    key("shop:order_guest_pay", "/orders/link/{guest_link}/pay/", post=all_get(302), writes=EVERYBODY),
    key("shop:order_guest_again", "/orders/link/{guest_link}/again/", post=all_get(302), writes=EVERYBODY),
    key(
        "shop:order_guest_cancel",
        "/orders/link/{guest_link}/cancel/",
        get=all_get(200),
        post=all_get(302),
        writes=EVERYBODY,
    ),
    Row(
        name="shop:payment_return",
        address="/payment/return/{guest_link}/",
        get=all_get(302),
        post=NOT_ALLOWED,
        get_writes=frozenset({"shop_payment"}),
        is_key=True,
    ),
    *(
        Row(
            name=f"shop:order_guest{page}",
            address=f"/orders/link/{forged}/{path}",
            get=get,
            post=post,
            people=("anonymous", "bob"),
        )
        for forged in FORGED
        for page, path, get, post in (
            ("", "", NOT_FOUND, NOT_ALLOWED),
            ("_status", "status/", NOT_FOUND, NOT_ALLOWED),
            ("_pay", "pay/", NOT_ALLOWED, NOT_FOUND),
            ("_again", "again/", NOT_ALLOWED, NOT_FOUND),
            ("_cancel", "cancel/", NOT_FOUND, NOT_FOUND),
        )
    ),
    *(missing("shop:payment_return", f"/payment/return/{forged}/") for forged in FORGED),
]

ACCOUNT = [
    account_page("shop:account", "/account/"),
    account_page("shop:account_orders", "/account/orders/"),
    account_page("shop:account_addresses", "/account/addresses/"),
    account_page("shop:account_reviews", "/account/reviews/"),
    account_page("shop:privacy", "/account/privacy/"),
    Row(
        name="shop:privacy_code",
        address="/account/privacy/code/",
        get=NOT_ALLOWED,
        post=accounts_get(302),
    ),
    *(
        Row(
            name=f"shop:privacy_{deed}",
            address=f"/account/privacy/{deed}/",
            get=NOT_ALLOWED,
            post=accounts_get(422),
            data={"answer": "a guess"},
        )
        for deed in ("export", "erase")
    ),
    Row(
        name="shop:privacy_export",
        address="/account/privacy/export/",
        get=NOT_ALLOWED,
        post=accounts_get(200),
        data={"answer": "correct horse battery"},
    ),
    Row(
        name="shop:address_add",
        address="/account/addresses/add/",
        get=accounts_get(200),
        post=accounts_get(302),
        data=ADDRESS,
        writes=ACCOUNTS,
    ),
    Row(
        name="shop:profile",
        address="/account/profile/",
        get=accounts_get(200),
        post=accounts_get(302),
        data={"name": "Renamed", "language": "en"},
        writes=ACCOUNTS,
    ),
    private_form("shop:address_edit", "/account/addresses/{address}/", **ADDRESS),
    private_form("shop:address_delete", "/account/addresses/{address}/delete/"),
    private_button("shop:address_default", "/account/addresses/{second_address}/default/"),
    private_form("shop:review_write", "/account/reviews/write/{delivered_line}/", **REVIEW),
    Row(
        name="shop:review_write",
        address="/account/reviews/write/{paid_line}/",
        get=accounts_get(404),
        post=accounts_get(404),
        data=REVIEW,
    ),
    private_form("shop:review_edit", "/account/reviews/{review}/", **REVIEW),
    private_form("shop:review_withdraw", "/account/reviews/{review}/withdraw/"),
]

PAYMENTS = [
    Row(name="shop:webhook", address="/webhooks/sandbox/", get=NOT_ALLOWED, post=all_get(400)),
    Row(name="shop:webhook", address="/webhooks/stripe/", get=NOT_ALLOWED, post=NOT_FOUND),
    Row(name="shop:webhook", address="/webhooks/nobody/", get=NOT_ALLOWED, post=NOT_FOUND),
    key("shop:sandbox_page", "/sandbox-pay/{session}/", get=all_get(200)),
    missing("shop:sandbox_page", "/sandbox-pay/{nobody}/"),
    key(
        "shop:sandbox_decide",
        "/sandbox-pay/{session}/decide/",
        post=all_get(302),
        writes=EVERYBODY,
        decision="decline",
    ),
    Row(
        name="shop:sandbox_decide",
        address="/sandbox-pay/{session}/decide/",
        get=NOT_ALLOWED,
        post=NOT_FOUND,
        data={"decision": "give me everything"},
    ),
    Row(
        name="shop:sandbox_decide",
        address="/sandbox-pay/{nobody}/decide/",
        get=NOT_ALLOWED,
        post=NOT_FOUND,
        data={"decision": "pay"},
    ),
]

PRIVATE = [*CART, *ORDERS, *GUESTS, *ACCOUNT, *PAYMENTS]
TABLE = [*PRIVATE, *PUBLIC, *SHELVES, *CHAT, *ALLAUTH]
