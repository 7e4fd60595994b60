"""Furniture that goes up narrow stairs."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Attribute, Kind, choice, flag, num

WOOD = choice(
    "wood",
    "Wood",
    "Oak|Walnut|Black ash|Beech",
    "The frame is {wood}.",
    "It is built of {wood}, oiled, not lacquered.",
)
ASSEMBLY = num(
    "assembly",
    "Assembly",
    "min",
    5,
    45,
    5,
    "Assembly takes about {assembly}.",
    "Allow {assembly} and one hex key.",
)
SEAT: tuple[Attribute, ...] = (
    num("seat_height", "Seat height", "cm", 42, 48, 1, "The seat is {seat_height} from the floor.", follows="free"), num("max_load", "Carries", "kg", 110, 160, 10, "It carries {max_load}.", follows="quality"),
)  # fmt: skip

KINDS = (
    Kind(
        "dining_chair", "dining chair", ("Furniture", "Chairs & stools"), (69, 289), (4600, 7200), colours.CLOTHS,
        ("{given} {back} Chair", "{given} {wood} Chair", "{given} Dining Chair"),
        (WOOD, choice("back", "Back", "Spindle back|Curved back|Upholstered back", "You lean on a {back}.", "The {back} follows the spine."), *SEAT, shared.height(78, 90, 1), shared.width(43, 52, 1), flag("stackable", "Stackable", "It stacks.", "", share=0.3), ASSEMBLY, shared.warranty(3, 15), shared.made_in("Denmark|Poland|Latvia")),
        ("{name} is for dinners that go on.", "A table is finished when {name} stands at it.", "Pull out {name} and stay a while."),
        ("Felt pads for wooden floors are in the box.", "The cover comes off with four screws.", "Around a table, mixed colours look better than you think."),
        ("comfort", "assembly", "quality", "colour", "delivery", "value"), ("dining chair", "wooden chair", "chair"), "furniture", measures=("width", "height"),
    ),
    Kind(
        "stool", "stool", ("Furniture", "Chairs & stools"), (39, 169), (2600, 4900), colours.CLOTHS,
        ("{given} Stool", "{given} {wood} Stool", "{given} {seat} Stool"),
        (WOOD, choice("seat", "Seat", "Upholstered|Solid wood", "The seat is {seat}."), *SEAT, shared.height(44, 68, 1), shared.width(32, 40, 1), ASSEMBLY, shared.warranty(3, 15), shared.made_in("Estonia|Poland|Sweden")),
        ("{name} is a seat, a step and a place for a plant.", "Where a chair is too much, {name} is enough.", "{name} hides under the counter until it is needed."),
        ("It is light enough for one hand.", "Guests like it more than they expect.", "Beside a bath it holds a book and a towel."),
        ("comfort", "quality", "assembly", "colour", "value"), ("stool", "bar stool", "wooden stool"), "furniture", measures=("width", "height"),
    ),
    Kind(
        "armchair", "armchair", ("Furniture", "Armchairs"), (249, 899), (14000, 26000), colours.CLOTHS,
        ("{given} {style}", "{given} Armchair", "{given} {fabric} Armchair"),
        (WOOD, choice("style", "Style", "Wing chair|Tub chair|Lounge chair", "It is a {style}.", "The style: {style}."), choice("tufting", "Tufting", "Buttoned|Smooth", "The back is {tufting}."), choice("fabric", "Fabric", "Wool blend|Bouclé|Velvet|Linen", "The cover is {fabric}.", "It is upholstered in {fabric}."),
         num("seat_height", "Seat height", "cm", 40, 46, 1, "You sit at {seat_height}.", follows="free"), shared.height(78, 104, 1), shared.width(70, 86, 1), shared.depth(74, 90, 1), flag("removable_cover", "Removable cover", "The cover comes off for washing.", "The cover stays on; spot-clean it.", share=0.5), ASSEMBLY, shared.warranty(5, 15)),
        ("{name} wants a lamp on one side and nothing on the other.", "Evenings get longer in {name}.", "There is a corner in your flat that has been waiting for {name}."),
        ("It passes doors of ordinary width with its legs off.", "Cats have been told; they will come anyway.", "Read in it, nap in it, argue from it."),
        ("comfort", "colour", "quality", "delivery", "size", "value"), ("armchair", "reading chair", "lounge chair"), "furniture", measures=("width", "height"),
    ),
    Kind(
        "side_table", "side table", ("Furniture", "Tables & desks"), (49, 249), (3600, 8200), (*colours.WOODS, "Sage", "Terracotta"),
        ("{given} Side Table", "{given} {base} Table", "{given} Coffee Table"),
        (choice("base", "Base", "Three legs|Pedestal|Four legs", "It stands on this base: {base}.", "Base: {base}."), shared.material("Solid wood|Veneered plywood|Powder-coated steel"), shared.height(38, 56, 1), shared.diameter(38, 60, 1), num("max_load", "Carries", "kg", 15, 40, 5, "It carries {max_load}.", follows="quality"), ASSEMBLY, shared.warranty(2, 10), shared.made_in("Latvia|Poland|Portugal")),
        ("{name} catches the cup you would otherwise put on the floor.", "A sofa without {name} is only half a plan.", "{name} is {height} tall, which is where a hand lands."),
        ("It moves from bed to sofa without help.", "Water rings wipe off if you are quick.", "Two of different height look like a landscape."),
        ("quality", "assembly", "size", "colour", "value"), ("side table", "coffee table", "bedside table"), "furniture", measures=("diameter", "height"),
    ),
    Kind(
        "desk", "desk", ("Furniture", "Tables & desks"), (149, 649), (17000, 32000), (*colours.WOODS, "Sage"),
        ("{given} Desk", "{given} {frame} Desk", "{given} Writing Desk"),
        (choice("frame", "Frame", "Steel frame|Solid legs", "It rests on: {frame}."), choice("drawers", "Drawers", "Two drawers|One drawer|No drawer", "Storage: {drawers}."), shared.width(100, 160, 5), shared.depth(55, 75, 5), shared.height(73, 76, 1), flag("cable_slot", "Cable slot", "A slot at the back swallows cables.", "", share=0.6), num("max_load", "Carries", "kg", 50, 90, 10, "It carries {max_load}.", follows="quality"), ASSEMBLY, shared.warranty(3, 15), shared.made_in("Denmark|Poland|Germany")),
        ("{name} gives work an edge, {width} of it.", "At {name} there is room for a screen, a cup and a thought.", "Put {name} by a window and see what happens."),
        ("It is as plain at the back as at the front, so it can stand in a room.", "The top takes ink, wax and candle; not heat.", "Legs are levelled with a turn."),
        ("quality", "assembly", "size", "delivery", "value"), ("desk", "writing desk", "home office desk"), "furniture", measures=("width", "height"),
    ),
    Kind(
        "bookcase", "bookcase", ("Furniture", "Shelving"), (89, 499), (14000, 36000), (*colours.WOODS, "Navy", "Forest"),
        ("{given} Bookcase", "{given} {material} Shelf", "{given} Tall Bookcase"),
        (num("shelves", "Shelves", "", 3, 5, 1, "There are {shelves} shelves."), num("shelf_load", "Load per shelf", "kg", 15, 35, 5, "Each shelf carries {shelf_load}.", follows="quality"), shared.material("Solid wood|Veneered plywood|Birch plywood"), shared.height(110, 200, 5), shared.width(60, 95, 5), shared.depth(24, 34, 1), flag("wall_fixing", "Wall fixing included", "A wall fixing is in the box; use it.", "Buy a wall fixing with it.", share=0.8), ASSEMBLY, shared.warranty(2, 10), shared.made_in("Poland|Sweden|Latvia")),
        ("{name} makes a wall out of what you have read.", "Books lean on each other in {name} as they should.", "{name} is {height} of order."),
        ("Heavy things go at the bottom, favourites at eye level.", "It looks right half empty, too.", "It divides a room without darkening it."),
        ("assembly", "quality", "size", "delivery", "value"), ("bookcase", "bookshelf", "shelving"), "furniture", measures=("width", "height"),
    ),
)  # fmt: skip
