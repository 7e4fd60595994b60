"""What the search box suggests besides products: the only writer of Completion.

Invariant: a past query is suggested only when at least ASKERS different people asked it and found something, and when
every word of it is the catalogue's: what somebody typed by mistake, about a person or to be seen by others stays private.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone

from search import index, knowledge, steering
from search.models import Completion, Term
from search.text import beginnings, tokens
from search.text.tokens import Token
from search.text.vocabulary import Vocabulary
from shop.models import Collection, Product

Kind = Completion.Kind
ASKERS = 3
MOST_QUERIES, READ_QUERIES = 5000, 20_000
ASKED_WITHIN, FADES_IN = timedelta(days=90), timedelta(days=21)
LONGEST_NUMBER = 4
"""Longer numbers without a unit may belong to somebody: an order, a telephone."""
OF_QUANTITIES = frozenset({"size", "eu", "uk", "us", "pack", "set"})
"""Words that belong to numbers and that no catalogue needs to have."""
_SPEAKABLE = re.compile(r"[\w\s\-'&./+,%°]+")

# People count once, by when they asked last; those who may not be followed have no name to count by.
ASKED = """
WITH person AS (
    SELECT lower(btrim(regexp_replace(coalesce(nullif(corrected, ''), text), '\\s+', ' ', 'g'))) AS form, max(at) AS at
    FROM search_loggedquery
    WHERE at > %(since)s AND results > 0 AND step = '' AND (user_id IS NOT NULL OR visitor IS NOT NULL)
    GROUP BY 1, user_id, visitor
)
SELECT form, sum(exp(-extract(epoch FROM %(now)s - at) / %(fades)s)) AS weight FROM person
GROUP BY form HAVING count(*) >= %(askers)s ORDER BY weight DESC, form LIMIT %(most)s
"""
CATEGORIES = """
SELECT category.slug, category.name, count(*) FROM shop_category AS category
JOIN shop_category AS below ON below.path LIKE category.path || '%'
JOIN shop_product AS product ON product.category_id = below.id
WHERE category.is_listed AND product.status = 'published' AND product.price_from IS NOT NULL GROUP BY category.id
"""


@transaction.atomic
def refresh() -> int:
    """Write all anew, at once for those who read; answers how many. Seconds for the largest logs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 2)", [index.LOCKS + 1])
    rows = [*_categories(), *_brands(), *_collections(), *_queries()]
    Completion.objects.all().delete()
    Completion.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def _place(kind: str, slug: str, name: str, products: int) -> Completion:
    return Completion(kind=kind, target=slug, text=name, weight=products, names=beginnings.names({"A": name}))


def _categories() -> Iterator[Completion]:
    with connection.cursor() as cursor:
        cursor.execute(CATEGORIES)
        for slug, name, products in cursor.fetchall():
            yield _place(Kind.CATEGORY, slug, name, products)


def _brands() -> Iterator[Completion]:
    rows = (
        Product.objects.published().exclude(brand=None).order_by().values_list("brand__slug", "brand__name")
    )
    for slug, name, products in rows.annotate(Count("pk")):
        yield _place(Kind.BRAND, slug, name, products)


def _collections() -> Iterator[Completion]:
    sold = Q(products__status=Product.Status.PUBLISHED, products__price_from__isnull=False)
    rows = Collection.objects.filter(sold, is_published=True).order_by().values_list("slug", "title")
    for slug, title, products in rows.annotate(Count("products")):
        yield _place(Kind.COLLECTION, slug, title, products)


def _queries() -> Iterator[Completion]:
    """Of several ways to ask the same the one that is asked most."""
    asked = _asked()
    vocabulary = knowledge.current().vocabulary
    numbers = _known_terms(form for form, _weight in asked)
    taken: set[str] = set()
    for form, weight in asked:
        normal = steering.normalised(form)
        if not normal or normal in taken or not _is_public(form, vocabulary, numbers):
            continue
        taken.add(normal)
        names = beginnings.names({"A": form})
        yield Completion(kind=Kind.QUERY, text=form, weight=weight, names=names)
        if len(taken) == MOST_QUERIES:
            return


def _asked() -> list[tuple[str, float]]:
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            ASKED,
            {
                "now": now,
                "since": now - ASKED_WITHIN,
                "fades": FADES_IN.total_seconds(),
                "askers": ASKERS,
                "most": READ_QUERIES,
            },
        )
        return cursor.fetchall()


def _known_terms(forms: Iterable[str]) -> set[str]:
    """Terms with digits that some document has."""
    wanted = {token.term for form in forms for token in tokens.query_tokens(form) if not token.term.isalpha()}
    return set(Term.objects.filter(text__in=wanted, documents__gt=0).values_list("text", flat=True))


def _is_public(form: str, vocabulary: Vocabulary, numbers: set[str]) -> bool:
    """Whether it is made of the catalogue's words alone."""
    if not _SPEAKABLE.fullmatch(form):
        return False
    found = tokens.query_tokens(form)
    measured = {token.position for token in found if token.kind in {"measure", "size"}}
    return all(_is_known(token, vocabulary, numbers, measured) for token in found)


def _is_known(token: Token, vocabulary: Vocabulary, numbers: set[str], measured: set[int]) -> bool:
    if (
        token.kind in {"joined", "part", "gram"}
        or token.position in measured
        or token.surface in OF_QUANTITIES
    ):
        return True
    if token.surface.isalpha():
        return vocabulary.knows(token.surface)
    return token.term in numbers and (token.kind != "number" or len(token.term) <= LONGEST_NUMBER)
