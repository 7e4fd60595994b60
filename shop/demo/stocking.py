"""Fills the shelves: rules, categories, brands, attributes, products, pictures and collections, in bulk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.utils import timezone

from shop import stock
from shop.demo import brands, catalogue, colours, curation, looks, model, pictures, rules
from shop.demo.illustrations import scenes
from shop.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    Brand,
    Category,
    Collection,
    CollectionItem,
    Coupon,
    DeliveryMethod,
    DeliveryRate,
    HelpArticle,
    PriceRecord,
    Product,
    ProductImage,
    TaxRate,
    User,
    Variant,
    VariantOption,
)

BATCH = 1000
Tick = Callable[[int, int], object]


def rows() -> None:
    """Everything but pictures."""
    _rules()
    _accounts()
    shelves = _categories()
    makers = {
        entry.name: Brand(name=entry.name, slug=catalogue.slugged(entry.name), story=entry.story)
        for entry in brands.BRANDS
    }
    Brand.objects.bulk_create(makers.values())
    attributes, choices = _attributes()
    now = timezone.now()
    made = {
        entry.key: Product(
            external_id=entry.key,
            title=entry.title,
            slug=entry.slug,
            subtitle=entry.subtitle[:300],
            description=entry.description,
            category=shelves[entry.kind.shelf],
            brand=makers[entry.brand],
            status=Product.Status.PUBLISHED,
            published_at=now - timedelta(days=entry.days_ago),
        )
        for entry in catalogue.products()
    }
    Product.objects.bulk_create(made.values(), batch_size=BATCH)
    _values(made, attributes, choices)
    _offer(attributes, shelves)
    _variants(made, attributes, choices, now)
    _collections(made)


def _rules() -> None:
    TaxRate.objects.bulk_create(
        TaxRate(country=country, name=name, rate=Decimal(rate), is_inclusive=inside)
        for country, (name, rate, inside) in rules.TAX.items()
    )
    for position, method in enumerate(rules.METHODS):
        row = DeliveryMethod.objects.create(
            code=method.code,
            name=method.name,
            description=method.description,
            days_min=method.days[0],
            days_max=method.days[1],
            position=position,
        )
        DeliveryRate.objects.bulk_create(
            DeliveryRate(
                method=row,
                country=country,
                max_weight_grams=grams,
                price=Decimal(price),
                free_from=Decimal(free) if free else None,
            )
            for countries, grams, price, free in method.rates
            for country in countries
        )
    for code, kind, value, minimum, most, each in rules.COUPONS:
        Coupon.objects.create(
            code=code, kind=kind, value=value, minimum=minimum, max_uses=most, max_uses_per_shopper=each
        )
    for position, (slug, topic, title, is_policy, summary, body) in enumerate(rules.ARTICLES):
        HelpArticle.objects.create(
            slug=slug,
            topic=topic,
            title=title,
            is_policy=is_policy,
            summary=summary,
            body=body,
            position=position,
        )


def _accounts() -> None:
    for account in rules.ACCOUNTS:
        user = User.objects.create_user(account.email, account.password, name=account.name)
        if account.group:
            user.is_staff, user.is_superuser = True, account.group == "owner"
            user.save(update_fields=["is_staff", "is_superuser"])
            user.groups.set(Group.objects.filter(name=account.group))


def _categories() -> dict[tuple[str, str], Category]:
    departments: dict[str, Category] = {}
    shelves: dict[tuple[str, str], Category] = {}
    for entry in catalogue.products():
        department, shelf = entry.kind.shelf
        if department not in departments:
            values = {"name": department, "slug": catalogue.slugged(department)}
            departments[department] = Category.objects.add_root(values)
        if entry.kind.shelf not in shelves:
            slug = catalogue.slugged(f"{department} {shelf}")
            parent = Category.objects.get(pk=departments[department].pk)
            shelves[entry.kind.shelf] = Category.objects.add_child(parent, {"name": shelf, "slug": slug})
    return shelves


def _attributes() -> tuple[dict[str, Attribute], dict[tuple[str, str], AttributeChoice]]:
    """Colour and size first, then every attribute in the order in which products introduce it."""
    attributes: dict[str, Attribute] = {}
    wanted: dict[tuple[str, str], AttributeChoice] = {}

    def attribute(code: str, name: str, kind: str, unit: str = "", *, is_option: bool = False) -> Attribute:
        if code not in attributes:
            attributes[code] = Attribute(
                code=code,
                name=name,
                kind=kind,
                unit=unit,
                is_option=is_option,
                is_facet=kind != "text",
                position=len(attributes),
            )
        return attributes[code]

    def choice(of: Attribute, value: str) -> None:
        swatch = colours.HEX.get(value, "") if of.code == "colour" else ""
        wanted.setdefault(
            (of.code, value), AttributeChoice(attribute=of, value=value, swatch=swatch, position=len(wanted))
        )

    colour = attribute("colour", "Colour", "choice", is_option=True)
    size = attribute("size", "Size", "choice", is_option=True)
    for entry in catalogue.products():
        for variant in entry.variants:
            choice(colour, variant.colour)
            if variant.size:
                choice(size, variant.size)
        for value in entry.values:
            of = attribute(value.code, value.name, value.type, value.unit)
            if value.type == "choice":
                choice(of, value.choice)
    Attribute.objects.bulk_create(attributes.values())
    AttributeChoice.objects.bulk_create(wanted.values())
    return attributes, wanted


def _offer(attributes: dict[str, Attribute], shelves: dict[tuple[str, str], Category]) -> None:
    """Attributes are offered on the shelves whose goods have them, or in the department where all of its shelves do."""
    used: dict[str, set[tuple[str, str]]] = {}
    for entry in catalogue.products():
        codes = {value.code for value in entry.values} | {"colour"}
        if any(variant.size for variant in entry.variants):
            codes.add("size")
        for code in codes:
            used.setdefault(code, set()).add(entry.kind.shelf)
    departments = {node.name: node for node in Category.objects.filter(depth=1)}
    link = Attribute.categories.through
    offers = set()
    for code, places in used.items():
        for department, node in departments.items():
            inside = {shelf for shelf in shelves if shelf[0] == department}
            found = inside & places
            homes = {node.pk} if found == inside else {shelves[shelf].pk for shelf in found}
            offers |= {(attributes[code].pk, home) for home in homes}
    link.objects.bulk_create(link(attribute_id=of, category_id=home) for of, home in sorted(offers))


def _values(
    made: dict[str, Product],
    attributes: dict[str, Attribute],
    choices: dict[tuple[str, str], AttributeChoice],
) -> None:
    found: list[AttributeValue] = []
    for entry in catalogue.products():
        product = made[entry.key]
        found.extend(_value(product, value, attributes, choices) for value in entry.values)
        found.extend(
            AttributeValue(product=product, attribute=attributes["colour"], choice=choices["colour", shade])
            for shade in entry.colours
        )
    AttributeValue.objects.bulk_create(found, batch_size=BATCH)


def _value(
    product: Product,
    value: model.Value,
    attributes: dict[str, Attribute],
    choices: dict[tuple[str, str], AttributeChoice],
) -> AttributeValue:
    column: dict[str, Any] = {
        "number": {"number": value.number},
        "choice": {"choice": choices.get((value.code, value.choice))},
        "boolean": {"boolean": value.boolean},
        "text": {"text": value.text},
    }[value.type]
    return AttributeValue(product=product, attribute=attributes[value.code], **column)


def _variants(
    made: dict[str, Product],
    attributes: dict[str, Attribute],
    choices: dict[tuple[str, str], AttributeChoice],
    now: datetime,
) -> None:
    pairs = [
        (entry, Variant(product=made[entry.key], sku=entry_.sku, label=entry_.label, price=entry_.price, list_price=entry_.list_price, weight_grams=entry_.grams, position=position), entry_)
        for entry in catalogue.products()
        for position, entry_ in enumerate(entry.variants)
    ]  # fmt: skip
    Variant.objects.bulk_create([row for _, row, _ in pairs], batch_size=BATCH)
    PriceRecord.objects.all().delete()  # the trigger dated today's prices today; the store's history follows
    PriceRecord.objects.bulk_create(
        [
            PriceRecord(variant=row, price=price, effective_at=now - timedelta(days=days))
            for _, row, variant in pairs
            for days, price in variant.history
        ],
        batch_size=BATCH,
    )
    VariantOption.objects.bulk_create(
        [
            VariantOption(variant=row, attribute=attributes[code], choice=choices[code, value])
            for _, row, variant in pairs
            for code, value in (("colour", variant.colour), ("size", variant.size))
            if value
        ],
        batch_size=BATCH,
    )
    stock.create({row.pk: variant.stock for _, row, variant in pairs}, low_at=settings.LOW_STOCK)


def _collections(made: dict[str, Product]) -> None:
    for position, entry in enumerate(curation.COLLECTIONS):
        row = Collection.objects.create(
            slug=entry.slug,
            title=entry.title,
            teaser=entry.teaser,
            description=entry.description,
            is_featured=entry.is_featured,
            position=position,
        )
        CollectionItem.objects.bulk_create(
            CollectionItem(collection=row, product=made[product.key], position=place)
            for place, product in enumerate(entry.picks())
        )


def draw(*, cache: Path, workers: int, tick: Tick) -> None:
    """Make the pictures and hang them, all at once at the end."""
    pictures.drawings()
    products = {entry.external_id: entry for entry in Product.objects.filter(external_id__isnull=False)}
    choices = {row.value: row for row in AttributeChoice.objects.filter(attribute__code="colour")}
    sessions = [pictures.Session(entry.key, shots=looks.shots(entry)) for entry in catalogue.products()]
    sessions += [pictures.Session(entry.slug, scene=_scene(entry)) for entry in curation.COLLECTIONS]
    hung: list[ProductImage] = []
    for done, session in enumerate(pictures.made(sessions, cache=cache, workers=workers), start=1):
        if session.scene is not None:
            name = _keep(pictures.file_of(session.scene, cache), f"collections/{session.name}.webp")
            Collection.objects.filter(slug=session.name).update(picture=name)
        for place, shot in enumerate(session.shots):
            name = _keep(pictures.file_of(shot, cache), f"products/{shot.name}.webp")
            hung.append(
                ProductImage(
                    product=products[session.name],
                    choice=choices.get(shot.colour),
                    file=name,
                    width=pictures.SIZE,
                    height=pictures.SIZE,
                    alt=shot.alt[:300],
                    position=place,
                )
            )
        tick(done, len(sessions))
    ProductImage.objects.filter(product__in=products.values()).delete()
    _insert(hung)
    _show_departments()


def _show_departments() -> None:
    """Each department and each shelf shows the picture of its best product, or of its emblem."""
    best = sorted(catalogue.products(), key=lambda entry: entry.appeal)
    faces = {entry.kind.shelf[1]: entry for entry in best}
    faces |= {entry.kind.shelf[0]: entry for entry in best if entry.kind.code in curation.EMBLEMS}
    for category in Category.objects.filter(name__in=faces, picture=""):
        name = looks.shots(faces[category.name])[0].name
        Category.objects.filter(pk=category.pk).update(picture=f"products/{name}.webp")


def _insert(images: list[ProductImage]) -> None:
    """In bulk, without an ImageField's habit of opening each file to measure it: all are pictures.SIZE squares."""
    ProductImage.objects.bulk_create(images, batch_size=BATCH)


def _keep(path: Path, name: str) -> str:
    target = Path(default_storage.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.stat().st_size != path.stat().st_size:
        part = target.with_suffix(".part")
        part.write_bytes(path.read_bytes())
        part.replace(target)
    return name


def _scene(entry: curation.Collection) -> scenes.Scene:
    by_kind: dict[str, model.Product] = {}
    for product in sorted(catalogue.products(), key=lambda product: -product.appeal):
        by_kind.setdefault(product.kind.code, product)
    cast = tuple((code, looks.look_of(by_kind[code], by_kind[code].colours[0])) for code in entry.cast)
    return scenes.Scene(entry.slug, cast, entry.tone)
