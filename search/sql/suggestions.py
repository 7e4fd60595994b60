"""The statement behind `suggest.suggest`: products and completions that fit, in one round trip.

Words below are ours; what was typed travels as parameters, made of quoted lexemes. {table} is a name of our own.
- near: those of the best products that fit; a beginning of one letter needs no more.
- far: all that fit, asked of the index where the best ones hold too few, so that this is soon read.
- other: the same for the correction, where nothing fits what was typed.
`tier` says where the begun word stands: in the title, in brand or category, in what else describes the product.
The index is asked for what is `sought`: beginnings of a letter or two stand in half of its words and are left out of that.
"""

from __future__ import annotations

TIER = "CASE WHEN names @@ %(titled)s::tsquery THEN 0 WHEN names @@ %(named)s::tsquery THEN 1 ELSE 2 END"
STATEMENT = """
WITH best AS (
    SELECT product_id, names, in_stock, popularity FROM {table}
    ORDER BY in_stock DESC, popularity DESC, product_id DESC LIMIT %(best)s
),
near AS MATERIALIZED (
    SELECT product_id, in_stock, popularity, names @@ %(typed)s::tsquery AS as_typed, {tier} AS tier
    FROM best WHERE names @@ %(either)s::tsquery
),
far AS MATERIALIZED (
    SELECT product_id, names, in_stock, popularity FROM {table} WHERE names @@ %(sought)s::tsquery
        AND (SELECT count(*) FROM near WHERE as_typed AND tier < 2) < %(products)s LIMIT %(matches)s
),
other AS MATERIALIZED (
    SELECT product_id, names, in_stock, popularity FROM {table}
    WHERE names @@ %(sought_otherwise)s::tsquery AND (SELECT count(*) FROM near WHERE tier < 2) < %(products)s
        AND NOT EXISTS (SELECT FROM near WHERE as_typed) AND NOT EXISTS (SELECT FROM far WHERE names @@ %(typed)s::tsquery)
    LIMIT %(matches)s
),
found AS MATERIALIZED (
    SELECT *, row_number() OVER (
        ORDER BY as_typed DESC, in_stock DESC, tier, popularity DESC, product_id DESC
    ) AS place
    FROM (
        SELECT * FROM near
        UNION SELECT product_id, in_stock, popularity, true, {tier} FROM far WHERE names @@ %(typed)s::tsquery
        UNION SELECT product_id, in_stock, popularity, false, {tier} FROM other WHERE names @@ %(otherwise)s::tsquery
    ) AS every ORDER BY place LIMIT %(voters)s
),
shown AS MATERIALIZED (
    SELECT found.place, found.as_typed, found.in_stock, product.*
    FROM found JOIN shop_product AS product ON product.id = found.product_id
    WHERE product.status = 'published' AND product.price_from IS NOT NULL
),
product AS (
    SELECT place, as_typed, json_build_object(
        'title', title, 'slug', first.slug, 'brand', coalesce(brand.name, ''), 'image', picture.file,
        'price', price_from::text, 'has_range', price_from <> price_to, 'in_stock', in_stock
    ) AS told
    FROM (SELECT * FROM shown ORDER BY place LIMIT %(products)s) AS first
    LEFT JOIN shop_brand AS brand ON brand.id = first.brand_id
    LEFT JOIN LATERAL (SELECT file FROM shop_productimage AS image WHERE image.product_id = first.id
        ORDER BY position, id LIMIT 1) AS picture ON true
),
fitting AS MATERIALIZED (
    SELECT *, names @@ %(typed)s::tsquery AS as_typed FROM search_completion WHERE names @@ %(either)s::tsquery
),
completion AS (
    SELECT kind, target, coalesce(category.name, brand.name, collection.title, text) AS text, as_typed,
        row_number() OVER (PARTITION BY kind ORDER BY as_typed DESC, weight DESC, fitting.id) AS place
    FROM fitting
    LEFT JOIN shop_category AS category ON kind = 'category' AND category.slug = target AND category.is_listed
    LEFT JOIN shop_brand AS brand ON kind = 'brand' AND brand.slug = target
    LEFT JOIN shop_collection AS collection ON kind = 'collection' AND collection.slug = target AND collection.is_published
    WHERE kind = 'query' OR coalesce(category.id, brand.id, collection.id) IS NOT NULL
)
SELECT json_build_object(
    'products', (SELECT coalesce(json_agg(json_build_array(as_typed, told) ORDER BY place), '[]') FROM product),
    'titles', (SELECT coalesce(json_agg(json_build_array(as_typed, title) ORDER BY place), '[]') FROM shown),
    'completions', (SELECT coalesce(json_agg(json_build_array(as_typed, kind, text, target) ORDER BY place), '[]')
        FROM completion WHERE place <= %(places)s)
)::text
"""
