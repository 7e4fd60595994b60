"""Paper and play."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, choice, flag, num

KINDS = (
    Kind(
        "notebook", "notebook", ("Paper & play", "Notebooks"), (6, 32), (160, 480), colours.PAPERS,
        ("{given} {ruling} Notebook", "{given} {binding} Notebook", "{given} Notebook"),
        (choice("binding", "Binding", "Sewn hardcover|Wire-bound|Stitched softcover", "The binding is {binding}."), choice("cover", "Cover", "Plain cloth|Dots|Botanical|Lines", "On the cover: {cover}."), choice("ruling", "Ruling", "Lined|Dotted|Plain|Squared", "The pages are {ruling}."), num("pages", "Pages", "", 96, 240, 8, "There are {pages} pages."), num("paper_weight", "Paper", "g/m²", 80, 120, 5, "The paper weighs {paper_weight}.", follows="quality"), shared.height(18, 30, 1), shared.width(11, 21, 1), shared.recycled(0.5), shared.made_in("Germany|Italy|Japan")),
        ("{name} opens flat and stays open.", "The first page of {name} is the hardest; start on the second.", "{name} takes fountain ink without ghosts."),
        ("It fits a coat pocket or a tote, depending on the coat.", "Numbered or not, you will find it again.", "Full ones look good in a row."),
        ("paper", "quality", "size", "colour", "value"), ("notebook", "dotted notebook", "journal"), "paper", measures=("width", "height"), shades=(2, 2), count=10,
    ),
    Kind(
        "fountain_pen", "fountain pen", ("Paper & play", "Pens"), (19, 179), (18, 40), (*colours.PAPERS, "Black", "Marigold"),
        ("{given} {body} Fountain Pen", "{given} {nib} Pen", "{given} Fountain Pen"),
        (choice("nib", "Nib", "Fine nib|Medium nib|Broad nib", "It writes with a {nib}."), choice("body", "Body", "Resin|Faceted|Marbled", "The body is {body}."), choice("trim", "Trim", "Gold trim|Steel trim", "Finished with {trim}."), choice("filling_system", "Filling system", "Cartridge|Converter|Piston", "It fills by {filling_system}."), num("ink_capacity", "Ink", "ml", 0.6, 1.6, 0.1, "It holds {ink_capacity} of ink.", follows="free"), shared.length(12, 14.5), num("pen_weight", "Pen weight", "g", 16, 38, 1, "It weighs {pen_weight}.", follows="quality"), shared.warranty(2, 25), shared.made_in("Germany|Japan|Italy")),
        ("{name} makes a signature look like a decision.", "Letters get longer with {name}.", "{name} starts writing before you do."),
        ("Rinse it when you change ink.", "The cap posts at the back or rests on the desk.", "Left-handers report no smears."),
        ("writing", "quality", "weight", "packaging", "value"), ("fountain pen", "pen"), "paper", measures=("length", ""), shades=(1, 2),
    ),
    Kind(
        "puzzle", "jigsaw puzzle", ("Paper & play", "Puzzles"), (12, 39), (420, 900), ("Sky", "Rose", "Sage", "Mustard", "Lavender", "Teal"),
        ("{given} {motif} Puzzle", "{given} Jigsaw", "{given} {motif} Jigsaw"),
        (num("pieces", "Pieces", "", 200, 1500, 100, "It has {pieces} pieces."), choice("motif", "Motif", "Mountains|Harbour|Meadow", "The picture: {motif}."), shared.width(34, 70, 1), shared.height(34, 60, 1), choice("difficulty", "Difficulty", "Relaxed|Steady|Tricky", "The difficulty is {difficulty}."), num("age", "Age from", "years", 6, 14, 1, "From {age}.", follows="free"), shared.recycled(0.8), shared.made_in("Germany|Estonia|Spain")),
        ("{name} keeps a rainy weekend busy.", "Start {name} at the edge, like everybody.", "{name} is finished when the kettle has boiled many times."),
        ("Pieces click and hold.", "The box is small enough for a shelf.", "One piece will hide under the rug; it always does."),
        ("quality", "difficulty", "packaging", "value"), ("jigsaw puzzle", "puzzle"), "play", measures=("width", "height"), shades=(1, 1),
    ),
    Kind(
        "building_blocks", "building blocks", ("Paper & play", "Building toys"), (19, 89), (900, 3200), colours.TOYS,
        ("{given} {build} Blocks", "{given} Building Blocks", "{given} {wood} Blocks"),
        (num("pieces", "Pieces", "", 20, 100, 5, "The set has {pieces} pieces."), choice("build", "Set", "Castle|Bridge|Tower", "With it you can build a {build}, and whatever else."), choice("wood", "Wood", "Beech|Maple|Lime", "The blocks are {wood}."), choice("paint", "Surface", "Water-based colour|Oiled|Half painted", "The surface: {paint}."), num("age", "Age from", "years", 1, 4, 1, "From {age}.", follows="free"), num("edge_length", "Unit", "cm", 3, 5, 0.5, "The unit is {edge_length}."), flag("storage_bag", "Storage bag", "A bag is included.", "", share=0.6), shared.made_in("Germany|Czechia|Latvia"), shared.warranty(2, 5)),
        ("{name} falls down beautifully.", "Grown-ups say {name} is for the children.", "With {name} a floor becomes a town."),
        ("Every block fits every other set of the maker.", "Corners are rounded by hand.", "It is loud on parquet and quiet on a rug."),
        ("quality", "smell", "size", "packaging", "value"), ("wooden blocks", "building blocks", "wooden toys"), "play", shades=(1, 1),
    ),
    Kind(
        "plush_bear", "soft toy", ("Paper & play", "Soft toys"), (14, 49), (180, 520), colours.TOYS,
        ("{given} the {animal}", "{given} {animal} Soft Toy", "{given} Plush {animal}"),
        (choice("animal", "Animal", "Bear|Rabbit|Fox", "It is a {animal}, whatever anybody says."), choice("wears", "Wears", "Scarf|Bow|Nothing", "It wears: {wears}."), shared.height(22, 46, 1), choice("fabric", "Fabric", "Organic cotton plush|Recycled plush|Wool felt", "It is made of {fabric}."), choice("fill", "Filling", "Recycled fibre|Wool|Kapok", "Inside: {fill}."), num("age", "Age from", "years", 0, 3, 1, "From {age}.", follows="free"), flag("washable", "Machine washable", "It survives the washing machine.", "Wash it by hand and with apologies.", share=0.7), shared.handmade(0.3), shared.made_in("Germany|Latvia|Portugal")),
        ("{name} listens.", "Somebody small will need {name} by tomorrow.", "{name} sits up by itself and has excellent manners."),
        ("Eyes are stitched, not glued.", "It dries by the window overnight.", "A name tag waits for a name."),
        ("softness", "quality", "size", "packaging", "value"), ("soft toy", "teddy bear", "plush toy"), "play", measures=("", "height"), shades=(1, 2),
    ),
)  # fmt: skip
