"""The statement behind `query.run`: candidates, judged once, counted for every facet and ordered, in one round trip.

Candidates do not depend on filters, so totals, facets and pages agree and a filter hides no match:
- lexical: documents with an `essential` term whose matched terms carry the share `coverage` of the query's weight, and
  those with the `best` scores of words; where all words became filters, the documents that fit them;
- near: the documents nearest in meaning;
- pinned: what the merchant wants to stand at the top.
`missed` holds the codes of the filters that a candidate fails. A value of facet f counts those that miss nothing or f alone.
Every word below is ours; what shoppers typed travels as parameters. Tables and dimensions are whole numbers of our own.
"""

from __future__ import annotations

ORDERS = {
    "relevance": (
        "array_position(%(pinned)s::bigint[], product_id) NULLS LAST, product_id = ANY(%(buried)s::bigint[]),"
        " score DESC, popularity DESC, product_id DESC"
    ),
    "popular": "in_stock DESC, popularity DESC, product_id DESC",
    "newest": "published_at DESC, product_id DESC",
    "price": "price, product_id",
    "-price": "price DESC, product_id DESC",
    "rating": "well_rated DESC, popularity DESC, product_id DESC",
}

STATEMENT = """
WITH near AS MATERIALIZED (
    SELECT product_id FROM {table}
    ORDER BY embedding::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions}) LIMIT %(nearest)s
),
met AS MATERIALIZED (
    SELECT product_id, -(weights <#> %(query)s::sparsevec) AS words_score, {covered} AS covered
    FROM {table} AS document WHERE {lexical}
),
lexical AS MATERIALIZED (
    SELECT product_id FROM (
        SELECT product_id, covered, row_number() OVER (ORDER BY words_score DESC, product_id DESC) AS place FROM met
    ) AS placed WHERE covered >= %(coverage)s OR place <= %(best)s
),
candidate AS MATERIALIZED (
    SELECT product_id, bool_or(is_lexical) AS is_lexical FROM (
        SELECT product_id, true AS is_lexical FROM lexical
        UNION ALL SELECT product_id, false FROM near
        UNION ALL SELECT product_id, true FROM unnest(%(pinned)s::bigint[]) AS product_id
    ) AS every GROUP BY product_id
),
measured AS MATERIALIZED (
    SELECT product_id, facets, price, in_stock, on_offer, rating, well_rated, popularity, published_at, candidate.is_lexical,
        -(weights <#> %(query)s::sparsevec) AS words_score,
        -(title_weights <#> %(query)s::sparsevec) AS title_score,
        -(embedding::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions})) AS cosine, {covered} AS covered
    FROM candidate JOIN {table} AS document USING (product_id)
),
judged AS MATERIALIZED (
    SELECT product_id, facets, price, in_stock, on_offer, rating, well_rated, popularity, published_at,
        words_score, title_score, cosine, covered, {score} + {wishes} AS score, {missed} AS missed
    FROM measured AS document WHERE is_lexical OR cosine >= %(nearness)s
),
fitting AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY {order}) - 1 AS place FROM judged WHERE missed = '{{}}'
),
tallied AS (
    SELECT facet, missed, count(*) AS documents FROM judged, unnest(facets) AS facet GROUP BY facet, missed
),
counted AS (
    SELECT value.*, sum(documents) AS covered,
        coalesce(sum(documents) FILTER (WHERE missed <@ ARRAY[value.code::text]), 0) AS fitting
    FROM tallied JOIN search_facetvalue AS value ON value.id = tallied.facet WHERE value.code <> 'category' GROUP BY value.id
),
grouped AS (
    SELECT facet_position, name, json_build_object(
        'code', code, 'name', name, 'kind', kind, 'unit', unit, 'covered', sum(covered), 'distinct', count(*),
        'low', min(number)::text, 'high', max(number)::text,
        'values', CASE WHEN kind = 'number' AND count(*) > 8 THEN '[]'::json ELSE json_agg(
            json_build_array(value, label, swatch, fitting) ORDER BY position, number, value) END
    ) AS facet
    FROM counted WHERE code NOT IN ('brand', 'department') GROUP BY code, name, kind, unit, facet_position
)
SELECT json_build_object(
    'candidates', (SELECT count(*) FROM judged),
    'lexical', (SELECT count(*) FROM lexical),
    'total', (SELECT count(*) FROM fitting),
    'rows', (SELECT coalesce(json_agg(json_build_array(product_id, shown.score, words_score, title_score, cosine,
            covered, shown.popularity, shown.price, length, title, title_terms, place) ORDER BY place), '[]')
        FROM fitting AS shown JOIN {table} AS document USING (product_id)
        WHERE place < %(depth)s OR place / {size} = least(%(page)s, ((SELECT count(*) FROM fitting) - 1) / {size})),
    'price', (SELECT json_build_array(min(price)::text, max(price)::text) FROM judged WHERE missed <@ '{{price}}'),
    'in_stock', (SELECT count(*) FROM judged WHERE in_stock AND missed <@ '{{stock}}'),
    'on_offer', (SELECT count(*) FROM judged WHERE on_offer AND missed <@ '{{offer}}'),
    'rating4', (SELECT count(*) FROM judged WHERE rating >= 4 AND missed <@ '{{rating}}'),
    'rating3', (SELECT count(*) FROM judged WHERE rating >= 3 AND missed <@ '{{rating}}'),
    'brands', (SELECT coalesce(json_agg(json_build_array(value, label, '', fitting) ORDER BY fitting DESC, label), '[]')
        FROM counted WHERE code = 'brand'),
    'departments', (SELECT coalesce(json_agg(json_build_array(value, label, '', fitting) ORDER BY fitting DESC, label), '[]')
        FROM counted WHERE code = 'department'),
    'attributes', (SELECT coalesce(json_agg(facet ORDER BY facet_position, name), '[]') FROM grouped)
)::text
"""
