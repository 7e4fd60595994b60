"""What the chat keeps in the small shop: a conversation of Alice's that waits for a person, with an offer, and a canned reply."""

from __future__ import annotations

from assistant import conversations, proposals
from assistant.answers import Offer
from assistant.models import CannedReply
from assistant.shopper import Shopper
from shop.models import User


def build(alice: User, *, order: str) -> dict[str, str]:
    """Names of one row of each table. `order` is the number of one that can be cancelled."""
    conversation = conversations.begin(Shopper(user=alice), language="en")
    conversations.hear(conversation, "Please cancel my order to Canary Lane 77")
    said = conversations.Reply(text="You can still cancel it.", intent="cancel_order")
    kept = conversations.reply(
        conversation,
        said,
        memory={},
        offers=[Offer(kind="cancel", label="Cancel it", arguments={"order": order})],
    )
    assert kept is not None
    conversations.hand_off(conversation, "asked")
    canned = CannedReply.objects.create(title="Hello", text="How can I help?")
    return {
        "conversation": str(conversation.pk),
        "conversation_key": str(conversation.key),
        "proposal": proposals.token(kept[1][0]),
        "canned": str(canned.pk),
    }
