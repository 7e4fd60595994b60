"""The colours of the store: name -> hex, and the palettes that kinds of products come in."""

from __future__ import annotations

HEX = {
    "Chalk": "#f3efe6", "White": "#f8f6f1", "Oat": "#e4d8c3", "Sand": "#d6c2a1", "Stone": "#a9a59b", "Pebble": "#c6c2b8",
    "Silver": "#c3c8cc", "Graphite": "#55585c", "Charcoal": "#3d3e40", "Black": "#262525", "Ink": "#2b2f3a",
    "Navy": "#26344f", "Indigo": "#35486e", "Denim": "#5a7896", "Sky": "#9fc0d6", "Sea": "#6fa3a8", "Teal": "#2f6f73",
    "Mint": "#bfdcc8", "Sage": "#9aab8c", "Moss": "#6f7f4f", "Olive": "#7b7a45", "Pine": "#3d5f52", "Forest": "#2f5040",
    "Butter": "#f0d98a", "Marigold": "#e2a02b", "Mustard": "#c9a227", "Caramel": "#b9854f", "Terracotta": "#c8673f",
    "Clay": "#b5694a", "Rust": "#a4502e", "Brick": "#9c4636", "Poppy": "#cf4436", "Coral": "#e07a63",
    "Blush": "#ecc9bb", "Rose": "#d99a9a", "Berry": "#94365a", "Plum": "#6b3f57", "Lilac": "#c9b6d6",
    "Lavender": "#aca3c6", "Cocoa": "#6a4634", "Chestnut": "#8a5536", "Walnut": "#6f4c35", "Oak": "#c79f6c",
    "Birch": "#e0c9a2", "Brass": "#c9a45c", "Copper": "#c07a52",
}  # fmt: skip

GLAZES = (
    "Oat",
    "Sage",
    "Terracotta",
    "Navy",
    "Chalk",
    "Teal",
    "Rose",
    "Mustard",
    "Charcoal",
    "Sea",
    "Plum",
    "Sky",
)
ENAMELS = ("Marigold", "Poppy", "Forest", "Navy", "Chalk", "Sky", "Charcoal", "Berry", "Sage", "Coral")
METALS = ("Silver", "Black", "Copper", "Brass", "Graphite")
WOODS = ("Oak", "Walnut", "Black", "Birch", "White")
CLOTHS = (
    "Oat",
    "Moss",
    "Rust",
    "Navy",
    "Mustard",
    "Rose",
    "Charcoal",
    "Teal",
    "Stone",
    "Plum",
    "Sky",
    "Forest",
)
LINENS = ("White", "Oat", "Sage", "Sky", "Blush", "Denim", "Stone", "Lavender", "Terracotta", "Mint")
WOOLS = (
    "Oat",
    "Navy",
    "Forest",
    "Rust",
    "Charcoal",
    "Mustard",
    "Berry",
    "Denim",
    "Moss",
    "Rose",
    "Cocoa",
    "Sky",
)
COTTONS = (
    "White",
    "Navy",
    "Sage",
    "Coral",
    "Mustard",
    "Black",
    "Sky",
    "Lilac",
    "Clay",
    "Olive",
    "Rose",
    "Denim",
)
DENIMS = ("Indigo", "Denim", "Black", "Charcoal", "Sky", "Oat")
OUTDOORS = ("Pine", "Marigold", "Navy", "Rust", "Olive", "Teal", "Graphite", "Poppy", "Sand", "Forest")
LEATHERS = ("Chestnut", "Black", "Caramel", "Cocoa", "Olive", "Navy", "Brick", "Sand")
SPORTS = ("Coral", "Teal", "Ink", "Marigold", "Lavender", "Mint", "Navy", "Poppy", "Sky", "Graphite")
TECHS = ("Charcoal", "Chalk", "Sage", "Navy", "Sand", "Coral", "Black", "Sea")
PAPERS = ("Terracotta", "Navy", "Sage", "Mustard", "Plum", "Ink", "Rose", "Forest", "Sky", "Clay")
LABELS = ("Forest", "Terracotta", "Navy", "Mustard", "Plum", "Teal", "Brick", "Ink", "Olive", "Berry")
TOYS = ("Marigold", "Sky", "Coral", "Sage", "Caramel", "Stone", "Rose", "Teal", "Cocoa", "Oat")
POTS = ("Terracotta", "Chalk", "Charcoal", "Sage", "Clay", "Sea", "Sand", "Navy", "Mustard")
SOAPS = ("Sage", "Rose", "Butter", "Lavender", "Oat", "Mint", "Clay", "Charcoal", "Blush", "Sea")
ACCENTS = ("#d98f2b", "#5b7a6b", "#b4553e", "#3f6683", "#c9a45c", "#8d5a6f", "#7f9a78", "#e0b08a")
