"""What each role may do with the models of the administration: the table of rights that the permission test reads.

The letters are what Django calls rights: add, change, delete, view. Who has none of them gets 403, and people who are no staff
are sent to the log-in. The columns are the three roles and the owner; staff without a role may do nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = ("catalogue", "orders", "support", "owner")
MODELS = """
    model                                catalogue  orders  support  owner  edited
    shop.product                         acdv       v       v        acdv   title
    shop.variant                         acdv       v       v        acdv   label
    shop.category                        acdv       -       -        acdv   name
    shop.brand                           acdv       -       -        acdv   name
    shop.attribute                       acdv       -       -        acdv   name
    shop.attributechoice                 acdv       -       -        acdv   value
    shop.collection                      acdv       -       -        acdv   title
    shop.coupon                          acdv       -       -        acdv   code
    shop.helparticle                     acdv       -       acv      acdv   title
    shop.storeprofile                    v          -       -        cv     tagline
    shop.stock                           v          v       -        v      -
    shop.stockmovement                   v          v       -        v      -
    shop.reservation                     -          v       -        v      -
    shop.order                           -          v       v        v      -
    shop.payment                         -          v       v        v      -
    shop.paymentevent                    -          v       -        v      -
    shop.review                          -          -       v        v      -
    shop.user                            -          -       v        acv    name
    shop.deliverymethod                  -          -       -        acdv   name
    shop.taxrate                         -          -       -        acdv   name
    shop.outboxmessage                   -          -       -        v      -
    admin.logentry                       -          -       -        v      -
    auth.group                           -          -       -        acdv   name
    search.synonym                       acdv       -       -        acdv   words
    search.placement                     acdv       -       -        acdv   note
    search.loggedquery                   -          -       -        v      -
    search.build                         -          -       -        v      -
    search.tuning                        -          -       -        v      -
    search.encoderversion                -          -       -        v      -
    recommendations.version              -          -       -        v      -
    assistant.cannedreply                -          -       acdv     acdv   title
    assistant.description                v          -       -        v      -
    assistant.descriptionrun             v          -       -        v      -
    assistant.sentimentversion           -          -       -        v      -
    assistant.writerversion              -          -       -        v      -
"""
MORE_RIGHTS = {
    "catalogue": {
        "change_stock",
        "view_pricerecord",
        "view_analytics",
        "add_description",
        "approve_description",
        "add_descriptionrun",
    },
    "orders": {"fulfil_order", "cancel_order", "refund_order"},
    "support": {"moderate_review", "cancel_order", "answer_conversation", "view_figures"},
}
"""Rights that no letter above stands for: they open the addresses and actions below."""

WITHOUT_PAGE = {
    "catalogue": {
        "attributevalue": "acdv",
        "collectionitem": "acdv",
        "productimage": "acdv",
        "variantoption": "acdv",
    },
    "orders": {"orderline": "v", "orderevent": "v", "fulfilment": "v", "refund": "v"},
    "support": {"orderline": "v", "orderevent": "v", "fulfilment": "v", "refund": "v"},
}
"""Tables that are shown on the page of another one only."""

VERBS = {"a": "add", "c": "change", "d": "delete", "v": "view"}


@dataclass(frozen=True)
class Table:
    """A model of the administration: the letters of each role, and a text field that a change may change."""

    label: str
    rights: dict[str, str]
    edited: str

    @property
    def model(self) -> str:
        return self.label.partition(".")[2]

    @property
    def prefix(self) -> str:
        return "admin:" + self.label.replace(".", "_")

    @property
    def keys(self) -> set[str]:
        """Of the five addresses that Django gives a model, and of the old one that leads to the form."""
        named = {f"{self.prefix}_{page}" for page in ("changelist", "add", "change", "delete", "history")}
        return {*named, f"admin/{self.label.replace('.', '/')}/<path:object_id>/"}

    def may(self, person: str, verb: str) -> bool:
        letters = self.rights.get(person, "")
        return verb in letters or (verb == "v" and "c" in letters)

    def __str__(self) -> str:
        return self.label


def _read() -> list[Table]:
    rows = [line.split() for line in MODELS.strip().splitlines()[1:]]
    return [
        Table(
            label=label,
            rights={who: letters.strip("-") for who, letters in zip(COLUMNS, cells, strict=True)},
            edited=edited.strip("-"),
        )
        for label, *cells, edited in rows
    ]


TABLES = _read()
