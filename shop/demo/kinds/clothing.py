"""Clothes."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, Sizes, choice, flag, num

LETTERS = Sizes("Size", ("S", "M", "L", "XL"))
FIT = choice("fit", "Fit", "Straight|Slim|Wide", "The fit is {fit}.", "Cut: {fit}.")

KINDS = (
    Kind(
        "jumper", "jumper", ("Clothing", "Knitwear"), (49, 189), (420, 900), colours.WOOLS,
        ("{given} {material} {neck} Jumper", "{given} {knit} Jumper", "{given} {material} Jumper"),
        (shared.material("Lambswool|Merino|Organic cotton|Recycled wool"), choice("neck", "Neck", "Crew neck|Roll neck|V-neck", "It has a {neck}.", "The {neck} sits close without scratching."), choice("knit", "Knit", "Cable|Fisherman rib|Striped|Fair Isle|Plain knit", "The knit is {knit}.", "Look closer: {knit}."), choice("warmth", "Warmth", "Light|Medium|Warm", "For warmth we call it {warmth}."), num("yarn", "Yarn", "Nm", 2, 14, 1, "The yarn count is {yarn}.", follows="free"), choice("cut", "Cut", "Regular|Relaxed|Boxy", "The cut is {cut}."), shared.care("Wool cycle, cold|Hand wash, dry flat"), shared.recycled(0.3), shared.made_in("Norway|Portugal|Ireland")),
        ("{name} is for the days when a coat is too much and a shirt too little.", "Somebody will borrow {name} and not give it back.", "Pull on {name} and the weather becomes a view."),
        ("Air it overnight instead of washing it.", "It layers over a shirt without bunching.", "Small holes can be darned; yarn is in the pocket of the label."),
        ("fit", "warmth", "softness", "colour", "quality", "value"), ("jumper", "wool jumper", "sweater"), "knit", sizes=LETTERS, shades=(2, 2), count=10,
    ),
    Kind(
        "t_shirt", "T-shirt", ("Clothing", "T-shirts"), (15, 55), (140, 260), colours.COTTONS,
        ("{given} {print} Tee", "{given} {sleeve} T-Shirt", "{given} T-Shirt"),
        (shared.material("Organic cotton|Cotton and linen|Recycled cotton"), choice("sleeve", "Sleeve", "Short sleeve|Long sleeve", "It comes with a {sleeve}."), choice("print", "Print", "Striped|Plain|Chest print|Pocket", "The front: {print}."), num("fabric_weight", "Fabric", "g/m²", 140, 260, 10, "The jersey weighs {fabric_weight}.", follows="quality"), choice("cut", "Cut", "Regular|Relaxed|Boxy", "It is cut {cut}."), flag("preshrunk", "Pre-shrunk", "It is pre-shrunk.", "Allow for a little shrinking in the first wash.", share=0.7), shared.care("Wash at 30 °C|Wash at 40 °C"), shared.recycled(0.3), shared.made_in("Portugal|Turkey|Latvia")),
        ("{name} is the shirt at the top of the pile.", "Nobody plans an outfit around {name}, and yet.", "{name} goes under everything and alone."),
        ("The neck keeps its shape.", "It has side seams, so it hangs straight.", "Line-dry it and it lives longer."),
        ("fit", "softness", "colour", "quality", "value"), ("t-shirt", "cotton tee", "striped t-shirt"), "wear", sizes=LETTERS, shades=(2, 2), count=10,
    ),
    Kind(
        "jeans", "jeans", ("Clothing", "Trousers"), (49, 149), (560, 820), colours.DENIMS,
        ("{given} {fit} Jeans", "{given} {denim} Jeans", "{given} Jeans"),
        (FIT, choice("denim", "Denim", "Rigid|Comfort stretch|Selvedge", "The denim is {denim}."), shared.material("Organic cotton|Cotton with elastane|Recycled cotton"), num("denim_weight", "Denim weight", "oz", 10, 15, 1, "At {denim_weight} it has body.", follows="quality"), choice("rise", "Rise", "Mid rise|High rise", "The waist: {rise}."), num("leg_length", "Leg length", "cm", 74, 84, 2, "The leg is {leg_length} long.", follows="free"), shared.care("Wash inside out at 30 °C|Wash rarely, cold"), flag("repair", "Free repair", "The maker repairs it for free.", "", share=0.4), shared.made_in("Portugal|Italy|Turkey")),
        ("{name} look better in the second year than on day one.", "Five pockets, strong thread: {name} keep to the plan.", "{name} are stiff at first and then yours."),
        ("Turn up the hem or let it fall.", "Wash it late and seldom.", "The rivets are where your hands pull."),
        ("fit", "quality", "colour", "size", "value"), ("jeans", "slim jeans", "straight jeans"), "wear", sizes=Sizes("Waist", ("28", "30", "32", "34", "36")), shades=(1, 2),
    ),
    Kind(
        "dress", "dress", ("Clothing", "Dresses"), (45, 169), (260, 480), (*colours.COTTONS, "Berry", "Forest"),
        ("{given} {hem} Dress", "{given} {print} Dress", "{given} {material} Dress"),
        (shared.material("Cotton poplin|Linen|Viscose|Tencel"), choice("hem", "Length", "Midi|Knee|Maxi", "The length is {hem}.", "It falls to {hem} length."), choice("sleeve", "Sleeve", "Short sleeve|Sleeveless|Long sleeve", "Sleeves: {sleeve}."), choice("print", "Print", "Floral|Plain|Dots|Stripe", "The cloth is {print}."), choice("waist", "Waist", "Tie belt|Elastic waist", "The waist has this: {waist}."), flag("pockets", "Pockets", "It has pockets. Real ones.", "", share=0.7), flag("lined", "Lined", "It is lined.", "", share=0.4), shared.care("Wash at 30 °C|Hand wash"), shared.made_in("Portugal|India|Lithuania")),
        ("{name} is one decision instead of three.", "Summer and tights both get along with {name}.", "{name} moves when you do and stops when you stop."),
        ("It packs small and hangs out smooth.", "With boots it goes to work, with sandals it leaves early.", "The belt loops are where they should be."),
        ("fit", "colour", "quality", "softness", "value"), ("dress", "summer dress", "midi dress"), "wear", sizes=LETTERS, shades=(1, 2),
    ),
    Kind(
        "rain_jacket", "rain jacket", ("Clothing", "Jackets"), (79, 299), (420, 900), colours.OUTDOORS,
        ("{given} {cut} Rain Jacket", "{given} Rain Shell", "{given} {cut} Jacket"),
        (shared.material("Recycled polyester|Waxed cotton|Nylon ripstop"), choice("cut", "Cut", "Hip|Parka", "The cut: {cut}."), choice("panel", "Panels", "Two-tone|One colour", "It is {panel}."), num("water_column", "Water column", "mm", 5000, 20000, 1000, "The cloth holds a water column of {water_column}.", follows="quality"), shared.waterproof(0.8), flag("taped_seams", "Taped seams", "Every seam is taped.", "", share=0.7), num("pockets_count", "Pockets", "", 2, 5, 1, "There are {pockets_count} pockets.", follows="free"), shared.recycled(0.5), shared.warranty(2, 5), shared.made_in("Portugal|Vietnam|Lithuania")),
        ("{name} turns rain into background noise.", "Put {name} by the door and stop checking the forecast.", "{name} packs into its own pocket and waits."),
        ("Wash it gently and proof it once a year.", "The hood turns with your head.", "There is room for a jumper below."),
        ("fit", "waterproof", "colour", "quality", "weight", "value"), ("rain jacket", "waterproof jacket", "parka"), "outdoor", sizes=LETTERS, shades=(2, 2),
    ),
)  # fmt: skip
