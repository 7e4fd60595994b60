"""The shop: catalogue, customers, cart, checkout, payments, orders, reviews."""
