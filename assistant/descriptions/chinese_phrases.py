"""How Chinese speaks of attributes: by code, the topic and phrases for the value; and units. Pure data and its reader.

{v} is the value in Chinese, {n} the attribute's name in Chinese. A phrase is a predicate: sentences join several with commas.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant.descriptions.english_phrases import Topic

UNITS = {
    "years": "年", "year": "年", "months": "个月", "month": "个月", "weeks": "周", "week": "周", "days": "天", "day": "天",
    "h": "小时", "hours": "小时", "hour": "小时", "min": "分钟", "minutes": "分钟", "minute": "分钟", "s": "秒",
    "ml": "毫升", "l": "升", "cm": "厘米", "mm": "毫米", "m": "米", "g": "克", "kg": "千克", "°C": "°C", "%": "%",
    "in": "英寸", "oz": "盎司", "lb": "磅", "W": "瓦", "dB": "分贝", "lm": "流明",
}  # fmt: skip
ATTACHED = frozenset("年个月周天小时分钟秒%")

TABLE = """
material fabric_material materials composition wood: make: 采用{v}制成; 以{v}为材质
fabric: make: 面料为{v}
upper: make: 鞋面采用{v}
lining: make: 内衬为{v}
fill: make: 填充物为{v}
coating: make: 表面覆{v}涂层
handle_material: make: 手柄采用{v}
wax: make: 蜡材为{v}
oil filling: make: 含{v}
denim: make: 采用{v}丹宁布
steel: make: 采用{v}钢
bottle: make: 瓶身为{v}
vessel: make: 盛器为{v}
burrs: make: 配备{v}
recycled: make: 含回收材料; 使用了回收材料
handmade: make: 手工制作; 出自手工
organic: origin: 来自有机种植
made_in country_of_origin country: origin: 产自{v}; 在{v}制造
origin: origin: 原产地为{v}
bloom: origin: 蜜源为{v}
olive: origin: 由{v}橄榄压榨
harvest_month: origin: 采收于{v}
altitude: origin: 种植海拔{v}
animal: look: 造型为{v}
wears: look: 佩戴{v}
build: look: 可搭建{v}
motif: look: 图案为{v}
process: make: 处理法为{v}
connection: use: 采用{v}连接
tasting_notes: look: 风味带有{v}
scent fragrance: look: 香型为{v}; 散发{v}香气
season: use: 适用季节为{v}
terrain: use: 适用路面为{v}
skin_type: use: 适合{v}
gender: use: 适合{v}
audience suitable_for recommended_for: use: 适合{v}
occasion usage: use: 适用于{v}
charging: use: 通过{v}充电
power_supply battery: use: 供电方式为{v}
protection: use: 防护等级为{v}
norm standard: use: 符合{v}
fuel: use: 燃料为{v}
zip_side: look: 拉链位于{v}
care care_instructions: care: 保养方式为{v}; 护理建议：{v}
capacity volume volume_litres contents: size: 容量为{v}; 可装{v}
height: size: 高{v}; 高度为{v}
width: size: 宽{v}; 宽度为{v}
depth: size: 深{v}; 深度为{v}
length: size: 长{v}; 长度为{v}
thickness thickness_mm: size: 厚{v}; 厚度为{v}
diameter: size: 直径{v}; 直径为{v}
weight net_weight headphone_weight helmet_weight mouse_weight pen_weight: size: 重{v}; 重量为{v}
weight_each: size: 单只重{v}
age: use: 适合{v}以上
assembly: care: 组装约需{v}
pitching: use: 搭建约需{v}
warranty guarantee: service: 享有{v}质保; 质保期为{v}
max_load: use: 承重可达{v}
shelf_load: use: 每层承重{v}
battery_life: use: 电池续航{v}
burn_time: use: 可燃烧{v}
brewing_temperature: care: 建议水温{v}
steeping_time: care: 浸泡{v}
curing: make: 晾制{v}
shelf_life: care: 开封后可用{v}
brightness: use: 亮度为{v}
reach: use: 照射距离{v}
cable: use: 线长{v}
cocoa: make: 可可含量{v}
comfort_temperature: use: 舒适温度低至{v}
oven_safe: use: 可入烤箱至{v}
max_power: use: 灯泡功率不超过{v}
water_resistance: use: 防水{v}
boil_time: use: 煮沸1升水需{v}
pieces: size: 共{v}件
pairs: size: 共{v}双
cups: size: 可供{v}杯
shelves: size: 共{v}层
pages: size: 共{v}页
keys: use: 共{v}个按键
buttons: use: 共{v}个按键
sleeps: size: 可睡{v}人
pockets_count: use: 有{v}个口袋
perches: use: 有{v}个栖枝
vents: use: 有{v}个通风孔
grind_settings: use: 有{v}档研磨度
circumference: size: 适合头围至{v}
cut_diameter: use: 可修剪直径至{v}
lowest_note: use: 低音下潜至{v}
pack_volume: size: 收纳体积{v}
induction: use: 适用于电磁炉
keep_warm: use: 带保温功能
stereo_pair: use: 可组成立体声
dishwasher_safe: care: 可用洗碗机清洗
microwave_safe: care: 可用微波炉加热
washable: care: 可机洗
sulphate_free: make: 不含硫酸盐
caffeine: make: 含咖啡因
decaf: make: 不含咖啡因
vegan: make: 为纯素产品
waterproof: use: 防水
airtight: use: 可密封
leakproof: use: 防漏
watertight: use: 不渗水
splashproof: use: 防溅水
dimmable: use: 可调光
foldable: use: 可折叠
stackable: use: 可叠放
refillable: use: 可重复填充
reversible: use: 两面可用
reflective: use: 带反光设计
insulated: use: 双层隔热
polarised: use: 镜片偏光
lined: make: 带内衬
raw: make: 未经加热
unfiltered: make: 未经过滤
fragrance_free: make: 不添加香精
frost_proof: use: 耐霜冻
preshrunk: make: 经过预缩
prewashed: make: 经过预洗
seasoned: make: 出厂前已开锅
resoleable: use: 可更换鞋底
hot_swap: use: 可更换轴体
left_handed: use: 左右手皆可使用
non_roll: use: 放置不会滚动
repair: service: 可免费维修
spare_parts: service: 提供备用零件
wall_fixing: use: 附墙面固定件
strainer: use: 附滤网
storage_bag: use: 附收纳袋
temperature_control: use: 可控温
backlight: use: 带背光
noise_cancelling: use: 支持降噪
usb_port: use: 可为USB设备充电
removable_cover: use: 外套可拆卸
removable_insole: use: 鞋垫可拆卸
removable_pads: use: 衬垫可拆洗
removable_rose: use: 喷头可拆卸
silent: use: 点击静音
zip: use: 填充量可调
"""

NAMES = """
adjustment=调节方式 back=靠背 back_system=背负系统 base=底座 beam=光束 binding=装订 blade=刀片 body=笔身 border=镶边 case=表壳颜色
character=风味 closure=闭合方式 cover=封面 cup=耳罩 cushioning=缓震 cut=版型 dial=表盘 difficulty=难度 drawers=抽屉 edge=边缘
entry=入口 face=盘面 filling_system=上墨方式 filter=滤网 finish=表面处理 firmness=软硬度 fit=版型 fittings=配件 form=形态 frame=框架
glass=玻璃 glaze=釉面 grain=木纹 grip=握把 handle=把手 handles=把手 hem=裙长 inside=外观 knit=针法 knob=旋钮 layout=键盘布局 leg=筒高
lens=镜片 lid=盖子 mount=安装方式 movement=机芯 neck=领型 nib=笔尖 pack=包装 paint=表面 panel=拼接 pattern=花纹 poles=支杆 pot=套装
print=印花 product_use=用途 profile=刀型 quilting=外套 rise=腰线 roast=烘焙度 ruling=内页 saucer=托盘 seat=座面 shade=灯罩 shape=形状
sleeve=袖长 socket=灯座 sole=鞋底 spout=壶嘴 strap=带子 style=款式 surface=表面 switches=轴体 texture=质地 top=豆仓 trim=饰件
tufting=绗缝 type=类型 variety=茶类 waist=腰部 warmth=保暖度 weave=织法 width_fit=鞋楦宽度 bobble=毛球 colour=颜色 color=颜色 size=尺寸
acidity=酸度 actuation=触发力度 base_thickness=底厚 bean_capacity=豆仓容量 blade_length=刃长 bridge=鼻梁宽 case_diameter=表壳直径
colour_temperature=色温 denim_weight=丹宁克重 density=克重 driver=驱动单元 drop=前后落差 edge_length=单元边长 fabric_weight=面料克重
fill_weight=填充重量 grip_diameter=握把直径 hardness=硬度 ink_capacity=墨量 intensity=浓郁度 leg_length=裤长 lens_width=镜片宽 loft=蓬松高度
noise=噪音 output=输出功率 paper_weight=纸张克重 pile=绒高 power=功率 resolution=分辨率 seat_height=座高 seed_capacity=饲料容量
shaft_height=靴筒高 sole_height=鞋底厚度 thread_count=织物支数 uv_filter=滤光等级 water_column=耐水压 yarn=纱支 brake_light=刹车灯
cable_slot=走线槽 carbon_plate=推进板 cotton_wick=棉芯 cushioned=缓震鞋底 daylight=日间闪光 drainage=排水孔 hanging_loop=挂环
hydration=水袋仓 juice_groove=汁槽 non_slip=防滑底 piezo=点火器 pockets=口袋 rain_cover=防雨罩 rear_light=尾灯 red_light=红光
rotation_layer=旋转缓冲层 seamless_toe=无缝袜头 squirrel_proof=松鼠防护 taped_seams=压胶接缝 windshield=挡风板 gender=适用人群 brand=品牌
weight=重量 year=年份 lining=内衬 wears=配饰
"""

ALIASES = """
recycled_material=recycled carries=max_load organic_farming=organic tastes_of=tasting_notes made_by_hand=handmade panels=panel look=inside
cured_for=curing grown_at=altitude hopper=top paper=paper_weight water=brewing_temperature steep=steeping_time can_be_resoled=resoleable
pile_height=pile colour_of_light=colour_temperature comfort=comfort_temperature filling_weight=fill_weight packed=pack_volume
bulb_up_to=max_power weight_worn=headphone_weight use=product_use non_slip_base=non_slip contains_caffeine=caffeine ink=ink_capacity
filter_category=uv_filter boils_1_litre_in=boil_time pre_shrunk=preshrunk cuts_up_to=cut_diameter use_within=shelf_life
feels_right_on=skin_type cushioned_sole=cushioned oven_safe_to=oven_safe goes_down_to=lowest_note adjustable_filling=zip
drainage_hole=drainage fits_heads_to=circumference washable_pads=removable_pads seed=seed_capacity age_from=age case_colour=case
hydration_sleeve=hydration without_sulphates=sulphate_free free_repair=repair burns_for=burn_time daylight_flash=daylight
squirrel_guard=squirrel_proof load_per_shelf=shelf_load igniter=piezo wind_shield=windshield for_both_hands=left_handed
strainer_included=strainer machine_washable=washable pre_seasoned=seasoned silent_click=silent plate=carbon_plate unit=edge_length
zip=zip_side weight_grams=weight battery=battery_life does_not_roll=non_roll decaffeinated=decaf wall_fixing_included=wall_fixing
usb_charging=usb_port swappable_switches=hot_swap fabric=fabric_weight driver_size=driver
"""
"""Attributes by another name; taken where the first says nothing of the kind of value."""


@dataclass(frozen=True)
class Phrases:
    topic: Topic
    predicates: tuple[str, ...]


@cache
def table() -> dict[str, Phrases]:
    found: dict[str, Phrases] = {}
    for line in TABLE.strip().splitlines():
        codes, topic, phrases = (part.strip() for part in line.split(": ", 2))
        entry = Phrases(topic, tuple(part.strip() for part in phrases.split(";")))  # type: ignore[arg-type]
        found |= dict.fromkeys(codes.split(), entry)
    return found


@cache
def names() -> dict[str, str]:
    return dict(pair.split("=") for pair in NAMES.split())


@cache
def aliases() -> dict[str, str]:
    return dict(pair.split("=") for pair in ALIASES.split())


def find(keys: tuple[str, ...], *, is_flag: bool) -> Phrases | None:
    """The first phrases by one of the keys that fit: flags have no value to say."""
    known = table()
    for key in (*keys, *(aliases()[key] for key in keys if key in aliases())):
        if key in known and is_flag != any("{v}" in text for text in known[key].predicates):
            return known[key]
    return None


def name(keys: tuple[str, ...]) -> str | None:
    known = names()
    return next(
        (known[key] for key in (*keys, *(aliases().get(key, "") for key in keys)) if key in known), None
    )
