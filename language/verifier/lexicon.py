"""Words the verifier knows: colours and materials with what they include, and words that claim nothing. Pure."""

from __future__ import annotations

from language.verifier.normal import stem

COLOURS = {
    "black": "黑色", "white": "白色", "red": "红色", "blue": "蓝色", "green": "绿色", "yellow": "黄色", "pink": "粉色 粉红色", "purple": "紫色",
    "brown": "棕色 褐色 咖啡色", "grey": "灰色", "beige": "米色", "orange": "橙色 橘色", "gold": "金色", "silver": "银色", "navy": "藏青 海军蓝 藏蓝",
    "turquoise": "青绿色 绿松石色", "burgundy": "酒红", "violet": "紫罗兰色", "lilac": "丁香紫", "lavender": "薰衣草色", "teal": "水鸭色", "olive": "橄榄绿",
    "khaki": "卡其", "cream": "奶油色", "ivory": "象牙白", "mint": "薄荷绿", "coral": "珊瑚色", "maroon": "栗色", "cyan": "青色", "crimson": "",
    "scarlet": "", "magenta": "", "charcoal": "炭灰", "anthracite": "", "indigo": "靛蓝", "mustard": "芥末黄", "terracotta": "", "ochre": "", "sand": "沙色",
    "transparent": "透明", "multicolour": "彩色 多色", "copper": "", "bronze": "", "tan": "", "rose": "玫瑰色",
}  # fmt: skip
MATERIALS = {
    "cotton": "棉 纯棉 棉质 棉布 全棉", "wool": "羊毛", "merino": "美利奴", "linen": "亚麻", "silk": "丝绸 真丝 蚕丝 桑蚕丝", "leather": "皮革 真皮 牛皮 皮质 皮",
    "suede": "麂皮 绒面革", "denim": "牛仔布", "canvas": "帆布", "polyester": "涤纶 聚酯纤维 聚酯", "nylon": "尼龙 锦纶", "polyamide": "聚酰胺",
    "acrylic": "亚克力 腈纶", "viscose": "粘胶 人造丝", "elastane": "氨纶", "spandex": "", "cashmere": "羊绒", "fleece": "摇粒绒 抓绒", "velvet": "天鹅绒 丝绒",
    "bamboo": "竹 竹子 竹制 竹纤维", "wood": "木 木头 木质 木制 实木 木材", "oak": "橡木", "beech": "榉木", "walnut": "胡桃木", "pine": "松木", "birch": "桦木",
    "maple": "枫木", "acacia": "相思木", "plywood": "胶合板", "steel": "钢 不锈钢", "iron": "铁 铸铁", "aluminium": "铝 铝合金", "brass": "黄铜", "copper": "铜 纯铜",
    "bronze": "青铜", "titanium": "钛 钛合金", "zinc": "锌", "metal": "金属", "plastic": "塑料", "polypropylene": "聚丙烯", "silicone": "硅胶", "rubber": "橡胶",
    "latex": "乳胶", "glass": "玻璃", "crystal": "水晶", "ceramic": "陶瓷", "porcelain": "瓷 瓷器 骨瓷", "stoneware": "炻器", "earthenware": "陶 陶土",
    "clay": "粘土", "marble": "大理石", "granite": "花岗岩", "stone": "石材 石头", "concrete": "混凝土", "paper": "纸 纸质", "cardboard": "纸板", "cork": "软木",
    "felt": "毛毡", "down": "羽绒", "feather": "羽毛", "rattan": "藤 藤编", "wicker": "柳条", "jute": "黄麻", "hemp": "麻", "carbon": "碳纤维", "foam": "泡沫 海绵",
}  # fmt: skip
_INCLUDED = {
    "blue": "navy indigo teal turquoise cyan", "green": "olive mint teal turquoise", "red": "burgundy maroon crimson scarlet",
    "grey": "charcoal anthracite", "purple": "violet lilac lavender", "white": "ivory cream", "yellow": "mustard",
    "wood": "oak beech walnut pine birch maple acacia plywood", "metal": "steel iron aluminium brass copper bronze titanium zinc",
    "ceramic": "porcelain stoneware earthenware", "wool": "merino cashmere", "polyamide": "nylon", "nylon": "polyamide",
    "elastane": "spandex", "spandex": "elastane",
}  # fmt: skip
IMITATIONS = frozenset(["faux", "imitation", "artificial", "synthetic", "vegan", "fake"])
CHINESE_IMITATIONS = ("仿", "人造", "合成", "假")
_ADJECTIVES = {
    "woollen": "wool",
    "woolen": "wool",
    "wooden": "wood",
    "silken": "silk",
    "leathery": "leather",
    "golden": "gold",
    "metallic": "metal",
}


def _names(table: dict[str, str]) -> dict[str, str]:
    english = {stem(name): name for name in table} | {
        stem(word): name for word, name in _ADJECTIVES.items() if name in table
    }
    chinese = {word: name for name, words in table.items() for word in words.split()}
    return english | chinese


COLOUR_NAMES, MATERIAL_NAMES = _names(COLOURS), _names(MATERIALS)
INCLUDING = {
    name: frozenset({general for general, names in _INCLUDED.items() if name in names.split()})
    for name in COLOURS | MATERIALS
}

