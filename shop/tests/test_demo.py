"""The demonstration store is what it promises, and there is something true in what its shoppers did."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

from shop.demo import catalogue, curation, looks, opinions, people, pictures
from shop.demo.illustrations.gallery import DRAWINGS


def test_the_shelves_are_full():
    products = catalogue.products()
    assert len(products) >= 600
    assert len({product.kind.shelf[0] for product in products}) == 12
    assert sum(len(product.variants) for product in products) >= 1400
    for names in (
        [p.slug for p in products],
        [p.description for p in products],
        [v.sku for p in products for v in p.variants],
    ):
        assert len(set(names)) == len(names)
    assert all(5 <= len(product.values) <= 12 for product in products)


def test_every_kind_can_be_drawn_and_every_collection_has_goods():
    pictures.drawings()
    assert {product.kind.code for product in catalogue.products()} <= set(DRAWINGS)
    assert all(len(entry.picks()) >= 4 for entry in curation.COLLECTIONS)
    assert all(len(looks.shots(product)) >= 2 for product in catalogue.products())


def test_shoppers_do_enough_and_reviews_differ():
    deeds = Counter(deed.kind for shopper in people.shoppers() for deed in people.deeds(shopper))
    assert len(people.shoppers()) == 300
    assert sum(deeds.values()) >= 15_000
    assert deeds["rating"] >= 3_000
    product = catalogue.products()[0]
    texts = {opinions.opinion(product, 5, number)[1] for number in range(40)}
    assert len(texts) == 40


def test_tastes_show_the_favourite_shelves_of_the_past_foretell_the_future():
    """Against the control that foretells the most bought shelves for everybody."""
    everybody: Counter[tuple[str, str]] = Counter()
    pasts, futures = [], []
    for shopper in people.shoppers()[:120]:
        bought = [
            deed.product.kind.shelf
            for deed in people.deeds(shopper)
            if deed.kind == "purchase" and deed.product
        ]
        cut = len(bought) * 4 // 5
        pasts.append(Counter(bought[:cut]))
        futures.append(bought[cut:])
        everybody.update(bought[:cut])
    popular = {shelf for shelf, _ in everybody.most_common(4)}
    own = sum(
        shelf in dict(past.most_common(4))
        for past, future in zip(pasts, futures, strict=True)
        for shelf in future
    )
    common = sum(shelf in popular for future in futures for shelf in future)
    assert own > 2 * common


def test_another_process_makes_the_same_store():
    program = "from shop.demo import catalogue; import hashlib; print(hashlib.sha256(repr(catalogue.products()).encode()).hexdigest())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
