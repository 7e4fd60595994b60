"""Shoes and what goes with clothes."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, Sizes, choice, flag, num

SHOES = Sizes("Size", ("37", "39", "41", "43", "45"))
BANDS = Sizes("Size", ("36–40", "41–46"))

KINDS = (
    Kind(
        "trainers", "trainers", ("Shoes & accessories", "Shoes"), (55, 159), (620, 900), colours.COTTONS,
        ("{given} {upper} Trainers", "{given} Trainers", "{given} {sole} Trainers"),
        (choice("upper", "Upper", "Suede|Canvas|Leather", "The upper is {upper}."), choice("sole", "Sole", "White sole|Gum sole", "Below: a {sole}."), choice("lining", "Lining", "Textile|Leather|None", "Lining: {lining}."), num("sole_height", "Sole height", "mm", 22, 36, 2, "The sole is {sole_height} high."), flag("removable_insole", "Removable insole", "The insole comes out.", "", share=0.7), flag("resoleable", "Can be resoled", "It can be resoled.", "", share=0.4), shared.recycled(0.4), shared.made_in("Portugal|Spain|Vietnam")),
        ("{name} need no breaking in and no occasion.", "City blocks pass quicker in {name}.", "{name} go with everything except rain boots."),
        ("Spare laces are in the box.", "Brush, do not soak.", "Between sizes, take the larger one."),
        ("fit", "comfort", "quality", "colour", "value"), ("trainers", "sneakers", "canvas shoes"), "feet", sizes=SHOES, shades=(1, 2),
    ),
    Kind(
        "boots", "boots", ("Shoes & accessories", "Shoes"), (89, 259), (1100, 1700), colours.LEATHERS,
        ("{given} {style} Boots", "{given} {upper} Boots", "{given} Boots"),
        (choice("style", "Style", "Lace-up|Chelsea|Hiking", "The style is {style}."), choice("upper", "Upper", "Suede|Leather|Nubuck", "The upper is {upper}."), choice("lining", "Lining", "Textile|Leather|Wool", "Lined with {lining}."), num("shaft_height", "Shaft height", "cm", 11, 18, 1, "The shaft is {shaft_height} high."), shared.waterproof(0.5), flag("resoleable", "Can be resoled", "It can be resoled.", "", share=0.7), shared.care("Brush and wax|Wipe with a damp cloth"), shared.warranty(1, 3), shared.made_in("Portugal|Italy|Poland")),
        ("{name} take gravel, wet leaves and office carpet alike.", "October begins with {name}.", "Wear {name} for a week of half days, then for years."),
        ("Wax them before the first rain.", "A thick sock is planned for.", "The heel pull saves the back seam."),
        ("fit", "comfort", "quality", "waterproof", "value"), ("boots", "leather boots", "hiking boots"), "feet", sizes=SHOES, shades=(1, 2),
    ),
    Kind(
        "scarf", "scarf", ("Shoes & accessories", "Scarves & hats"), (19, 89), (150, 320), colours.WOOLS,
        ("{given} {pattern} Scarf", "{given} {material} Scarf", "{given} Scarf"),
        (shared.material("Lambswool|Merino|Alpaca|Cotton"), choice("pattern", "Pattern", "Check|Striped|Plain", "The pattern: {pattern}."), shared.length(160, 220, 10), shared.width(25, 45, 5), choice("edge", "Edge", "Fringed|Hemmed", "The ends are {edge}."), choice("warmth", "Warmth", "Light|Medium|Warm", "Warmth: {warmth}."), shared.care("Hand wash|Air it, wash rarely"), shared.made_in("Scotland|Lithuania|Norway")),
        ("{name} goes round twice and still hangs.", "Bus stops are warmer with {name}.", "{name} is {length} of good neighbour to your neck."),
        ("It doubles as a blanket on late trains.", "Tie it loosely; it knows what to do.", "It fits in a coat sleeve at the cloakroom."),
        ("softness", "warmth", "colour", "size", "value"), ("scarf", "wool scarf"), "knit", shades=(2, 2), measures=("width", "length"),
    ),
    Kind(
        "beanie", "beanie", ("Shoes & accessories", "Scarves & hats"), (15, 49), (70, 130), colours.WOOLS,
        ("{given} {knit} Beanie", "{given} {material} Hat", "{given} Beanie"),
        (shared.material("Lambswool|Merino|Organic cotton"), choice("knit", "Knit", "Cable|Rib|Striped", "The knit: {knit}."), choice("bobble", "Bobble", "With bobble|Without bobble", "It comes {bobble}."), choice("warmth", "Warmth", "Light|Medium|Warm", "Warmth: {warmth}."), flag("lined", "Lined", "A fleece band lines it.", "", share=0.4), num("circumference", "Fits heads to", "cm", 56, 62, 1, "It fits heads up to {circumference}."), shared.care("Hand wash|Wool cycle, cold"), shared.made_in("Norway|Ireland|Portugal")),
        ("{name} covers ears without covering the mood.", "The first frost asks where {name} is.", "{name} lives in a coat pocket from autumn to spring."),
        ("It goes under a helmet if it must.", "The brim turns up once or twice.", "Colour helps to find each other in a crowd."),
        ("fit", "warmth", "softness", "colour", "value"), ("beanie", "wool hat", "bobble hat"), "knit", shades=(2, 2),
    ),
    Kind(
        "socks", "socks", ("Shoes & accessories", "Socks"), (8, 24), (60, 120), colours.COTTONS,
        ("{given} {pattern} Socks", "{given} {leg} Socks", "{given} {material} Socks"),
        (shared.material("Organic cotton|Merino|Bamboo viscose"), choice("leg", "Height", "Ankle|Crew|Knee", "The height: {leg}."), choice("pattern", "Pattern", "Striped|Dots|Plain|Zigzag", "The pattern: {pattern}."), flag("seamless_toe", "Seamless toe", "The toe is seamless.", "", share=0.6), flag("cushioned", "Cushioned sole", "The sole is cushioned.", "", share=0.5), num("pairs", "Pairs", "", 1, 3, 1, "The pack has {pairs} in it.", follows="free"), shared.care("Wash at 40 °C|Wash at 30 °C"), shared.made_in("Italy|Latvia|Portugal")),
        ("{name} are a small good thing at the end of the leg.", "A drawer with {name} in it looks awake.", "{name} stay up without leaving marks."),
        ("They survive the dryer.", "Single ones find partners in the same colour.", "A present that always fits."),
        ("fit", "softness", "colour", "quality", "value"), ("socks", "wool socks", "crew socks"), "knit", sizes=BANDS, shades=(2, 2),
    ),
    Kind(
        "watch", "watch", ("Shoes & accessories", "Watches & sunglasses"), (79, 349), (50, 110), colours.LEATHERS,
        ("{given} {dial} Watch", "{given} {strap} Watch", "{given} Watch"),
        (num("case_diameter", "Case", "mm", 34, 42, 1, "The case is {case_diameter} across."), choice("case", "Case colour", "Gold tone|Steel", "The case is {case}."), choice("strap", "Strap", "Leather|Steel mesh|Canvas", "The strap is {strap}."), choice("dial", "Dial", "White dial|Black dial|Coloured dial", "You read a {dial}."), choice("movement", "Movement", "Quartz|Automatic|Solar", "The movement is {movement}."), choice("glass", "Glass", "Sapphire|Mineral", "The glass is {glass}."), num("water_resistance", "Water resistance", "bar", 3, 10, 1, "It resists water to {water_resistance}.", follows="quality"), shared.warranty(2, 5), shared.made_in("Japan|Germany|Denmark")),
        ("{name} tells the time and leaves it at that.", "A glance at {name} is politer than a glance at a phone.", "{name} is thin enough for a cuff."),
        ("The strap changes without a tool.", "It comes in a box made of felt.", "Serviced now and then, it outlives fashions."),
        ("quality", "size", "packaging", "comfort", "value"), ("watch", "wrist watch", "leather watch"), "extras", shades=(1, 2),
    ),
    Kind(
        "sunglasses", "sunglasses", ("Shoes & accessories", "Watches & sunglasses"), (39, 169), (26, 40), ("Black", "Chestnut", "Caramel", "Navy", "Olive", "Rose", "Chalk", "Berry"),
        ("{given} {shape} Sunglasses", "{given} {lens} Sunglasses", "{given} Sunglasses"),
        (choice("shape", "Shape", "Round|Square|Cat-eye", "The shape is {shape}."), choice("lens", "Lens", "Grey lens|Brown lens|Green lens", "You look through a {lens}."), num("uv_filter", "Filter category", "", 2, 3, 1, "The filter category is {uv_filter}.", follows="free"), flag("polarised", "Polarised", "The lenses are polarised.", "", share=0.5), shared.material("Acetate|Recycled acetate|Bio nylon"), num("lens_width", "Lens width", "mm", 46, 56, 1, "Each lens is {lens_width} wide."), num("bridge", "Bridge", "mm", 17, 23, 1, "The bridge is {bridge}.", follows="free"), shared.warranty(2, 3), shared.made_in("Italy|Japan|Portugal")),
        ("{name} make a bright day quieter.", "Forget {name} once and you will squint about it all day.", "{name} suit more faces than we expected."),
        ("Case and cloth are included.", "The hinges can be tightened at home.", "They look deliberate in winter, too."),
        ("fit", "quality", "comfort", "packaging", "value"), ("sunglasses", "polarised sunglasses"), "extras", shades=(1, 2),
    ),
)  # fmt: skip
