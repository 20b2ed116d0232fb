# ruff: noqa: E501 - word lists read better unbroken
"""Words that speak of the same thing, in Chinese and English: what a question may say and a page may answer with.

Looser than `concepts.py`, whose names are interchangeable labels: these only lead a search to a line, where the other
words of the question and the kind of value must agree. A word may stand in several groups. The lists are of words
that any web page may use (shopping, mail, travel, files, servers, health, money, work, school, news), one group a line.
"""

from __future__ import annotations

from functools import lru_cache

from flashweb.engines.nano.concepts import concept_groups
from flashweb.engines.nano.matching import fold

_RELATED = """
发货地 | 发货 | 产地 | 原产地 | 产自 | 揽收 | 寄出 | 始发 | made in | ships from | origin | country of origin
单号 | 运单号 | 快递单号 | 物流单号 | 订单号 | 编号 | tracking | waybill | order number
收件人 | 收货人 | 收货信息 | 收件信息 | 联系人 | 收货 | recipient | receiver | ship to | deliver to | delivery
送到 | 配送至 | 配送到 | 配送 | 收货信息 | 收货地址 | 送货 | 送至 | going to | deliver | delivery | delivery address | shipping address | ship to
客服 | 热线 | 联系我们 | 咨询 | 咨询电话 | 服务电话 | support | contact | customer service | hotline | help | call | questions
联系 | 联系方式 | 电话 | 热线 | contact | call | phone | reach | get in touch
包邮 | 免邮 | 免运费 | 免费配送 | 运费 | free shipping | free delivery | shipping
揽收 | 揽件 | 收件 | 取件 | picked up | collected
快递员 | 快递小哥 | 骑手 | 配送员 | 师傅 | courier | driver | rider
到达 | 送达 | 抵达 | 送到 | 能到 | 几点到 | arrive | arrives | arrival | arriving | deliver | get here
出发 | 发车 | 开车 | 起飞 | 离开 | depart | departs | departure | leave | leaves
距离 | 多远 | 距您 | 公里 | distance | far | away | miles | km
座位 | 座位号 | 席位 | seat
航班 | 飞机 | 班机 | flight
火车 | 高铁 | 列车 | 动车 | train
公交 | 公交车 | 巴士 | 班车 | 车 | bus | shuttle
站 | 车站 | 站台 | 站点 | station | stop | platform
机场 | 航站楼 | airport | terminal
医院 | 诊所 | hospital | clinic
酒店 | 宾馆 | 民宿 | hotel | inn
预订 | 预约 | 预定 | 订票 | booking | reservation | reserve | booked | appointment
参考号 | 预订号 | 确认号 | booking reference | reference | confirmation number | confirmed | booking | ref
预约 | 门诊 | 挂号 | 复诊 | appointment | check-up | visit
时刻 | 时间表 | 课表 | 班次 | schedule | timetable
末班 | 最后一班 | 最晚一班 | 末班车 | 最晚 | last bus | last train | last departure | last
首班 | 第一班 | 最早一班 | 首班车 | first bus | first train | first departure
晚点 | 延误 | 迟到 | late | delay | delayed
大小 | 多大 | 文件大小 | 体积 | 容量 | size | big | large | file size
分辨率 | 像素 | 尺寸 | resolution | pixels | dimensions
长度 | 时长 | 多久 | 用时 | 耗时 | 全程 | 约 | duration | length | long | takes | took
试用 | 免费试用 | trial | try
修改 | 更新 | 改动 | 变更 | 最后更新 | 修改时间 | changed | modified | updated | edited | last modified | last updated
拥有 | 所有者 | 属于 | 主人 | 归属 | owner | owns | own | belongs | owned
负责 | 负责人 | 主管 | 经办 | 管理员 | 处理人 | responsible | in charge | assignee | assigned | manager | lead
作者 | 记者 | 撰文 | 撰稿 | 编辑 | 写的 | 发帖 | 楼主 | 发布者 | author | wrote | written by | reporter | by | posted by
摄影 | 拍摄 | 拍的 | 拍 | 图片来源 | photo by | photographer | photo | photographed
发件人 | 发送者 | 寄件人 | sender | sent | from
阅读 | 浏览 | 看过 | 阅读量 | 访问量 | 点击 | 浏览量 | 播放 | views | reads | viewed | read by | visits
点赞 | 赞 | 喜欢 | likes | upvotes
评论 | 回复 | 留言 | 回答 | comments | replies | answers
评分 | 打分 | 星级 | 好评 | 好评率 | rating | rated | stars | score | of 5
评价 | 点评 | 条评价 | review | reviews
销量 | 月销 | 月销量 | 卖 | 已售 | 售出 | sold | sales | units sold
库存 | 有货 | 剩余 | 现货 | 余 | stock | inventory | in stock | left | available | remaining
售罄 | 缺货 | 卖完 | 已售完 | 约满 | 无货 | sold out | out of stock | unavailable
保质期 | 放多久 | 能放 | 有效期 | 存放 | shelf life | best before | expires | expiry | valid
储存 | 储存方法 | 保存 | 贮存 | 存放 | 收纳 | storage | store | keep
存储 | 空间 | 存储空间 | 磁盘 | 容量 | storage | space | disk | capacity
优惠 | 折扣 | 打折 | 促销 | 特价 | 满减 | 减 | 省 | 立减 | 便宜 | 降价 | discount | sale | promo | promotion | offer | save | deal | off | coupon
优惠码 | 折扣码 | 优惠券 | discount code | promo code | coupon | discount | voucher
原价 | 划线价 | 市场价 | original price | before | was | list price | regular price
收购价 | 价格 | 单价 | 售价 | price | cost | costs | rate
工资 | 薪资 | 薪水 | 月薪 | 收入 | salary | pay | pays | wage | per hour
费用 | 收费 | 花费 | 花 | 费 | 付费 | fee | charge | cost | price | costs
免费 | 不收费 | 不要钱 | free | no charge | complimentary
罚款 | 罚 | 处罚 | 违反 | 违规 | fine | penalty
税 | 税费 | 税额 | 税率 | tax | vat | duty
运费 | 邮费 | 配送费 | 快递费 | shipping | delivery | postage | shipping fee
总计 | 合计 | 总额 | 一共 | 总共 | 实付 | total | sum | altogether
小计 | subtotal
余额 | 剩余 | balance
账单 | 水费 | 电费 | bill | invoice | amount due | due
房租 | 租金 | rent
押金 | 定金 | deposit
到账 | 入账 | 退回 | 原路退回 | credited
退款 | 退钱 | refund | money back
退货 | 退换 | return | returns
付款 | 支付 | 缴费 | payment | pay | paid
购物车 | 篮子 | cart | basket | bag
商品 | 产品 | 宝贝 | 货品 | product | item | goods | products | items
杯子 | 马克杯 | cup | mug
规格 | 型号 | 款式 | 尺码 | 尺寸 | 版本 | spec | option | size | variant | model
口味 | 味道 | flavour | flavor | taste
颜色 | 色 | colour | color
品牌 | 牌子 | brand | make
重量 | 净含量 | 多重 | weight | net weight
许可证 | 证号 | 许可 | license | licence | permit
文号 | 字号 | 发文字号 | 编号 | 号 | document number | reference number
落款 | 署名 | 发布单位 | 单位 | 机关 | signed | issued by
发布 | 公布 | 印发 | 发文 | 发表 | 刊登 | published | issued | posted | released | release
通知 | 公告 | 通告 | 告示 | notice | announcement
版权 | 版权所有 | copyright | ©
平台 | 网站 | 系统 | platform | site
上线 | 在线 | 运行 | online | running | up
下线 | 离线 | 掉线 | 宕机 | offline | down
机器 | 主机 | 服务器 | 节点 | 实例 | machine | host | server | instance | node
内存 | memory | ram
处理器 | 负载 | cpu | processor | load
心跳 | 最近心跳 | heartbeat | last seen
告警 | 报警 | 警报 | 预警 | alert | alarm | warning | alerts
ip | ip地址 | 内网地址 | 外网地址 | 地址 | address | ip address
端口 | port
超时 | timeout | time out | timeouts
默认 | 缺省 | default
命令 | 指令 | command | run | cli
运行 | 启动 | 开始 | 执行 | start | starts | run | launch | begin
处理 | 已处理 | 行 | processed | rows | row | handled
保存 | 存为 | save | save as | saved
文件 | 档案 | 文档 | file | document
文件夹 | 目录 | folder | directory
表格 | 电子表格 | 工作表 | spreadsheet | table | xlsx | csv | sheet
视频 | 影片 | 录像 | video | movie | mp4 | clip
图片 | 照片 | 图像 | picture | image | photo | tif | tiff | png | jpg | jpeg
音频 | 音乐 | 歌曲 | audio | music | mp3 | song
代码 | 脚本 | 程序 | code | script | program | python | py
未读 | 新消息 | unread | inbox | new messages
收件箱 | 邮箱 | inbox | mailbox
邮件 | 来信 | 信 | mail | email | message
附件 | attachment | attached | attachments
成员 | 人数 | 群成员 | 人 | members | people | participants
用户 | 会员 | 顾客 | 客户 | user | customer | member | client
客人 | 旅客 | 乘客 | guest | passenger | traveller
老师 | 教师 | 班主任 | teacher
学生 | 同学 | 孩子 | student | pupil | child
会议 | 开会 | 例会 | 家长会 | meeting | conference | meet | meets
日程 | 安排 | 活动 | event | appointment | agenda | schedule
生日 | 出生日期 | birthday | date of birth
城市 | 市 | 所在城市 | 地区 | 镇 | city | town | location | area
国家 | 地区 | country | region | nation
街道 | 路 | 街 | 地址 | street | road | avenue | address
省 | 州 | province | state
镇 | 城镇 | 乡镇 | town | towns
学校 | 学院 | 大学 | school | academy | college | university
部门 | 科室 | 处室 | department | division | team
皮肤 | 皮肤科 | skin | dermatology
牙 | 牙科 | 口腔 | 口腔科 | 牙医 | dentist | dental | tooth | teeth
眼睛 | 眼科 | 眼 | eye | eyes | ophthalmology
儿童 | 儿科 | 小儿 | children | kids | child | pediatrics | paediatrics
骨 | 骨科 | 骨折 | bone | bones | orthopedics | orthopaedics
心脏 | 心血管 | 心内科 | heart | cardiology | cardiac
脑 | 神经 | 神经内科 | brain | nerve | neurology
肠胃 | 消化 | 消化内科 | 胃 | stomach | digestive | gastroenterology
呼吸 | 肺 | 呼吸内科 | lung | lungs | breathing | respiratory
急诊 | 急救 | 重症 | icu | emergency | intensive care | intensive
医生 | 大夫 | 医师 | doctor | dr | physician
护士 | 护理 | nurse | nursing
兽医 | 宠物 | vet | veterinary | pet
擅长 | 专长 | 主治 | 看 | specialises | specializes | specialty | expertise | treats
职称 | 头衔 | 主任医师 | 副主任医师 | 主治医师 | 教授 | 工程师 | title | rank
职位 | 岗位 | 工作 | 招聘 | 岗 | job | position | role | vacancy | opening | jobs
兼职 | 非全职 | part time | part-time
全职 | full time | full-time
公司 | 单位 | 企业 | 雇主 | 有限公司 | company | employer | firm | organisation | organization
经验 | 资历 | experience
半径 | 范围 | 以内 | 英里 | radius | within | miles | range
搜索 | 搜 | 检索 | 查询 | search | searched | query
结果 | 搜到 | 找到 | 条结果 | results | result | found | find | matches
热搜 | 大家都在搜 | 热门 | 排行 | trending | top searches | popular
门票 | 票价 | 票 | ticket | tickets | fare | admission
高铁 | 动车 | high-speed train | train
自驾 | 开车 | driving | drive | car
停车 | 车位 | 停 | 地下车库 | parking | park | garage
证件 | 身份证 | 证明 | id | identity card | passport | papers
限行 | 禁行 | traffic restriction | restricted | restrictions
电动车 | 新能源 | 新能源汽车 | 电车 | electric vehicle | electric car | ev
限制 | 受限 | 限 | restricted | limit | limited
结束 | 截止 | 到期 | 为止 | 至 | end | ends | until | expire | finish | due
开始 | 起始 | 起 | 自 | start | starts | begin | begins | from | since
年付 | 按年 | 包年 | 年费 | yearly | annual | annually | per year | a year
月付 | 按月 | 包月 | monthly | per month
套餐 | 方案 | 计划 | plan | plans | package
用户名 | 昵称 | 账号 | 账户 | username | user name | nickname | account
验证码 | 短信验证码 | 校验码 | verification code | code | captcha
重发 | 重新获取 | 重新发送 | 再次发送 | 再发 | resend | send again
注册 | 没有账号 | 创建账户 | 新用户 | sign up | register | create an account | account | new here
忘记密码 | 重置密码 | 找回密码 | forgot password | reset password
自动登录 | 记住我 | 免登录 | remember me | stay signed in | keep me signed in
恢复 | 撤销 | 还原 | 撤回 | 找回 | undo | undone | restore | recover | revert | reversible
删除 | 删掉 | 移除 | 清除 | delete | deleted | remove | removes | removed | lost | lose | erase
确认 | 确定 | confirm | confirmation
好处 | 奖励 | 福利 | 可得 | 得 | 获得 | 返 | 赠 | 送 | benefit | reward | bonus | get | earn | perk
错误 | 报错 | 失败 | 不正确 | error | failed | failure | wrong | incorrect | fault
失败 | 未通过 | 没成功 | failed | fail | failure | unsuccessful
成功 | 通过 | 完成 | success | succeeded | passed | ok | completed
原因 | 因为 | 由于 | 为什么 | reason | because | due to | cause | why
减少 | 降低 | 更少 | 间隔 | reduced | reduce | less often | fewer | every
增加 | 增长 | 上涨 | 涨 | 提高 | increase | growth | rise | up
下降 | 减少 | 跌 | 降 | decrease | decline | drop | down
收入 | 营收 | 营业额 | 销售额 | revenue | sales | turnover | income
利润 | 盈利 | profit | earnings
成本 | 支出 | 开支 | 花费 | cost | expense | spending
电话支持 | 电话客服 | phone support
版本 | 版本号 | 当前版本 | version | release
温度 | 气温 | 度 | temperature | degrees
湿度 | humidity
天气 | 预报 | weather | forecast
下雨 | 降雨 | 降水 | 雨 | rain | precipitation
风 | 风力 | 风速 | wind
空气 | 空气质量 | air quality | aqi
步数 | 步 | steps
心率 | 脉搏 | heart rate | pulse | bpm
睡眠 | 睡 | sleep | slept
热量 | 卡路里 | 千卡 | calories | kcal | energy
食材 | 配料 | 原料 | 用料 | ingredients
步骤 | 做法 | steps | instructions | method
课程 | 课 | course | class | lesson
书 | 图书 | 书名 | 读书会 | 读 | book | books | title | reading
读书会 | 图书会 | 书友会 | book club
图书馆 | library
馆藏 | 藏书 | titles | collection
下个月 | 次月 | next month
上个月 | last month
本月 | 这个月 | 一个月 | 月 | this month | monthly
今天 | 今日 | today
明天 | 明日 | tomorrow | next day | next-day
昨天 | 昨日 | yesterday
早餐 | 早饭 | breakfast
午餐 | lunch
晚餐 | 晚饭 | dinner
入住 | check-in | check in
退房 | 离店 | check-out | check out
房间 | 客房 | 房型 | room
宠物 | 猫 | 狗 | pets | pet | dog | cat
儿童 | 小孩 | 孩子 | 婴儿 | children | kids | child | baby
无线网 | 网络 | wifi | wi-fi | wireless
语言 | 语种 | language
时区 | time zone | timezone
主题 | 话题 | 标题 | 关于 | subject | topic | about
简介 | 介绍 | 描述 | 说明 | description | about | intro
名字 | 名称 | 姓名 | 叫 | name | called | named
年龄 | 岁 | 多大 | age | years old
性别 | gender | sex
电话 | 手机 | 手机号 | 热线 | phone | telephone | mobile | call | tel
邮箱 | 电子邮箱 | email | e-mail | mail
网址 | 链接 | 官网 | website | url | link
营业 | 开门 | 开放 | 营业时间 | opening hours | open | opens | hours
关门 | 打烊 | closes | close | closing
取号 | 叫号 | 排队 | queue | ticket number
爽约 | 失约 | 不来 | 缺席 | no-show | no show | miss
审核 | 审批 | 批准 | review | approve | approval | approved
状态 | 进度 | status | state | progress
优先级 | 紧急 | priority | urgent
任务 | 待办 | 工单 | task | todo | ticket | issue
项目 | 工程 | project
团队 | 小组 | 组 | team | group
群 | 群聊 | 群组 | group | chat | group chat
等级 | 级别 | 级 | level | grade | tier
数量 | 件数 | 个数 | quantity | qty | number | count
构建 | 编译 | 打包 | build
部署 | 发布 | 上线 | deploy | deployment | release | deployed
分支 | branch
提交 | 提交记录 | commit | submit | submitted
测试 | 用例 | test | tests
"""


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    groups = [tuple(name.strip() for name in line.split(" | ")) for line in _RELATED.strip().splitlines()]
    table: dict[str, dict[str, None]] = {}
    for names in (*groups, *concept_groups()):
        for name in names:
            table.setdefault(fold(name).packed, {}).update(dict.fromkeys(names))
    return {name: tuple(found) for name, found in table.items()}


@lru_cache(maxsize=4096)
def related(word: str) -> tuple[str, ...]:
    """All names that stand in a group with the word, the word's own spelling included; empty for unknown words."""
    return _table().get(fold(word).packed, ())


@lru_cache(maxsize=1)
def longest() -> int:
    """Letters of the longest known name."""
    return max(map(len, _table()))
