"""Finding products: documents made from the catalogue, an index over them, and queries that read it.

Knows shop and language; nothing below knows it. Its pure modules (folding, units, chinese, tokens, spelling,
understanding and their parts) take values and give values: no tables, no settings, no tasks.
"""
