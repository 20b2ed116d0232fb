"""How the questions of each rule are asked, and answered in references: several ways, Chinese and English.

{names} is the list of what is right, {answer} its first member, {other} its second; the rest are the rule's slots.
"""

from __future__ import annotations

STATE_WORDS = {
    "checked": {True: {"zh": "已勾选", "en": "ticked"}, False: {"zh": "没有勾选", "en": "not ticked"}},
    "on": {True: {"zh": "已开启", "en": "on"}, False: {"zh": "已关闭", "en": "off"}},
    "selected": {True: {"zh": "已选中", "en": "selected"}, False: {"zh": "没有选中", "en": "not selected"}},
    "disabled": {True: {"zh": "已禁用", "en": "disabled"}, False: {"zh": "没有禁用", "en": "not disabled"}},
    "required": {True: {"zh": "必填", "en": "required"}, False: {"zh": "不是必填", "en": "not required"}},
}
# icon -> how it looks (zh, en), and words of which one must be in a right explanation.
ICONS: dict[str, tuple[str, str, list[str]]] = {
    "bell": ("铃铛", "bell", ["通知", "消息", "提醒", "notification", "alert", "message"]),
    "search": ("放大镜", "magnifying glass", ["搜索", "查找", "查询", "search", "find", "look"]),
    "settings": ("齿轮", "gear", ["设置", "配置", "选项", "setting", "configur", "preference"]),
    "trash": ("垃圾桶", "bin", ["删除", "移除", "清除", "delete", "remov", "discard"]),
    "delete": ("垃圾桶", "bin", ["删除", "移除", "清除", "delete", "remov", "discard"]),
    "heart": ("心形", "heart", ["收藏", "喜欢", "点赞", "favo", "like", "wish"]),
    "cart": ("购物车", "shopping cart", ["购物车", "加购", "cart", "basket"]),
    "help": ("问号", "question mark", ["帮助", "说明", "help", "support"]),
    "mail": ("信封", "envelope", ["邮件", "消息", "信", "mail", "message", "inbox"]),
    "refresh": ("环形箭头", "circular arrow", ["刷新", "重新", "更新", "refresh", "reload", "updat"]),
    "close": ("叉号", "cross", ["关闭", "取消", "退出", "close", "dismiss", "cancel"]),
    "menu": ("三条横线", "three lines", ["菜单", "导航", "侧边栏", "menu", "navigation", "sidebar"]),
    "download": ("向下箭头进托盘", "downward arrow", ["下载", "导出", "download", "export", "sav"]),
    "share": ("分享", "share", ["分享", "转发", "share", "send"]),
    "star": ("星星", "star", ["收藏", "评分", "标星", "星标", "favo", "star", "rat", "bookmark"]),
    "camera": ("相机", "camera", ["拍照", "相机", "拍摄", "camera", "photo", "picture"]),
    "image": ("图片", "picture", ["图片", "照片", "image", "picture", "photo"]),
    "microphone": ("麦克风", "microphone", ["麦克风", "语音", "录音", "静音", "mic", "voice", "mute", "record"]),
    "globe": ("地球", "globe", ["语言", "地区", "language", "region"]),
    "moon": ("月亮", "moon", ["深色", "夜间", "暗", "主题", "dark", "night", "theme"]),
}
LIST_ZH, LIST_EN = ["{names}。", "有{names}，共 {n} 个。"], ["{names}.", "There are {n}: {names}."]
YES_ZH, YES_EN = ["“{name}”{answer}。", "{answer}。"], ['"{name}" is {other}.', "It is {other}."]


def _lists(zh: str, en: str) -> dict[str, list[str]]:
    return {
        "zh": [
            f"页面上有哪些{zh}？",
            f"把这个页面的{zh}都列出来",
            f"这里能看到的{zh}分别叫什么？",
            f"图里有几个{zh}，都是什么？",
        ],
        "en": [
            f"Which {en} are on this page?",
            f"List all the {en}.",
            f"What are the {en} called?",
            f"Name every one of the {en} you can see",
        ],
        "answer_zh": [f"页面包含{{names}}共 {{n}} 个{zh}。", "有{names}。"],
        "answer_en": [f"The page has {{n}} {en}: {{names}}.", "{names}."],
    }


def _counts(zh: str, en: str) -> dict[str, list[str]]:
    return {
        "zh": [f"一共有多少个{zh}？", f"数一下页面上的{zh}", f"{zh}有几个", f"这个界面里{zh}的数量是多少？"],
        "en": [
            f"How many {en} are there?",
            f"Count the {en} on this page.",
            f"What is the number of {en} here?",
            f"how many {en} do you see",
        ],
        "answer_zh": [f"共有 {{answer}} 个{zh}。", "{answer} 个。"],
        "answer_en": [f"There are {{answer}} {en}.", "{answer}."],
    }


