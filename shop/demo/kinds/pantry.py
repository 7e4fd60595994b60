"""Food and drink that keep."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, Sizes, choice, flag, num, words

KINDS = (
    Kind(
        "tea", "tea", ("Pantry", "Tea"), (6, 24), (130, 150), colours.LABELS,
        ("{given} {variety} Tea", "{given} {variety}", "{given} {variety} Leaf"),
        (
            choice("variety", "Variety", "Green|Black|Oolong|White|Herbal|Rooibos", "It is a {variety} tea.", "What is in the tin: {variety} leaf, whole and loose."), choice("origin", "Origin", "Darjeeling|Fujian|Assam|Uji|Cederberg|Garden blend", "Origin: {origin}.", "The leaf is from {origin}."),
            num("brewing_temperature", "Water", "°C", 70, 100, 5, "Brew it at {brewing_temperature}.", follows="free"), num("steeping_time", "Steep", "min", 2, 7, 1, "Give it {steeping_time}.", "{steeping_time} in the pot are right.", follows="free"), flag("caffeine", "Contains caffeine", "It contains caffeine.", "It contains no added caffeine.", share=0.6), flag("organic", "Organic farming", "The leaves are from certified organic farming.", "", share=0.5),
            words("tasting_notes", "Tastes of", "malt and dried fig|fresh hay and pea|orange peel and honey|roasted chestnut|apple, mint and thyme|vanilla and warm wood|wild rose and melon", "It tastes of {tasting_notes}.", "In the cup: {tasting_notes}."),
        ),
        ("{name} is a tea for the second half of the afternoon.", "Water at {brewing_temperature}, a clean pot and {name}: that is the recipe.", "Open the tin of {name} and smell first."),
        ("The leaves give a second infusion without sulking.", "Keep the lid on; tea remembers its neighbours.", "It takes milk if you must."),
        ("taste", "smell", "freshness", "packaging", "value"), ("tea", "loose leaf tea", "green tea", "herbal tea"), "pantry", sizes=Sizes("Pack", ("80 g", "200 g"), (1.0, 2.2)), shades=(1, 1), count=10,
    ),
    Kind(
        "coffee", "coffee", ("Pantry", "Coffee"), (8, 17), (270, 280), colours.LABELS,
        ("{given} {roast} Coffee", "{given} {process} Coffee", "{given} Espresso Coffee"),
        (
            choice("roast", "Roast", "Light roast|Medium roast|Dark roast", "It is a {roast}.", "The roaster stops at a {roast}."), choice("process", "Process", "Washed|Natural|Honey-processed", "The cherries were {process}.", "Process: {process}."), choice("origin", "Origin", "Ethiopia|Colombia|Guatemala|Sumatra|House blend", "The beans: {origin}."),
            num("altitude", "Grown at", "m", 900, 2100, 100, "They grew at {altitude}.", follows="free"), num("intensity", "Intensity", "", 3, 10, 1, "On our scale the intensity is {intensity}.", follows="free"), flag("decaf", "Decaffeinated", "It is decaffeinated with water only.", "", share=0.15), flag("organic", "Organic farming", "It is from certified organic farming.", "", share=0.5),
            words("tasting_notes", "Tastes of", "cocoa, hazelnut and toast|red apple and caramel|blueberry and jasmine|black cherry and molasses|almond and orange zest|plum and brown sugar", "Expect {tasting_notes}.", "Our table tasted {tasting_notes}."),
        ),
        ("{name} was roasted for people who own a grinder, and forgives those who do not.", "Grind {name} coarse for a press, fine for a moka pot.", "The first cup of {name} explains the second."),
        ("Whole beans only, in a bag with a valve.", "Rest it a few days, then drink it within weeks.", "It makes a kind iced coffee in summer."),
        ("taste", "smell", "freshness", "packaging", "value"), ("coffee", "coffee beans", "espresso beans"), "pantry", sizes=Sizes("Pack", ("250 g", "500 g", "1 kg"), (1.0, 1.85, 3.4)), shades=(1, 1), count=10,
    ),
    Kind(
        "olive_oil", "olive oil", ("Pantry", "Oil & vinegar"), (9, 29), (520, 560), colours.LABELS,
        ("{given} Olive Oil", "{given} {olive} Oil", "{given} Estate Olive Oil"),
        (
            choice("olive", "Olive", "Arbequina|Koroneiki|Picual|Leccino", "It is pressed from {olive} olives.", "The olive is {olive}."), choice("bottle", "Bottle", "Dark glass|Clear glass", "The bottle is {bottle}."), choice("origin", "Origin", "Crete|Andalusia|Tuscany|Alentejo", "From {origin}.", "The trees stand in {origin}."),
            num("acidity", "Acidity", "%", 0.1, 0.7, 0.1, "Acidity is {acidity}.", follows="free"), choice("character", "Character", "Mild|Fruity|Peppery", "In character it is {character}.", "Its {character} side shows on bread."), flag("unfiltered", "Unfiltered", "It is unfiltered and may be cloudy.", "It is filtered clear.", share=0.4), flag("organic", "Organic farming", "The groves are certified organic.", "", share=0.5),
        ),
        ("{name} belongs at the end of cooking, not at the beginning.", "A slice of bread is all it takes to get to know {name}.", "The harvest that became {name} was early and green."),
        ("Keep it dark and use it freely.", "Good on beans, tomatoes and vanilla ice cream, honestly.", "The spout pours a thread, not a flood."),
        ("taste", "freshness", "packaging", "quality", "value"), ("olive oil", "extra virgin olive oil"), "pantry", sizes=Sizes("Bottle", ("250 ml", "500 ml", "750 ml"), (1.0, 1.7, 2.4)), shades=(1, 1),
    ),
    Kind(
        "chocolate", "chocolate", ("Pantry", "Chocolate"), (3, 8), (88, 92), (*colours.LABELS, "Rose", "Sky"),
        ("{given} {type} Chocolate", "{given} {filling} Bar", "{given} {type} Bar"),
        (
            choice("type", "Type", "Dark|Milk|White", "It is {type} chocolate.", "The bar is {type}, with a clean snap."), num("cocoa", "Cocoa", "%", 30, 85, 5, "Cocoa: {cocoa}.", "The cocoa share is {cocoa}.", follows="quality"), choice("filling", "With", "Sea Salt|Hazelnut|Orange|Plain|Raspberry|Coffee", "What is in it besides cocoa: {filling}."), choice("origin", "Origin", "Ecuador|Ghana|Madagascar|Peru", "The beans are from {origin}."),
            flag("vegan", "Vegan", "It is made without milk.", "It contains milk.", share=0.4), flag("organic", "Organic farming", "From certified organic farming.", "", share=0.5), num("pieces", "Pieces", "", 12, 24, 3, "It breaks into {pieces} pieces.", follows="free"),
        ),
        ("{name} is small, flat and gone before the film starts.", "Break {name} with a friend or do not tell them.", "{name} melts slowly, which is the point."),
        ("It travels well, except in July.", "Good beside espresso.", "The paper is worth keeping as a bookmark."),
        ("taste", "freshness", "packaging", "value"), ("chocolate", "chocolate bar", "dark chocolate"), "pantry", sizes=Sizes("Pack", ("1 bar", "5 bars"), (1.0, 4.6)), shades=(1, 1), count=10,
    ),
    Kind(
        "honey", "honey", ("Pantry", "Honey & spreads"), (6, 16), (420, 440), ("Marigold", "Mustard", "Forest", "Terracotta", "Navy", "Charcoal"),
        ("{given} {bloom} Honey", "{given} {texture} Honey", "{given} Orchard Honey"),
        (
            choice("bloom", "Bloom", "Heather|Linden|Acacia|Wildflower|Thyme", "The bees went for {bloom}.", "Bloom: {bloom}."), choice("texture", "Texture", "Runny|Set", "It is {texture}.", "The texture is {texture}, as the season wanted it."), choice("origin", "Origin", "Pyrenees|Carpathians|Jutland|Crete", "Its home: {origin}."),
            num("harvest_month", "Harvest month", "", 5, 9, 1, "The frames were lifted in month {harvest_month} of the year.", follows="free"), flag("raw", "Raw", "It was never heated.", "It was warmed gently for filling.", share=0.6), shared.handmade(0.3), shared.made_in("Spain|Denmark|Greece"),
        ),
        ("{name} tastes of one hillside and one month.", "A spoon of {name} decides what kind of morning it is.", "Under the lid of {name} there is a whole summer."),
        ("Good in tea that has cooled a little.", "With cheese, a small revelation.", "If it sets, stand the jar in warm water."),
        ("taste", "smell", "packaging", "quality", "value"), ("honey", "raw honey"), "pantry", sizes=Sizes("Jar", ("250 g", "500 g"), (1.0, 1.8)), shades=(1, 1),
    ),
)  # fmt: skip
