"""Sound and desk technology."""

from __future__ import annotations

from shop.demo import colours
from shop.demo.kinds import shared
from shop.demo.spec import Kind, choice, flag, num

KINDS = (
    Kind(
        "headphones", "headphones", ("Sound & desk", "Headphones"), (49, 349), (180, 330), colours.TECHS,
        ("{given} {connection} Headphones", "{given} Headphones", "{given} {cup} Headphones"),
        (choice("connection", "Connection", "Wired|Wireless", "They are {connection}."), choice("cup", "Cup", "Oval cup|Round cup", "Each ear gets an {cup}."), num("battery_life", "Battery", "h", 18, 60, 2, "They play for {battery_life}.", follows="free"), flag("noise_cancelling", "Noise cancelling", "Noise cancelling makes trains polite.", "They keep noise out the old way, with padding.", share=0.5), num("driver", "Driver", "mm", 30, 50, 2, "The drivers measure {driver}.", follows="quality"), num("headphone_weight", "Weight worn", "g", 180, 320, 10, "They weigh {headphone_weight} on the head."), flag("foldable", "Foldable", "They fold.", "", share=0.5), choice("charging", "Charging", "USB-C", "Charging is by {charging}."), shared.recycled(0.4), shared.warranty(2, 5)),
        ("{name} are a door you can close anywhere.", "Put on {name} and hear the second guitar.", "{name} are light enough to forget before the album ends."),
        ("Ear pads are sold as a spare part.", "They come in a bag, not a suitcase.", "Calls sound like you are in a room, not in a tin."),
        ("sound", "comfort", "battery", "quality", "value"), ("headphones", "wireless headphones", "noise cancelling headphones"), "sound", shades=(1, 2), count=10,
    ),
    Kind(
        "speaker", "speaker", ("Sound & desk", "Speakers"), (39, 399), (600, 4200), (*colours.TECHS, "Oak", "Walnut"),
        ("{given} {form}", "{given} Speaker", "{given} Studio Speaker"),
        (choice("form", "Form", "Bookshelf box|Portable cylinder", "It is a {form}."), num("output", "Output", "W", 8, 80, 4, "It gives {output}.", follows="quality"), num("lowest_note", "Goes down to", "Hz", 40, 90, 5, "It reaches down to {lowest_note}.", follows="free"), choice("power_supply", "Power supply", "USB-C|Mains", "Power comes by {power_supply}."), flag("stereo_pair", "Stereo pair", "Two of them make a stereo pair.", "", share=0.6), flag("splashproof", "Splashproof", "It is splashproof.", "Keep it dry.", share=0.5), shared.height(14, 34, 1), shared.width(9, 22, 1), shared.recycled(0.4), shared.warranty(2, 5)),
        ("{name} fills a kitchen without filling the worktop.", "Voices first: {name} was tuned with the radio on.", "{name} plays loud enough for dancing and low enough for talk."),
        ("Placed near a wall it finds more bass.", "One knob, one light, no riddles.", "It pairs in the time it takes to say so."),
        ("sound", "battery", "quality", "size", "colour", "value"), ("speaker", "bluetooth speaker", "bookshelf speaker"), "sound", measures=("width", "height"), shades=(1, 2),
    ),
    Kind(
        "keyboard", "keyboard", ("Sound & desk", "Keyboards"), (49, 219), (520, 1300), colours.TECHS,
        ("{given} {layout} Keyboard", "{given} {switches} Keyboard", "{given} Keyboard"),
        (choice("layout", "Layout", "Compact|Tenkeyless|Full size", "The layout is {layout}."), choice("switches", "Switches", "Linear|Tactile|Scissor", "The switches are {switches}."), choice("connection", "Connection", "Wired|Wireless", "It is {connection}."), num("keys", "Keys", "", 61, 104, 1, "There are {keys} keys."), num("actuation", "Actuation", "g", 35, 65, 5, "A key gives way at {actuation}.", follows="free"), num("noise", "Noise", "dB", 38, 58, 1, "Typing measures {noise}.", follows="free"), flag("hot_swap", "Swappable switches", "Switches can be swapped.", "", share=0.5), flag("backlight", "Backlight", "It is lit from below.", "", share=0.5), shared.width(29, 44, 1), shared.warranty(2, 5)),
        ("{name} makes even expense reports sound better.", "Type a page on {name} and write another.", "{name} gives the desk its coloured corner."),
        ("Caps in both languages of layout are on request.", "A cable is in the box whatever the connection.", "Crumbs fall out when you turn it over."),
        ("noise", "comfort", "quality", "battery", "value"), ("keyboard", "mechanical keyboard", "wireless keyboard"), "sound", measures=("width", ""), shades=(1, 2),
    ),
    Kind(
        "mouse", "mouse", ("Sound & desk", "Mice"), (19, 99), (70, 140), colours.TECHS,
        ("{given} {connection} Mouse", "{given} {form} Mouse", "{given} Mouse"),
        (choice("connection", "Connection", "Wired|Wireless", "It is {connection}."), choice("form", "Form", "Symmetric|Right-handed", "The form is {form}."), num("resolution", "Resolution", "dpi", 1000, 8000, 500, "The sensor reads {resolution}.", follows="quality"), num("buttons", "Buttons", "", 3, 7, 1, "It has {buttons} buttons.", follows="free"), flag("silent", "Silent click", "The click is nearly silent.", "", share=0.5), num("mouse_weight", "Mouse weight", "g", 60, 130, 5, "It weighs {mouse_weight}."), choice("power_supply", "Power supply", "USB-C|1 × AA", "Power: {power_supply}."), shared.length(9.5, 12.5), shared.warranty(2, 5)),
        ("{name} goes where the hand already is.", "After a week {name} is only noticed when it is missing.", "{name} has one wheel and it is a good one."),
        ("It glides on wood, cloth and magazines.", "Skates are replaceable.", "It sleeps when you do."),
        ("comfort", "noise", "battery", "quality", "value"), ("mouse", "wireless mouse"), "sound", measures=("", "length"), shades=(1, 2),
    ),
)  # fmt: skip
