"""The statements behind `listing` and `keyset`. Every word in it is ours; what shoppers typed travels as parameters."""

from __future__ import annotations

ORDERS = {
    "relevance": "relevance DESC, popularity DESC, id DESC",
    "popular": "in_stock DESC, popularity DESC, id DESC",
    "newest": "published_at DESC, id DESC",
    "price": "price, id",
    "-price": "price DESC, id DESC",
    "rating": "well_rated DESC, popularity DESC, id DESC",
}

# traits: what products are, by their attributes and by the options of their variants for sale.
BASE = "base (id, price, brand_id, category_path, published_at, popularity, relevance)"
TRAITS = """
    SELECT value.product_id, value.attribute_id, value.choice_id, value.number, value.boolean
    FROM shop_attributevalue AS value
    JOIN shop_attribute AS attribute ON attribute.id = value.attribute_id AND attribute.is_facet{of_base}
    WHERE value.text IS NULL
    UNION
    SELECT value.product_id, option.attribute_id, option.choice_id, NULL, NULL
    FROM shop_variantoption AS option
    JOIN shop_variant AS value ON value.id = option.variant_id AND value.is_active
    JOIN shop_attribute AS attribute ON attribute.id = option.attribute_id AND attribute.is_facet{of_base}
"""
# The mean of the reviews and of five imagined ones of 3.5 stars, so one perfect review does not lead.
WELL_RATED = "(coalesce(rating.total, 0) + 17.5) / (coalesce(rating.count, 0) + 5)"
JUDGED = f"""
WITH {BASE} AS MATERIALIZED ({{base}}),
placed AS MATERIALIZED (SELECT base.*, left(category_path, 4) AS department FROM base),
traits AS MATERIALIZED ({TRAITS.format(of_base=" JOIN base ON base.id = value.product_id")}),
sales AS MATERIALIZED (
    SELECT variant.product_id, bool_or(stock.on_hand > stock.reserved) AS in_stock,
        bool_or(variant.list_price IS NOT NULL) AS on_offer
    FROM shop_variant AS variant
    JOIN base ON base.id = variant.product_id
    LEFT JOIN shop_stock AS stock ON stock.variant_id = variant.id
    WHERE variant.is_active
    GROUP BY variant.product_id
),
judged AS MATERIALIZED (
    SELECT base.*, coalesce(sale.in_stock, false) AS in_stock, coalesce(sale.on_offer, false) AS on_offer,
        rating.average, {WELL_RATED} AS well_rated, {{missed}} AS missed
    FROM placed AS base
    LEFT JOIN sales AS sale ON sale.product_id = base.id
    LEFT JOIN shop_ratingsummary AS rating ON rating.product_id = base.id
)
"""  # noqa: S608 - our own words

