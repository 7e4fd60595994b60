"""What stands and hangs in a kitchen."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, choice, flag, num

KINDS = (
    Kind(
        "mug", "mug", ("Kitchen", "Cups & teapots"), (7, 34), (260, 480), colours.GLAZES,
        ("{given} {glaze} Mug", "{given} {material} Mug", "{given} Breakfast Mug"),
        (
            num("capacity", "Capacity", "ml", 220, 480, 10, "Filled to a finger below the rim it holds {capacity}.", "There is room for {capacity}."),
            choice("shape", "Shape", "Straight|Rounded|Tapered", "The shape is {shape}, easy to hold with both hands.", "Its {shape} wall keeps the heat where the coffee is."),
            choice("glaze", "Glaze", "Dipped|Plain|Speckled|Banded", "The glaze is {glaze}; every firing turns out a little different.", "A {glaze} glaze covers it inside and out."),
            shared.material("Stoneware|Porcelain|Earthenware"), shared.height(8, 11), shared.width(8, 10.5),
            shared.dishwasher(0.8), flag("microwave_safe", "Microwave safe", "The microwave does it no harm.", "Keep it out of the microwave.", share=0.7),
            shared.handmade(), shared.made_in("Portugal|Denmark|Poland|Japan"),
        ),
        ("{name} holds {capacity}, which is exactly one honest coffee.", "Some mugs are for guests; {name} is the one you hide from them.", "Morning starts with {name} and its {shape} shape."),
        ("It suits filter coffee as well as soup eaten standing up.", "It stacks badly and is missed dearly when it is in the dishwasher.", "Two of them make a present, four make a shelf look finished."),
        ("quality", "size", "colour", "handle", "packaging", "value"), ("mug", "coffee mug", "tea cup", "stoneware mug"), "table", measures=("width", "height"), count=10,
    ),
    Kind(
        "teapot", "teapot", ("Kitchen", "Cups & teapots"), (24, 89), (640, 1300), colours.GLAZES,
        ("{given} Teapot", "{given} {finish} Teapot", "{given} {material} Teapot"),
        (
            num("volume_litres", "Volume", "l", 0.6, 1.4, 0.1, "It brews {volume_litres} at a time.", "A full pot is {volume_litres}."),
            choice("handle", "Handle", "Side handle|Overhead handle", "It is carried by its {handle}.", "The {handle} stays cool enough to hold."),
            choice("finish", "Finish", "Glossy|Ribbed|Matt", "The surface is {finish}.", "Its {finish} outside hides fingerprints."),
            flag("strainer", "Strainer included", "A fine strainer sits inside.", "It comes without a strainer; loose leaves may roam.", share=0.7),
            shared.material("Stoneware|Porcelain|Cast iron"), shared.height(13, 19), shared.width(19, 26), shared.dishwasher(0.4), shared.made_in("Japan|Portugal|Germany"),
        ),
        ("{name} makes tea for a table rather than for a cup.", "There is a moment between pouring and drinking, and {name} owns it.", "With {volume_litres} inside, {name} outlasts most conversations."),
        ("The spout stops without a drip on the cloth.", "Put it in the middle and let people help themselves.", "It keeps a second cup warm through a chapter."),
        ("quality", "pouring", "colour", "size", "packaging", "value"), ("teapot", "tea pot", "ceramic teapot"), "table", measures=("width", "height"),
    ),
    Kind(
        "kettle", "kettle", ("Kitchen", "Kettles & coffee"), (39, 149), (950, 1500), colours.ENAMELS + colours.METALS[:2],
        ("{given} {spout} Kettle", "{given} Kettle", "{given} Electric Kettle"),
        (
            num("volume_litres", "Volume", "l", 0.8, 1.7, 0.1, "It boils {volume_litres} in one go."),
            num("power", "Power", "W", 1000, 2400, 100, "The element draws {power}.", "It is rated at {power}."),
            choice("spout", "Spout", "Gooseneck|Classic spout", "The spout is a {spout}.", "Water leaves by a {spout}, where you aim it."),
            choice("grip", "Grip", "Wooden grip|Plastic grip", "A {grip} keeps fingers away from the heat."),
            choice("finish", "Finish", "Brushed steel|Enamelled", "The body is {finish}."),
            flag("temperature_control", "Temperature control", "Set the temperature for green tea or for coffee.", "One switch, one job: boiling.", share=0.5),
            flag("keep_warm", "Keep warm", "A keep-warm setting waits for you.", "", share=0.4),
            num("noise", "Noise", "dB", 52, 74, 1, "At full boil it reaches {noise}.", follows="free"), shared.height(19, 26), shared.warranty(2, 5),
        ),
        ("{name} boils {volume_litres} and then says nothing more about it.", "A kitchen with {name} in it looks as if somebody planned it.", "At {power}, {name} is quick about the first job of the day."),
        ("It pours slowly enough for a paper filter.", "The lid comes off for rinsing and goes back without a fight.", "Descale it now and then and it will go on for years."),
        ("noise", "quality", "pouring", "colour", "speed", "value"), ("kettle", "electric kettle", "gooseneck kettle"), "table", measures=("", "height"),
    ),
    Kind(
        "coffee_press", "coffee press", ("Kitchen", "Kettles & coffee"), (19, 69), (520, 980), ("Silver", "Black", "Copper", "Poppy", "Forest", "Chalk"),
        ("{given} Coffee Press", "{given} Cafetière", "{given} {grip} Coffee Press"),
        (
            num("cups", "Cups", "", 3, 8, 1, "It is enough for {cups} cups."), num("capacity", "Capacity", "ml", 350, 1000, 50, "The glass takes {capacity}."),
            choice("grip", "Grip", "Wooden knob|Matching knob", "You push down a {grip}."), choice("filter", "Filter", "Fine mesh|Double mesh", "A {filter} holds the grounds back.", "The filter is a {filter}."),
            shared.material("Borosilicate glass|Double-walled glass"), shared.height(17, 25), shared.dishwasher(0.7), shared.made_in("Denmark|Portugal|Germany"),
        ),
        ("{name} needs hot water, coarse coffee and a little patience.", "Push, pour, done: {name} makes {capacity} without a plug.", "For mornings with company there is {name}."),
        ("The parts come apart for washing and are sold one by one.", "Coarse grounds work best; fine ones make mud.", "It travels to holiday flats without complaint."),
        ("quality", "taste", "cleaning", "size", "value"), ("french press", "coffee press", "cafetiere"), "table", measures=("", "height"),
    ),
    Kind(
        "coffee_grinder", "coffee grinder", ("Kitchen", "Kettles & coffee"), (29, 159), (420, 1300), ("Black", "Silver", "Oak", "Walnut", "Sage", "Navy"),
        ("{given} Coffee Grinder", "{given} {form}", "{given} Hand Grinder"),
        (
            choice("form", "Form", "Box mill|Tube mill", "It is built as a {form}.", "The form, a {form}, has been right for a long time."), choice("top", "Hopper", "Steel hopper|Brass hopper", "Beans go into a {top}."),
            choice("burrs", "Burrs", "Ceramic burrs|Steel burrs", "Inside turn {burrs}.", "The {burrs} can be taken out for brushing."), num("grind_settings", "Grind settings", "", 12, 40, 1, "There are {grind_settings} settings between powder and gravel.", follows="quality"),
            num("bean_capacity", "Bean capacity", "g", 20, 60, 5, "It holds {bean_capacity} of beans."), shared.height(17, 24), shared.warranty(2, 10), shared.made_in("Germany|Italy|Japan"),
        ),
        ("{name} turns beans into coffee at the speed of your arm.", "Fresh grounds smell like a promise, and {name} keeps it.", "With {grind_settings} settings, {name} has an answer for every brewer in the house."),
        ("A minute of turning is enough for one pot.", "It works in a tent, on a train and at six in the morning.", "Brush it out once a week and it stays sharp."),
        ("quality", "noise", "taste", "cleaning", "value"), ("coffee grinder", "hand grinder", "coffee mill"), "table", measures=("", "height"),
    ),
    Kind(
        "chefs_knife", "chef's knife", ("Kitchen", "Knives & boards"), (29, 219), (140, 290), ("Walnut", "Black", "Oak", "Pine", "Brick", "Navy"),
        ("{given} {profile} Knife", "{given} {steel} Chef's Knife", "{given} Cook's Knife"),
        (
            num("blade_length", "Blade length", "cm", 15, 24, 1, "The blade measures {blade_length}.", "Its {blade_length} of blade reach across an onion and most melons."), num("hardness", "Hardness", "HRC", 54, 63, 1, "The steel is hardened to {hardness}.", follows="quality"),
            choice("profile", "Profile", "French|Santoku", "The profile is {profile}.", "A {profile} edge suits a rocking hand."), choice("steel", "Steel", "Damascus|Plain", "The blade is {steel} steel.", "It is forged from {steel} steel."),
            choice("handle_material", "Handle material", "Walnut|Pakkawood|Olive wood", "The handle is {handle_material}, riveted through the tang."), shared.length(28, 38), shared.care("Hand wash, dry at once|Hand wash, oil the handle"), shared.warranty(5, 25), shared.made_in("Germany|Japan|Portugal"),
        ),
        ("{name} does most of the work in a kitchen and takes little of the credit.", "One good knife replaces a block of dull ones; {name} is that knife.", "Balanced where the finger rests, {name} cuts by its own weight."),
        ("Keep it sharp, keep it dry, keep it away from glass boards.", "It comes with a card cover for the drawer.", "Tomatoes will no longer be squashed."),
        ("sharpness", "quality", "weight", "packaging", "value"), ("chef knife", "kitchen knife", "santoku"), "table", measures=("length", ""),
    ),
    Kind(
        "chopping_board", "chopping board", ("Kitchen", "Knives & boards"), (14, 95), (650, 2600), ("Oak", "Walnut", "Birch", "Caramel"),
        ("{given} {form} Board", "{given} {wood} Chopping Board", "{given} Cutting Board"),
        (
            choice("form", "Form", "Paddle|Block|Round", "The form: {form}."), choice("grain", "Grain", "End grain|Long grain", "It is glued with the {grain} up, kind to edges."), choice("wood", "Wood", "Oak|Walnut|Beech|Acacia", "The wood is {wood}, oiled once before it leaves.", "It is cut from {wood}."),
            shared.length(28, 48), shared.width(20, 34), num("thickness", "Thickness", "cm", 1.5, 4.5, 0.5, "It is {thickness} thick."), flag("juice_groove", "Juice groove", "A groove catches what runs.", "", share=0.5), shared.care("Wipe, then oil monthly|Rinse and stand to dry"), shared.made_in("Poland|Estonia|France"),
        ),
        ("{name} lies on the worktop like it was built there.", "Bread, cheese, onions: {name} forgets all of them after a wipe.", "At {thickness} thick, {name} does not walk about while you chop."),
        ("Turn it over and it becomes a tray for cheese.", "Oil it when it looks thirsty.", "Knives stay sharp longer on it than on anything hard."),
        ("quality", "size", "weight", "smell", "value"), ("chopping board", "cutting board", "wooden board"), "table", measures=("length", "width"),
    ),
    Kind(
        "casserole", "casserole", ("Kitchen", "Pots & pans"), (59, 289), (2600, 5900), colours.ENAMELS,
        ("{given} Casserole", "{given} {material} Pot", "{given} Dutch Oven"),
        (
            num("volume_litres", "Volume", "l", 2.5, 6.5, 0.5, "It takes {volume_litres} of stew.", "The volume is {volume_litres}."), shared.diameter(20, 30, 1), shared.material("Enamelled cast iron|Cast aluminium"), choice("knob", "Knob", "Brass knob|Steel knob", "The lid lifts by a {knob}."),
            num("oven_safe", "Oven safe to", "°C", 200, 260, 10, "It may stay in the oven up to {oven_safe}.", follows="quality"), flag("induction", "Induction", "It works on induction and every other hob.", "It is for gas, ceramic and the oven, not for induction.", share=0.8), shared.dishwasher(0.5), shared.warranty(5, 25), shared.made_in("France|Germany|Denmark"),
        ),
        ("{name} is for food that gets better while you do something else.", "Beans, bread, a whole chicken: {name} has room for {volume_litres} of it.", "The lid of {name} closes with a sound you will learn to like."),
        ("Brown, pour, close, wait: one pot from hob to table.", "Bake bread in it and the crust will crackle.", "It is heavy empty and heavier when it matters."),
        ("quality", "weight", "colour", "size", "cleaning", "value"), ("casserole", "dutch oven", "cast iron pot"), "table", measures=("diameter", ""),
    ),
    Kind(
        "frying_pan", "frying pan", ("Kitchen", "Pots & pans"), (24, 139), (700, 2300), ("Black", "Graphite", "Copper", "Forest", "Chestnut"),
        ("{given} {material} Pan", "{given} Frying Pan", "{given} Skillet"),
        (
            shared.diameter(20, 32, 2), shared.material("Carbon steel|Cast iron|Ceramic-coated aluminium"), choice("grip", "Grip", "Beech|Steel|Walnut", "The handle is {grip}.", "You hold it by {grip}."), num("base_thickness", "Base thickness", "mm", 2.5, 6, 0.5, "A base of {base_thickness} spreads the heat.", follows="quality"),
            flag("induction", "Induction", "Induction hobs know what to do with it.", "It is not made for induction.", share=0.8), flag("seasoned", "Pre-seasoned", "It arrives seasoned and ready.", "Season it once before the first egg.", share=0.5), shared.care("Wipe with oil, no soap|Hand wash"), shared.warranty(2, 25), shared.made_in("Germany|France|Sweden"),
        ),
        ("{name} gives onions the colour they deserve.", "An egg slides, a steak crackles: {name} is {diameter} of good temper.", "Hot in a minute and even to the rim, {name} earns its hook."),
        ("The more you use it the less will stick.", "From hob to oven to table, if the table has a trivet.", "It wants heat before it wants food."),
        ("quality", "weight", "sticking", "cleaning", "value"), ("frying pan", "skillet", "carbon steel pan"), "table", measures=("diameter", ""),
    ),
    Kind(
        "storage_jar", "storage jar", ("Kitchen", "Storage"), (8, 39), (320, 1250), colours.GLAZES,
        ("{given} {material} Jar", "{given} Storage Jar", "{given} {lid} Jar"),
        (
            num("volume_litres", "Volume", "l", 0.5, 2.5, 0.1, "It holds {volume_litres}."), shared.material("Glass|Stoneware"), choice("lid", "Lid", "Cork|Beech|Clip top", "A lid of the {lid} kind closes it.", "The lid ({lid}) fits tight."),
            flag("airtight", "Airtight", "It closes airtight.", "It keeps dust out rather than air.", share=0.7), shared.height(12, 24), shared.diameter(9, 13), shared.dishwasher(0.7), shared.made_in("Italy|Portugal|Czechia"),
        ),
        ("{name} shows what is left of the flour before the shop closes.", "A shelf of {name} and its siblings looks like a plan.", "Rice, lentils, biscuits: {name} keeps {volume_litres} of them in view."),
        ("Label it or trust your eyes.", "The mouth is wide enough for a cup.", "It moves from pantry to table when it holds biscuits."),
        ("quality", "size", "colour", "packaging", "value"), ("storage jar", "kitchen jar", "glass jar"), "table", measures=("diameter", "height"),
    ),
)  # fmt: skip
