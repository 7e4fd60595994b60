"""A payment provider of our own that behaves like the real thing: hosted page, signed messages, delayed capture, refunds.

`provider` is the provider's side with its own tables, `signing` its signatures, `client` the shop's side.
"""
