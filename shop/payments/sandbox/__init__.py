"""A payment provider of our own that behaves like the real thing: hosted page, signed messages, delayed capture, refunds.

`provider` keeps the sessions and `messages` tells the shop about them, signed as `signing` says: that is the provider's
side, with tables of its own. `client` is the shop's side and knows of the provider only what an API would tell it.
"""
