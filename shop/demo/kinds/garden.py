"""Garden and pets."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, Sizes, choice, flag, num

KINDS = (
    Kind(
        "plant_pot", "plant pot", ("Garden & pets", "Plant pots"), (8, 45), (600, 2200), colours.POTS,
        ("{given} {finish} Pot", "{given} Plant Pot", "{given} {shape} Planter"),
        (choice("shape", "Shape", "Tapered|Round|Straight", "The shape is {shape}."), choice("finish", "Finish", "Terracotta|Fluted|Glazed|Banded", "The finish: {finish}."), choice("saucer", "Saucer", "With saucer|No saucer", "It comes like this: {saucer}."), flag("drainage", "Drainage hole", "There is a drainage hole.", "There is no hole, so it can stand on wood.", share=0.7), flag("frost_proof", "Frost proof", "It may stay out in winter.", "Bring it in before the frost.", share=0.5), shared.material("Terracotta|Stoneware|Recycled plastic"), shared.handmade(0.4), shared.made_in("Portugal|Italy|Poland")),
        ("{name} waits for basil, fern or ambition.", "A windowsill with {name} is half a garden.", "{name} makes a cheap plant look chosen."),
        ("Soak it before the first planting.", "A ring of lime is a sign of use, not of age.", "Group three and stop."),
        ("quality", "size", "colour", "packaging", "value"), ("plant pot", "planter", "terracotta pot"), "garden", sizes=Sizes("Diameter", ("14 cm", "18 cm", "24 cm"), (1.0, 1.5, 2.3)), shades=(1, 2), count=10,
    ),
    Kind(
        "watering_can", "watering can", ("Garden & pets", "Watering"), (15, 65), (500, 1700), (*colours.ENAMELS, "Silver"),
        ("{given} Watering Can", "{given} {spout} Can", "{given} {material} Can"),
        (num("volume_litres", "Volume", "l", 1, 9, 0.5, "It carries {volume_litres}."), shared.material("Galvanised steel|Painted steel|Recycled plastic"), choice("spout", "Spout", "Rose|Long spout", "Water leaves by a {spout}."), choice("handles", "Handles", "Two handles|One handle", "It has {handles}."), flag("removable_rose", "Removable rose", "The rose comes off for cleaning.", "", share=0.6), shared.height(20, 38, 1), shared.length(28, 60, 1), shared.recycled(0.3), shared.warranty(2, 10)),
        ("{name} balances full as well as empty.", "Rain is free; {name} brings it indoors.", "{name} reaches the back row without drama."),
        ("Let the water stand overnight for tropical plants.", "It looks good enough to stay out.", "The seam is soldered, then tested with water."),
        ("quality", "leaks", "size", "colour", "value"), ("watering can",), "garden", measures=("length", "height"), shades=(1, 2),
    ),
    Kind(
        "secateurs", "secateurs", ("Garden & pets", "Tools"), (14, 79), (190, 290), ("Poppy", "Forest", "Marigold", "Navy", "Chestnut", "Teal"),
        ("{given} Secateurs", "{given} {grip} Secateurs", "{given} {blade} Secateurs"),
        (choice("blade", "Blade", "Bypass|Anvil", "The blade works as a {blade}."), choice("grip", "Grip", "Rubber grip|Wooden grip|Smooth grip", "You hold a {grip}."), num("cut_diameter", "Cuts up to", "mm", 15, 28, 1, "It cuts up to {cut_diameter}.", follows="quality"), num("hardness", "Hardness", "HRC", 52, 60, 1, "The steel is hardened to {hardness}.", follows="quality"), shared.length(18, 23), flag("left_handed", "For both hands", "Left hands are welcome.", "", share=0.5), flag("spare_parts", "Spare parts", "Every part can be bought alone.", "", share=0.6), shared.warranty(2, 25), shared.made_in("Germany|Japan|Switzerland")),
        ("{name} cut roses without an argument.", "Clean cuts heal; {name} make them.", "{name} fit a back pocket and a firm hand."),
        ("Oil the spring in spring.", "A drop of sap comes off with spirit.", "The catch opens with a thumb."),
        ("sharpness", "quality", "comfort", "weight", "value"), ("secateurs", "pruning shears"), "garden", measures=("", "length"), shades=(1, 1),
    ),
    Kind(
        "dog_bed", "dog bed", ("Garden & pets", "Dogs"), (39, 109), (1300, 2400), colours.CLOTHS,
        ("{given} {lining} Dog Bed", "{given} Dog Bed", "{given} {entry} Bed"),
        (choice("lining", "Lining", "Check|Plush|Paw print", "It is lined with {lining}."), choice("entry", "Entry", "Low entry|Even rim", "Getting in: {entry}."), choice("fill", "Filling", "Recycled fibre|Memory foam|Wool", "Filled with {fill}."), flag("removable_cover", "Removable cover", "The cover comes off for washing.", "", share=0.8), flag("non_slip", "Non-slip base", "The base does not slip.", "", share=0.8), shared.care("Wash at 40 °C|Wash at 30 °C"), shared.recycled(0.5), shared.warranty(1, 3), shared.made_in("Poland|Portugal|Germany")),
        ("{name} is the answer to whose sofa it is.", "Turn around three times: {name}.", "{name} smells of nothing, until it smells of dog."),
        ("Measure the dog asleep, not awake.", "Put it where the house passes by.", "Cats approve, which was not planned."),
        ("softness", "size", "cleaning", "quality", "value"), ("dog bed", "pet bed"), "pets", sizes=Sizes("Size", ("Small", "Medium", "Large"), (1.0, 1.4, 1.9)), shades=(1, 2),
    ),
    Kind(
        "bird_feeder", "bird feeder", ("Garden & pets", "Birds"), (12, 59), (350, 1300), ("Forest", "Oak", "Brick", "Sage", "Navy", "Charcoal"),
        ("{given} {form} Feeder", "{given} Bird Feeder", "{given} {material} Feeder"),
        (choice("form", "Form", "House|Tube", "It is built as a {form}."), num("seed_capacity", "Seed", "g", 300, 1500, 100, "It takes {seed_capacity} of seed."), num("perches", "Perches", "", 2, 6, 2, "There are {perches} perches.", follows="free"), shared.material("Larch|Powder-coated steel|Recycled plastic"), flag("squirrel_proof", "Squirrel guard", "A guard discourages squirrels.", "Squirrels will find it, too.", share=0.4), shared.height(20, 38, 1), shared.width(12, 26, 1), shared.recycled(0.4), shared.warranty(1, 5), shared.made_in("Sweden|Germany|Estonia")),
        ("{name} brings the window its own programme.", "Sparrows first, then {name} gets the rare ones.", "Hang {name} high and drink your coffee slowly."),
        ("Clean it monthly with hot water.", "Place it where cats cannot plan.", "It fills from the top."),
        ("quality", "cleaning", "size", "assembly", "value"), ("bird feeder",), "pets", measures=("width", "height"), shades=(1, 1),
    ),
)  # fmt: skip
