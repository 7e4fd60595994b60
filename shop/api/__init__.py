"""The REST API under /api/v1/: what every resource shares, and the shop's own resources.

Each resource checks what was sent, makes one call to the domain that the website calls too, and writes down what came of it.
"""
