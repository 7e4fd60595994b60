"""What the assistant keeps of the small shop's product: versions of its description, and runs over many."""

from __future__ import annotations

from django.utils import timezone

from assistant.models import Description, DescriptionRun, DescriptionRunItem, SentimentVersion, WriterVersion
from shop.models import Product, User

D, I = Description.State, DescriptionRunItem.State  # noqa: E741 - states of versions and of products of a run


def build(product: Product, *, owner: User) -> dict[str, str]:
    """Names of one row of each table that the administration shows, in states in which every step can be taken."""
    now = timezone.now()
    made = {"product": product, "written_by": "template", "fingerprint": "0" * 32, "asked_by": owner}
    open_one = Description.objects.create(language="en", text="A stone mug.", **made)
    other = Description.objects.create(language="zh-hans", text="石杯。", **made)
    old = Description.objects.create(
        language="en", text="An old mug.", state=D.REJECTED, decided_at=now, **made
    )
    running = DescriptionRun.objects.create(asked_by=owner)
    done = DescriptionRun.objects.create(
        asked_by=owner, state=DescriptionRun.State.DONE, replaces_people=True
    )
    DescriptionRunItem.objects.create(
        run=running, product=product, description=other, state=I.DONE, is_sample=True
    )
    DescriptionRunItem.objects.create(
        run=done, product=product, description=open_one, state=I.DONE, is_sample=True, seen_at=now
    )
    SentimentVersion.objects.create(state=SentimentVersion.State.CANDIDATE)
    WriterVersion.objects.create(state=WriterVersion.State.CANDIDATE)
    return {
        "description": str(open_one.pk),
        "old_description": str(old.pk),
        "description_run": str(running.pk),
        "finished_run": str(done.pk),
    }
