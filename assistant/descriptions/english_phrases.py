"""How English speaks of attributes: by code, the topic and phrases for the value. Pure data and its reader.

`<verb>` agrees with the product, {v} is the value in the middle of a sentence, {av} the same with its article, {V} as it is
written, {name} the attribute. Phrases after a bar may stand behind "with". A phrase with "=" is a sentence of its own.
Attributes that are not here are spoken of by their name and kind (see `english`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

Topic = Literal["make", "look", "size", "use", "origin", "care", "service", "choice"]

TABLE = """
material fabric_material materials composition: make: <be> made of {v}; <be> made from {v}
wood: make: <be> made of {v}; <be> built from {v}
fabric: make: <be> covered in {v}
upper: make: <have> an upper of {v} | an upper of {v}
lining: make: <be> lined with {v}
fill: make: <be> filled with {v} | a filling of {v}
coating: make: <have> a {v} coating | a {v} coating
handle_material: make: <have> a handle of {v} | a handle of {v}
wax: make: <be> poured from {v}
oil: make: <be> made with {v}
filling: make: <be> made with {v}
denim: make: <be> cut from {v} denim
steel: make: <use> {v} steel
bottle: make: <come> in a bottle of {v}
vessel: make: <come> in a {v} vessel | a {v} vessel
recycled: make: <be> made with recycled material; <contain> recycled material
handmade: make: <be> made by hand; <be> handmade
organic: origin: <come> from organic farming
made_in country_of_origin country: origin: <be> made in {V}; <be> produced in {V}
origin: origin: <come> from {V}
bloom: origin: <come> from {v} bloom
olive: origin: <be> pressed from {V} olives
harvest_month: origin: <be> harvested in {V}
altitude: origin: <be> grown at {V}
shape: look: <have> a {v} shape | a {v} shape
finish: look: <have> a {v} finish; <come> with a {v} finish | a {v} finish
pattern: look: <have> a {v} pattern; <show> a {v} pattern | a {v} pattern
motif: look: <have> “{V}” as the motif | “{V}” as the motif
style: look: <follow> the {v} style; <have> a {v} style | a {v} style
knit: look: <be> knitted in a {v} pattern
border: look: <end> in a {v} | a {v} at the border
grain: look: <have> an {v} surface | an {v} surface
leg: look: <be> cut to {v} height
sleeve: look: <have> a {v} | a {v}
waist: look: <have> {av} | {av}
entry: look: <have> {av} | {av}
animal: look: <be> {av}
wears: look: <wear> {av}
build: look: <build> {av}
variety: look: <be> of the {v} variety
type: look: <be> of the {v} type
product_use: look: <be> {av}
process: make: <be> {v}
connection connectivity: use: <be> {v}
tasting_notes flavour flavor: look: <taste> of {v}
scent fragrance: look: <have> a {v} scent; <come> with a {v} scent | a {v} scent
cushioning: use: <have> {v} cushioning | {v} cushioning
firmness: use: <be> rated {v} for firmness
warmth: use: <be> rated {v} for warmth
difficulty: use: <be> rated {v} for difficulty
season: use: <be> meant for {v} use
terrain: use: <be> meant for the {v}
skin_type: use: <feel> right on {v}
closure: use: <close> with {av}
charging: use: <charge> by {v}
power_supply: use: <be> powered by {v}
battery: use: <be> powered by {v}
protection: use: <be> protected to {V}
norm standard: use: <meet> {V}
fuel: use: <run> on {v}
pack: use: <be> sold as {av}
zip_side: look: <have> the zip on the {v} | the zip on the {v}
adjustment: use: <adjust> with {av}
gender: use: <be> made for {v}; <be> meant for {v}
audience suitable_for recommended_for: use: <be> meant for {v}
year model_year: use: <be> from {V}
usage use intended_use: use: <be> meant for {v}
occasion: use: <be> meant for {v}
care care_instructions: care: =Care: {v}.; =To look after {them}: {v}.; =Caring for {them} is simple: {v}.
capacity volume volume_litres contents: size: <hold> {V}; <have> a capacity of {V} | a capacity of {V}
height: size: <be> {V} high; <stand> {V} tall | a height of {V}
width: size: <be> {V} wide; <measure> {V} in width | a width of {V}
depth: size: <be> {V} deep | a depth of {V}
length: size: <be> {V} long; <measure> {V} in length | a length of {V}
thickness thickness_mm: size: <be> {V} thick | a thickness of {V}
diameter: size: <measure> {V} across; <have> a diameter of {V} | a diameter of {V}
weight net_weight headphone_weight helmet_weight mouse_weight pen_weight weight_g weight_kg: size: <weigh> {V} | a weight of {V}
weight_each: size: <weigh> {V} each
pack_volume: size: <pack> down to {V}
edge_length: size: <have> a unit of {V} | a unit of {V}
age: use: <be> meant for ages from {V}
assembly: care: <take> {V} to assemble
pitching: use: <take> {V} to pitch
warranty guarantee: service: <come> with a guarantee of {V}; <carry> a guarantee of {V} | a guarantee of {V}
max_load: use: <carry> up to {V}
shelf_load: use: <carry> {V} per shelf
battery_life: use: <have> a battery life of {V} | a battery life of {V}
burn_time: use: <burn> for {V} | a burn time of {V}
brewing_temperature: care: <ask> for water of {V}
steeping_time: care: <need> {V} of steeping
curing: make: <be> cured for {V}
shelf_life: care: <keep> for {V} once opened
brightness: use: <give> {V} of light | a brightness of {V}
reach: use: <reach> {V} | a reach of {V}
cable: use: <have> a cable of {V} | a cable of {V}
cocoa: make: <contain> {V} cocoa | {V} cocoa
comfort_temperature: use: <be> comfortable down to {V}
oven_safe: use: <be> oven safe to {V}
max_power: use: <take> bulbs up to {V}
water_resistance: use: <be> water resistant to {V}
noise: use: <make> {V} of noise | {V} of noise
power: use: <have> {V} of power | {V} of power
ink_capacity: use: <hold> {V} of ink | {V} of ink
seed_capacity: use: <hold> {V} of seed | {V} of seed
paper_weight: make: <have> paper of {V} | paper of {V}
fabric_weight: make: <be> cut from fabric of {V}
pieces: size: <consist> of {V} pieces | {V} pieces
cups: size: <hold> {V} cups
pairs: size: <come> as {V} pairs
uv_filter: use: <have> filter category {V} | filter category {V}
colour_temperature: use: <have> a colour temperature of {V} | a colour temperature of {V}
lowest_note: use: <go> down to {V}
boil_time: use: <boil> 1 litre in {V}
net_content: size: <contain> {V}
induction: use: <work> on induction hobs
keep_warm: use: <have> a keep-warm setting | a keep-warm setting
stereo_pair: use: <work> as a stereo pair
dishwasher_safe: care: <be> dishwasher safe
microwave_safe: care: <be> microwave safe
washable: care: <be> machine washable
sulphate_free: make: <be> made without sulphates
caffeine: make: <contain> caffeine
carbon_plate: make: <have> a plate in the sole | a plate in the sole
colour color: choice: <come> in {v}
size: choice: <come> in {v}
"""

SPECIAL = {
    ("lining", "none"): "<have> no lining",
    ("lining", "check"): "<have> a check lining",
    ("lining", "paw print"): "<have> a paw print lining",
    ("wears", "nothing"): "<wear> nothing",
    ("scent", "unscented"): "<be> unscented",
    ("filling", "plain"): "<be> plain",
    ("pattern", "plain"): "<be> plain",
    ("print", "plain"): "<be> plain",
    ("print", "dots"): "<be> printed with dots",
    ("print", "pocket"): "<have> a pocket",
    ("sleeve", "sleeveless"): "<be> sleeveless",
    ("battery", "rechargeable"): "<have> a rechargeable battery",
    ("origin", "garden blend"): "<be> a garden blend",
    ("origin", "house blend"): "<be> a house blend",
    ("cover", "dots"): "<have> a cover with dots",
    ("cover", "lines"): "<have> a cover with lines",
    ("inside", "botanicals"): "<show> botanicals",
    ("pot", "burner only"): "<come> as burner only",
    ("process", "natural"): "<be> natural in process",
    ("gender", "unisex"): "<be> unisex",
}


@dataclass(frozen=True)
class Phrases:
    topic: Topic
    verbs: tuple[str, ...]
    nouns: tuple[str, ...] = ()

    @property
    def stands_alone(self) -> bool:
        return self.verbs[0].startswith("=")


@cache
def table() -> dict[str, Phrases]:
    found: dict[str, Phrases] = {}
    for line in TABLE.strip().splitlines():
        codes, topic, phrases = (part.strip() for part in line.split(": ", 2))
        verbs, _, nouns = phrases.partition(" | ")
        entry = Phrases(topic, _parts(verbs), _parts(nouns))  # type: ignore[arg-type]
        found |= dict.fromkeys(codes.split(), entry)
    return found


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(";"))))
