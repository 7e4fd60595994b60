"""What staff do with the assistant: the support chat's inbox, canned replies and figures; descriptions; reviews."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assistant.admin import canned, descriptions, figures, inbox, reviews, writers
from shop.admin import navigation, pages

__all__ = ["canned", "descriptions", "figures", "inbox", "reviews", "writers"]

for _route, _view, _name, _right in (
    ("assistant/inbox/", inbox.index, "assistant_inbox", "answer_conversation"),
    ("assistant/inbox/<int:pk>/", inbox.show, "assistant_conversation", "answer_conversation"),
    ("assistant/inbox/<int:pk>/messages/", inbox.said, "assistant_said", "answer_conversation"),
    ("assistant/inbox/<int:pk>/take/", inbox.take, "assistant_take", "answer_conversation"),
    ("assistant/inbox/<int:pk>/answer/", inbox.answer, "assistant_answer", "answer_conversation"),
    ("assistant/inbox/<int:pk>/back/", inbox.hand_back, "assistant_back", "answer_conversation"),
    ("assistant/inbox/<int:pk>/close/", inbox.close, "assistant_close", "answer_conversation"),
    ("assistant/figures/", figures.show, "assistant_figures", "view_figures"),
    ("assistant/writer/progress/", writers.progress, "writer_progress", "view_writerversion"),
    ("assistant/writer/train/", writers.train, "writer_train", "add_writerversion"),
    ("assistant/writer/<int:pk>/use/", writers.use, "writer_use", "change_writerversion"),
):
    pages.add(_route, _view, name=_name, right=f"assistant.{_right}")

navigation.add(
    navigation.Group(
        title=_("Support"),
        entries=(
            navigation.Entry(
                page="assistant_inbox",
                right="assistant.answer_conversation",
                icon="forum",
                title=_("Conversations"),
            ),
            navigation.Entry(model="assistant.CannedReply", icon="quick_phrases", title=_("Canned replies")),
            navigation.Entry(
                page="assistant_figures",
                right="assistant.view_figures",
                icon="monitoring",
                title=_("How the assistant does"),
            ),
            navigation.Entry(model="assistant.WriterVersion", icon="neurology", title=_("Taught writers")),
        ),
    )
)
