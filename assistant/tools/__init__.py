"""What the assistant can look up, one topic a module. Every tool takes the shopper first and answers with facts.

Invariant: tools only read; a private row is obtained through `shop.access` alone, so nobody is told of another's order.
"""
