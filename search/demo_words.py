"""Chinese words for what the English demonstration store sells, as its merchant would write them as synonyms."""

from __future__ import annotations

_WORDS = """
马克杯, 杯子 = mug
茶壶 = teapot
水壶, 烧水壶 = kettle
咖啡壶, 法压壶 = coffee press
磨豆机, 咖啡研磨机 = coffee grinder
菜刀, 厨师刀, 刀具 = chef's knife
砧板, 菜板, 切菜板 = chopping board
炖锅, 砂锅, 铸铁锅 = casserole
平底锅, 煎锅, 炒锅 = frying pan
储物罐, 密封罐 = storage jar
茶叶, 红茶, 绿茶 = tea
咖啡, 咖啡豆 = coffee
橄榄油 = olive oil
巧克力 = chocolate
蜂蜜 = honey
餐椅, 椅子 = chair
凳子 = stool
扶手椅, 单人沙发, 沙发 = armchair
边桌, 茶几 = side table
书桌, 办公桌, 桌子 = desk
书架, 书柜 = bookcase
台灯 = desk lamp
吊灯 = pendant lamp
灯, 灯具 = lamp
地毯 = rug
抱枕, 靠垫 = cushion
毯子, 盖毯, 毛毯 = blanket
挂钟, 钟 = clock
花瓶 = vase
蜡烛 = candle
床上用品, 床单, 被套 = bed linen
枕头 = pillow
毛巾, 浴巾 = towel
香皂, 肥皂 = soap
面霜 = face cream
洗发水 = shampoo
毛衣, 针织衫 = jumper
T恤 = T-shirt
牛仔裤 = jeans
裙子, 连衣裙 = dress
雨衣, 防水夹克 = rain jacket
外套, 夹克 = jacket
运动鞋, 板鞋 = trainers
靴子 = boots
鞋子, 鞋 = shoes
围巾 = scarf
帽子, 毛线帽 = beanie
袜子 = socks
手表, 腕表 = watch
太阳镜, 墨镜 = sunglasses
帐篷 = tent
睡袋 = sleeping bag
背包, 双肩包, 登山包 = backpack
头灯 = head torch
露营炉, 炉子 = camping stove
水杯, 保温杯, 水瓶 = water bottle
跑鞋, 跑步鞋 = running shoes
瑜伽垫 = yoga mat
哑铃 = dumbbells
自行车头盔, 头盔 = bicycle helmet
车灯, 自行车灯 = bike light
耳机 = headphones
音箱, 音响 = speaker
键盘 = keyboard
鼠标 = mouse
笔记本, 记事本 = notebook
钢笔 = fountain pen
玩具, 儿童玩具 = toy
拼图 = jigsaw puzzle
积木 = building blocks
毛绒玩具, 玩偶 = soft toy
花盆 = plant pot
洒水壶, 浇水壶 = watering can
修枝剪, 园艺剪刀 = secateurs
狗窝, 宠物床 = dog bed
喂鸟器 = bird feeder
羊毛 = wool
棉, 纯棉, 棉质 = cotton
亚麻 = linen
皮革, 真皮 = leather
不锈钢 = stainless steel
陶瓷, 瓷 = ceramic
玻璃 = glass
木, 实木, 木头 = wood
橡木 = oak
竹, 竹子 = bamboo
防水 = waterproof
无线 = wireless
蓝牙 = bluetooth
家具 = furniture
衣服, 服装 = clothing
礼物, 礼品 = gift
露营 = camping
跑步 = running
厨房 = kitchen
花园, 园艺 = garden
儿童, 孩子 = children
"""


def synonyms() -> tuple[tuple[str, str], ...]:
    """Words, and what they lead to, as the administration keeps them."""
    rows = (line.split(" = ") for line in _WORDS.split("\n") if line)
    return tuple((words, leads_to) for words, leads_to in rows)
