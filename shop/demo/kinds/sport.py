"""Running, yoga, weights and cycling."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, Sizes, choice, flag, num

SHOES = Sizes("Size", ("37", "39", "41", "43", "45"))

KINDS = (
    Kind(
        "running_shoes", "running shoes", ("Sport & cycling", "Running"), (69, 189), (420, 640), colours.SPORTS,
        ("{given} {terrain} Running Shoes", "{given} {cushioning} Runners", "{given} Running Shoes"),
        (choice("terrain", "Terrain", "Road|Trail", "They are made for the {terrain}."), num("drop", "Drop", "mm", 0, 10, 2, "The drop is {drop}.", follows="free"), num("sole_height", "Sole height", "mm", 24, 40, 2, "The heel stands on {sole_height} of foam."), choice("cushioning", "Cushioning", "Soft|Balanced|Firm", "The ride is {cushioning}."), choice("width_fit", "Width", "Regular width|Wide width", "The last is {width_fit}."), flag("reflective", "Reflective", "Reflective details show in headlights.", "", share=0.6), flag("carbon_plate", "Plate", "A plate in the sole pushes back.", "", share=0.2), shared.recycled(0.5), shared.made_in("Vietnam|Portugal|Germany")),
        ("{name} make the first kilometre feel like the third.", "Lace up {name} and the decision is made.", "{name} are for people who run before they think about it."),
        ("Rotate two pairs and both last longer.", "The tongue stays where you put it.", "Half a thumb of room at the toe is right."),
        ("fit", "comfort", "weight", "colour", "quality", "value"), ("running shoes", "trail running shoes"), "sport", sizes=SHOES, shades=(1, 2), count=10,
    ),
    Kind(
        "yoga_mat", "yoga mat", ("Sport & cycling", "Yoga"), (25, 109), (900, 2600), (*colours.SPORTS, "Sage", "Plum"),
        ("{given} {material} Mat", "{given} Yoga Mat", "{given} {surface} Mat"),
        (shared.material("Natural rubber|Cork|TPE foam"), num("thickness_mm", "Thickness", "mm", 3, 8, 1, "It is {thickness_mm} thick."), shared.length(173, 200, 1), shared.width(60, 68, 1), choice("surface", "Surface", "Smooth|Alignment lines|Ribbed", "The surface: {surface}."), choice("strap", "Strap", "With strap|No strap", "It is sold {strap}."), flag("reversible", "Reversible", "Both sides may face up.", "", share=0.5), shared.recycled(0.3), shared.warranty(1, 5)),
        ("{name} stays put when you do not.", "Unroll {name} and the room changes purpose.", "{name} forgives knees."),
        ("Wipe it with water and a drop of vinegar.", "It rolls up without curling at the ends.", "New rubber smells for a few days; air helps."),
        ("grip", "smell", "quality", "size", "value"), ("yoga mat", "exercise mat"), "sport", shades=(1, 2),
    ),
    Kind(
        "dumbbell", "dumbbells", ("Sport & cycling", "Strength"), (14, 59), (2000, 8000), colours.SPORTS,
        ("{given} {shape} Dumbbells", "{given} Dumbbells", "{given} Hand Weights"),
        (num("weight_each", "Weight each", "kg", 1, 10, 1, "Each one weighs {weight_each}."), choice("shape", "Shape", "Hexagonal|Round|Dipped", "The shape is {shape}."), choice("coating", "Coating", "Vinyl|Rubber|Neoprene", "The coating is {coating}."), num("grip_diameter", "Grip", "mm", 26, 34, 1, "The grip measures {grip_diameter}."), flag("non_roll", "Does not roll", "They stay where you put them.", "", share=0.7), shared.length(16, 32, 1), shared.recycled(0.3), shared.warranty(2, 10), shared.made_in("Germany|Poland|Taiwan")),
        ("{name} live under the sofa and come out at seven.", "A small flat is big enough for {name}.", "Lift {name} while the pasta boils."),
        ("Sold as a pair.", "The coating keeps floors and neighbours happy.", "Start lighter than pride suggests."),
        ("grip", "quality", "smell", "packaging", "value"), ("dumbbells", "hand weights"), "sport", shades=(1, 2),
    ),
    Kind(
        "bicycle_helmet", "bicycle helmet", ("Sport & cycling", "Helmets"), (39, 189), (240, 420), (*colours.SPORTS, "Chalk", "Sage"),
        ("{given} {style} Helmet", "{given} Bicycle Helmet", "{given} Helmet"),
        (choice("style", "Style", "Road|Urban|Trail", "The style: {style}."), num("vents", "Vents", "", 8, 22, 2, "Air passes {vents} vents.", follows="free"), num("helmet_weight", "Helmet weight", "g", 230, 400, 10, "It weighs {helmet_weight}."), choice("adjustment", "Adjustment", "Dial|Slide", "It is adjusted by a {adjustment}."), flag("rotation_layer", "Rotation layer", "A sliding layer inside eases turning forces.", "", share=0.5), flag("rear_light", "Rear light", "A rear light is built in.", "", share=0.3), flag("removable_pads", "Washable pads", "The pads come out for washing.", "", share=0.9), choice("norm", "Norm", "EN 1078", "It is tested to {norm}."), shared.warranty(2, 5)),
        ("{name} disappears once it is on.", "The best helmet is the one you wear; {name} makes that likely.", "{name} sits level and stays there."),
        ("Replace it after a fall, always.", "A cap fits below it in winter.", "The strap closes with a magnet or a click."),
        ("fit", "comfort", "weight", "colour", "value"), ("bike helmet", "bicycle helmet"), "bike", sizes=Sizes("Head", ("52–56 cm", "56–60 cm", "60–63 cm")), shades=(1, 2),
    ),
    Kind(
        "bike_light", "bike light set", ("Sport & cycling", "Bike lights"), (19, 89), (90, 220), ("Black", "Silver", "Navy", "Poppy", "Sage", "Marigold"),
        ("{given} Bike Light Set", "{given} {shape} Light Set", "{given} Commuter Light Set"),
        (num("brightness", "Brightness", "lm", 40, 400, 20, "The front gives {brightness}.", follows="quality"), choice("shape", "Shape", "Round|Square", "Both lamps are {shape}."), num("battery_life", "Battery", "h", 4, 40, 2, "A charge lasts {battery_life}.", follows="free"), choice("charging", "Charging", "USB-C|Dynamo", "Power: {charging}."), choice("protection", "Protection", "IPX4|IPX6|IP67", "Protection class: {protection}."), choice("mount", "Mount", "Rubber strap|Clamp", "The mount is a {mount}."), flag("brake_light", "Brake light", "The rear light brightens when you brake.", "", share=0.3), flag("daylight", "Daylight flash", "A daylight flash is one of the modes.", "", share=0.6), shared.warranty(2, 5)),
        ("{name} is for seeing, being seen and getting home.", "November starts with {name} on the handlebar.", "{name} goes on without tools and comes off before thieves."),
        ("Aim the front down a little.", "Charge it on the first of the month.", "The pair fits in a fist."),
        ("light", "battery", "quality", "assembly", "value"), ("bike light", "bicycle lights"), "bike", shades=(1, 1),
    ),
)  # fmt: skip
