"""The catalogue for merchants: products with all that belongs to them on one page, the category tree, brands, attributes,
collections. Every way in which a product changes is told to the outbox."""

from shop.admin.catalog import collections, naming, products, tree, variants

__all__ = ["collections", "naming", "products", "tree", "variants"]
