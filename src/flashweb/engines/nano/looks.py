# ruff: noqa: E501 - one icon a line reads better unbroken
"""What icons look like, in the words of people who do not know what they are for: "the gear", "那个三条横线"."""

from __future__ import annotations

from functools import lru_cache

from flashweb.engines.nano.matching import fold

_LOOKS = """
search | 放大镜, magnifying glass, magnifier, loupe, looking glass
settings | 齿轮, 小齿轮, gear, cog, cogwheel, gear wheel
menu | 三条横线, 三条线, 三横线, 三道杠, 三横, 汉堡, 三条杠, three lines, three bars, three horizontal lines, hamburger, hamburger menu, lines
more | 三个点, 省略号, 三点, 三个圆点, three dots, dots, ellipsis
more-vertical | 三个点, 竖着的三个点, 三点, three dots, three vertical dots, dots, kebab
bell | 铃铛, 小铃铛, 铃, bell
delete | 垃圾桶, 垃圾箱, 废纸篓, 回收站, bin, trash can, trash, rubbish bin, dustbin, garbage can, wastebasket
edit | 铅笔, 笔, 小笔, pencil, pen
home | 房子, 小房子, 屋子, house, little house
user | 小人, 人像, 人头, 人形, 头像, person, head, silhouette, figure, human, avatar
users | 两个人, 几个人, 多个人, two people, two persons, several people
heart | 心, 爱心, 心形, 红心, heart
star | 星星, 五角星, 星形, 星号, 星, star
star-filled | 星星, 五角星, 实心星星, 星, star, filled star
cart | 购物车, 小推车, 推车, shopping cart, trolley, cart
bag | 购物袋, 袋子, 包, bag, shopping bag
help | 问号, 圆圈问号, question mark, question
info | 感叹号, 圆圈 i, 字母 i, letter i, small i, i in a circle
warning | 三角感叹号, 三角形, 感叹号, 三角形感叹号, triangle, exclamation mark, warning triangle
mail | 信封, envelope, letter
refresh | 环形箭头, 圆形箭头, 转圈的箭头, 循环箭头, 旋转箭头, circular arrow, round arrow, circle arrow, arrows in a circle, circling arrows
close | 叉, 叉号, 叉叉, 小叉, 打叉, ×, x, cross
close-circle | 圆圈叉, 叉, 叉号, 带圈的叉, cross, x in a circle
check | 对勾, 勾, 对号, 打勾, tick, check mark, checkmark
check-circle | 圆圈对勾, 对勾, 对号, tick in a circle, check mark, tick
plus | 加号, 十字, 加, +, plus, plus sign
minus | 减号, 横线, 减, -, minus, minus sign
download | 向下箭头进托盘, 向下的箭头, 向下箭头, 下箭头, downward arrow, down arrow, arrow pointing down, arrow into a tray
upload | 向上箭头, 向上的箭头, 上箭头, upward arrow, up arrow, arrow pointing up
external | 方框箭头, 方框里的箭头, 斜箭头, arrow out of a box, box with an arrow, square with an arrow
share | 三个点连线, 三个相连的点, 连线的三个点, connected dots, three connected dots
link | 链条, 锁链, 链子, chain, chain link
copy | 两个方块, 两个重叠的方块, 重叠的方框, 两张纸, two squares, overlapping squares, two sheets, two overlapping squares
save | 软盘, 磁盘, floppy, floppy disk, disk, diskette
print | 打印机, printer
send | 纸飞机, 飞机, paper plane, paper aeroplane, paper airplane
bookmark | 书签, 丝带, ribbon, bookmark
camera | 相机, 照相机, camera
image | 图片, 山和太阳, 风景, picture, mountains, landscape
video | 摄像机, 摄影机, video camera, camcorder
play | 三角, 三角形, 播放键, triangle, play triangle
pause | 两条竖线, 双竖线, two bars, two vertical bars
volume | 喇叭, 扬声器, 小喇叭, speaker, loudspeaker
mute | 划掉的喇叭, 静音喇叭, crossed-out speaker, speaker with a line
microphone | 麦克风, 话筒, microphone, mic
calendar | 日历, calendar
clock | 时钟, 钟表, 钟, clock, watch
history | 带箭头的时钟, 回转时钟, clock with an arrow
location | 定位, 水滴, 图钉, 地标, 大头针, map pin, pin, marker, teardrop
globe | 地球, 地球仪, 球, globe, earth, world
lock | 锁, 小锁, 挂锁, padlock, lock
unlock | 开着的锁, 打开的锁, open lock, open padlock
key | 钥匙, key
eye | 眼睛, 小眼睛, eye
eye-off | 划掉的眼睛, 闭着的眼睛, 眼睛, crossed-out eye, closed eye, eye with a line, eye
filter | 漏斗, funnel
sort | 上下箭头, 两个箭头, up and down arrows, two arrows, arrows
list | 列表, 三行, bullet list, rows
grid | 九宫格, 四个方块, 方格, 田字格, 小方块, four squares, nine dots, squares, grid of squares
tag | 吊牌, 标签, price tag, label
gift | 礼物盒, 礼盒, gift box, present
truck | 卡车, 货车, 车, truck, lorry, van
package | 箱子, 纸箱, 盒子, cardboard box, box, parcel
file | 纸, 一张纸, 文件, sheet of paper, page, paper
folder | 文件夹, folder
attachment | 回形针, 曲别针, 别针, paperclip, paper clip
cloud | 云, 云朵, cloud
chart-bar | 柱状图, 柱子, 条形, bars, bar chart
chart-line | 折线, 曲线, 折线图, line going up, rising line, line chart
chart-pie | 饼图, 圆饼, pie, pie chart
dashboard | 仪表盘, 表盘, gauge, dial, speedometer
thumb-up | 大拇指, 竖大拇指, 拇指, thumb, thumbs up
thumb-down | 朝下的大拇指, thumbs down
flag | 旗子, 小旗, 旗, 旗帜, flag
pin | 图钉, 大头钉, pushpin, thumbtack
smile | 笑脸, 表情, smiley, smiley face, smiling face, face
sun | 太阳, sun
moon | 月亮, 弯月, 月牙, moon, crescent, crescent moon
fire | 火焰, 火, 火苗, flame, fire
trophy | 奖杯, cup, trophy
shield | 盾牌, 盾, shield
headset | 耳机, 耳麦, headphones, headset
phone | 电话, 听筒, 电话听筒, handset, telephone, receiver
mobile | 手机, smartphone, mobile phone
message | 对话气泡, 气泡, 聊天气泡, speech bubble, chat bubble, bubble
comment | 对话气泡, 气泡, speech bubble, chat bubble, bubble
inbox | 托盘, 收件盘, tray
logout | 门和箭头, 箭头出门, 出门, door, arrow out of a door, door with an arrow
login | 箭头进门, arrow into a door
sliders | 滑杆, 调节杆, 推子, sliders
fullscreen | 四个角, 向外的箭头, 四角箭头, four corners, arrows pointing outwards, expand arrows
fullscreen-exit | 向内的箭头, arrows pointing inwards
zoom-in | 带加号的放大镜, magnifying glass with a plus
zoom-out | 带减号的放大镜, magnifying glass with a minus
undo | 向左弯的箭头, 回转箭头, curved arrow to the left, arrow curving left
redo | 向右弯的箭头, curved arrow to the right, arrow curving right
reply | 向左的弯箭头, curved arrow, arrow curving left
arrow-left | 左箭头, 向左的箭头, 向左箭头, left arrow, arrow pointing left, arrow to the left
arrow-right | 右箭头, 向右的箭头, 向右箭头, right arrow, arrow pointing right, arrow to the right
arrow-up | 上箭头, 向上的箭头, 向上箭头, up arrow, arrow pointing up
arrow-down | 下箭头, 向下的箭头, 向下箭头, down arrow, arrow pointing down
chevron-left | 左箭头, 向左的箭头, 小于号, left arrow, arrow pointing left, less-than sign
chevron-right | 右箭头, 向右的箭头, 大于号, right arrow, arrow pointing right, greater-than sign
chevron-up | 上箭头, 向上的箭头, up arrow, arrow pointing up
chevron-down | 下箭头, 向下的箭头, 倒三角, down arrow, arrow pointing down
lightbulb | 灯泡, light bulb, bulb, lamp
rocket | 火箭, rocket
robot | 机器人, robot
magic | 魔法棒, 魔棒, 星光, sparkles, magic wand, wand
palette | 调色板, 画板, palette
code | 尖括号, angle brackets, brackets
terminal | 命令行, 终端, prompt, black window
bug | 虫子, 小虫, bug, insect
layers | 叠起来的方块, 图层, stack, stacked squares
book | 书, 书本, 打开的书, book, open book
graduation | 学士帽, 毕业帽, graduation cap, mortarboard
briefcase | 公文包, 手提箱, briefcase, suitcase
building | 大楼, 楼房, 楼, building
bank | 柱子房子, 银行, bank building, building with columns
qrcode | 二维码, QR code
scan | 取景框, 扫描框, 四角框, viewfinder
power | 电源, 开关机, 电源键, power symbol
wifi | 信号, 扇形信号, signal, waves
credit-card | 卡片, 银行卡, 信用卡, card
wallet | 钱包, wallet, purse
archive | 档案盒, 收纳盒, archive box, storage box
task | 清单, 打勾的清单, checklist, clipboard
music | 音符, note, musical note
film | 胶片, film strip
game | 手柄, 游戏手柄, gamepad, controller
leaf | 叶子, 树叶, leaf
pet | 爪印, 爪子, paw, paw print
"""


@lru_cache(maxsize=1)
def _by_icon() -> dict[str, frozenset[str]]:
    rows = (line.split(" | ") for line in _LOOKS.strip().splitlines())
    return {icon: frozenset(fold(name).packed or name.strip() for name in names.split(",")) for icon, names in rows}


def looks_like(icon: str, phrase: str) -> bool:
    """Whether people who see the icon may call it so."""
    return (fold(phrase).packed or phrase.strip()) in _by_icon().get(icon, frozenset())
