"""Light, cloth and small things for rooms."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, Sizes, choice, flag, num

KINDS = (
    Kind(
        "desk_lamp", "desk lamp", ("Light & décor", "Lamps"), (29, 179), (900, 2600), (*colours.ENAMELS, "Oak"),
        ("{given} Desk Lamp", "{given} {shade} Lamp", "{given} Task Lamp"),
        (choice("shade", "Shade", "Cone|Dome|Drum", "The shade is a {shade}.", "A {shade} throws the light down."), choice("fittings", "Fittings", "Brass|Black steel", "Joints and arm are {fittings}."), num("brightness", "Brightness", "lm", 300, 900, 50, "It gives {brightness}.", follows="quality"), num("colour_temperature", "Colour of light", "K", 2200, 4000, 100, "The light is {colour_temperature}.", follows="free"), flag("dimmable", "Dimmable", "It dims.", "It is either on or off.", share=0.6), flag("usb_port", "USB charging", "A port in the foot charges a phone.", "", share=0.3), shared.height(34, 52, 1), num("cable", "Cable", "cm", 140, 220, 10, "The cable reaches {cable}.", follows="free"), shared.warranty(2, 5)),
        ("{name} puts light where the page is.", "Late work looks better under {name}.", "Bend {name} once and it stays there."),
        ("The bulb is changed without tools.", "On a bedside table it keeps the other half asleep.", "It warms a corner even when nobody works."),
        ("light", "quality", "assembly", "colour", "value"), ("desk lamp", "reading lamp", "table lamp"), "home", measures=("", "height"),
    ),
    Kind(
        "pendant_lamp", "pendant lamp", ("Light & décor", "Lamps"), (39, 259), (700, 3200), colours.GLAZES,
        ("{given} {shape} Pendant", "{given} Pendant Lamp", "{given} {material} Lampshade"),
        (choice("shape", "Shape", "Bell|Globe|Woven dome|Cone", "The shape is a {shape}.", "Its form, a {shape}, is drawn with one line."), shared.material("Spun steel|Opal glass|Paper cord|Bone china"), shared.diameter(22, 55, 1), choice("socket", "Socket", "E27|E14", "The socket is {socket}."), num("cable", "Cable", "cm", 150, 300, 10, "It hangs on {cable} of cloth-covered cable.", follows="free"), num("max_power", "Bulb up to", "W", 25, 60, 5, "Use a bulb of up to {max_power}.", follows="free"), flag("dimmable", "Dimmable", "With the right bulb it dims.", "", share=0.7), shared.handmade(0.3), shared.made_in("Denmark|Italy|Spain")),
        ("{name} hangs over a table like a small moon.", "Dinner under {name} tastes of candlelight.", "From the street {name} makes a window look lived in."),
        ("Hang it low over a table and high in a hall.", "The cable is cut to length in a minute.", "A warm bulb suits it."),
        ("light", "quality", "assembly", "size", "value"), ("pendant lamp", "ceiling lamp", "lampshade"), "home", measures=("diameter", ""),
    ),
    Kind(
        "rug", "rug", ("Light & décor", "Rugs"), (49, 219), (2400, 3600), colours.CLOTHS,
        ("{given} {pattern} Rug", "{given} {material} Rug", "{given} {shape} Rug"),
        (choice("pattern", "Pattern", "Diamond|Striped|Border|Zigzag|Plain weave", "The pattern: {pattern}.", "Woven with a {pattern} pattern."), choice("shape", "Shape", "Rectangular|Round|Runner", "Its shape: {shape}."), shared.material("Wool|Cotton|Jute|Recycled polyester"), num("pile", "Pile height", "mm", 4, 18, 1, "The pile is {pile} high."), flag("reversible", "Reversible", "Both sides are for show.", "", share=0.5), flag("washable", "Machine washable", "It fits a washing machine.", "Beat it, air it, and have it cleaned now and then.", share=0.3), shared.handmade(0.5), shared.made_in("India|Portugal|Turkey")),
        ("{name} is where bare feet land first.", "A room stops echoing when {name} arrives.", "Roll out {name} and the furniture knows where to stand."),
        ("An underlay keeps it still on wood.", "It hides crumbs with tact.", "Turn it twice a year and it ages evenly."),
        ("quality", "colour", "size", "smell", "softness", "value"), ("rug", "wool rug", "runner rug"), "home", sizes=Sizes("Size", ("80 × 150", "120 × 180", "160 × 230"), (1.0, 1.8, 2.9)), shades=(1, 2), count=10,
    ),
    Kind(
        "cushion", "cushion", ("Light & décor", "Cushions & throws"), (14, 59), (380, 700), colours.CLOTHS,
        ("{given} {pattern} Cushion", "{given} {material} Cushion", "{given} Cushion"),
        (choice("pattern", "Pattern", "Stripe|Knitted|Check|Dots|Plain", "The pattern: {pattern}."), shared.material("Linen|Cotton|Wool|Velvet"), choice("fill", "Filling", "Feather|Recycled fibre|Kapok", "It is filled with {fill}.", "Filling: {fill}."), shared.width(40, 55, 1), shared.height(38, 52, 1), flag("removable_cover", "Removable cover", "The cover has a hidden zip.", "", share=0.8), shared.care("Wash at 30 °C|Wash at 40 °C|Dry clean"), shared.made_in("Portugal|India|Lithuania")),
        ("{name} is the smallest piece of furniture you can buy.", "One {name} and the sofa looks invited.", "{name} takes the shape of whoever sat there last."),
        ("Two plain ones and one loud one is the rule we break.", "It doubles as a pillow on trains.", "Punch it once in the morning."),
        ("softness", "colour", "quality", "size", "value"), ("cushion", "sofa cushion", "linen cushion"), "home", measures=("width", "height"),
    ),
    Kind(
        "throw", "throw", ("Light & décor", "Cushions & throws"), (29, 149), (550, 1500), colours.WOOLS,
        ("{given} {pattern} Throw", "{given} {material} Blanket", "{given} Throw"),
        (choice("pattern", "Pattern", "Herringbone|Check|Waffle|Stripe", "The weave is a {pattern}.", "A {pattern} runs through it."), shared.material("Lambswool|Cotton|Merino|Recycled wool"), shared.length(150, 200, 10), shared.width(120, 140, 5), choice("edge", "Edge", "Fringed|Blanket stitch", "The edge: {edge}."), shared.care("Air it, wash rarely|Wool cycle, cold|Wash at 30 °C"), shared.recycled(0.3), shared.made_in("Lithuania|Norway|Ireland")),
        ("{name} lives on the sofa and is fought over.", "When the heating argues, {name} settles it.", "Fold {name} over an arm and the room grows warmer."),
        ("It goes to picnics and comes back.", "Children build with it.", "Small pills come off with a comb."),
        ("softness", "warmth", "colour", "size", "value"), ("throw", "wool blanket", "blanket"), "home", measures=("width", "length"),
    ),
    Kind(
        "wall_clock", "wall clock", ("Light & décor", "Clocks"), (24, 119), (500, 1500), ("Oak", "Walnut", "Black", "Sage", "Terracotta", "Navy", "Brass", "Chalk"),
        ("{given} Wall Clock", "{given} {dial} Clock", "{given} Kitchen Clock"),
        (choice("dial", "Dial", "Numerals|Bars|Dots", "Hours are marked by {dial}.", "The dial has {dial}."), choice("face", "Face", "Light|Tonal", "The face is {face}."), choice("movement", "Movement", "Sweep|Quartz tick", "The movement: {movement}."), num("noise", "Noise", "dB", 12, 30, 1, "It measures {noise} from an arm's length.", follows="free"), shared.material("Solid wood|Powder-coated steel|Cork"), shared.diameter(22, 42, 1), choice("battery", "Battery", "1 × AA|Rechargeable", "Power: {battery}."), shared.warranty(2, 5)),
        ("{name} is right, and it is easy to see that it is.", "On a bare wall {name} is enough.", "{name} tells the time across a large kitchen."),
        ("It hangs on one nail.", "Meetings have ended because of it.", "The glass is real and wipes clean."),
        ("noise", "quality", "size", "colour", "value"), ("wall clock", "kitchen clock", "clock"), "home", measures=("diameter", ""),
    ),
    Kind(
        "vase", "vase", ("Light & décor", "Vases & candles"), (14, 89), (600, 2200), colours.GLAZES,
        ("{given} {shape} Vase", "{given} {finish} Vase", "{given} Vase"),
        (choice("shape", "Shape", "Bottle|Bulb|Cylinder|Amphora", "It has the shape of a {shape}.", "A {shape} form keeps stems upright."), choice("finish", "Finish", "Ribbed|Matt|Reactive glaze", "The finish: {finish}."), shared.material("Stoneware|Porcelain|Glazed terracotta"), shared.height(16, 34, 1), shared.diameter(10, 20, 1), flag("watertight", "Watertight", "It is watertight.", "It is for dry stems.", share=0.9), shared.handmade(0.6), shared.made_in("Portugal|Denmark|Japan")),
        ("{name} looks finished even without flowers.", "Three stems are plenty for {name}.", "{name} forgives supermarket tulips."),
        ("Rinse it with vinegar when the water marks it.", "Grasses last a whole winter in it.", "It is steady enough for a windowsill."),
        ("quality", "colour", "size", "packaging", "value"), ("vase", "ceramic vase", "flower vase"), "home", measures=("diameter", "height"),
    ),
    Kind(
        "candle", "candle", ("Light & décor", "Vases & candles"), (12, 49), (320, 620), colours.GLAZES,
        ("{given} {scent} Candle", "{given} Candle", "{given} {wax} Candle"),
        (choice("scent", "Scent", "Cedar|Fig|Sea Salt|Tomato Leaf|Beeswax|Amber", "It smells of {scent}.", "The scent: {scent}, not too loud."), choice("wax", "Wax", "Rapeseed wax|Beeswax blend|Soy wax", "The wax is {wax}."), choice("vessel", "Vessel", "Glass|Ceramic|Tin", "It is poured into {vessel}."), num("burn_time", "Burns for", "h", 25, 70, 5, "It burns for about {burn_time}."), flag("cotton_wick", "Cotton wick", "The wick is plain cotton.", "", share=0.8), flag("refillable", "Refillable", "Afterwards the vessel can be refilled.", "", share=0.4), shared.height(7, 12), shared.made_in("France|Denmark|Portugal")),
        ("{name} makes the room smell as if the window were open to somewhere.", "Light {name} before the guests ring.", "{name} burns for {burn_time}, which is a season of dinners."),
        ("Trim the wick and it burns clean.", "Let the wax melt to the edge the first time.", "Never leave it alone, as with all fires."),
        ("smell", "quality", "packaging", "burning", "value"), ("candle", "scented candle"), "home", measures=("", "height"),
    ),
)  # fmt: skip
