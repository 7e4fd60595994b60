"""What shoppers say about single sides of a product, in three moods. Pure data: good, fair and poor sentences."""

from __future__ import annotations

Sentences = tuple[str, ...]

SAYINGS: dict[str, tuple[Sentences, Sentences, Sentences]] = {
    "quality": (
        ("You can feel that somebody cared about the details.", "Well made, down to the parts nobody looks at.", "Solid, no loose ends, nothing rattles.", "The workmanship is better than anything else I own in this price range.", "After months of use there is hardly a mark."),
        ("The workmanship is decent, with one small flaw I had to look for.", "Well enough made, though the finish could be more even.", "Sturdy, but not as refined as in the pictures."),
        ("The finish was uneven and one edge was rough.", "It feels cheaper than it looks.", "After a few weeks the first signs of wear appeared.", "I found a fault on the second day."),
    ),
    "size": (
        ("The size is just right for us.", "Bigger than I feared and smaller than I hoped, in other words perfect.", "The measures on the page are exact.", "Fits exactly where I wanted it."),
        ("A little smaller than I imagined, but I had not measured.", "The size is all right; check the drawing before you order.", "I would have liked one size in between."),
        ("Much smaller than it looked to me.", "Too big for its place, so it now lives elsewhere.", "I misjudged the size and the pictures did not help."),
    ),
    "colour": (
        ("The colour is even nicer than on the screen.", "Such a warm colour, it goes with everything here.", "I took the colour on a whim and love it.", "The shade is exactly as in the pictures."),
        ("The colour is a touch darker than I expected.", "Nice colour, though it looks different in lamplight.", "The shade is fine, a bit more muted than shown."),
        ("The colour has little to do with the picture.", "In daylight the shade is dull.", "It started to fade sooner than I thought."),
    ),
    "handle": (
        ("The handle takes three fingers without getting hot.", "It sits well in the hand.", "Finally a handle made for grown-up hands."),
        ("The handle is a bit narrow for me.", "Good handle, though it gets warm."),
        ("The handle gets too hot to hold.", "Two fingers fit through the handle, no more."),
    ),
    "packaging": (
        ("It came wrapped in paper only, no plastic, and nothing was broken.", "So nicely packed that I gave it away as it was.", "The box alone made my mother smile."),
        ("The packaging was fine, the outer box a little crushed.", "Safely packed, with more paper than needed."),
        ("The box was far too large and half empty.", "It arrived with a dent because there was no padding.", "The packaging was torn when it came."),
    ),
    "value": (
        ("Worth every cent.", "I would have paid more.", "For this money you will not find better.", "Fair price for what you get."),
        ("The price is at the upper end of what I would pay.", "Good, but wait for an offer.", "Price and performance are about even."),
        ("Too expensive for what it is.", "At this price I expected more.", "You pay for the name."),
    ),
    "pouring": (
        ("It pours in a clean line, not a drop on the table.", "You can aim with the spout.", "Pouring is a pleasure, slow and exact."),
        ("It pours well unless it is full to the brim.", "A drop hangs on the spout now and then."),
        ("It drips every single time.", "The water comes in a gush, forget about precision."),
    ),
    "noise": (
        ("So quiet that I had to check whether it was on.", "Nobody in the next room hears a thing.", "The sound it makes is rather pleasant."),
        ("You hear it, but it does not disturb.", "Not silent, not loud."),
        ("Much too loud for an open kitchen.", "The noise got on my nerves after a week.", "It woke the baby, twice."),
    ),
    "speed": (
        ("Ready before I have found the cups.", "Surprisingly quick.", "It is done in no time."),
        ("Not the fastest, but steady.", "It takes its time when it is windy or full."),
        ("I could have lit a fire in the meantime.", "Slow, simply slow."),
    ),
    "taste": (
        ("Round and full, without any bitterness.", "The taste reminds me of a holiday.", "We finished it within days and ordered again.", "Even my father, who never says anything, asked what it was."),
        ("Pleasant, a little mild for me.", "Good, though not as special as described.", "You have to like it strong."),
        ("Flat, I could not find any of the notes described.", "Too bitter for us.", "It left an odd aftertaste."),
    ),
    "cleaning": (
        ("A quick rinse and it is clean.", "Easy to take apart and to put together again.", "It came out of the wash like new."),
        ("Cleaning takes a minute longer than I would like.", "You need a brush for the corners."),
        ("Impossible to get really clean.", "Every crumb finds a gap.", "It looked tired after the first wash."),
    ),
    "sharpness": (
        ("It goes through tomatoes as if they were not there.", "Sharp out of the box and still sharp now.", "I have to be careful, it is that keen."),
        ("Sharp enough, a few strokes on the stone helped.", "Good edge, which asks for care."),
        ("Blunt after two weeks.", "It squashes more than it cuts."),
    ),
    "weight": (
        ("Light enough to forget about.", "It has just the weight that gives confidence.", "Well balanced."),
        ("Heavier than I thought, though one gets used to it.", "The weight is all right for short use."),
        ("Far too heavy for every day.", "So light that it feels flimsy."),
    ),
    "smell": (
        ("A gentle smell that fills the room without shouting.", "Smells wonderful, even before you open it.", "No strange smell at all, which cannot be said of others."),
        ("The smell is nice, but faint.", "It smelled of factory for a few days, then no more."),
        ("The smell gave me a headache.", "A chemical smell that would not go away."),
    ),
    "sticking": (
        ("Eggs slide around as promised.", "Nothing sticks, as long as you let it get hot first."),
        ("With enough oil nothing sticks.", "It took a few rounds until things came loose."),
        ("Everything sticks, whatever I try.", "After a month pancakes were over."),
    ),
    "comfort": (
        ("So comfortable that I forget the time.", "Comfortable from the first minute.", "My back says thank you.", "I used it all day without noticing it."),
        ("Comfortable for an hour, then I need a break.", "A bit firm at the start."),
        ("After half an hour something presses.", "I could not get comfortable, however I tried."),
    ),
    "assembly": (
        ("Put together in minutes, even without the manual.", "All holes were where they should be.", "My daughter assembled it alone and is very proud."),
        ("Assembly took twice as long as stated, but it worked.", "The manual leaves one step to the imagination."),
        ("Two screws were missing.", "The parts did not line up and I swore a lot."),
    ),
    "delivery": (
        ("Delivery was quick and the courier friendly.", "It came a day early.", "Well protected and on time."),
        ("Delivery took a few days longer than announced.", "It came in good time, but was left at the wrong door."),
        ("I waited far too long for it.", "The parcel had been opened and taped up again."),
    ),
    "light": (
        ("A warm light that makes everybody look rested.", "Bright where it should be, dark where it should not.", "The light is even and does not dazzle."),
        ("The light is good, I would like one step in between.", "Bright enough for reading, not for sewing."),
        ("The light flickers on the lowest step.", "Much too dim."),
    ),
    "softness": (
        ("Incredibly soft.", "Soft from the start and softer since the first wash.", "Everybody who touches it wants one."),
        ("Soft, though it fluffs a little.", "It needed a wash or two to get soft."),
        ("It scratches.", "Stiff as cardboard, even after washing."),
    ),
    "warmth": (
        ("Keeps me warm on the coldest platform.", "Warm without making me sweat.", "I have not been cold since."),
        ("Warm enough for autumn, for winter I add a layer.", "It warms well as long as there is no wind."),
        ("I was cold in it on the first evening.", "It hardly warms."),
    ),
    "burning": (
        ("It burns evenly to the edge.", "No soot, no drowning wick."),
        ("It burns well if you keep the wick short.", "A small tunnel formed at first."),
        ("It tunnelled and went out.", "The glass turned black."),
    ),
    "skin": (
        ("My skin feels calm and does not itch.", "No tightness after washing.", "A little goes a long way."),
        ("Fine for normal days, in winter I need more.", "It takes a while to sink in."),
        ("My skin did not like it.", "It left me dry and a bit red."),
    ),
    "fit": (
        ("Fits as if it was made for me.", "True to size.", "It sits where it should and stays there.", "I took my usual size and it is perfect."),
        ("Runs a little large, I could have gone down a size.", "The fit is good, apart from the length.", "Fine after a few days of wear."),
        ("Runs far too small.", "The fit is odd, wide here and tight there.", "I ordered my usual size and could not use it."),
    ),
    "waterproof": (
        ("An hour of heavy rain and everything stayed dry.", "Water simply rolls off."),
        ("A long shower is too much for it, a short one is not.", "Dry, apart from one seam."),
        ("It let the water in on the very first rainy day.", "After an hour I was wet to the skin."),
    ),
    "battery": (
        ("I charge it so rarely that I forget where the cable is.", "The battery lasts longer than promised."),
        ("The battery lasts about as long as stated, in the cold less.", "A day of heavy use is possible, no more."),
        ("The battery was empty when I needed it.", "It has to be charged all the time."),
    ),
    "leaks": (
        ("It travels in my bag next to the laptop, and nothing has ever leaked.", "Tight, even upside down."),
        ("Tight, as long as you close it with some force.", "A drop at the lid now and then, no more."),
        ("It leaks at the seam.", "My bag got wet on the first trip."),
    ),
    "grip": (
        ("Grippy even when hands are wet.", "It does not slip, whatever I do."),
        ("The grip is fine, on a dusty floor less so.", "Good grip after the first week."),
        ("It slips as soon as it gets warm.", "I would not trust the grip."),
    ),
    "sound": (
        ("I hear things in old songs that I never noticed.", "A full sound that stays clear when it is loud.", "Voices sound as if somebody was in the room."),
        ("Good sound, a little thin in the bass.", "Clear, though it lacks some warmth."),
        ("Everything sounds as if under a blanket.", "It rattles when it gets loud."),
    ),
    "writing": (
        ("It glides over the paper without scratching.", "It starts at once, even after a week in the drawer."),
        ("It writes well, with a line a touch broader than I expected.", "It needed a page to get going."),
        ("It skips on every other word.", "It scratches and leaves blots."),
    ),
    "paper": (
        ("The paper takes ink without bleeding.", "Smooth, thick pages, a joy."),
        ("The paper is good, a little thin for wet ink.", "Nice paper, with a slight tint."),
        ("Ink comes through on the other side.", "The pages came loose."),
    ),
    "difficulty": (
        ("Just hard enough to keep us at it for a week.", "Tricky in places, never dull."),
        ("Easier than we hoped.", "The sky nearly broke us."),
        ("So many pieces look alike that it was no fun.", "A child could do it, ours did in an hour."),
    ),
    "freshness": (
        ("Very fresh, the date was many months away.", "It tasted as if it had been packed yesterday."),
        ("Fresh enough, though the date was nearer than I like.", "Fine, best used soon after opening."),
        ("It tasted old.", "The date was almost reached when it came."),
    ),
}  # fmt: skip
