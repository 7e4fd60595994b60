"""The invented makers of the store, each with the story it tells of itself and the groups of things it makes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Brand:
    """A maker; level shifts its prices from modest (0) to grand (1)."""

    name: str
    story: str
    groups: tuple[str, ...]
    level: float


BRANDS = (
    Brand("Tavlehus", "Tableware from a former dairy on the Danish coast, glazed in small kilns.", ("table",), 0.5),
    Brand("Ostarra Ware", "Three potters and one wheelwright who make the pots of everyday.", ("table", "home", "garden"), 0.7),
    Brand("Kupfer & Kind", "Pans and knives for people who cook on weekdays.", ("table",), 0.9),
    Brand("Plainspoon", "Plain kitchen tools, plainly priced.", ("table", "pantry"), 0.15),
    Brand("Merenna", "A kitchen workshop by the sea that likes round corners.", ("table",), 0.4),
    Brand("Hillfoot Larder", "Food from small farms, packed within sight of the fields.", ("pantry",), 0.5),
    Brand("Casa Tordera", "A family press and roastery, run by the fourth generation.", ("pantry",), 0.8),
    Brand("Nine Lanterns", "Tea and sweet things, bought in person and tasted twice.", ("pantry",), 0.6),
    Brand("Bruun & Lund Timber", "Furniture of solid wood that can be taken apart and mended.", ("furniture",), 0.8),
    Brand("Haldorf", "Furniture for flats with narrow stairs.", ("furniture", "home"), 0.35),
    Brand("Nordvik Form", "Quiet chairs, quiet tables, no logos.", ("furniture",), 0.6),
    Brand("Lumarre", "Lamps that make evening light at any hour.", ("home",), 0.6),
    Brand("Vevstua Loom", "Rugs and throws from twelve looms in one hall.", ("home", "bath"), 0.7),
    Brand("Orrin Glass", "Glass and ceramics blown, thrown and signed.", ("home", "table"), 0.8),
    Brand("Little Hearth", "Small comforts for rented rooms.", ("home", "bath"), 0.15),
    Brand("Linnea Weft", "Bed linen woven tight and washed soft.", ("bath",), 0.7),
    Brand("Salthaven Soap", "Soap boiled slowly in a net loft by the harbour.", ("bath", "skin"), 0.5),
    Brand("Ombra Botanica", "Creams and washes with short lists of contents.", ("skin",), 0.8),
    Brand("Dewfield", "Bathroom basics without the fuss.", ("skin", "bath"), 0.2),
    Brand("Fjellgarn", "Knitwear from mountain wool, spun two valleys away.", ("knit", "wear"), 0.7),
    Brand("Corrie & Vane", "Everyday clothes cut to be worn for years.", ("wear",), 0.5),
    Brand("Sunday Loft", "Easy clothes for slow days.", ("wear", "knit"), 0.25),
    Brand("Marlow Thread", "Denim and cotton sewn in a small mill town.", ("wear",), 0.6),
    Brand("Stavepath", "Shoes that can be resoled.", ("feet",), 0.75),
    Brand("Kestrel Lane", "Shoes and small leather for city miles.", ("feet", "extras"), 0.45),
    Brand("Ondine Optics", "Eyewear and watches with nothing to explain.", ("extras",), 0.6),
    Brand("Tide & Timber", "Weatherproof clothes for people who go anyway.", ("wear", "outdoor"), 0.6),
    Brand("Varde Outfitters", "Tents, packs and bags tested on wet ridges.", ("outdoor",), 0.75),
    Brand("Campo Alto", "Light camping things at light prices.", ("outdoor",), 0.3),
    Brand("Northlight Trail", "Lamps, stoves and bottles for long evenings out.", ("outdoor", "bike"), 0.5),
    Brand("Strider & Co", "Running shoes and mats made with local clubs.", ("sport", "feet"), 0.5),
    Brand("Steadyhand", "Weights and mats for small rooms.", ("sport",), 0.3),
    Brand("Velo Fennel", "Everything a commuter needs on two wheels.", ("bike",), 0.5),
    Brand("Klangwerk Nord", "Sound gear you can open with one screwdriver.", ("sound",), 0.8),
    Brand("Pocket Choir", "Cheerful sound for kitchens and trains.", ("sound",), 0.3),
    Brand("Desk & Dawn", "Keyboards and mice that feel right at hour eight.", ("sound", "paper"), 0.6),
    Brand("Paperbirch", "Notebooks sewn flat, paper that likes ink.", ("paper",), 0.5),
    Brand("Inkwell Row", "Pens and paper from a lane of printers.", ("paper",), 0.75),
    Brand("Hopla Toys", "Toys that survive being loved.", ("play",), 0.4),
    Brand("Toadstool Games", "Puzzles and blocks for kitchen tables.", ("play",), 0.55),
    Brand("Potting Shed Row", "Tools and pots that are allowed to get dirty.", ("garden",), 0.4),
    Brand("Fernwright", "Garden tools forged to be sharpened again.", ("garden",), 0.75),
    Brand("Good Dog Depot", "Beds and feeders for animals with opinions.", ("pets",), 0.4),
    Brand("Tufted Wren", "Homes and meals for birds and small company.", ("pets", "garden"), 0.5),
)  # fmt: skip


def brand(name: str) -> Brand:
    """By its name."""
    return next(entry for entry in BRANDS if entry.name == name)


def makers(group: str) -> tuple[Brand, ...]:
    """Who makes things of this group."""
    return tuple(entry for entry in BRANDS if group in entry.groups)
