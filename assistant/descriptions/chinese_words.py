"""English words of products in Chinese: values of attributes, shelves, colours, countries. Pure data and its reader.

A value that stands here in neither case is said as it is written where it is a name or a code, and left out where it is a
phrase, because half a translation reads as a mistake.
"""

from __future__ import annotations

import re
from functools import cache

WORDS = """
Acetate=醋酸纤维;Alpaca=羊驼毛;Aluminium=铝;Aluminum=铝;Bamboo=竹;Bamboo viscose=竹纤维;Bio nylon=生物基尼龙;Birch plywood=桦木胶合板;Bone china=骨瓷
Borosilicate glass=高硼硅玻璃;Brass=黄铜;Brushed cotton=磨毛棉;Canvas=帆布;Carbon=碳纤维;Carbon steel=碳钢;Cashmere=羊绒;Cast aluminium=铸铝;Cast iron=铸铁
Ceramic=陶瓷;Ceramic-coated aluminium=陶瓷涂层铝;Copper=铜;Cork=软木;Cotton=棉;Cotton and linen=棉麻;Cotton percale=密织棉;Cotton poplin=棉府绸
Cotton sateen=棉缎;Cotton with elastane=弹力棉;Denim=丹宁;Double-walled glass=双层玻璃;Down=羽绒;Earthenware=陶土;Elastane=氨纶
Enamelled cast iron=珐琅铸铁;Faux leather=人造革;Feather=羽毛;Felt=毛毡;Fleece=抓绒;Galvanised steel=镀锌钢;Glass=玻璃;Glass fibre=玻璃纤维;Glazed terracotta=釉面陶土
Gold=金色;Iron=铁;Jute=黄麻;Kapok=木棉;Lambswool=羔羊毛;Larch=落叶松;Leather=皮革;Linen=亚麻;Marble=大理石;Memory foam=记忆棉;Merino=美利奴羊毛
Merino wool=美利奴羊毛;Mesh=网布;Metal=金属;Mohair=马海毛;Natural rubber=天然橡胶;Neoprene=氯丁橡胶;Nubuck=牛巴革;Nylon=尼龙;Nylon ripstop=防撕裂尼龙
Opal glass=乳白玻璃;Organic cotton=有机棉;Organic cotton plush=有机棉毛绒;Painted steel=烤漆钢;Pakkawood=帕卡木;Paper=纸;Paper cord=纸绳;Pine=松木;Plastic=塑料
Plush=毛绒;Polyester=聚酯纤维;Porcelain=瓷;Powder-coated steel=粉末涂层钢;Rattan=藤;Recycled acetate=再生醋酸纤维;Recycled cotton=再生棉;Recycled fibre=再生纤维
Recycled plastic=再生塑料;Recycled plush=再生毛绒;Recycled polyester=再生聚酯纤维;Recycled wool=再生羊毛;Resin=树脂;Rubber=橡胶;Satin=缎面;Silicone=硅胶;Silk=丝绸
Silver=银色;Solid wood=实木;Spun steel=旋压钢;Stainless steel=不锈钢;Steel=钢;Stone=石;Stoneware=炻器;Suede=绒面革;TPE foam=TPE发泡;Tencel=天丝
Terracotta=陶土;Textile=织物;Tin=马口铁罐;Titanium=钛;Tritan=Tritan;Tweed=粗花呢;Velvet=天鹅绒;Veneered plywood=贴面胶合板;Vinyl=乙烯基;Viscose=粘胶纤维
Waxed cotton=蜡棉;Wicker=柳条;Wood=木;Wool=羊毛;Wool blend=羊毛混纺;Wool felt=羊毛毡;Bouclé=圈圈呢;Amber glass=琥珀色玻璃;Clear glass=透明玻璃;Dark glass=深色玻璃
Acacia=金合欢;Beech=山毛榉;Black ash=黑色白蜡木;Lime=椴木;Maple=枫木;Oak=橡木;Olive wood=橄榄木;Walnut=胡桃木;Birch=桦木;Ash=白蜡木;Teak=柚木;Cherry=樱桃木
Aqua=水绿色;Beige=米色;Berry=浆果色;Black=黑色;Blue=蓝色;Blush=腮红粉;Brick=砖红色;Brown=棕色;Burgundy=酒红色;Butter=奶油黄;Camel=驼色;Caramel=焦糖色;Chalk=粉笔白
Charcoal=炭灰色;Chestnut=栗色;Clay=陶土色;Cocoa=可可色;Coral=珊瑚色;Cream=奶油色;Crimson=绯红色;Cyan=青色;Emerald=翡翠绿;Forest=森林绿;Graphite=石墨色;Green=绿色
Grey=灰色;Gray=灰色;Indigo=靛蓝色;Ink=墨色;Ivory=象牙白;Khaki=卡其色;Lavender=薰衣草;Lilac=丁香紫;Magenta=洋红色;Marigold=万寿菊黄;Maroon=栗红色;Mauve=淡紫色;Mint=薄荷
Moss=苔绿色;Mustard=芥末黄;Navy=藏青色;Oat=燕麦;Olive=橄榄绿;Orange=橙色;Peach=桃色;Pink=粉色;Plum=梅子色;Poppy=罂粟红;Purple=紫色;Red=红色;Rose=玫瑰;Rust=铁锈色;Sage=鼠尾草绿
Sand=沙色;Sea=海蓝色;Sky=天蓝色;Tan=棕褐色;Taupe=灰褐色;Teal=蓝绿色;Turquoise=绿松石色;Violet=紫罗兰色;White=白色;Yellow=黄色;Multicolour=多色;Transparent=透明
Africa=非洲;Austria=奥地利;Australia=澳大利亚;Belgium=比利时;Brazil=巴西;Canada=加拿大;China=中国;Colombia=哥伦比亚;Czechia=捷克;Denmark=丹麦;Ecuador=厄瓜多尔;Estonia=爱沙尼亚
Ethiopia=埃塞俄比亚;Finland=芬兰;France=法国;Germany=德国;Ghana=加纳;Greece=希腊;Guatemala=危地马拉;Hungary=匈牙利;India=印度;Indonesia=印度尼西亚;Ireland=爱尔兰;Italy=意大利
Japan=日本;Korea=韩国;Latvia=拉脱维亚;Lithuania=立陶宛;Madagascar=马达加斯加;Mexico=墨西哥;Morocco=摩洛哥;Netherlands=荷兰;Norway=挪威;Peru=秘鲁;Poland=波兰;Portugal=葡萄牙
Romania=罗马尼亚;Scotland=苏格兰;Spain=西班牙;Sweden=瑞典;Switzerland=瑞士;Taiwan=台湾;Thailand=泰国;Turkey=土耳其;United Kingdom=英国;United States=美国;Vietnam=越南
Alentejo=阿连特茹;Andalusia=安达卢西亚;Assam=阿萨姆;Carpathians=喀尔巴阡山;Cederberg=锡德堡;Crete=克里特岛;Darjeeling=大吉岭;Fujian=福建;Jutland=日德兰;Pyrenees=比利牛斯山
Sumatra=苏门答腊;Tuscany=托斯卡纳;Uji=宇治;Garden blend=庄园拼配;House blend=招牌拼配;Arbequina=阿尔贝吉纳;Koroneiki=科罗内基;Leccino=莱星;Picual=皮夸尔
women=女性;men=男性;unisex=男女通用;kids=儿童;children=儿童;girls=女孩;boys=男孩;baby=婴儿;adults=成人;Indoor=室内;Outdoor=户外;Office=办公;Home=居家;Travel=旅行
Bear=熊;Rabbit=兔子;Fox=狐狸;Bow=蝴蝶结;Scarf=围巾;Castle=城堡;Bridge=桥;Tower=塔;Harbour=港湾;Meadow=草地;Mountains=群山;Dial=旋钮式;Slide=滑扣式
Curved back=弧形靠背;Spindle back=纺锤靠背;Upholstered back=软包靠背;Adjustable back=可调背负;Foam back=泡棉背板;Mesh back=网布背板;Four legs=四脚;Pedestal=独柱;Three legs=三脚
Rechargeable=充电电池;One lens=单透镜;Two lenses=双透镜;Sewn hardcover=线装精装;Stitched softcover=缝线软面;Wire-bound=线圈装订;Anvil=砧式;Bypass=剪切式
Heather=石楠;Linden=椴树;Thyme=百里香;Wildflower=百花;With bobble=带毛球;Without bobble=无毛球;Faceted=切面;Marbled=大理石纹;Plain hem=素边;Woven band=织带边
Ceramic burrs=陶瓷磨芯;Steel burrs=钢制磨芯;Air it, spot-clean=通风晾晒，局部清洁;Air it, wash rarely=通风晾晒，少洗;Brush and wax=刷净并上蜡;Dry clean=干洗;Hand wash=手洗
Hand wash, dry at once=手洗后立即擦干;Hand wash, dry flat=手洗后平铺晾干;Hand wash, oil the handle=手洗，手柄上油;Rinse and stand to dry=冲洗后立放晾干;Wash at 30 °C=30 °C水洗
Wash at 40 °C=40 °C水洗;Wash at 60 °C=60 °C水洗;Wash inside out at 30 °C=翻面30 °C水洗;Wash rarely, cold=少洗，冷水洗;Wash with down soap=用羽绒专用皂清洗;Wipe with a damp cloth=用湿布擦拭
Wipe with oil, no soap=用油擦拭，勿用皂;Wipe, then oil monthly=擦净后每月上油;Wool cycle, cold=羊毛程序冷洗;Machine wash=机洗;Gold tone=金色调;Fruity=果香;Mild=温和;Peppery=辛香
Dynamo=发电机;Mains=市电;Buttons=纽扣;Envelope=信封式;Zip=拉链;Wired=有线;Wireless=无线;Botanical=植物图案;Dots=圆点;Lines=线条;Plain cloth=素布;Quilted=绗缝;Smooth=光面
Oval cup=椭圆耳罩;Round cup=圆形耳罩;Balanced=均衡;Firm=偏硬;Soft=柔软;Medium=中等;Blanket=毯式;Boxy=宽直;Hip=及臀;Mummy=木乃伊式;Parka=派克式;Regular=常规;Relaxed=宽松
Comfort stretch=舒适弹力;Rigid=硬挺;Selvedge=赤耳;Bars=条形刻度;Black dial=黑色表盘;Coloured dial=彩色表盘;Numerals=数字刻度;White dial=白色表盘;Steady=适中;Tricky=偏难
No drawer=无抽屉;One drawer=一个抽屉;Two drawers=两个抽屉;Blanket stitch=毯边缝;Fringed=流苏;Hemmed=卷边;Even rim=齐平边沿;Low entry=低入口;Light=轻薄;Tonal=同色
Cartridge=墨囊;Converter=上墨器;Piston=活塞;Coffee=咖啡;Hazelnut=榛子;Plain=素面;Raspberry=覆盆子;Sea Salt=海盐;Double mesh=双层滤网;Fine mesh=细滤网
Banded=环纹;Brushed=拉丝;Brushed steel=拉丝钢;Enamelled=珐琅;Fluted=凹槽纹;Glazed=上釉;Glossy=亮光;Matt=哑光;Matte=哑光;Powder-coated=粉末涂层;Reactive glaze=窑变釉;Ribbed=罗纹;Two-tone=双色
Slim=修身;Straight=直筒;Wide=宽松;Black steel=黑钢;Block=块形;Bookshelf box=书架箱;Box mill=盒式;Dome=圆顶;House=屋形;Paddle=带柄;Portable cylinder=便携圆筒;Ridge=脊形
Right-handed=右手型;Round=圆形;Symmetric=对称;Tube=管形;Tube mill=管式;Tunnel=隧道形;Solid legs=实木腿;Steel frame=钢框架;Multi-fuel=多燃料;Screw cartridge=螺口气罐;Spirit=酒精
Mineral=矿物玻璃;Sapphire=蓝宝石;Dipped=浸釉;Speckled=斑点;End grain=端面木纹;Long grain=顺纹;Matching knob=同色旋钮;Plastic grip=塑料握把;Rubber grip=橡胶握把;Smooth grip=光滑握把
Wooden grip=木质握把;Wooden knob=木质旋钮;Overhead handle=提梁;Side handle=侧把;One handle=单把手;Two handles=双把手;Knee=及膝;Maxi=长款;Midi=中长款;Ankle=及踝;Crew=中筒
Botanicals=植物;Cable=麻花;Fair Isle=费尔岛;Fisherman rib=渔夫罗纹;Plain knit=平针;Rib=罗纹;Striped=条纹;Brass knob=黄铜旋钮;Steel knob=钢旋钮;Compact=紧凑;Full size=全尺寸;Tenkeyless=无数字键区
Brown lens=棕色镜片;Green lens=绿色镜片;Grey lens=灰色镜片;Clip top=卡扣;Loop lid=提环盖;Screw lid=旋盖;Sports lid=运动盖;Check=格纹;None=无;1 bar=1条;5 bars=5条;Paw print=爪印;Clamp=夹具;Rubber strap=橡胶带
Automatic=自动;Quartz=石英;Quartz tick=石英跳秒;Solar=光动能;Sweep=扫秒;Crew neck=圆领;Roll neck=高领;V-neck=V领;Broad nib=粗尖;Fine nib=细尖;Medium nib=中尖;Almond=杏仁;Jojoba=荷荷巴
Squalane=角鲨烷;Pair=一对;Single=单只;Half painted=半彩绘;Oiled=油饰;Water-based colour=水性彩绘;Contrast lid=撞色顶盖;One colour=单色;Border=镶边;Diamond=菱格;Herringbone=人字纹
Knitted=针织;Plain weave=平织;Stripe=条纹;Waffle=华夫格;Zigzag=锯齿纹;Burner only=仅炉头;With pot=带锅;Chest print=胸前印花;Floral=花卉;Pocket=口袋;Honey-processed=蜜处理;Natural=日晒;Washed=水洗
Body Wash=沐浴露;Hand Wash=洗手液;Shampoo=洗发水;French=法式;Santoku=三德刀;High rise=高腰;Mid rise=中腰;Dark roast=深烘;Light roast=浅烘;Medium roast=中烘;Dotted=点阵;Lined=横线;Squared=方格
No saucer=无托盘;With saucer=带托盘;Amber=琥珀;Beeswax=蜂蜡;Cedar=雪松;Fig=无花果;Lemon=柠檬;Tomato Leaf=番茄叶;Unscented=无香;Four-season=四季;Summer=夏季;Three-season=三季
Upholstered=软包;Cone=锥形;Drum=鼓形;Amphora=双耳瓶形;Bell=钟形;Bottle=瓶形;Bulb=球茎形;Cat-eye=猫眼形;Cylinder=圆柱形;Globe=球形;Hand-cut block=手切块;Hexagonal=六角形;Oval bar=椭圆皂
Rectangular=长方形;Rounded=圆润;Rounded bar=圆角皂;Runner=长条形;Square=方形;Tapered=收口;Woven dome=编织圆顶;Dry skin=干性皮肤;Mixed skin=混合性皮肤;Normal skin=中性皮肤;Long sleeve=长袖
Short sleeve=短袖;Sleeveless=无袖;Gum sole=生胶底;White sole=白色鞋底;Classic spout=经典壶嘴;Gooseneck=鹅颈;Long spout=长嘴;Damascus=大马士革;No strap=无绑带;Steel mesh=钢网;With strap=带绑带
Chelsea=切尔西;Hiking=徒步;Lace-up=系带;Lounge chair=休闲椅;Road=公路;Trail=越野;Tub chair=桶形椅;Urban=城市;Wing chair=翼背椅;Alignment lines=对齐线;Linear=线性;Scissor=剪刀脚;Tactile=段落
Gel=凝胶;Rich=滋润;Runny=流动;Set=结晶;Brass hopper=黄铜豆仓;Steel hopper=钢豆仓;Gold trim=金色饰件;Steel trim=钢饰件;Buttoned=拉扣;Dark=黑巧克力;Milk=牛奶;Herbal=草本;Oolong=乌龙;Rooibos=路易波士
Elastic waist=松紧腰;Tie belt=系带腰;Warm=保暖;Beeswax blend=蜂蜡混合蜡;Rapeseed wax=菜籽蜡;Soy wax=大豆蜡;Nothing=无;Hammam=土耳其浴巾织法;Terry=毛圈;Regular width=标准宽度;Wide width=加宽;Left=左侧;Right=右侧
almond and orange zest=杏仁与橙皮;apple, mint and thyme=苹果、薄荷与百里香;black cherry and molasses=黑樱桃与糖蜜;blueberry and jasmine=蓝莓与茉莉;cocoa, hazelnut and toast=可可、榛子与烤面包
fresh hay and pea=新鲜干草与豌豆;malt and dried fig=麦芽与无花果干;orange peel and honey=橙皮与蜂蜜;plum and brown sugar=李子与红糖;red apple and caramel=红苹果与焦糖;roasted chestnut=烤栗子
vanilla and warm wood=香草与暖木;wild rose and melon=野玫瑰与甜瓜;Small=小号;Large=大号;Double=双人;King=特大;Bath=浴巾;Hand=手巾;Sheet=大浴巾
"""
NOUNS = """
trainers=运动鞋;boots=靴子;scarf=围巾;hat=帽子;beanie=毛线帽;socks=袜子;watch=手表;sunglasses=太阳镜;bed linen=床品;pillow=枕头;towel=毛巾;soap=香皂;cream=面霜;face cream=面霜;shampoo=洗发水;knitwear=针织衫
jumper=针织衫;sweater=毛衣;t-shirt=T恤;shirt=衬衫;jeans=牛仔裤;trousers=裤子;dress=连衣裙;jacket=夹克;coat=外套;chair=椅子;stool=凳子;armchair=扶手椅;table=桌子;desk=书桌;bookcase=书柜;shelving=置物架;plant pot=花盆;pot=锅
watering can=洒水壶;secateurs=修枝剪;dog bed=狗窝;bird feeder=喂鸟器;lamp=灯;rug=地毯;cushion=靠垫;throw=盖毯;clock=钟;vase=花瓶;candle=蜡烛;mug=马克杯;cup=杯子;teapot=茶壶;kettle=水壶;coffee press=法压壶;cafetière=法压壶
coffee grinder=磨豆机;knife=刀;board=砧板;chopping board=砧板;casserole=炖锅;pan=平底锅;frying pan=平底锅;storage jar=储物罐;jar=储物罐;tent=帐篷;sleeping bag=睡袋;backpack=背包;head torch=头灯;headlamp=头灯;stove=炉具;bottle=水瓶
water bottle=水瓶;tea=茶;coffee=咖啡;oil=油;olive oil=橄榄油;chocolate=巧克力;honey=蜂蜜;notebook=笔记本;pen=钢笔;puzzle=拼图;blocks=积木;soft toy=毛绒玩具;headphones=耳机;speaker=音箱;keyboard=键盘;mouse=鼠标;shoes=鞋
running shoes=跑鞋;mat=垫子;yoga mat=瑜伽垫;dumbbells=哑铃;weights=哑铃;helmet=头盔;light=灯;bag=包;wallet=钱包;belt=腰带;ring=戒指;necklace=项链;bracelet=手链;earrings=耳环;bed=床;sofa=沙发;toy=玩具;book=书
"""
CHINESE = re.compile(r"[\u3400-\u9fff]")
NAME = re.compile(r"[A-Z0-9][\w.+×–%/-]*(?: [A-Z0-9×][\w.+×–%/-]*)*")


@cache
def _words(text: str) -> dict[str, str]:
    """As they are written, and in small letters for what is written otherwise."""
    pairs = [pair.split("=", 1) for line in text.strip().splitlines() for pair in line.split(";")]
    written = {english.strip(): chinese.strip() for english, chinese in pairs}
    return {english.casefold(): chinese for english, chinese in written.items()} | written


def value(text: str) -> str | None:
    """In Chinese; as it is where it is Chinese already, a name or a code; None where it cannot be said."""
    known = _words(WORDS)
    found = known.get(text) or known.get(text.casefold())
    if found or CHINESE.search(text):
        return found or text
    return text if NAME.fullmatch(text) and len(text) <= 30 else None


def noun(text: str) -> str | None:
    """What a product is called; a compound by its last word."""
    words = text.casefold().split()
    known = _words(NOUNS)
    return next(
        (known[" ".join(words[at:])] for at in range(len(words)) if " ".join(words[at:]) in known), None
    )
