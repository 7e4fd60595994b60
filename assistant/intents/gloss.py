"""Chinese messages in rough English, word by word, so that an encoder which reads English knows what they mean. Pure.

Not a translation: word order stays, what is not in the list is left out, the longest entry that fits is taken. The spelling of
the Chinese text is read beside it, so that what the list lacks is not lost.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from language.encoder import Encoder

_ENTRIES = """
我的=my|我们=we|我=I|你们的=your|你们=you|你的=your|你=you|您=you|他=he|她=she|自己=myself|别人=other people|大家=everybody|谁=who|人=person
什么时候=when|几时=when|何时=when|哪天=which day|几天=how many days|多少天=how many days|多久=how long|多长时间=how long|几点=what time|几周=how many weeks
哪里=where|哪儿=where|在哪=where is|到哪=where is it|怎么样=how is|怎么办=what should I do|怎么回事=what is wrong|怎么=how do I|如何=how do I|怎样=how do I|为什么=why|为啥=why
什么=what|哪些=which|哪个=which one|哪款=which one|哪种=which kind|哪一款=which one|几个=how many|多少钱=how much does it cost|多少=how much|多大=how big|多高=how tall|多重=how heavy|多长=how long
吗=?|呢=?|可以=can|能不能=can|能=can|可不可以=can|会不会=will|会=will|要=want|想要=want|想=want to|需要=need|应该=should|必须=must|不能=cannot|不可以=cannot|无法=cannot|不会=will not
不要=do not want|不想=do not want|不需要=do not need|不用=no need|不了=cannot|不到=did not get|不是=is not|没有=have no|没=not|别=do not|不=not|有没有=do you have|有=have|是=is|还没=not yet|还=still|已经=already
订单=order|单子=order|下单=place an order|下错单=ordered by mistake|下订单=place an order|订购=order|预订=pre-order|撤单=cancel the order|单=order|购买=buy|采购=purchase|买家=buyer|买=buy|卖=sell|购物车=shopping cart|结账=checkout|结算=checkout
取消订阅=unsubscribe|取消=cancel|撤销=cancel|撤回=withdraw|退订=unsubscribe|订阅=subscribe|停止=stop|不买了=do not buy any more|后悔=changed my mind|改变主意=changed my mind
修改=change|更改=change|更换=change|更新=update|改成=change to|改送=deliver instead|改=change|换成=exchange for|换货=exchange|换个=change|换=change|调整=adjust|编辑=edit|更正=correct|加=add|添=add|增加=add|追加=add|新增=add new|去掉=remove|删掉=delete|删除=delete|删=delete|拿掉=take out|减少=reduce|合并=combine|一起=together|推迟=postpone|晚=later
收货地址=delivery address|收件地址=delivery address|地址簿=address book|地址=address|门牌号=house number|邮编=postcode|街道=street|搬家=moved house|搬到=moved to|搬=moved|楼层=floor|房间号=flat number|公司=company|单位=office|家里=home|父母=parents|朋友=friend|邻居=neighbour|酒店=hotel|默认=default
发货=ship|寄出=send out|寄到=send to|寄错=sent the wrong|寄回=send back|寄送=deliver|寄=send|配送=delivery|送货=deliver|送到=deliver to|送达=arrive|送=deliver|快递柜=parcel locker|快递员=courier|送货员=courier|快递=parcel delivery|快件=parcel|物流单号=tracking number|快递单号=tracking number|运单号=tracking number|单号=tracking number|物流=shipment tracking|包裹=parcel|货到付款=cash on delivery|到货=arrive|到账=credited|到=arrive|签收=received|收到=received|收件人=recipient|收=receive
运费=shipping cost|邮费=postage|配送费=delivery fee|包邮=free shipping|免运费=free shipping|免邮=free shipping|加急=express|特快=express|次日达=next day delivery|当日达=same day delivery|标准=standard|自提点=pick-up point|自提=pick up myself|海外=abroad|国际=international|国外=abroad|大件=bulky|上楼=upstairs|周末=weekend|晚上=evening|时效=delivery time|备货=preparing the order|打包=packing|追踪=track|超时=late|进度=progress|状态=status|情况=situation|处理=process|进展=progress
退换货=returns and exchanges|退货单=return label|退货标签=return label|退货地址=return address|退货运费=return postage|退货=return goods|退回=send back|退掉=return|退款=refund|退钱=refund the money|退的钱=refunded money|退=return|七天无理由=change of mind|保修=warranty|质保=warranty|拆封=opened|包装=packaging|穿过=worn|用过=used|试穿=tried on|打折=on sale|特价=on sale|期限=deadline|规则=rules|政策=policy|要求=conditions|条件=conditions
付款=pay|支付宝=Alipay|支付=payment|微信支付=WeChat Pay|微信=WeChat|信用卡=credit card|借记卡=debit card|银行卡=bank card|银行=bank|银联=UnionPay|卡号=card number|卡=card|分期=instalments|先用后付=pay later|付=pay|付钱=pay|扣款=charged|扣钱=charged|扣了=charged|扣=charge|重复=twice|两次=twice|失败=failed|被拒=declined|拒绝=declined|报错=error|出错=error|错误=error|验证码=verification code|验证=verification|钱=money|金额=amount|价格=price|人民币=Chinese yuan|欧元=euros|欧=euros|税号=tax number|含税=including tax|税额=tax amount|税=tax|手续费=fee|收费=charge a fee|费=fee
优惠码=discount code|折扣码=discount code|优惠券=coupon|折扣券=coupon|礼品卡=gift card|优惠=discount|促销=promotion|降价=price drop|活动=offer|用不了=does not work|无效=invalid|不能使用=cannot be used|发票=invoice|抬头=name on the invoice|开票=issue an invoice|开张=issue|收据=receipt|账单=bill|凭证=proof of purchase|报销=reimbursement|补开=issue again|电子=electronic
账户=account|账号=account|帐户=account|帐号=account|会员=member|注册=register|开通=open|开户=open an account|注销=delete my account|停用=deactivate|冻结=freeze|冻住=frozen|关闭=close|关掉=close|登录=log in|登不上=cannot log in|登不进=cannot log in|登不=cannot log in|密码=password|忘记=forgot|忘了=forgot|忘=forgot|记不住=cannot remember|找回=recover|重置=reset|恢复=restore|解锁=unlock|锁=locked|被盗=hacked|盗=hacked|黑了=hacked|邮箱=e-mail address|邮件=e-mail|手机号码=phone number|手机号=phone number|手机=phone|电话号码=phone number|电话=telephone|昵称=nickname|姓名=name|名字=name|资料=personal details|个人信息=personal information|个人数据=personal data|数据=data|信息=information|隐私=privacy|设置=settings|语言=language|绑定=link|个性化推荐=personal recommendations|浏览记录=viewing history|导出=export|下载=download
评价=review|评论=review|打分=rate|评分=rating|星=stars|差评=bad review|匿名=anonymous|审核=moderation|举报=report|虚假=fake|真实=real|照片=photos|新闻邮件=newsletter|广告=advertising|营销=marketing|推广=promotional|推销=promotional|邮件列表=mailing list|通知=notify|新品=new products|上架=arrived in the shop
投诉=complain|不满意=unhappy|不满=unhappy|满意=satisfied|太差=terrible|差=bad|糟糕=terrible|失望=disappointed|气人=angry|骗子=scammers|被骗=cheated|骗=cheat|坏了=broken|坏的=broken|坏=broken|碎了=smashed|碎的=smashed|碎=smashed|破损=damaged|破了=torn|破=torn|发错=sent the wrong|买错=bought the wrong thing|填错=entered wrongly|写错=wrote wrongly|拍错=ordered the wrong one|选错=chose the wrong one|错=wrong|少发=missing item|少了=missing|少=less|缺=missing|空的=empty|配件=parts|零件=parts|质量=quality|做工=workmanship|态度=attitude|恶劣=rude|骂人=insults|不符=not as described|假货=fake goods|着火=caught fire|冒烟=smoking|漏=leaks|律师=lawyer|消协=consumer protection|起诉=sue|告=sue
人工客服=human agent|人工=human agent|真人=real person|客服=customer service|机器人=robot|自动回复=automatic reply|经理=manager|负责人=person in charge|领导=boss|主管=supervisor|同事=colleague|联系=contact|联系方式=contact details|热线=hotline|转=transfer|找=look for|跟=with|说话=talk|聊=chat|回电=call back|打电话=call
找一下=find|看看=show me|看=look at|展示=show|搜索=search|查询=look up|查=check|帮我=please help me|帮忙=help|帮=help|给我=give me|请问=excuse me|请=please|麻烦=please|推荐=recommend|建议=suggestion|礼物=gift|送给=gift for|适合=suitable for|预算=budget|生日=birthday|新手=beginner|热销=best selling|畅销=best selling|受欢迎=popular|流行=popular|卖得最好=best selling|最好=best|挑=choose|选=choose|搭配=goes with|搭=goes with|配=matches|便宜=cheap|最便宜=cheapest|贵=expensive|值得=worth it|值=worth it|以下=under|以内=within|以上=above
比较=compare|对比=compare|区别=difference|不同=different|差别=difference|差在=differ in|哪个好=which is better|更好=better|好用=useful|更=more|两个=two|两款=two|两盏=two|这两=these two|第一=first|第二=second|还是=or|纠结=cannot decide|犹豫=cannot decide|大的=big one|小的=small one|轻=light|重=heavy|暖和=warm|亮=bright|一样=the same|除了=except
材质=material|材料=material|布料=fabric|尺寸=dimensions|尺码=size|码=size|大小=size|容量=capacity|升=litres|毫升=ml|颜色=colour|红色=red|蓝色=blue|绿色=green|黑色=black|白色=white|灰色=grey|防水=waterproof|洗碗机=dishwasher|微波炉=microwave|机洗=machine washable|烘干=tumble dry|怎么洗=how to wash|洗=wash|保养=care|降噪=noise cancelling|无线=wireless|麦克风=microphone|调光=dimmable|电磁炉=induction hob|电池=battery|有货=in stock|现货=in stock|缺货=out of stock|补货=restock|货=goods|产地=made in|牌子=brand|真皮=real leather|实木=solid wood|羊毛=wool|纯棉=cotton|亚麻=linen|不锈钢=stainless steel|木=wood|皮=leather|成分=ingredients|过敏=allergy|偏小=run small|大一号=one size larger|合身=fit|合脚=fit|小了=too small|太紧=too tight
杯子=mug|马克杯=mug|水杯=water bottle|保温瓶=insulated bottle|保温杯=insulated bottle|茶壶=teapot|茶叶=tea|茶=tea|咖啡壶=coffee press|咖啡=coffee|磨豆机=coffee grinder|水壶=kettle|锅=pot|厨师刀=chef's knife|刀=knife|砧板=chopping board|台灯=desk lamp|灯=lamp|地毯=rug|毯子=blanket|毯=blanket|抱枕=cushion|枕头=pillow|床单=bed sheets|浴巾=bath towel|毛巾=towel|扶手椅=armchair|椅子=chair|沙发=sofa|边桌=side table|桌子=table|家具=furniture|帐篷=tent|睡袋=sleeping bag|背包=backpack|跑鞋=running shoes|鞋子=shoes|鞋=shoes|靴子=boots|裤子=trousers|衣服=clothes|外套=jacket|夹克=jacket|雨衣=rain jacket|袜子=socks|帽子=hat|羊毛帽=wool beanie|手表=watch|耳机=headphones|键盘=keyboard|笔记本=notebook|钢笔=fountain pen|花瓶=vase|瑜伽垫=yoga mat|瑜伽=yoga|园艺=gardening|厨房=kitchen|阳台=balcony|浴室=bathroom|露营=camping|徒步=hiking|跑步=running|礼盒=gift box|商品=products|产品=product|东西=things|一件=one item|一样=one thing
你好=hello|您好=hello|早上好=good morning|下午好=good afternoon|晚上好=good evening|中午好=good day|早安=good morning|晚安=good night|嗨=hi|哈喽=hello|喂=hello|哈啰=hello|在吗=are you there|高兴认识=nice to meet|打扰=excuse me|咨询=ask|问题=question|问=ask|谢谢=thank you|感谢=thank you|多谢=many thanks|辛苦=thanks for your work|再见=goodbye|拜拜=bye|拜=bye|回头见=see you|下次再聊=talk to you later|好的=ok|行=ok|知道了=got it|明白=understand|懂了=understood|没事了=all good|祝=wish|愉快=nice day|真棒=great|厉害=great|服务=service|店=shop|网站=website|会员=member
今天=today|明天=tomorrow|昨天=yesterday|现在=now|刚才=just now|上周=last week|这周=this week|圣诞节=Christmas|节假日=public holidays|之前=before|以后=after|以前=before|之后=after|一周=one week|最近=recently|马上=at once|立即=at once
德国=Germany|奥地利=Austria|瑞士=Switzerland|法国=France|美国=USA|中国=China|英国=Great Britain|日本=Japan
天气=weather|下雨=rain|新闻=news|股票=shares|比特币=bitcoin|总统=president|首相=prime minister|政党=political party|选举=election|战争=war|首都=capital city|国家=country|历史=history|世界=world|山=mountain|河=river|长江=Yangtze river|人口=population|科学=science|黑洞=black holes|光速=speed of light|量子=quantum|恐龙=dinosaurs|天空=sky|太阳=sun|月亮=moon|地球=earth|外星人=aliens|乘以=times|等于=equals|方程=equation|平方=square|质数=prime number|代码=code|函数=function|编程=programming|网页=web page|服务器=server|数据库=database|电脑=computer|系统=system|打印机=printer|截图=screenshot|写=write|诗=poem|作文=essay|作业=homework|故事=story|笑话=joke|演讲=speech|翻译=translate|英语=English language|英文=English language|日语=Japanese language|法语=French language|西班牙语=Spanish language|机票=flight ticket|火车=train|出租车=taxi|餐厅=restaurant|旅游=travel|签证=visa|护照=passport|电影=film|电视剧=TV series|歌=song|演唱会=concert|唱=sing|比赛=match|球=ball|足球=football|世界杯=world cup|奥运会=Olympics|菜=dish|食谱=recipe|红烧肉=braised pork|鸡蛋=egg|牛排=steak|米饭=rice|药=medicine|头疼=headache|感冒=flu|咳嗽=cough|医生=doctor|减肥=lose weight|失眠=insomnia|血压=blood pressure|抑郁=depression|房贷=mortgage|报税=tax return|汇率=exchange rate|黄金=gold|彩票=lottery|星座=star sign|算命=fortune telling|爱情=love|爱=love|结婚=marry|嫁=marry|男朋友=boyfriend|女朋友=girlfriend|分手=break up|心情=mood|无聊=bored|孤单=lonely|笨蛋=idiot|白痴=idiot|傻瓜=fool|闭嘴=shut up|滚开=go away|垃圾=trash|讨厌=hate|指令=instructions|提示词=system prompt|提示=prompt|规则=rules|限制=restrictions|模式=mode|扮演=pretend to be|假装=pretend to be|开发者=developer|设定=configuration|破解=hack|入侵=break into|病毒=virus|炸弹=bomb|招人=hiring|简历=CV|实习=internship|岗位=job|老板=boss of the company|员工=employees|供应商=supplier|合作=partnership|闹钟=alarm clock|外卖=food delivery|播放=play|打开=turn on|星期=weekday|节日=holiday|猫=cat|狗=dog|鹦鹉=parrot|动物=animal|空调=air conditioner|租房=rent a flat|下水道=drain|人生=life|意义=meaning|宗教=religion|哲学=philosophy|淘宝=Amazon
行星=planet|皇帝=emperor|朝代=dynasty|省=province|海洋=ocean|海滩=beach|沙漠=desert|非洲=Africa|俄罗斯=Russia|北京=Beijing|上海=Shanghai|巴黎=Paris|纽约=New York|伦敦=London|罗马=Rome|健身房=gym|健身=fitness|腹肌=six-pack|铁人三项=triathlon|罚单=parking ticket|驾照=driving licence|入籍=citizenship|社保=social security|上牌=register a car|车子=car|汽车=car|法拉利=Ferrari|医院=hospital|牙医=dentist|牙=tooth|发烧=fever|戒烟=quit smoking|喝水=drink water|晒伤=sunburn|利息=interest|投资=invest|债=debt|存钱=save money|养老=retirement|借=lend|机场=airport|旅馆=hotel|导演=director|演员=actor|冠军=champion|进球=goals|篮球=basketball|球赛=football match|球员=player|歌单=playlist|音乐=music|电视=TV|蓝牙=Bluetooth|音箱=speaker|平板=tablet computer|死机=computer frozen|蓝屏=blue screen|连不上=cannot connect|充不进电=does not charge|拉黑=block someone|教授=professor|成语=idiom|单词=word|近义词=synonym|意思=meaning|怎么读=how is it pronounced|数学=maths|面积=area|圆周率=pi|圆=circle|内角和=sum of angles|百分之=percent|次方=to the power of|画的=painted|发明=invented|发现=discovered|灭亡=fall of|统一=unified|宇宙=universe|起源=origin|打雷=thunder|彩虹=rainbow|做梦=dream|海水=sea water|飞机=plane|磁铁=magnet|引力=gravity|疫苗=vaccine|原理=principle|形成=formed|灭绝=extinct|表白=confess love|考试=exam|复习=study for|红楼梦=Chinese novel|作者=author|勾股定理=Pythagorean theorem|形容词=adjective|物理=physics|男是女=man or woman|上帝=God|感情=feelings|饿=hungry|累=tired|智商=IQ|程序=program|训练=trained|模型=language model|谷歌=Google|忽略=ignore|无视=ignore|忘掉=forget|显示=show|打印=print|输出=output|重复上面=repeat the text above|上面=above|文字=text|解除=remove|违反=break|命令=commands|听我的=obey me|过滤器=filters|源代码=source code|后台=admin panel|钓鱼=phishing|开锁=pick a lock|枪=gun|身份证=identity card|跟踪=track someone|别人的=someone else's|客户=customers|顾客=customers|列出=list|老婆=wife|丈夫=husband|妹妹=sister|妈妈=mother|爸爸=father|姐姐=sister|死了=died|恋爱=in love|难过=sad|喝醉=drunk|怀孕=pregnant|害怕=afraid|健康=healthy|火星=Mars|安卓=Android phone|客厅=living room|日历=calendar|提醒=remind|倒计时=timer|气温=temperature|台风=typhoon|伞=umbrella|度=degrees|热=hot|冷=cold|房租=rent|离婚=divorce|理发=haircut|装修=renovate|烟花=fireworks|小狗=puppy|房子=house|保险=insurance|电影票=cinema tickets|代码里=code|俳句=haiku|悼词=obituary|辞职信=resignation letter|情书=love letter|求职信=cover letter|朋友圈=social media post|童年=childhood|鬼故事=ghost story|纹身=tattoo|前任=ex-partner|邮局=post office|图书馆=library|博物馆=museum|税务局=tax office|房东=landlord|中国移动=mobile phone company|洗衣机=washing machine|刹车=car brakes|水管=pipe|减税=tax cut|移民=immigration|社会主义=socialism|国王=king|立场=view|支持=support|政府=government
暂停=pause|抹掉=erase|保留=keep|退出=log out|所有设备=all devices|进不去=cannot get into|用什么做=what is it made of|防滑=non-slip|介绍一下=introduce|自我介绍=introduce yourself|次数=times|运单=waybill|走到=got to|撤单=cancel the order|追踪包裹=track the parcel|货到=cash on|多给=extra|登录名=login name|不登录=without logging in|不注册=without registering|没注册=without registering|没有账户=without an account|游客=guest|实体店=physical store|批量=bulk|大量=large quantity|起订量=minimum order quantity|一次能=at once|再来一单=reorder|再买一次=buy again|上次=last time|送货上门=home delivery|当天=same day|工作日=working day|加不进=cannot add to|点不了=button does not work|没反应=does nothing|服务很好=great service|做得好=well done|谢啦=thanks|帮了大忙=helped a lot|需要的配件=accessories|一起买=buy together|口味=taste|喜好=taste|通勤=commuting|打不开=does not open|爱理不理=ignores me|没人理=nobody answers|不回=does not answer|乱扔=threw|不亮=does not light|不能用=does not work|用了两天=after two days
黄色=yellow|粉色=pink|紫色=purple|橙色=orange|棕色=brown|米色=beige|银色=silver|深色=dark colour|浅色=light colour|棉=cotton|竹=bamboo|玻璃=glass|陶瓷=ceramic|塑料=plastic|金属=metal|丝绸=silk|橡木=oak|胡桃木=walnut|羽绒=down|帆布=canvas|围巾=scarf|手套=gloves|毛衣=jumper|衬衫=shirt|裙子=skirt|羽绒服=down jacket|书包=school bag|包=bag|钱包=wallet|雨伞=umbrella|书=book|玩具=toy|拼图=puzzle|桌游=board game|蜡烛=candle|平底锅=frying pan|碗=bowl|盘子=plate|勺=spoon|架子=shelf|柜子=cabinet|床=bed|镜子=mirror|窗帘=curtain|头灯=head torch|自行车=bicycle|乐器=instrument|吉他=guitar
男士=for men|男款=for men|女士=for women|女款=for women|儿童=for children|孩子=child|老人=elderly person|妈妈=mother|爸爸=father|老公=husband|老婆=wife|女朋友=girlfriend|男朋友=boyfriend|同学=classmate|宠物=pet|户外=outdoor|夏天=summer|冬天=winter|类似=similar|新款=new model|款=model|号=size|大号=large size|小号=small size|合适=suitable|喜欢=like|安全=safe|耐用=durable|结实=sturdy|舒服=comfortable|好看=nice looking|老=old|旧=old|新=new|快=fast|慢=slow|多久发出=how long until it is sent|一直=all the time|经常=often|总是=always|突然=suddenly|非常=very|太=too|很=very
页面=page|按钮=button|链接=link|步骤=steps|流程=process|方式=way|方法=way|使用=use|提供=provide|支持=support|接受=accept|确认=confirm|完成=complete|成功=successful|提交=submit|保存=save|输入=enter|填=fill in|点=click|打开=open|显示=shows|提示=message says|过期=expired|生效=take effect|添加=add|创建=create|申请=apply|同意=agree|数量=quantity|全部=all|部分=part|全额=full amount|差额=difference in price|押金=deposit|余额=balance|积分=points|现金=cash|价=price|花=spend|赔偿=compensation|承担=pay for|规定=rules|说明=instructions|说明书=manual|内容=content|消息=message|短信=text message|时间=time|预计=expected|大概=about|到底=at last|发往=ship to|发出=sent out|发出去=sent out|出库=left the warehouse|仓库=warehouse|路上=on the way|丢了=lost|弄丢=lost|丢=lost|放在=left at|门口=front door|代收=accept for me|退还=give back|拿回=get back|解决=solve|回复=reply|回答=answer|答案=answer|需求=need|知道=know|记得=remember|觉得=think|希望=hope|告诉=tell|讲=tell|让=let|被=was|和=and|或者=or|如果=if|因为=because|但=but|所有=all|任何=any|几=how many|未=not yet|却=but|再=again|又=again|都=all|吃=eat|喝=drink|玩=play|睡=sleep|走=go|跑=run|飞=fly|画=draw|学=learn|教=teach|修=repair|装=install|开门=open|营业=opening hours
"""
_SPLIT = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def _words() -> dict[str, str]:
    pairs = (
        (entry.split("=", 1)[0], entry.split("=", 1)[1])
        for line in _ENTRIES.split("\n")
        for entry in line.split("|")
        if "=" in entry
    )
    return dict(pairs)


@cache
def fingerprint() -> str:
    """Names the list."""
    return hashlib.sha256(_ENTRIES.encode("utf-8")).hexdigest()[:8]


@cache
def _longest() -> int:
    return max(map(len, _words()))


def english(text: str) -> str:
    """The text with its Chinese words in English; a text without Chinese stays as it is."""
    if not _HAN.search(text):
        return text
    found: list[str] = []
    for part in _SPLIT.findall(text):
        found.extend(_of_chinese(part) if _HAN.match(part) else [part.strip()])
    return " ".join(filter(None, found)) or text


def _of_chinese(part: str) -> list[str]:
    found, at, words = [], 0, _words()
    while at < len(part):
        size = next(
            (size for size in range(min(_longest(), len(part) - at), 0, -1) if part[at : at + size] in words),
            0,
        )
        if size:
            found.append(words[part[at : at + size]])
        at += size or 1
    return found


class GlossingEncoder:
    """An encoder that reads Chinese in rough English."""

    def __init__(self, inner: Encoder) -> None:
        self._inner = inner
        self.dimensions = inner.dimensions
        self.name = f"{inner.name[:50]}+{fingerprint()}"

    def encode(self, texts: Sequence[str], *, batch_size: int = 32) -> np.ndarray:
        return self._inner.encode([english(text) for text in texts], batch_size=batch_size)

    def warm(self) -> None:
        self._inner.warm()
