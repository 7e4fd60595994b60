"""The statements of `analytics`. `{searches}` stands for SEARCHES: each search of the period with what became of it.

What shoppers typed is read and never part of a statement; values travel as parameters.
"""

from __future__ import annotations

# The rungs "meaning" and "popular" show what was not asked for. Places count from 1; a forged link may say 0.
IS_EMPTY = "(results = 0 AND filters = '{}'::jsonb) OR step IN ('meaning', 'popular')"
SEARCHES = """
SELECT query.*, ({is_empty}) AS is_empty,
    is_watched, is_watched AND best IS NOT NULL AS is_clicked, CASE WHEN is_watched THEN best END AS place,
    is_watched AND coalesce(carted, false) AS is_carted, is_watched AND coalesce(bought, false) AS is_bought
FROM search_loggedquery AS query
LEFT JOIN (
    SELECT query_id, greatest(min(position), 1) AS best, bool_or(carted_at IS NOT NULL) AS carted,
        bool_or(bought_at IS NOT NULL) AS bought
    FROM search_click WHERE at >= %(since)s GROUP BY query_id
) AS chosen ON chosen.query_id = query.id
CROSS JOIN LATERAL (
    SELECT results > 0 AND step NOT IN ('meaning', 'popular')
        AND (user_id IS NOT NULL OR visitor IS NOT NULL OR best IS NOT NULL) AS is_watched
) AS judged
WHERE query.at >= %(since)s
"""

DAYS = """
SELECT (at AT TIME ZONE %(zone)s)::date, count(*), count(*) FILTER (WHERE is_empty), count(*) FILTER (WHERE corrected <> ''),
    count(*) FILTER (WHERE is_watched), count(*) FILTER (WHERE is_clicked), count(*) FILTER (WHERE place = 1),
    count(*) FILTER (WHERE place <= 10), count(*) FILTER (WHERE is_carted), count(*) FILTER (WHERE is_bought),
    coalesce(sum(1.0::float / place), 0)
FROM ({searches}) AS searched GROUP BY 1
"""


BEFORE = """
SELECT count(*), count(*) FILTER (WHERE {is_empty}) FROM search_loggedquery WHERE at >= %(since)s AND at < %(until)s
"""

LISTS = """
WITH person AS (
    SELECT normalised, count(*) AS searches, count(*) FILTER (WHERE is_empty) AS empty,
        count(*) FILTER (WHERE is_watched) AS watched, count(*) FILTER (WHERE is_clicked) AS clicked
    FROM ({searches}) AS searched GROUP BY normalised, user_id, visitor
),
words AS MATERIALIZED (
    SELECT normalised, count(*) AS people, sum(searches)::bigint AS searches, sum(empty)::bigint AS empty,
        sum(watched)::bigint AS watched, sum(clicked)::bigint AS clicked
    FROM person GROUP BY normalised
),
listed AS (
    (SELECT 'top' AS kind, row_number() OVER (ORDER BY searches DESC, normalised) AS place, * FROM words
        WHERE people >= %(few)s ORDER BY place LIMIT %(rows)s)
    UNION ALL
    (SELECT 'empty', row_number() OVER (ORDER BY empty DESC, normalised) AS place, * FROM words
        WHERE people >= %(few)s AND empty > 0 ORDER BY place LIMIT %(rows)s)
    UNION ALL
    (SELECT 'unchosen', row_number() OVER (ORDER BY watched DESC, normalised) AS place, * FROM words
        WHERE people >= %(few)s AND watched >= %(unchosen)s AND clicked = 0 ORDER BY place LIMIT %(rows)s)
)
SELECT kind, place, coalesce(spelling.text, normalised), searches, people, empty, watched, clicked
FROM listed LEFT JOIN LATERAL (
    SELECT lower(said.text) AS text FROM search_loggedquery AS said
    WHERE said.normalised = listed.normalised AND said.at >= %(since)s GROUP BY lower(said.text)
    HAVING count(DISTINCT (user_id, visitor)) >= %(few)s
    ORDER BY count(*) DESC, lower(said.text) LIMIT 1
) AS spelling ON true
UNION ALL
SELECT 'hidden', 1, '', coalesce(sum(searches), 0)::bigint, count(*), 0, 0, 0 FROM words WHERE people < %(few)s
ORDER BY kind, place
"""

CORRECTIONS = """
SELECT lower(text), lower(corrected), count(*), count(*) FILTER (WHERE is_watched), count(*) FILTER (WHERE is_clicked)
FROM ({searches}) AS searched WHERE corrected <> ''
GROUP BY 1, 2 HAVING count(DISTINCT (user_id, visitor)) >= %(few)s ORDER BY 3 DESC, 1, 2 LIMIT %(rows)s
"""
