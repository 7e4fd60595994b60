"""A large catalogue for measuring: the demonstration's products many times over, each copy with a name and words of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from django.db import connection, transaction

from shop.models import Product

CHUNK = 2000
ONSETS = [
    "b",
    "br",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "sk",
    "st",
    "t",
    "tr",
    "v",
    "w",
]
NUCLEI = ["a", "e", "i", "o", "u", "ai", "ei", "ou"]
CODAS = ["", "l", "n", "r", "s", "m", "nd", "rk", "st"]
Tick = Callable[[int, int], object]

# A copy takes over everything of its model but the words; numbers of rows are given by the sequences.
COPIES = """
CREATE TEMPORARY TABLE copy ON COMMIT DROP AS
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[])
    AS row (old_id, id, title, slug, description);
INSERT INTO shop_product (id, external_id, title, slug, subtitle, description, category_id, brand_id, status, published_at,
    is_featured, popularity, seo_title, seo_description, created_at, updated_at)
SELECT copy.id, copy.slug, copy.title, copy.slug, '', copy.description, category_id, brand_id, status, published_at,
    false, (popularity * random())::integer, '', '', created_at, updated_at
FROM copy JOIN shop_product AS model ON model.id = copy.old_id;
CREATE TEMPORARY TABLE copied_variant ON COMMIT DROP AS
SELECT variant.id AS old_id, nextval('shop_variant_id_seq') AS id, copy.id AS product_id
FROM copy JOIN shop_variant AS variant ON variant.product_id = copy.old_id;
INSERT INTO shop_variant (id, product_id, sku, label, price, list_price, weight_grams, barcode, position, is_active)
SELECT copied.id, copied.product_id, 'C-' || copied.id, label, price + (copied.id %% 9), CASE WHEN list_price IS NULL THEN NULL
    ELSE list_price + 10 END, weight_grams, '', position, is_active
FROM copied_variant AS copied JOIN shop_variant AS variant ON variant.id = copied.old_id;
INSERT INTO shop_stock (variant_id, on_hand, reserved, low_at, updated_at)
SELECT copied.id, on_hand, 0, low_at, now() FROM copied_variant AS copied JOIN shop_stock AS stock ON stock.variant_id = copied.old_id;
INSERT INTO shop_attributevalue (product_id, attribute_id, number, choice_id, boolean, text)
SELECT copy.id, attribute_id, number, choice_id, boolean, text
FROM copy JOIN shop_attributevalue AS value ON value.product_id = copy.old_id;
INSERT INTO shop_variantoption (variant_id, attribute_id, choice_id)
SELECT copied.id, attribute_id, choice_id FROM copied_variant AS copied JOIN shop_variantoption AS option
    ON option.variant_id = copied.old_id;
INSERT INTO shop_productimage (product_id, choice_id, file, width, height, alt, position)
SELECT copy.id, choice_id, file, width, height, alt, position
FROM copy JOIN shop_productimage AS picture ON picture.product_id = copy.old_id;
"""


def fill(products: int, *, seed: int = 0, tick: Tick = lambda done, total: None) -> None:
    """Copy until there are so many. The same seed gives the same words."""
    models = list(
        Product.objects.published().order_by("pk").values_list("pk", "title", "slug", "description")
    )
    missing = products - len(models)
    made = _copies(models, random.Random(seed))
    for start in range(0, missing, CHUNK):
        rows = [next(made) for _ in range(min(CHUNK, missing - start))]
        _insert(rows)
        tick(start + len(rows), missing)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


Copy = tuple[int, str, str, str]


def _copies(models: Sequence[Copy], rng: random.Random) -> Iterator[Copy]:
    """Models in turn; the name in the title is invented anew, sentences come from this and another description."""
    number = 0
    while True:
        for pk, title, slug, description in models:
            number += 1
            words = title.split()
            words[min(len(words) - 2, 2) if len(words) > 2 else 0] = _name(rng)
            sentences = description.split(". ") + rng.choice(models)[3].split(". ")[:2]
            rng.shuffle(sentences)
            yield (
                pk,
                " ".join(words),
                f"{slug}-c{number}",
                ". ".join([*sentences, f"{_name(rng)} {_name(rng)}"]),
            )


def _name(rng: random.Random) -> str:
    parts = [rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(2)]
    return "".join(parts).capitalize()


@transaction.atomic
def _insert(rows: Sequence[Copy]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('shop_product_id_seq') FROM generate_series(1, %s)", [len(rows)])
        ids = [row[0] for row in cursor.fetchall()]
        old, titles, slugs, texts = (list(column) for column in zip(*rows, strict=True))
        values = [old, ids, titles, slugs, texts]
        first, *others = [part for part in COPIES.split(";\n") if part.strip()]
        cursor.execute(first, values)
        for statement in others:
            cursor.execute(statement.replace("%%", "%"))
