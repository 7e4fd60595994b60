"""Bed, bath and skin."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, Sizes, choice, flag, num

KINDS = (
    Kind(
        "bed_linen", "bed linen", ("Bed & bath", "Bed linen"), (49, 139), (1300, 1700), colours.LINENS,
        ("{given} {material} Bed Set", "{given} {pattern} Duvet Cover", "{given} Bed Linen"),
        (shared.material("Linen|Cotton percale|Cotton sateen|Brushed cotton"), choice("pattern", "Pattern", "Plain|Stripe|Check|Dots", "The pattern: {pattern}."), num("thread_count", "Thread count", "TC", 140, 400, 20, "The thread count is {thread_count}.", follows="quality"), choice("closure", "Closure", "Buttons|Zip|Envelope", "It closes with: {closure}."), num("pieces", "Pieces", "", 2, 3, 1, "The set has {pieces} pieces.", follows="free"), shared.care("Wash at 60 °C|Wash at 40 °C"), flag("prewashed", "Prewashed", "It is washed once before it reaches you.", "", share=0.6), shared.made_in("Portugal|Lithuania|India")),
        ("{name} is why Sunday starts late.", "Sleep well, then sleep in {name}.", "{name} feels cool first and warm later."),
        ("Dry it outside once and you will not go back.", "It needs no ironing if you like creases.", "Colours mix with the rest of the shelf."),
        ("softness", "quality", "colour", "size", "value"), ("bed linen", "duvet cover", "bedding"), "bath", sizes=Sizes("Size", ("Single", "Double", "King"), (1.0, 1.4, 1.7)), shades=(1, 2),
    ),
    Kind(
        "pillow", "pillow", ("Bed & bath", "Pillows"), (24, 119), (700, 1600), ("White", "Oat", "Sky", "Sage", "Blush"),
        ("{given} {fill} Pillow", "{given} Pillow", "{given} {firmness} Pillow"),
        (choice("fill", "Filling", "Feather|Recycled fibre|Wool|Kapok", "The filling is {fill}."), choice("firmness", "Firmness", "Soft|Medium|Firm", "It is {firmness}.", "Under the head it feels {firmness}."), choice("quilting", "Cover", "Quilted|Smooth", "The cover is {quilting}."), choice("pack", "Pack", "Pair|Single", "Sold as a {pack}."), shared.length(50, 80, 5), num("loft", "Loft", "cm", 9, 18, 1, "Its loft is {loft}."), shared.care("Wash at 60 °C|Air it, spot-clean"), flag("zip", "Adjustable filling", "A zip lets you take filling out.", "", share=0.4), shared.warranty(2, 5)),
        ("{name} answers the question of the fourth position.", "Side sleepers started a small club for {name}.", "Turn {name} over: the cool side is both sides."),
        ("Give it a shake in the morning.", "It keeps its shape through a year of reading in bed.", "Guests will ask for the brand."),
        ("comfort", "softness", "size", "smell", "value"), ("pillow", "down pillow", "bed pillow"), "bath", measures=("length", "loft"), shades=(1, 1),
    ),
    Kind(
        "towel", "towel", ("Bed & bath", "Towels"), (9, 26), (180, 320), colours.LINENS,
        ("{given} {weave} Towel", "{given} Towel", "{given} {material} Towel"),
        (choice("weave", "Weave", "Terry|Waffle|Hammam", "The weave is {weave}."), shared.material("Cotton|Cotton and linen|Organic cotton"), num("density", "Density", "g/m²", 320, 700, 20, "Its density is {density}.", follows="quality"), choice("border", "Border", "Woven band|Plain hem", "It ends in a {border}."), flag("hanging_loop", "Hanging loop", "A loop hangs it on any hook.", "", share=0.7), shared.care("Wash at 60 °C|Wash at 40 °C"), shared.recycled(0.2), shared.made_in("Portugal|Turkey|India")),
        ("{name} is thick where it counts.", "Step out, reach left: {name}.", "{name} dries you first and itself soon after."),
        ("Skip the softener and it drinks more.", "It gets softer with every wash.", "A stack of them looks like a hotel."),
        ("softness", "colour", "quality", "size", "value"), ("towel", "bath towel", "hand towel"), "bath", sizes=Sizes("Size", ("Hand", "Bath", "Sheet"), (1.0, 1.9, 2.8)), shades=(2, 2),
    ),
    Kind(
        "soap", "soap", ("Bed & bath", "Soap"), (4, 14), (95, 150), colours.SOAPS,
        ("{given} {scent} Soap", "{given} {inside} Soap", "{given} Bar Soap"),
        (choice("scent", "Scent", "Lavender|Cedar|Lemon|Rose|Unscented|Sea Salt", "Its scent: {scent}."), choice("shape", "Shape", "Rounded bar|Oval bar|Hand-cut block", "It is a {shape}."), choice("inside", "Look", "Botanicals|Marbled|Plain", "To look at: {inside}."), num("net_weight", "Weight", "g", 90, 145, 5, "One bar weighs {net_weight}."), num("curing", "Cured for", "weeks", 4, 10, 1, "It cures for {curing} before it is wrapped.", follows="quality"), flag("vegan", "Vegan", "It is made from plant oils only.", "It contains honey or milk.", share=0.8), shared.handmade(0.7), shared.made_in("France|Denmark|Greece")),
        ("{name} makes washing hands a small event.", "A guest bathroom needs {name} and a clean towel.", "{name} lathers in hard water, too."),
        ("Let it dry between uses and it lasts.", "A bar in the wardrobe scents the linen.", "The paper band is the whole packaging."),
        ("smell", "skin", "packaging", "size", "value"), ("soap", "bar soap", "hand soap"), "skin", shades=(1, 1), count=10,
    ),
    Kind(
        "face_cream", "face cream", ("Bed & bath", "Skin care"), (14, 64), (110, 240), colours.SOAPS,
        ("{given} {texture} Face Cream", "{given} Day Cream", "{given} {oil} Cream"),
        (choice("texture", "Texture", "Light|Rich|Gel", "The texture is {texture}."), choice("oil", "With", "Oat|Jojoba|Almond|Squalane", "It is made with {oil}."), num("contents", "Contents", "ml", 30, 100, 10, "The jar holds {contents}."), num("shelf_life", "Use within", "months", 6, 12, 1, "Use it within {shelf_life} of opening.", follows="free"), choice("skin_type", "Feels right on", "Dry skin|Normal skin|Mixed skin", "It feels right on {skin_type}."), flag("fragrance_free", "Fragrance free", "It has no added fragrance.", "It smells faintly of its plants.", share=0.5), flag("vegan", "Vegan", "It is vegan.", "", share=0.7), shared.made_in("France|Germany|Japan")),
        ("{name} is one step, not ten.", "A pea of {name} is enough for a face and a neck.", "{name} sinks in while the coffee brews."),
        ("The glass jar goes back to the shelf as a button box.", "Try a little on the wrist first.", "It sits well below sun cream."),
        ("skin", "smell", "packaging", "size", "value"), ("face cream", "moisturiser", "day cream"), "skin", shades=(1, 1),
    ),
    Kind(
        "shampoo", "shampoo", ("Bed & bath", "Hair & body"), (8, 32), (330, 560), colours.SOAPS,
        ("{given} {scent} Shampoo", "{given} {product_use}", "{given} {scent} {product_use}"),
        (choice("product_use", "Use", "Shampoo|Body Wash|Hand Wash", "It is a {product_use}."), choice("scent", "Scent", "Lavender|Cedar|Lemon|Rose|Unscented|Mint", "Scent: {scent}."), choice("bottle", "Bottle", "Amber glass|Aluminium|Recycled plastic", "The bottle is {bottle}, with a pump."), num("contents", "Contents", "ml", 250, 500, 50, "There is {contents} in the bottle."), flag("refillable", "Refillable", "Refills come in a pouch.", "", share=0.6), flag("sulphate_free", "Without sulphates", "It foams without sulphates.", "", share=0.6), flag("vegan", "Vegan", "It is vegan.", "", share=0.8), shared.made_in("Germany|Denmark|Italy")),
        ("{name} rinses out as easily as it pumps in.", "Two pumps of {name} and the shower smells of a garden.", "{name} looks good enough to leave out."),
        ("The pump locks for travel.", "A little water makes it foam more.", "It suits a household that shares."),
        ("smell", "skin", "packaging", "value"), ("shampoo", "body wash", "hand wash"), "skin", shades=(1, 1),
    ),
)  # fmt: skip