# Columns by which a list is in order, the last of which tells all rows apart; they all descend, or all ascend.
KEYS = {
    "relevance": ("relevance::float8", "popularity::int", "id::bigint"),
    "popular": ("in_stock::boolean", "popularity::int", "id::bigint"),
    "newest": ("published_at::timestamptz", "id::bigint"),
    "price": ("price::numeric", "id::bigint"),
    "-price": ("price::numeric", "id::bigint"),
    "rating": ("well_rated::numeric", "popularity::int", "id::bigint"),
}
ASCENDING = frozenset({"price"})
# Each row is looked at by itself: EXISTS would have all variants of the shop read into a table for two dozen products.
SEEN = f"""
    SELECT base.*, sale.in_stock, rating.average, {WELL_RATED} AS well_rated
    FROM (SELECT base.*, left(category_path, 4) AS department FROM base) AS base
    LEFT JOIN shop_ratingsummary AS rating ON rating.product_id = base.id
    CROSS JOIN LATERAL (
        SELECT coalesce((
            SELECT true FROM shop_variant AS variant JOIN shop_stock AS stock ON stock.variant_id = variant.id
            WHERE variant.product_id = base.id AND variant.is_active AND stock.on_hand > stock.reserved LIMIT 1
        ), false) AS in_stock, coalesce((
            SELECT true FROM shop_variant AS variant
            WHERE variant.product_id = base.id AND variant.is_active AND variant.list_price IS NOT NULL LIMIT 1
        ), false) AS on_offer
    ) AS sale
    WHERE {{held}}
"""  # noqa: S608 - our own words
AFTER = f"""
WITH {BASE} AS NOT MATERIALIZED ({{base}}),
traits AS NOT MATERIALIZED ({TRAITS.format(of_base="")})
SELECT id, json_build_array({{keys}})::text FROM ({SEEN}) AS seen WHERE {{after}} ORDER BY {{order}} LIMIT {{size}}
"""  # noqa: S608 - our own words
# An index knows what is popular, but not what is in stock: two lists, of which the second is read only where the first ends.
IN_STOCK_FIRST = f"""
WITH {BASE} AS NOT MATERIALIZED ({{base}}),
traits AS NOT MATERIALIZED ({TRAITS.format(of_base="")}),
available AS MATERIALIZED (
    SELECT seen.* FROM ({SEEN}) AS seen WHERE in_stock AND {{after}} ORDER BY popularity DESC, id DESC LIMIT {{size}}
),
missing AS MATERIALIZED (
    SELECT seen.* FROM ({SEEN}) AS seen WHERE NOT in_stock AND {{after}} AND (SELECT count(*) FROM available) < {{size}}
    ORDER BY popularity DESC, id DESC LIMIT {{size}}
)
SELECT id, json_build_array({{keys}})::text FROM (TABLE available UNION ALL TABLE missing) AS both_lists
ORDER BY {{order}} LIMIT {{size}}
"""  # noqa: S608 - our own words
STATEMENT = (
    JUDGED  # noqa: S608
    + """, numbered AS (
    SELECT id, row_number() OVER (ORDER BY {order}) - 1 AS place, count(*) OVER () AS total
    FROM judged WHERE missed = '{{}}'
),
counted AS (
    SELECT trait.attribute_id, trait.choice_id, trait.number, trait.boolean,
        count(*) FILTER (WHERE judged.missed <@ ARRAY[attribute.code::text]) AS fitting, count(*) AS covered
    FROM traits AS trait
    JOIN judged ON judged.id = trait.product_id
    JOIN shop_attribute AS attribute ON attribute.id = trait.attribute_id
    GROUP BY 1, 2, 3, 4
),
grouped AS (
    SELECT attribute.position, attribute.name, json_build_object(
        'code', attribute.code, 'name', attribute.name, 'kind', attribute.kind, 'unit', attribute.unit,
        'covered', sum(covered), 'distinct', count(*), 'low', min(number)::text, 'high', max(number)::text,
        'values', CASE WHEN attribute.kind = 'number' AND count(*) > 8 THEN '[]'::json ELSE json_agg(
            json_build_array(
                coalesce(choice.value, trim_scale(number)::text, CASE WHEN boolean THEN 'yes' ELSE 'no' END),
                coalesce(choice.value, trim_scale(number)::text, ''), coalesce(choice.swatch, ''), fitting
            ) ORDER BY choice.position, number, choice.value, boolean DESC
        ) END
    ) AS facet
    FROM counted JOIN shop_attribute AS attribute ON attribute.id = counted.attribute_id
    LEFT JOIN shop_attributechoice AS choice ON choice.id = counted.choice_id
    WHERE attribute.code NOT IN ('q', 'sort', 'page', 'stock', 'offer', 'rating', 'price', 'brand', 'department')
    GROUP BY attribute.id
)
SELECT json_build_object(
    'candidates', (SELECT count(*) FROM judged),
    'total', (SELECT count(*) FROM judged WHERE missed = '{{}}'),
    'ids', (SELECT coalesce(json_agg(id ORDER BY place), '[]') FROM numbered
            WHERE place / {size} = least(%s, (total - 1) / {size})),
    'price', (SELECT json_build_array(min(price)::text, max(price)::text) FROM judged WHERE missed <@ '{{price}}'),
    'in_stock', (SELECT count(*) FROM judged WHERE in_stock AND missed <@ '{{stock}}'),
    'on_offer', (SELECT count(*) FROM judged WHERE on_offer AND missed <@ '{{offer}}'),
    'rating4', (SELECT count(*) FROM judged WHERE average >= 4 AND missed <@ '{{rating}}'),
    'rating3', (SELECT count(*) FROM judged WHERE average >= 3 AND missed <@ '{{rating}}'),
    'brands', (SELECT coalesce(json_agg(json_build_array(slug, name, '', fitting) ORDER BY fitting DESC, name), '[]')
        FROM (SELECT brand.slug, brand.name, count(*) FILTER (WHERE missed <@ '{{brand}}') AS fitting
              FROM judged JOIN shop_brand AS brand ON brand.id = judged.brand_id GROUP BY brand.id) AS by_brand),
    'departments', (SELECT coalesce(json_agg(json_build_array(slug, name, '', fitting) ORDER BY path), '[]')
        FROM (SELECT category.slug, category.name, category.path,
                  count(*) FILTER (WHERE missed <@ '{{department}}') AS fitting
              FROM judged JOIN shop_category AS category ON category.path = judged.department
              GROUP BY category.id) AS by_department),
    'attributes', (SELECT coalesce(json_agg(facet ORDER BY position, name), '[]') FROM grouped)
)::text
"""
)
