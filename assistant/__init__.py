"""The shop's assistant: support chat, description writer, review understanding.

Facts come from the shop's own rows and approved articles, models only word them, and a verifier decides what is shown.
Knows search, shop and language; nothing below knows it. Works whole without any writer.
"""
