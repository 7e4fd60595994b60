"""Sides of a product that reviews speak of, each with the words that tell it, in English and Chinese. Pure.

A word counts at its beginning, so "deliver" finds "delivered"; what the words do not find, sentences near an example do
(`reading`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Aspect:
    """`examples` are sentences that the encoder compares others with."""

    code: str
    words: tuple[str, ...]
    chinese: tuple[str, ...]
    examples: tuple[str, ...]


def _aspect(code: str, words: str, chinese: str, *examples: str) -> Aspect:
    return Aspect(code, tuple(words.split()), tuple(chinese.split()), examples)


ASPECTS = (
    _aspect("fit", "fit fits fitted fitting size sizes sized sizing true-to-size tight narrow length waist measures misjudged bigger smaller", "合身 尺码 大小 偏大 偏小 尺寸", "It fits as if it was made for me.", "Runs far too small for the usual size."),
    _aspect("quality", "quality workmanship made sturdy solid finish finished flaw fault rattle rattles cheaper cared edge stitching seam seams crafted", "质量 做工 品质 结实 粗糙", "Well made, nothing rattles.", "It feels cheaper than it looks."),
    _aspect("delivery", "deliver delivered delivery courier shipping shipped arrived parcel postman waited early late", "物流 快递 送货 发货 配送", "It came a day early.", "I waited far too long for the parcel."),
    _aspect("packaging", "packaging packed package box wrapped wrapping padding", "包装 盒子", "It came wrapped in paper only.", "The box was torn when it came."),
    _aspect("value", "price priced value money worth cent cheap expensive bargain overpriced cost", "价格 性价比 便宜 贵 值", "Worth every cent.", "Too expensive for what it is."),
    _aspect("comfort", "comfort comfortable comfortably uncomfortable cosy soft softness softer cushion back presses scratches itch breathes", "舒适 舒服 柔软", "So comfortable that I forget the time.", "After half an hour something presses."),
    _aspect("design", "design designed look looks looked beautiful pretty elegant ugly style stylish colour colours color shade picture pictures photo photos", "设计 外观 颜色 好看 漂亮 难看", "The colour is even nicer than on the screen.", "It looks nothing like the picture."),
    _aspect("durability", "durable durability lasts lasted lasting broke broken wear worn fade faded months years weeks mark scratched", "耐用 坏了 掉色 磨损", "After months of use there is hardly a mark.", "It broke after two weeks."),
    _aspect("ease", "easy easily simple manual instructions assembly assembled assemble setup screws clean cleaning rinse handle", "容易 简单 方便 安装 组装 清洗 说明书", "Put together in minutes, even without the manual.", "Impossible to get really clean."),
    _aspect("performance", "works work worked power powerful battery charge charges sharp blunt leak leaks leaked bright dim fast slow quick speed grip sound heats warm warmth waterproof", "性能 好用 电池 续航 锋利 漏水 亮 速度", "The battery lasts longer than promised.", "It leaked on the first trip."),
    _aspect("noise", "noise noisy loud quiet silent hear hears sound", "噪音 声音 安静 吵", "So quiet that I had to check whether it was on.", "Much too loud for an open kitchen."),
    _aspect("taste", "taste tastes tasted flavour flavor aroma bitter sweet delicious aftertaste fresh freshness", "味道 口感 好吃 好喝 新鲜 苦", "Round and full, without any bitterness.", "It left an odd aftertaste."),
    _aspect("smell", "smell smells smelled smelt scent scented odour odor stink fragrance", "气味 香味 味儿 异味", "A gentle smell that fills the room.", "A chemical smell that would not go away."),
    _aspect("service", "service support seller staff answered refund returned replacement exchange", "客服 服务 售后 退货", "The shop answered within an hour.", "Nobody answered my mails."),
)  # fmt: skip
CODES = tuple(aspect.code for aspect in ASPECTS)
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def named(sentence: str) -> tuple[str, ...]:
    """Codes of the aspects whose words the sentence has, the most named first."""
    words = WORD.findall(sentence.lower())
    counts: dict[str, int] = {}
    for word in words:
        for code in _by_word().get(word, ()):
            counts[code] = counts.get(code, 0) + 1
    for aspect in ASPECTS:
        hits = sum(part in sentence for part in aspect.chinese)
        if hits:
            counts[aspect.code] = counts.get(aspect.code, 0) + hits
    return tuple(sorted(counts, key=lambda code: (-counts[code], CODES.index(code))))


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for aspect in ASPECTS:
        for word in aspect.words:
            found.setdefault(word, []).append(aspect.code)
    return {word: tuple(codes) for word, codes in found.items()}