_NEUTRAL = """
a an the this that these those it its itself he she they them their we us our i me my you your yours one ones who whom whose
which what where when why how and or but so because if then than as of in on at to for from by with about into onto over
under up down off out through between within during per via is are was were be been being am do does did done doing have has
had having can could may might must shall should will would there here also too very just only still already again yet even
both each every all any some more most less least few many much such same other another own please thank thanks sorry hello
hi welcome yes ok okay well sure certainly course glad happy know tell say ask answer question help look find found see show
read check let give get need want like make come go take use shop store team person people colleague customer product item
thing order parcel package page visit after before article detail information info help description mention state list say
describe name call know unknown available information below above follow here contact kind type sort part way time case
example note amount total number value model pay include contain put included use fit room without mean suit suitable not no nor neither never none nothing cannot once since until while although though
however therefore thus otherwise instead rather don't doesn't isn't aren't can't won't didn't hasn't haven't couldn't
wouldn't it's that's you'll we'll i'll you're we're they're i'm i've we've you've let's there's
"""
NEUTRAL = frozenset(stem(word) for word in _NEUTRAL.split()) - {stem("available")}
_NEUTRAL_CHINESE = """
您好 你好 您的 你的 我们 您 你 我 它 他 她 这款 这个 这件 该 此 本 这 那 的 了 是 在 有 和 与 及 或 也 都 就 还 而 且
但 但是 不过 如果 因为 所以 因此 由 为 对 于 对于 关于 把 被 给 让 向 从 到 至 以 用 可 可以 能 能够 会 将 要 需 需要
请 谢谢 感谢 抱歉 对不起 不好意思 欢迎 很 非常 更 最 商品 产品 订单 包裹 商店 本店 店铺 问题 信息 资料 说明 详情 页面 文章
同事 客服 人员 帮助 帮您 查看 查询 询问 告诉 知道 了解 找到 没有找到 联系 没有 没 不 未 无 无法 不能 以下 以上 如下 其中 其
所 之 则 即 并 并且 而且 或者 另外 此外 同时 吗 呢 吧 哦 啊 呀 嗯 一个 一款 一件 一些 目前 现在 当前 已 已经 正在 为您
属于 作为 采用 使用 具有 具备 拥有 带有 适合 方便 个 件 款 种 只 条 双 套 关 共 约 大约 左右 等 里 中 上 下 内 后 前 时
每 次 请问 显示 提到 写明 注明 想 来 去 做 说 看
"""
NEUTRAL_CHINESE = tuple(_NEUTRAL_CHINESE.split())
# What a fact of that name or kind may be spoken of with.
SPOKEN = {
    "capacity": "hold volume capacity 容量 容积 能装 可装 装", "volume": "hold volume capacity 容量 容积", "weight": "weigh weight heavy 重量 重 净重", "price": "cost price priced charge pay sell 价格 售价 价钱 元",
    "material": "consist made material 材质 材料 制成 制 料 面料", "colour": "colour colours come 颜色 色", "color": "colour colours come 颜色 色", "warranty": "warranty cover 保修 质保 期 保修期",
    "width": "wide measure across width 宽 宽度", "height": "measure high tall height 高 高度", "length": "measure long length 长 长度", "depth": "deep depth 深 深度", "diameter": "measure diameter across wide 直径", "size": "size measure 尺寸 尺码 大小", "dimensions": "measure size wide high long deep 尺寸",
    "brand": "company brand make maker 品牌 牌子", "stock": "stock available left 库存 有货 现货 剩 余", "power": "power run watt 功率", "battery": "charge battery run last 电池 续航", "rating": "rate rating star average out 评分 平均 星", "reviews": "review write 评价 条 评论",
    "category": "category 类别 分类", "status": "status state currently now 状态", "delivery": "delivery deliver arrive ship reach 配送 送达 送货 到达", "shipping": "delivery deliver ship 配送 运费 发货", "returns": "return send back 退货 退回 退",
    "return_days": "return days send back 退货 退回 退", "refund": "refund back 退款", "carrier": "carrier ship deliver carry 承运 快递 物流", "tracking": "track tracking parcel 物流 单号 跟踪 追踪", "quantity": "quantity pieces 数量", "title": "called name 名称 叫", "name": "called name 名称 叫",
    "placed_on": "placed order 下单 日期", "expected_on": "expect arrive delivery deliver 预计 送达", "delivered_on": "deliver arrive 送达", "shipped_on": "ship send 发货", "gender": "for", "age": "child kid suit mean age old year 年龄 适用", "care": "label advice care wash clean 洗涤 护理 清洗", "origin": "come country origin made origin 产地 产于", "pieces": "set piece 件", "noise": "loud quiet noise level sound 噪音", "temperature": "temperature cold warm work down 温度", "persons": "person people room fit 人", "wanted": "fit suit match because reason choose 适合", "delivered": "come came deliver", "set": "set piece 套装",
}  # fmt: skip
SPOKEN_KINDS = {
    "money": "cost price amount pay charge 价格 售价 金额 共 元", "date": "date day on by 日期", "colour": "colour come 颜色 色", "material": "made material 材质 材料 制成 制 料",
    "action": "button confirm click press below 按钮 确认 点击", "name": "name call 名称", "link": "link page read here open 链接 页面 打开",
}  # fmt: skip
