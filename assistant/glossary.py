"""Chinese words for what a catalogue in English says, so that a question in Chinese finds it. Pure.

Invariant: words are added, none is taken away; a shop whose catalogue is Chinese finds its own words as before.
"""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
WORDS = {
    "多少钱": "price cost", "价格": "price", "价钱": "price", "售价": "price", "贵": "price", "便宜": "cheap price",
    "库存": "in stock", "有货": "in stock", "现货": "in stock", "缺货": "in stock",
    "评价": "rating reviews", "评分": "rating", "口碑": "rating reviews", "怎么样": "rating reviews",
    "颜色": "colour", "什么色": "colour", "材质": "material", "材料": "material", "面料": "material fabric", "做的": "made of material",
    "容量": "capacity", "多少毫升": "capacity ml", "多大": "size dimensions capacity", "尺寸": "size dimensions", "尺码": "size",
    "长度": "length", "多长": "length", "宽度": "width", "多宽": "width", "高度": "height", "多高": "height", "直径": "diameter", "深度": "depth",
    "重量": "weight", "多重": "weight", "重吗": "weight", "洗碗机": "dishwasher", "微波炉": "microwave", "烤箱": "oven", "电磁炉": "induction",
    "洗衣机": "machine wash", "机洗": "machine wash", "手洗": "hand wash", "清洗": "care wash", "保养": "care", "怎么洗": "care wash",
    "防水": "waterproof", "防泼水": "splashproof", "透气": "breathable", "保温": "insulated", "保暖": "warm", "电池": "battery", "续航": "battery life",
    "充电": "charging", "功率": "power watts", "瓦": "watts power", "亮度": "brightness lumens", "流明": "brightness lumens", "降噪": "noise cancelling",
    "无线": "wireless connection", "有线": "wired connection", "蓝牙": "wireless bluetooth connection", "连接": "connection", "插头": "plug power supply",
    "保修": "warranty", "产地": "origin", "哪里产": "origin", "品牌": "brand", "牌子": "brand", "手工": "handmade", "再生": "recycled", "回收": "recycled",
    "有机": "organic", "素食": "vegan", "纯素": "vegan", "咖啡因": "caffeine", "可可": "cocoa", "口味": "flavour", "烘焙": "roast", "几个人": "people persons",
    "几人": "people persons", "承重": "load capacity", "组装": "assembly", "安装": "assembly", "适合": "suitable", "房间": "room", "室外": "outdoor",
    "户外": "outdoor", "室内": "indoor", "几件": "pieces", "多少片": "pieces", "包含": "contents", "里面有": "contents", "年龄": "age", "几岁": "age",
    "礼物": "gift", "送礼": "gift", "跑步": "running", "跑者": "runner running", "徒步": "hiking", "露营": "camping", "帐篷": "tent", "睡袋": "sleeping bag",
    "背包": "backpack", "鞋": "shoes", "袜子": "socks", "帽子": "hat beanie", "外套": "jacket", "夹克": "jacket", "毛衣": "jumper", "围巾": "scarf", "衬衫": "shirt",
    "杯子": "mug cup", "马克杯": "mug", "水杯": "water bottle", "水壶": "water bottle kettle", "保温杯": "insulated bottle", "茶壶": "teapot", "茶": "tea",
    "咖啡": "coffee", "磨豆机": "coffee grinder", "法压壶": "coffee press", "烧水壶": "kettle", "热水壶": "kettle", "锅": "pan pot casserole", "平底锅": "frying pan",
    "刀": "knife", "砧板": "chopping board", "碗": "bowl", "盘子": "plate", "储物罐": "storage jar", "巧克力": "chocolate", "蜂蜜": "honey", "橄榄油": "olive oil",
    "台灯": "desk lamp", "灯": "lamp light", "蜡烛": "candle", "花盆": "plant pot", "花瓶": "vase", "地毯": "rug", "毯子": "throw blanket", "抱枕": "cushion",
    "枕头": "pillow", "床品": "bed linen", "被套": "duvet cover bed linen", "毛巾": "towel", "浴袍": "bathrobe", "椅子": "chair", "扶手椅": "armchair", "沙发": "sofa",
    "桌子": "table desk", "书桌": "desk", "书架": "bookcase shelf", "凳子": "stool", "键盘": "keyboard", "鼠标": "mouse", "耳机": "headphones", "音箱": "speaker",
    "音响": "speaker", "笔记本": "notebook", "钢笔": "fountain pen", "拼图": "puzzle", "桌游": "board game", "瑜伽垫": "yoga mat", "哑铃": "dumbbell",
    "自行车": "bike bicycle", "车灯": "bike light", "头灯": "head torch", "钱包": "wallet", "手表": "watch", "包": "bag", "雨伞": "umbrella", "喷壶": "watering can",
    "修枝剪": "secateurs", "狗": "dog", "猫": "cat", "宠物": "pet", "孩子": "child kids", "妈妈": "mother", "厨房": "kitchen", "园艺": "garden", "花园": "garden",
    "红色": "red", "蓝色": "blue", "绿色": "green", "黑色": "black", "白色": "white", "灰色": "grey", "黄色": "yellow", "粉色": "pink", "木": "wood",
}  # fmt: skip


def in_english(text: str) -> str:
    """English words for the Chinese ones of the text that are known, the longest first; empty for a text without Chinese."""
    if not _HAN.search(text):
        return ""
    found: list[tuple[int, str]] = []
    rest = text
    for word in sorted(WORDS, key=len, reverse=True):
        at = rest.find(word)
        if at >= 0:
            found.append((at, WORDS[word]))
            rest = rest.replace(word, "\0" * len(word))
    return " ".join(dict.fromkeys(" ".join(words for _at, words in sorted(found)).split()))


def widened(text: str) -> str:
    """The text with the English words behind it."""
    return " ".join(filter(None, [text, in_english(text)]))
