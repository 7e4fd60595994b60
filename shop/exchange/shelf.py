"""What the rows of a catalogue file refer to by name: categories, brands, attributes, choices. Read once, grown with the file.

Invariant: the shelf holds what the database holds. What a row added is forgotten again when the row fails.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import slugify

from shop import facets
from shop.exchange.attributes import Kind, infer_all
from shop.models import Attribute, AttributeChoice, Brand, Category

RESERVED = facets.RESERVED | {"brand", "department"}


class Shelf:
    """Four queries to read."""

    def __init__(self, described: Iterable[Mapping[str, list[str]]]) -> None:
        self._kinds = infer_all(described)
        self._categories: dict[tuple[str, ...], Category] = {}
        self._brands = {brand.name.casefold(): brand.pk for brand in Brand.objects.all()}
        self._attributes: dict[str, Attribute] = {}
        self._choices = {(row.attribute_id, row.value): row.pk for row in AttributeChoice.objects.all()}
        self._fresh: set[int] = set()
        self._offered: set[tuple[int, int]] = set()
        self._added: list[tuple[Any, Any]] = []
        self._read_categories()
        self._read_attributes()

    @contextlib.contextmanager
    def growing(self) -> Iterator[None]:
        """What is added inside is forgotten when the body fails, as its transaction forgets it."""
        self._added = []
        try:
            yield
        except BaseException:
            for table, key in self._added:
                table.pop(key, None) if isinstance(table, dict) else table.discard(key)
            raise

    def category(self, path: tuple[str, ...]) -> Category | None:
        """The node at the path, if it exists."""
        return self._categories.get(path)

    def grow_category(self, path: tuple[str, ...]) -> Category | None:
        """The node at the path, made with everything above it; None for an empty path."""
        for depth in range(1, len(path) + 1):
            if path[:depth] in self._categories:
                continue
            parent = self._categories.get(path[: depth - 1])
            values = {"name": path[depth - 1], "slug": _free_slug(Category, " ".join(path[:depth]))}
            node = (
                Category.objects.add_child(Category.objects.get(pk=parent.pk), values)
                if parent
                else Category.objects.add_root(values)
            )
            self._keep(self._categories, path[:depth], node)
        return self._categories.get(path)

    def brand(self, name: str) -> int | None:
        return self._brands.get(name.casefold())

    def grow_brand(self, name: str) -> int | None:
        """The id of the brand, whatever its letters' case; None for no name."""
        if not name:
            return None
        if name.casefold() not in self._brands:
            self._keep(
                self._brands,
                name.casefold(),
                Brand.objects.create(name=name, slug=_free_slug(Brand, name)).pk,
            )
        return self._brands[name.casefold()]

    def attribute(self, name: str) -> Attribute | None:
        """By its name or by its code."""
        return self._attributes.get(name.casefold()) or self._attributes.get(slugify(name))

    def kind(self, name: str) -> Kind:
        """Of the attribute, or what all its values in the file allow where it is new."""
        attribute = self.attribute(name)
        return Kind(name=attribute.kind, unit=attribute.unit) if attribute else self._kinds[name]

    def grow_attribute(self, name: str, category: Category | None) -> Attribute:
        """A new one is offered in the departments of the rows that name it."""
        attribute = self.attribute(name)
        if attribute is None:
            kind = self.kind(name)
            attribute = Attribute.objects.create(
                code=_free_code(name),
                name=name[:1].upper() + name[1:],
                kind=kind.name,
                unit=kind.unit,
                is_facet=kind.name != "text",
            )
            for key in (name.casefold(), attribute.code):
                self._keep(self._attributes, key, attribute)
            self._keep(self._fresh, attribute.pk)
        if category is not None:
            self._offer(attribute, category)
        return attribute

    def choice(self, attribute: Attribute, value: str) -> int | None:
        return self._choices.get((attribute.pk, value))

    def grow_choice(self, attribute: Attribute, value: str) -> int:
        if (attribute.pk, value) not in self._choices:
            made = AttributeChoice.objects.create(attribute=attribute, value=value)
            self._keep(self._choices, (attribute.pk, value), made.pk)
        return self._choices[attribute.pk, value]

    def _offer(self, attribute: Attribute, category: Category) -> None:
        """An attribute that the file introduces is offered in the departments where the file uses it."""
        department = self._department(category)
        if attribute.pk in self._fresh and (attribute.pk, department.pk) not in self._offered:
            attribute.categories.add(department)
            self._keep(self._offered, (attribute.pk, department.pk))

    def _department(self, category: Category) -> Category:
        root = category.path[: Category.steplen]
        return next(node for node in self._categories.values() if node.path == root)

    def _keep(self, table: Any, key: Any, value: Any = None) -> None:
        if isinstance(table, dict):
            table[key] = value
        else:
            table.add(key)
        self._added.append((table, key))

    def _read_categories(self) -> None:
        names: dict[str, tuple[str, ...]] = {}
        for category in Category.objects.order_by("path"):
            names[category.path] = (*names.get(category.path[: -Category.steplen], ()), category.name)
            self._categories[names[category.path]] = category

    def _read_attributes(self) -> None:
        """A name that several attributes share finds none of them; their codes do."""
        found = list(Attribute.objects.all())
        sharing = Counter(attribute.name.casefold() for attribute in found)
        self._attributes = {attribute.code: attribute for attribute in found}
        for attribute in found:
            if sharing[attribute.name.casefold()] == 1:
                self._attributes[attribute.name.casefold()] = attribute


def _free_slug(table: type[Brand] | type[Category], name: str) -> str:
    base, number = slugify(name)[:108] or "item", 2
    slug = base
    while table.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def _free_code(name: str) -> str:
    """Addresses of filtered lists carry it, so it is ASCII and no word that they use already."""
    code = slugify(name)[:50]
    if not code:
        code = f"attribute-{hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[:8]}"
    if code in RESERVED or Attribute.objects.filter(code=code).exists():
        code = f"{code}-attribute"
    return code
