"""What the search keeps in the small shop: an index, a search with a click, and what merchants and training made of it."""

from __future__ import annotations

import uuid

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from search import index, log, placements, tuning
from search.models import EncoderVersion, LoggedQuery, Placement, Synonym
from shop.activity import Shopper
from shop.models import Product, User


def build(product: Product, *, shopper: User, owner: User) -> dict[str, str]:
    """Names of one row of each table that the administration shows."""
    index.active()
    index.refresh([product.pk])
    asker, key = Shopper(user_id=shopper.pk, visitor=None), uuid.uuid4()
    log.note(
        key=key,
        shopper=asker,
        text="Mug",
        normalised="mug",
        corrected="",
        results=1,
        step="",
        filters={},
        milliseconds=4.0,
    )
    log.note_click(key=key, shopper=asker, slug=product.slug, position=1)
    synonym = Synonym.objects.create(words="beaker", leads_to="mug")
    pinned = placements.place("stone", product_id=product.pk, kind=Placement.Kind.PIN, by=owner)
    learned = tuning.keep(tuning.Ranking(), source="clicks", report={})
    EncoderVersion.objects.create(name="tiny", state=EncoderVersion.State.CANDIDATE)
    LogEntry.objects.create(
        user=owner,
        content_type=ContentType.objects.get_for_model(Product),
        object_id=product.pk,
        object_repr=product.title,
        action_flag=CHANGE,
        change_message="Seen",
    )
    return {
        "synonym": str(synonym.pk),
        "placement": str(pinned.pk),
        "tuning": str(learned.pk),
        "logged_query": str(LoggedQuery.objects.get(key=key).pk),
    }
