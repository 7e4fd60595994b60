"""Camping and walking."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, choice, flag, num

KINDS = (
    Kind(
        "tent", "tent", ("Camping & hiking", "Tents"), (129, 649), (1500, 6200), colours.OUTDOORS,
        ("{given} {form} Tent", "{given} Tent", "{given} {season} Tent"),
        (num("sleeps", "Sleeps", "", 1, 5, 1, "It sleeps {sleeps}.", "There is floor for {sleeps}, and for boots."), choice("form", "Form", "Dome|Ridge|Tunnel", "The form: {form}."), choice("season", "Season", "Three-season|Summer|Four-season", "It is a {season} tent."), num("water_column", "Water column", "mm", 2000, 8000, 500, "The fly holds a water column of {water_column}.", follows="quality"), shared.length(200, 320, 10), shared.width(90, 280, 10), shared.height(95, 190, 5), num("pitching", "Pitching", "min", 4, 15, 1, "Pitching takes {pitching} once you know how."), choice("poles", "Poles", "Aluminium|Glass fibre|Carbon", "The poles are {poles}."), shared.warranty(2, 5)),
        ("{name} has been rained on for a living.", "From bag to bedroom, {name} asks for little light and less patience.", "{name} makes a flat spot feel like an address."),
        ("Practise once in the garden.", "Dry it before you store it.", "The inner hangs from the poles, so the beds stay dry while you pitch."),
        ("assembly", "waterproof", "weight", "size", "quality", "value"), ("tent", "camping tent", "hiking tent"), "outdoor", measures=("width", "height"), shades=(1, 2),
    ),
    Kind(
        "sleeping_bag", "sleeping bag", ("Camping & hiking", "Sleeping bags"), (59, 379), (700, 2100), colours.OUTDOORS,
        ("{given} {cut} Sleeping Bag", "{given} {fill} Bag", "{given} Sleeping Bag"),
        (choice("cut", "Cut", "Mummy|Blanket", "The cut is {cut}."), choice("fill", "Filling", "Down|Recycled fibre|Wool", "The filling is {fill}."), num("comfort_temperature", "Comfort", "°C", -8, 12, 1, "Comfort ends at {comfort_temperature}.", "It is rated for comfort at {comfort_temperature}.", follows="free"), num("fill_weight", "Filling weight", "g", 300, 1100, 50, "There are {fill_weight} of filling in it."), shared.length(200, 225, 5), num("pack_volume", "Packed", "l", 4, 14, 1, "Packed it takes {pack_volume}."), choice("zip_side", "Zip", "Left|Right", "The zip is on this side: {zip_side}."), shared.care("Wash with down soap|Wash at 30 °C"), shared.recycled(0.5), shared.warranty(2, 5)),
        ("{name} is for the hour before sunrise.", "Cold feet know the difference {name} makes.", "Shake out {name} when you arrive and it will be ready when you are."),
        ("Store it loose, never squeezed.", "A liner keeps it clean for longer.", "The hood closes with one hand."),
        ("warmth", "weight", "size", "quality", "value"), ("sleeping bag", "down sleeping bag"), "outdoor", measures=("", "length"), shades=(1, 2),
    ),
    Kind(
        "hiking_pack", "hiking backpack", ("Camping & hiking", "Backpacks"), (49, 269), (600, 2100), colours.OUTDOORS,
        ("{given} Hiking Backpack", "{given} Daypack", "{given} {back_system} Pack"),
        (num("volume", "Volume", "l", 16, 65, 1, "It swallows {volume}."), choice("panel", "Panels", "Contrast lid|One colour", "Look: {panel}."), choice("back_system", "Back", "Mesh back|Foam back|Adjustable back", "It carries on a {back_system}."), num("max_load", "Carries", "kg", 6, 22, 1, "It is comfortable up to {max_load}."), num("pockets_count", "Pockets", "", 3, 9, 1, "It has {pockets_count} pockets.", follows="free"), flag("rain_cover", "Rain cover", "A rain cover hides in the base.", "", share=0.6), flag("hydration", "Hydration sleeve", "A sleeve takes a water bag.", "", share=0.6), shared.recycled(0.6), shared.height(44, 72, 1), shared.warranty(2, 10)),
        ("{name} sits on the hips, where weight belongs.", "Pack {name} badly once and well ever after.", "{name} has a place for the map and a place for the bread."),
        ("The lid closes on one more layer than you think.", "It stands up by itself on level ground.", "Straps tuck away for trains."),
        ("comfort", "size", "waterproof", "quality", "colour", "value"), ("hiking backpack", "backpack", "daypack"), "outdoor", measures=("", "height"), shades=(1, 2),
    ),
    Kind(
        "head_torch", "head torch", ("Camping & hiking", "Lights"), (19, 99), (60, 140), colours.SPORTS,
        ("{given} Head Torch", "{given} {beam} Torch", "{given} Headlamp"),
        (num("brightness", "Brightness", "lm", 150, 900, 50, "It throws {brightness}.", follows="quality"), choice("beam", "Beam", "One lens|Two lenses", "The lamp has this: {beam}."), num("reach", "Reach", "m", 40, 160, 10, "The beam reaches {reach}.", follows="quality"), num("battery_life", "Battery", "h", 4, 60, 2, "It lasts {battery_life} on the middle step.", follows="free"), choice("charging", "Charging", "USB-C|3 × AAA", "Power: {charging}."), flag("red_light", "Red light", "A red light spares the eyes of others.", "", share=0.7), choice("protection", "Protection", "IPX4|IPX6|IP67", "Protection class: {protection}."), shared.recycled(0.3), shared.warranty(2, 5)),
        ("{name} leaves both hands for the tent poles.", "Paths are longer in the dark; {name} shortens them.", "Read a map, find the zip, cross the yard: {name}."),
        ("The switch works in gloves.", "The band washes in the sink.", "It tilts down so nobody is blinded."),
        ("light", "battery", "comfort", "weight", "value"), ("head torch", "headlamp"), "outdoor", shades=(1, 2),
    ),
    Kind(
        "camping_stove", "camping stove", ("Camping & hiking", "Stoves & bottles"), (25, 149), (120, 900), colours.SPORTS,
        ("{given} Camping Stove", "{given} Trail Stove", "{given} {pot} Stove"),
        (num("power", "Power", "W", 1800, 3500, 100, "The burner gives {power}.", follows="quality"), num("boil_time", "Boils 1 litre in", "min", 3, 7, 0.5, "Water boils in {boil_time}.", follows="free"), choice("pot", "Set", "With pot|Burner only", "It is sold like this: {pot}."), choice("fuel", "Fuel", "Screw cartridge|Spirit|Multi-fuel", "It burns with: {fuel}."), flag("piezo", "Igniter", "An igniter is built in.", "Bring matches.", share=0.6), flag("windshield", "Wind shield", "A wind shield is included.", "", share=0.5), shared.height(7, 16), shared.warranty(2, 5), shared.made_in("Sweden|Germany|Korea")),
        ("{name} makes coffee where there is no kitchen.", "Supper on a stone is better with {name}.", "{name} folds into a mug and out of the way."),
        ("Level ground first, flame second.", "It simmers as well as it roars.", "A cartridge lasts a weekend for a pair."),
        ("speed", "weight", "quality", "noise", "value"), ("camping stove", "gas stove"), "outdoor", shades=(1, 1),
    ),
    Kind(
        "water_bottle", "water bottle", ("Camping & hiking", "Stoves & bottles"), (14, 49), (180, 460), (*colours.SPORTS, "Forest", "Chalk"),
        ("{given} {finish} Bottle", "{given} Water Bottle", "{given} {lid} Bottle"),
        (num("capacity", "Capacity", "ml", 400, 1200, 50, "It carries {capacity}."), shared.material("Stainless steel|Tritan|Aluminium"), choice("finish", "Finish", "Powder-coated|Brushed|Two-tone", "The outside is {finish}."), choice("lid", "Lid", "Loop lid|Screw lid|Sports lid", "It closes with a {lid}."), flag("insulated", "Insulated", "Double walls keep cold things cold.", "A single wall keeps it light.", share=0.6), flag("leakproof", "Leakproof", "It does not leak in a bag.", "", share=0.9), shared.dishwasher(0.6), shared.height(19, 30, 0.5), shared.diameter(6.5, 9), shared.warranty(2, 10)),
        ("{name} goes from tap to summit to desk.", "Fill {name} before you leave and you have saved a plastic bottle.", "{name} fits bike cages and door pockets."),
        ("The mouth is wide enough for ice.", "Dents are travel notes.", "A brush and hot water are all it needs."),
        ("leaks", "quality", "size", "colour", "cleaning", "value"), ("water bottle", "steel bottle", "insulated bottle"), "outdoor", measures=("diameter", "height"), shades=(2, 2), count=10,
    ),
)  # fmt: skip
