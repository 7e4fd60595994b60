"""The page where a description is written: what shoppers read beside what is proposed, with the facts of each sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from assistant.admin import badges
from assistant.admin.descriptions.forms import BriefForm, WordsForm, words_of
from assistant.admin.people import staff
from assistant.descriptions import asking, english_words, proposing, reading, versions
from assistant.descriptions.brief import LANGUAGES, Language
from assistant.descriptions.checking import Remark
from assistant.descriptions.traits import Source
from assistant.models import Description
from shop.admin import history
from shop.models import Product

SHOWN_VERSIONS = 20
REASONS = {
    "missing": gettext_lazy("not told"),
    "claim": gettext_lazy("a claim that the shop does not make"),
    "language": gettext_lazy("another language than asked for"),
    "number": gettext_lazy("a number that no fact has"),
    "unit": gettext_lazy("another unit than the fact"),
    "money": gettext_lazy("a price, which changes"),
    "date": gettext_lazy("a date that no fact has"),
    "name": gettext_lazy("a name that no fact has"),
    "colour": gettext_lazy("a colour that no fact has"),
    "material": gettext_lazy("a material that no fact has"),
    "negation": gettext_lazy("the opposite of a fact"),
    "promise": gettext_lazy("a promise"),
    "link": gettext_lazy("an address outside of the shop"),
    "unsupported": gettext_lazy("said by no fact"),
}
NAMES = {
    "title": gettext_lazy("title"),
    "brand": gettext_lazy("brand"),
    "story": gettext_lazy("the brand's story"),
    "category": gettext_lazy("category"),
    "text": gettext_lazy("the text on the page"),
    "keywords": gettext_lazy("your keywords"),
}


@dataclass(frozen=True)
class Evidence:
    """A sentence and the facts it tells, each as a shopper reads it."""

    text: str
    facts: tuple[str, ...]


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    product = get_object_or_404(Product.objects.select_related("brand"), pk=pk)
    return page(request, product, language_of(request.GET.get("language", "")))


@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """A new proposal at once from the templates; where there is a writer, a worker lets it try."""
    product = get_object_or_404(Product.objects.select_related("brand"), pk=pk)
    form = BriefForm(request.POST)
    if not form.is_valid():
        return page(request, product, language_of(request.POST.get("language", "")), brief_form=form)
    language: Language = form.cleaned_data["language"]
    tried = Description.objects.filter(product=product, language=language).count()
    try:
        made = versions.propose(product, form.brief(attempt=tried), by=staff(request))
    except proposing.NothingToSay:
        messages.error(
            request,
            _("Too little is known of this product: give it attributes, a category or a brand first."),
        )
    else:
        history.note(request, [product], _("A description was proposed"))
        asking.for_writer(made)
    return redirect(f"{reverse('admin:description_write', args=[pk])}?language={language}")


@require_safe
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the writer is still at it; HTMX asks every three seconds and loads the page anew once it is done."""
    row = get_object_or_404(Description, pk=pk)
    is_busy = asking.is_writing(row)
    answer = render(
        request, "admin/assistant/description_news.html", {"proposal": row, "is_writing": is_busy}
    )
    if not is_busy:
        answer["HX-Refresh"] = "true"
    return answer


def page(
    request: HttpRequest,
    product: Product,
    language: Language,
    *,
    brief_form: BriefForm | None = None,
    words_form: WordsForm | None = None,
    remarks: tuple[Remark, ...] | None = None,
) -> HttpResponse:
    """Everything of one product and language; `remarks` are those of words that were just checked."""
    source = reading.source(product)
    rows = list(
        Description.objects.filter(product=product, language=language).select_related(
            "decided_by", "asked_by"
        )[:SHOWN_VERSIONS]
    )
    proposal = next((row for row in rows if row.state == Description.State.PROPOSED), None)
    noted = remarks if remarks is not None else _remarks(proposal)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Write a description"),
        "product": product,
        "language": language,
        "languages": [(code, label, code == language) for code, label in Description.Language.choices],
        "live_text": versions.live_text(product, language),
        "is_main": language == versions.main_language(),
        "live": next((row for row in rows if row.state == Description.State.PUBLISHED), None),
        "is_by_person": versions.is_by_person(product, language),
        "proposal": proposal,
        "evidence": _evidence(proposal, source) if proposal else (),
        "remarks": [(REASONS.get(one.reason, one.reason), one.words, one.sentence) for one in noted],
        "is_checked": remarks is not None,
        "words_form": words_form or (words_of(proposal) if proposal else None),
        "brief_form": brief_form or BriefForm(initial=_asked(proposal, language)),
        "versions": [row for row in rows if row is not proposal],
        "kinds": badges.DESCRIPTION,
        "is_writing": proposal is not None and asking.is_writing(proposal),
        "may_write": request.user.has_perm("assistant.add_description"),
        "may_approve": request.user.has_perm("assistant.approve_description"),
    }
    return render(request, "admin/assistant/description.html", context)


def language_of(text: str) -> Language:
    return next((language for language in LANGUAGES if language == text), versions.main_language())


def _asked(proposal: Description | None, language: Language) -> dict[str, Any]:
    if proposal is None:
        return {"language": language}
    brief = versions.brief_of(proposal)
    return {
        "tone": brief.tone,
        "length": brief.length,
        "language": language,
        "keywords": ", ".join(brief.keywords),
        "instruction": brief.instruction,
    }


def _remarks(proposal: Description | None) -> tuple[Remark, ...]:
    return tuple(Remark(**one) for one in proposal.remarks) if proposal else ()


def _evidence(proposal: Description, source: Source) -> tuple[Evidence, ...]:
    traits = {trait.code: trait for trait in source.traits}

    def named(key: str) -> str:
        trait = traits.get(key)
        if trait is None:
            return str(NAMES.get(key, key))
        values = (english_words.shown(trait, value) for value in trait.values)
        return trait.name if trait.kind == "boolean" else f"{trait.name}: {', '.join(values)}"

    return tuple(Evidence(one["text"], tuple(map(named, one["keys"]))) for one in proposal.evidence)
