"""Descriptions of products: what to say, how to say it in English and Chinese, and whether it is right.

From the ground up: `traits` (what is known) and `brief` (what is asked), `plan`, the realisers `english` and `chinese` with
their grammar and tables, `slots` and `claims` and `checking` (is it right), `ranking`, `lines` (for search engines),
`prompts` and `proposing` (the writer's candidates). All of these are pure; `reading` reads the shop's tables.
"""