def _said(zh: list[str], en: list[str], answer_zh: list[str], answer_en: list[str]) -> dict[str, list[str]]:
    return {"zh": zh, "en": en, "answer_zh": answer_zh, "answer_en": answer_en}


WORDINGS: dict[str, dict[str, list[str]]] = {
    "list_button": _lists("带文字的按钮", "buttons with a text label"),
    "list_tab": _lists("标签页", "tabs"),
    "list_checkbox": _lists("复选框", "checkboxes"),
    "list_radio": _lists("单选项", "radio options"),
    "list_switch": _lists("开关", "switches"),
    "list_fields": _lists("有标签的输入项", "labelled fields"),
    "count_checkbox": _counts("复选框", "checkboxes"),
    "count_radio": _counts("单选按钮", "radio buttons"),
    "count_switch": _counts("开关", "toggle switches"),
    "count_tab": _counts("标签页", "tabs"),
    "count_slider": _counts("滑块", "sliders"),
    "count_textbox": _counts("文本输入框", "text boxes"),
    "count_card": _counts("卡片", "cards"),
    "count_button": _counts("按钮", "buttons"),
    "required_fields": _said(
        ["哪些输入项是必填的？", "提交前必须填什么？", "带星号必填的有哪几项", "这个表单里哪些不能空着？"],
        ["Which fields are required?", "What must be filled in before submitting?", "which ones can't be left empty", "List the mandatory fields."],
        ["必填项有{names}。", "{names}是必填的。"],
        ["The required fields are {names}.", "{names}."],
    ),
    "is_checked": _said(
        ["“{name}”勾选了吗？", "{name}这一项是不是打了勾？", "“{name}”{thing_zh}现在是选中状态吗", "请问“{name}”有没有勾上？"],
        ["Is \"{name}\" checked?", "Has the {thing_en} \"{name}\" been ticked?", "is {name} ticked", "Is there a tick in front of \"{name}\"?"],
        YES_ZH, YES_EN,
    ),
    "is_checked_switch": _said(
        ["“{name}”开着吗？", "“{name}”这个开关是打开的吗？", "{name}启用了没有", "请看一下“{name}”是不是开启状态"],
        ["Is \"{name}\" switched on?", "Is the \"{name}\" toggle on?", "is {name} enabled", "Has \"{name}\" been turned on?"],
        YES_ZH, YES_EN,
    ),
    "is_selected": _said(
        ["当前选中的是“{name}”吗？", "“{name}”是选中状态吗", "“{name}”这个{thing_zh}被选中了吗？"],
        ["Is \"{name}\" selected?", "Is the {thing_en} \"{name}\" the selected one?", "is {name} the active one"],
        YES_ZH, YES_EN,
    ),
    "is_disabled": _said(
        ["“{name}”{thing_zh}被禁用了吗？", "“{name}”{thing_zh}是灰的、不能用吗？", "{name}{thing_zh}是不是禁用状态"],
        ["Is the \"{name}\" {thing_en} disabled?", "Is \"{name}\" greyed out?", "is the {name} {thing_en} unavailable"],
        YES_ZH, YES_EN,
    ),
    "is_required": _said(
        ["“{name}”必须填吗？", "{name}是必填项吗", "“{name}”这一栏是必填的吗？"],
        ["Is \"{name}\" required?", "Is {name} a mandatory field?", "do I have to fill in {name}"],
        YES_ZH, YES_EN,
    ),
    "which_tab": _said(
        ["现在选中的是哪个标签页？", "当前停留在哪个选项卡？", "哪个标签是激活的"],
        ["Which tab is selected?", "What is the active tab?", "which tab am I on"],
        ["当前选中的是“{answer}”。", "{answer}。"], ["The selected tab is \"{answer}\".", "{answer}."],
    ),
    "which_checked": _said(
        ["哪些复选框已经勾上了？", "打了勾的有哪些？", "已选中的复选框是哪几个"],
        ["Which checkboxes are ticked?", "What has been checked?", "which boxes have a tick"],
        ["已勾选的有{names}。", "{names}。"], ["{names} is ticked.", "{names}."],
    ),
    "which_on": _said(
        ["哪些开关是打开的？", "现在开着的是哪几个开关？", "列出处于开启状态的开关"],
        ["Which switches are on?", "What is switched on?", "which toggles are enabled"],
        ["打开的开关有{names}。", "{names}。"], ["{names} is on.", "{names}."],
    ),
    "which_radio": _said(
        ["单选项里选的是哪个？", "现在选了哪一个选项？", "被选中的单选按钮是"],
        ["Which radio option is selected?", "What is the chosen option?", "which radio button is picked"],
        ["选中的是“{answer}”。", "{answer}。"], ["\"{answer}\" is selected.", "{answer}."],
    ),
    "which_disabled": _said(
        ["哪些按钮是禁用的？", "有没有点不了的按钮，是哪个？", "灰掉不能点的按钮是哪些"],
        ["Which buttons are disabled?", "What can't be clicked at the moment?", "which button is greyed out"],
        ["禁用的按钮有{names}。", "{names}。"], ["{names} is disabled.", "{names}."],
    ),
    "icon_for": _said(
        ["那个{looks_zh}图标的按钮是干什么的？", "点{looks_zh}形状的图标会怎么样？", "{looks_zh}图标代表什么功能"],
        ["What is the {looks_en} icon for?", "What happens if I click the {looks_en} icon?", "what does the button with a {looks_en} do"],
        ["用于{answer}。", "点击后可以{answer}。"], ["It is for {other}.", "It opens {other}."],
    ),
    "count_rows": _said(
        ["除去表头，表格有几行？", "表里一共多少条记录？", "这个表格列出了多少行数据"],
        ["How many rows does the table have, not counting the header?", "How many records are in the table?", "number of data rows in the table?"],
        ["表格有 {answer} 行数据。", "{answer} 行。"], ["The table has {answer} rows.", "{answer}."],
    ),
    "column_names": _said(
        ["表格有哪些列？", "表头分别写了什么？", "把各列的名字列出来"],
        ["What columns does the table have?", "Name the column headers.", "what are the table's headings"],
        ["表格的列有{names}。", "{names}。"], ["The columns are {names}.", "{names}."],
    ),
    "look_up": _said(
        ["{row}的{column}是什么？", "表格里“{row}”那一行，“{column}”一列写的是什么？", "查一下{row}对应的{column}", "“{row}”的{column}是多少"],
        ["What is the {column} of {row}?", "In the row of \"{row}\", what does the column \"{column}\" say?", "look up {column} for {row}", "{row}: {column}?"],
        ["“{row}”的{column}是{answer}。", "{answer}。"], ["The {column} of {row} is {answer}.", "{answer}."],
    ),
    "largest": _said(
        ["哪一行的{column}最大？请说出它的{key}", "{column}最高的是哪个{key}？", "按{column}比，最多的{key}是哪个"],
        ["Which {key} has the largest {column}?", "What is the {key} with the highest {column}?", "{column} is biggest for which {key}?"],
        ["{column}最大的是{answer}（{other}）。", "{answer}。"], ["{answer} has the largest {column}, {other}.", "{answer}."],
    ),
    "smallest": _said(
        ["哪一行的{column}最小？请说出它的{key}", "{column}最低的是哪个{key}？", "按{column}比，最少的{key}是哪个"],
        ["Which {key} has the smallest {column}?", "What is the {key} with the lowest {column}?", "{column} is lowest for which {key}?"],
        ["{column}最小的是{answer}（{other}）。", "{answer}。"], ["{answer} has the smallest {column}, {other}.", "{answer}."],
    ),
    "menu_top": _said(
        ["顶部导航栏有哪些项？", "页面最上面的菜单里都有什么？", "列出顶栏的导航链接"],
        ["What is in the top navigation bar?", "Which items does the menu at the top have?", "list the links in the top nav"],
        ["顶部导航有{names}。", "{names}。"], ["The top navigation has {names}.", "{names}."],
    ),
    "menu_side": _said(
        ["左侧菜单有哪些项？", "侧边栏里都有什么？", "列出侧边导航的各个条目"],
        ["What is in the side menu?", "Which entries does the sidebar have?", "list the items on the left"],
        ["侧边栏有{names}。", "{names}。"], ["The sidebar has {names}.", "{names}."],
    ),
    "current_top": _said(
        ["顶部导航当前选中的是哪一项？", "顶栏菜单里高亮的是什么？"],
        ["Which item of the top navigation is active?", "What is highlighted in the menu at the top?"],
        ["当前选中的是“{answer}”。", "{answer}。"], ["\"{answer}\" is active.", "{answer}."],
    ),
    "current_side": _said(
        ["侧边栏当前选中的是哪一项？", "左边菜单里高亮的是什么？"],
        ["Which entry of the side menu is selected?", "What is highlighted in the sidebar?"],
        ["当前选中的是“{answer}”。", "{answer}。"], ["\"{answer}\" is selected.", "{answer}."],
    ),
    "dialog_buttons": _said(
        ["弹窗里有哪些按钮？", "这个对话框可以点哪几个按钮？", "弹出的框里的按钮分别是"],
        ["Which buttons are in the dialog?", "What buttons does the pop-up offer?", "buttons in the popup?"],
        ["弹窗里有{names}。", "{names}。"], ["The dialog has {names}.", "{names}."],
    ),
    "card_buttons": _said(
        ["“{head}”这一块里有哪些按钮？", "{head}下面有什么按钮", "“{head}”卡片上的按钮是哪几个？"],
        ["Which buttons are under \"{head}\"?", "What buttons does the \"{head}\" card have?", "buttons in the {head} section?"],
        ["“{head}”里有{names}。", "{names}。"], ["Under \"{head}\" there are {names}.", "{names}."],
    ),
    "title": _said(
        ["页面的大标题是什么？", "这一页的主标题写的什么？", "标题是啥"],
        ["What is the main heading of this page?", "What does the page title say?", "what's the headline"],
        ["页面的标题是“{answer}”。", "{answer}。"], ["The main heading is \"{answer}\".", "{answer}."],
    ),
    "dialog_title": _said(
        ["弹窗的标题是什么？", "对话框顶上写着什么标题？"],
        ["What is the title of the dialog?", "What heading does the pop-up have?"],
        ["弹窗的标题是“{answer}”。", "{answer}。"], ["The dialog's title is \"{answer}\".", "{answer}."],
    ),
    "content": _said(
        ["{name}填的是什么？", "“{name}”一栏现在的内容是？", "看看{name}里写了什么", "{name}写的是什么？"],
        ["What is filled in for {name}?", "What does the field \"{name}\" contain?", "value of {name}?", "What is the {name}?"],
        ["{name}填的是“{answer}”。", "{answer}。"], ["The {name} is \"{answer}\".", "{answer}."],
    ),
    "hint": _said(
        ["{name}输入框里的提示文字是什么？", "“{name}”里灰色的占位文字写了什么？"],
        ["What is the placeholder of the {name} field?", "What hint is shown inside \"{name}\"?"],
        ["提示文字是“{answer}”。", "{answer}。"], ["The placeholder is \"{answer}\".", "{answer}."],
    ),
    "only_email": _said(
        ["页面上的邮箱地址是什么？", "上面写的 email 是哪个"],
        ["What e-mail address is shown?", "which email is on the page"],
        ["邮箱地址是 {answer}。", "{answer}"], ["The e-mail address is {answer}.", "{answer}"],
    ),
    "only_date": _said(
        ["页面上出现的日期是哪天？", "上面写的日期是什么"],
        ["What date is shown on the page?", "which date can be seen"],
        ["日期是 {answer}。", "{answer}"], ["The date is {answer}.", "{answer}"],
    ),
    "only_price": _said(
        ["页面上的金额是多少？", "页面里提到的钱数是多少"],
        ["What amount of money is shown?", "How much money is mentioned?"],
        ["金额是 {answer}。", "{answer}"], ["The amount is {answer}.", "{answer}"],
    ),
    "only_percent": _said(
        ["页面上的百分比是多少？", "显示的百分数是"],
        ["What percentage is shown?", "which percentage can be seen"],
        ["百分比是 {answer}。", "{answer}"], ["It is {answer}.", "{answer}"],
    ),
    "sentence": _said(
        ["以“{start}”开头的那句话完整写的是什么？", "念一下“{start}”开头的那行文字", "“{start}……”后面怎么写的？请引用整句"],
        ["What does the sentence that starts with \"{start}\" say?", "Read out the line beginning with \"{start}\".", "quote the full sentence starting \"{start}\""],
        ["“{answer}”", "{answer}"], ["\"{answer}\"", "{answer}"],
    ),
    "which_has_button": _said(
        ["哪张图里有“{name}”按钮？", "“{name}”这个按钮出现在第几张图？", "两张截图中，哪一张有“{name}”按钮"],
        ["Which picture has a \"{name}\" button?", "In which of the two screenshots is there a button \"{name}\"?", "which one has the {name} button"],
        ["{answer}图里有“{name}”按钮。", "{answer}。"], ["{other} picture has the \"{name}\" button.", "{other} one."],
    ),
    "which_has_heading": _said(
        ["标题“{name}”在哪张图里？", "哪一张截图里有“{name}”这个标题？"],
        ["Which picture has the heading \"{name}\"?", "In which screenshot is the title \"{name}\"?"],
        ["{answer}图里有“{name}”。", "{answer}。"], ["{other} picture has the heading \"{name}\".", "{other} one."],
    ),
    "same": _said(
        ["这两张图有什么区别？", "对比一下两张截图，哪里变了？", "两张图一样吗？"],
        ["What is different between these two pictures?", "Compare the two screenshots: what changed?", "are these two the same"],
        ["两张图没有区别。", "两张图完全相同。"], ["There is no difference between the two pictures.", "They are identical."],
    ),
}  # fmt: skip
