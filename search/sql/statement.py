"""The statement behind `query.run`: candidates, read and judged once, counted and ordered, in one round trip.

Candidates do not depend on filters, so totals, facets and pages agree and a filter hides no match:
- strong: documents whose terms carry the share `coverage` of the query's weight; where all words became filters, those that
  fit them;
- weak: where the strong are `few`, those with the `best` scores of words beside them;
- near: the documents nearest in meaning that are near enough;
- pinned: what the merchant wants to stand at the top.
`missed` holds the bits of the filters that a candidate fails. A count of facet f is of those that miss nothing or f alone.
Filters that were `understood` from the words are loosened where they leave nothing and the others leave something.
Values of facets are not counted here: the answer names the facet set of every candidate, and `facet_sets` counts.
Broad words have tens of thousands of candidates. So each document is read once, nothing is measured that is not used, and
only as many as can be shown are sorted.
Every word below is ours; what shoppers typed travels as parameters. Tables and dimensions are whole numbers of our own.
"""

from __future__ import annotations

PLACED = (
    "array_position(%(pinned)s::bigint[], product_id) NULLS LAST, product_id = ANY(%(buried)s::bigint[]), "
)
"""What goes before the order of relevance where the merchant placed something."""
ORDERS = {
    "relevance": "score DESC, popularity DESC, product_id DESC",
    "popular": "in_stock DESC, popularity DESC, product_id DESC",
    "newest": "published_at DESC, product_id DESC",
    "price": "price, product_id",
    "-price": "price DESC, product_id DESC",
    "rating": "well_rated DESC, popularity DESC, product_id DESC",
}

WORDS_SCORE = "-(document.weights <#> %(query)s::sparsevec)"
TITLE_SCORE = "-(document.title_weights <#> %(query)s::sparsevec)"
COSINE = "-(document.embedding::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions}))"
MEASURES = """product_id, facet_set, price, in_stock, on_offer, rating, well_rated, popularity, published_at,
    {words_score} AS words_score, {title_score} AS title_score, {cosine} AS cosine, {covered} AS covered, {wished} AS wished,
    {missed} AS missed"""
WISHED = "(document.facets && %({name})s::int[])::int"
LOOKS_FAR = "(SELECT set_config('hnsw.ef_search', '{nearest}', true)) IS NOT NULL"
"""The index of vectors finds 40 at most unless told, for this statement, to look farther; asked once, before the index is."""
MISSED = "(missed & ~(SELECT bits FROM loosened))"
STATEMENT = """
WITH near AS MATERIALIZED (
    SELECT product_id, {cosine_of_each} AS cosine FROM {table} AS document WHERE {looks_far}
    ORDER BY embedding::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions}) LIMIT %(nearest)s
),
weak AS MATERIALIZED (
    SELECT product_id FROM {table} AS document WHERE {weak} AND %(few)s > (
        SELECT count(*) FROM (SELECT FROM {table} AS document WHERE {strong} LIMIT %(few)s) AS enough
    )
    ORDER BY document.weights <#> %(query)s::sparsevec, product_id DESC LIMIT %(best)s
),
candidate AS MATERIALIZED (
    SELECT {measures} FROM {table} AS document WHERE {strong}
    UNION ALL
    SELECT {measures} FROM {table} AS document WHERE ({strong}) IS NOT TRUE AND product_id = ANY(
        ARRAY(SELECT product_id FROM weak UNION SELECT product_id FROM near WHERE cosine >= %(nearness)s)
        || %(pinned)s::bigint[]
    )
),
loosened AS MATERIALIZED (
    SELECT CASE WHEN EXISTS (SELECT FROM candidate WHERE missed & ~{understood}::bigint = 0)
        AND NOT EXISTS (SELECT FROM candidate WHERE missed = 0) THEN {understood} ELSE 0 END::bigint AS bits
),
counted AS MATERIALIZED (
    SELECT count(*) AS candidates, count(*) FILTER (WHERE {missed} = 0) AS total,
        min(price) FILTER (WHERE {missed} & ~{price}::bigint = 0) AS low,
        max(price) FILTER (WHERE {missed} & ~{price}::bigint = 0) AS high,
        count(*) FILTER (WHERE in_stock AND {missed} & ~{stock}::bigint = 0) AS in_stock,
        count(*) FILTER (WHERE on_offer AND {missed} & ~{offer}::bigint = 0) AS on_offer,
        count(*) FILTER (WHERE rating >= 4 AND {missed} & ~{rating}::bigint = 0) AS rating4,
        count(*) FILTER (WHERE rating >= 3 AND {missed} & ~{rating}::bigint = 0) AS rating3,
        string_agg(int4send(facet_set), ''::bytea) AS facet_sets, {missed_of_each} AS missed
    FROM candidate
),
page AS MATERIALIZED (
    SELECT {size} * least(%(page)s, (total - 1) / {size}) AS start FROM counted
),
ranked AS MATERIALIZED (
    SELECT *, {rank} AS score FROM candidate WHERE {missed} = 0
    ORDER BY {order} LIMIT (SELECT greatest(%(depth)s, start + {size}) FROM page)
),
placed AS MATERIALIZED (
    SELECT product_id, covered, wished, row_number() OVER (ORDER BY {order}) - 1 AS place FROM ranked
),
shown AS MATERIALIZED (
    SELECT place, product_id, covered, wished, title, title_terms, length, price, popularity,
        {words_score_of_each} AS words_score, {title_score_of_each} AS title_score, {cosine_of_each} AS cosine
    FROM placed JOIN {table} AS document USING (product_id)
    WHERE place < %(depth)s OR place >= (SELECT start FROM page)
)
SELECT json_build_object(
    'candidates', candidates, 'total', total, 'is_loosened', (SELECT bits <> 0 FROM loosened),
    'has_most', {has_most},
    'price', json_build_array(low::text, high::text),
    'in_stock', in_stock, 'on_offer', on_offer, 'rating4', rating4, 'rating3', rating3,
    'rows', (SELECT coalesce(json_agg(json_build_array(product_id, {score}, words_score, title_score, cosine, covered,
        popularity, price, length, title, title_terms, place) ORDER BY place), '[]') FROM shown)
)::text, facet_sets, missed FROM counted
"""
