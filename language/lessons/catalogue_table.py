"""The attributes and shelves of a catalogue that lessons are about. Pure data; catalogue.py reads it.

An attribute a line: its name, its kind, values or ranges of numbers, and predicates that say it; where there are none, those of a
measure. A shelf a line: kinds of products, after a bar those that are never taught, and the attributes that they have.
"""

from __future__ import annotations

ATTRIBUTES = """
Material: text: Merino, Spun steel, Porcelain, Earthenware, Linen, Canvas, Recycled nylon, Ash wood, Cotton twill, Bamboo, Felt, Boiled wool: is made of {v}; is made from {v}; uses {v} as its material
Made in: name: Portugal, Poland, Sweden, Japan, Italy, Latvia, Denmark, India, Peru, Vietnam, Wales: is made in {v}; comes made in {v}; was made in {v}
Origin: name: Peru, Kenya, Sardinia, Provence, Assam, Jutland, Crete, Bolivia: comes from {v}; is from {v}; has its origin in {v}
Colour: text: Olive, Rose, Charcoal, Black, Sand, Teal, Ivory, Burgundy, Mustard: comes in {v}; is {v}; has the colour {v}
Finish: text: Matt, Ribbed, Brushed, Oiled, Glossy, Lacquered, Reactive glaze: has {a} {v} finish; comes with {a} {v} finish; is made with {a} {v} finish
Pattern: text: Striped, Dots, Herringbone, Plain, Checked, Floral: has {a} {v} pattern; shows {a} {v} pattern; comes with {a} {v} pattern
Shape: text: Oval, Round, Straight, Globe, Tapered, Square: has {a} {v} shape; comes in {a} {v} shape; is {v} in shape
Style: text: Urban, Lace-up, Classic, Nordic, Minimal: has {a} {v} style; comes in {a} {v} style; is made in {a} {v} style
Gender: text: Women, Men, Girls, Boys, Unisex adults: is made for {v}; is meant for {v}; is for {v}
Season: text: Summer, Winter, Four-season, Spring: is meant for the {v} season; is for the {v} season; is made for the {v} season
Fit: text: Slim, Regular, Relaxed, Wide: has {a} {v} fit; comes in {a} {v} fit; is made with {a} {v} fit
Closure: text: Buttons, Zip, Drawstring, Buckle, Envelope: uses {v} for its closure; has {v} as its closure; comes with {v} as the closure
Lining: text: Wool, Silk, Mesh, Fleece, Viscose: has a lining of {v}; comes with a lining of {v}; is made with a lining of {v}
Upper: text: Suede, Canvas, Nubuck, Knit: has an upper of {v}; comes with an upper of {v}; is made with an upper of {v}
Sole: text: White rubber, Crepe, Cork, Gum: has a sole of {v}; comes with a sole of {v}; is made with a sole of {v}
Handle: text: Side handle, Overhead handle, Folding handle, Looped handle: has {a} {v}; comes with {a} {v}; is made with {a} {v}
Lid: text: Cork lid, Screw lid, Beech lid, Flip lid: has {a} {v}; comes with {a} {v}; is made with {a} {v}
Filling: text: Down, Wool, Recycled fibre, Kapok: has a filling of {v}; comes with a filling of {v}; uses {v} as its filling
Scent: text: Lemon, Lavender, Cedar, Rose, Sea salt: has {a} {v} scent; comes with {a} {v} scent; is made with {a} {v} scent
Connection: text: Wired, Wireless, Bluetooth: has {a} {v} connection; uses {a} {v} connection; comes with {a} {v} connection
Charging: text: USB-C, Wireless pad, Charging dock: uses {v} for charging; has {v} for charging; comes with {v} for charging
Power supply: text: Mains, Solar panel, Battery pack: uses {v} as its power supply; has {v} as the power supply; comes with {v} as its power supply
Protection: name: IPX6, IP67, IPX4, IP54: has the protection {v}; comes with the protection {v}; is made with the protection {v}
Norm: name: EN 1078, EN 71, ISO 9001, DIN 4102: has the norm {v}; comes with the norm {v}; is made to the norm {v}
Switches: text: Scissor, Linear, Tactile, Silent red: has {v} switches; uses {v} switches; comes with {v} switches
Frame: text: Steel frame, Ash frame, Folding frame: has {a} {v}; comes with {a} {v}; is made with {a} {v}
Grind: text: Fine, Coarse, Medium, Whole beans: has {a} {v} grind; comes in {a} {v} grind; is made with {a} {v} grind
Skin type: text: Normal, Dry, Sensitive, Oily: is meant for the skin type {v}; is made for the skin type {v}; is for the skin type {v}
Width: number: 5-190 cm, 12-90 mm: is {v} wide; has a width of {v}; measures {v} in width
Height: number: 4-210 cm, 30-95 mm: is {v} high; has a height of {v}; is {v} in height
Depth: number: 4-90 cm: is {v} deep; has a depth of {v}; comes with a depth of {v}
Length: number: 8-260 cm, 1-9 m: is {v} long; has a length of {v}; measures {v} in length
Diameter: number: 6-60 cm, 18-99 mm: has a diameter of {v}; is {v} in diameter; measures {v} in diameter
Weight: number: 40-980 g, 1-24 kg: has a weight of {v}; weighs {v}; comes with a weight of {v}
Capacity: number: 90-1900 ml, 1-60 l: has a capacity of {v}; holds {v}; comes with a capacity of {v}
Contents: number: 30-900 ml, 50-950 g: contains {v}; has contents of {v}; comes with contents of {v}
Volume: number: 4-95 l: has a volume of {v}; holds {v}; comes with a volume of {v}
Warranty: number: 2-12 years: has a warranty of {v}; comes with a warranty of {v}; comes with {v} of warranty
Seat height: number: 38-62 cm:
Max load: number: 12-220 kg:
Shaft height: number: 8-40 cm:
Sole height: number: 12-48 mm:
Blade length: number: 7-30 cm:
Cable length: number: 80-400 cm:
Strap length: number: 40-150 cm:
Pile height: number: 4-35 mm:
Lens width: number: 40-60 mm:
Thread count: number: 140-600 TC:
Fabric weight: number: 90-420 g/m²:
Paper weight: number: 70-250 g/m²:
Fill weight: number: 150-980 g:
Pack volume: number: 2-24 l:
Water column: number: 1500-20000 mm:
Comfort temperature: number: -15-12 °C:
Brewing temperature: number: 70-100 °C:
Colour temperature: number: 2200-6500 K:
Brightness: number: 80-1200 lm:
Power: number: 5-2900 W:
Noise: number: 18-79 dB:
Resolution: number: 800-9600 dpi:
Battery life: number: 4-90 h:
Burn time: number: 20-80 h:
Boil time: number: 2-9 min:
Steeping time: number: 1-9 min:
Shelf life: number: 3-36 months:
Curing time: number: 2-12 weeks:
Driver size: number: 20-60 mm:
Frequency: number: 20-900 Hz:
Cocoa share: number: 30-99 %:
Altitude: number: 300-2400 m:
Pages: count: 48-480: has {v} pages; comes with {v} pages; contains {v} pages
Pieces: count: 2-900: has {v} pieces; comes with {v} pieces; contains {v} pieces
Shelves: count: 2-9: has {v} shelves; comes with {v} shelves; is made with {v} shelves
Buttons: count: 2-14: has {v} buttons; comes with {v} buttons; is made with {v} buttons
Pockets: count: 2-18: has {v} pockets; comes with {v} pockets; is made with {v} pockets
Keys: count: 60-110: has {v} keys; comes with {v} keys; is made with {v} keys
Vents: count: 6-24: has {v} vents; comes with {v} vents; is made with {v} vents
Grind settings: count: 8-60: has {v} grind settings; comes with {v} grind settings; is made with {v} grind settings
Care: care: Wash at 30 °C, Wash at 40 °C, Wipe with a damp cloth, Hand wash only, Oil twice a year, Do not tumble dry, Rinse after use
Recycled: flag: is
Organic: flag: is
Handmade: flag: is
Vegan: flag: is
Waterproof: flag: is
Dishwasher safe: flag: is
Microwave safe: flag: is
Foldable: flag: is
Stackable: flag: is
Reversible: flag: is
Refillable: flag: is
Washable: flag: is
Dimmable: flag: is
Airtight: flag: is
Insulated: flag: is
Reflective: flag: is
Preshrunk: flag: is
Splashproof: flag: is
Fragrance free: flag: is
Removable cover: flag: has a
Hanging loop: flag: has a
Rain cover: flag: has a
Juice groove: flag: has a
USB port: flag: has a
Storage bag: flag: has a
Rear light: flag: has a
Cotton wick: flag: has a
Gift box: flag: has a
Taped seams: flag: has
Removable pads: flag: has
"""
SHELVES = """
knee socks, ankle boots, sneakers, winter gloves, leggings, trousers | sandals, mittens: Material, Made in, Colour, Pattern, Gender, Season, Fit, Lining, Upper, Sole, Sole height, Shaft height, Care, Recycled, Vegan, Waterproof, Reflective, Preshrunk, Handmade, Warranty
backpack, tote bag, purse, rain jacket, dress, cardigan, jumper, wallet, cap | duffel bag, blouse, waistcoat: Material, Made in, Colour, Pattern, Style, Gender, Season, Fit, Closure, Lining, Fabric weight, Water column, Volume, Pockets, Care, Recycled, Organic, Vegan, Waterproof, Reversible, Preshrunk, Rain cover, Taped seams, Hanging loop, Strap length
stool, shelf, sofa, side table, floor lamp, wall mirror, rug | bookcase, footstool: Material, Made in, Colour, Finish, Shape, Frame, Width, Height, Depth, Seat height, Max load, Pile height, Shelves, Warranty, Care, Handmade, Stackable, Foldable, Dimmable, Removable cover, Brightness, Colour temperature
mug, vase, teapot, frying pan, storage jar, chopping board, kitchen knife | jug, salad bowl: Material, Made in, Colour, Finish, Shape, Lid, Handle, Capacity, Height, Diameter, Weight, Blade length, Boil time, Care, Handmade, Dishwasher safe, Microwave safe, Stackable, Airtight, Juice groove, Gift box, Warranty
mouse, keyboard, headphones, table lamp, coffee grinder, fan, bike light | loudspeaker, headset: Material, Colour, Connection, Charging, Power supply, Protection, Switches, Resolution, Battery life, Power, Noise, Brightness, Driver size, Frequency, Cable length, Weight, Length, Buttons, Keys, Grind settings, Warranty, Dimmable, Foldable, Splashproof, USB port, Rear light
tent, sleeping bag, helmet, water bottle, yoga mat, camping stove | lantern, air mattress: Material, Made in, Colour, Season, Norm, Filling, Pack volume, Fill weight, Comfort temperature, Water column, Capacity, Weight, Boil time, Vents, Lid, Warranty, Waterproof, Insulated, Foldable, Recycled, Storage bag, Removable pads, Rear light, Reflective
soap, face cream, candle, coffee, tea, chocolate, olive oil | honey, shampoo: Origin, Made in, Scent, Grind, Skin type, Contents, Weight, Burn time, Steeping time, Brewing temperature, Curing time, Shelf life, Cocoa share, Altitude, Organic, Vegan, Refillable, Fragrance free, Cotton wick, Gift box
notebook, fountain pen, building blocks, towel, duvet, cushion | sketchbook, bath mat: Material, Made in, Colour, Pattern, Pages, Paper weight, Pieces, Thread count, Fabric weight, Filling, Fill weight, Width, Length, Weight, Care, Recycled, Organic, Washable, Refillable, Hanging loop, Removable cover, Gift box, Closure, Finish
"""
