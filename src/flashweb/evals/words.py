"""Words of answers, Chinese and English: what denies, declines, guesses; roles; states; kinds of change; numerals.

Written from how people answer, without a look at how any engine words its answers.
"""

from __future__ import annotations

import re

DENIAL = re.compile(
    "没有|没(?=[找看见写提出显在能法用被])|未(?!来|读|付|完成|发货|处理|支付)|并非|不(?!同|过|仅|但|错|限|少于|断|"
    r"久|足)|无法|无(?=此|该|任何|相关)|"
    r"\b(?:no|not|none|nothing|nowhere|cannot|never|without|neither|nor)\b|n't\b"
)
DECLINE = re.compile(
    "没有?(?:找到|看到|看见|见到|发现|提到|提及|提供|显示|写明|写|说明|出现|标注|给出|列出|包含|展示|注明|告诉)|"
    "[未没](?:能|曾)?(?:找到|看到|提到|提及|提供|显示|写明|说明|出现|标注|给出|列出|包含|展示|注明|见)|"
    "(?:页面|图|截图|画面|图片|这里|上面|里|中|上)(?:也|并|都|根本)?(?:没有|没|无)(?!问题)|"
    "没有?在[^,。;]{0,8}(?:找到|看到|发现|提到)|"
    "找不到|看不到|看不出|看不见|无法|没法|没办法|不知道|不清楚|不确定|不存在|不得而知|不能(?:确定|判断|得知|看出|"
    "确认|回答)|"
    "(?:判断|分辨|辨认|推断|确定|回答|得出)不(?:了|出)|答不(?:了|上)|不足以|超出|并不(?:包含|显示|提供|存在)|"
    "不(?:包含|显示|提供|涉及)|"
    r"\b(?:cannot|can't|could not|couldn't|unable to|not able to) (?:be )?(?:tell|told|see|seen|determine|determined|"
    r"find|"
    r"found|know|known|say|answer|identify|read|infer|verify|confirm|make out|judge|provide)|"
    r"\b(?:does|do|did|is|are|was)(?:n't| not) (?:actually |explicitly |currently )?"
    "(?:show|say|mention|tell|state|contain|include|provide|display|list|give|indicate|reveal|specify|appear|have|"
    r"shown|"
    r"mentioned|stated|visible|displayed|given|listed|provided|specified|present|available|indicated|any\b|a\b|an\b|"
    r"on\b|"
    r"in\b|there|enough)|"
    r"\bthere (?:is|are|was|were|'s) (?:no|not|nothing|neither)|\bfound nothing\b|\bno (?:such|information|mention|"
    r"indication|sign|"
    r"way)\b|"
    r"\bnot (?:shown|mentioned|visible|stated|specified|given|on (?:the|this)|in (?:the|this)|available|listed|"
    r"possible|"
    r"enough|sure|clear)|\b(?:unknown|unclear|not sure|don't know|do not know|nowhere|nothing (?:on|in|here))\b|"
    r"^\s*(?:the |this )?(?:page|screen|screenshot|picture|image)\b[^.!?]{0,40}\b(?:no|nothing|neither)\b"
)
UNSURE = re.compile(
    "不清楚|不知道|不确定|看不(?:出|清)|(?:无法|没法|不能|难以)(?:判断|确定|得知|看出|确认|回答)|(?:判断|分辨|确定|"
    "回答)不(?:了|出)|"
    r"\b(?:cannot|can't|could not|couldn't|unable to) (?:be )?(?:tell|determine|say|see|know|answer|judge|confirm|"
    r"verify)|"
    r"\b(?:unclear|unsure|not sure|don't know|do not know|hard to (?:tell|say))\b"
)
GUESS = re.compile(
    r"(?:可能|大概|应该|估计|也许|或许|推测|猜测?|大约)(?:是|为|有|在)?[^。；;\n]{0,12}?[\d\"“‘「]|"
    r"\b(?:probably|likely|perhaps|maybe|presumably|my guess|i(?:'d| would) guess|might be|could be|i assume)\b"
    r"[^.;\n]{0,30}?[\d\"“‘]"
)
YES = re.compile(
    r"^\W*(?:是的?|对的?|有的?|可以|能|会|需要|要|正确|没错|确实|嗯|当然)(?!不|没|否)|"
    r"^\W*(?:yes|yep|yeah|correct|right|true|there is|there are|indeed|sure)\b(?! (?:no|not)\b)"
)
NO = re.compile(
    r"^\W*(?:不|没|否|未|无|并没|还没|尚未|错)|"
    r"^\W*(?:no|nope|not|false|incorrect|it isn't|it is not|it's not|they aren't|there is no|there are no|"
    r"there isn't|there "
    r"aren't)\b"
)
ROLES: dict[str, re.Pattern[str]] = {
    role: re.compile(pattern)
    for role, pattern in {
        "button": r"按钮|按键|\bbuttons?\b",
        "link": r"链接|超链接|\b(?:hyper)?links?\b",
        "textbox": r"输入框|文本框|文本域|字段|\b(?:text ?(?:box|field|area)|input|field)s?\b|\btextbox(?:es)?\b",
        "searchbox": r"搜索框|\bsearch (?:box|field|bar|input)\b|\bsearchbox\b",
        "combobox": r"下拉框|下拉选择|下拉菜单|下拉|选择框|\b(?:drop-?down|combo ?box|select)(?:s|es)?\b",
        "checkbox": r"复选框|勾选框|多选框|\bcheck ?box(?:es)?\b",
        "radio": r"单选框|单选按钮|单选项|\bradio(?: button)?s?\b",
        "switch": r"开关|\b(?:switch|toggle)(?:es|s)?\b",
        "slider": r"滑块|滑动条|滑杆|\bsliders?\b",
        "tab": r"标签页|选项卡|页签|\btabs?\b",
        "menuitem": r"菜单项|\bmenu (?:item|entr|option)\w*\b",
        "heading": r"标题|\b(?:heading|title)s?\b",
        "img": r"图片|图标|图像|\b(?:image|icon|picture)s?\b",
        "card": r"卡片|\bcards?\b",
        "alert": r"警告|提示条|\balerts?\b",
    }.items()
}
# What a role may also be called without a mistake.
KINDRED: dict[str, frozenset[str]] = {
    "button": frozenset({"img", "tab", "menuitem", "combobox"}),
    "link": frozenset({"menuitem", "tab", "button", "img"}),
    "searchbox": frozenset({"textbox"}),
    "textbox": frozenset({"searchbox", "combobox"}),
    "spinbutton": frozenset({"textbox"}),
    "combobox": frozenset({"textbox", "button"}),
    "radio": frozenset({"button", "tab"}),
    "switch": frozenset({"checkbox", "button"}),
    "tab": frozenset({"button", "link", "menuitem"}),
    "menuitem": frozenset({"link", "button", "tab"}),
    "treeitem": frozenset({"link", "menuitem"}),
    "img": frozenset({"button"}),
    "listitem": frozenset(ROLES),
}
# state -> (what says that it holds, what says that it does not); the latter is looked for first.
STATES: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    state: (re.compile(holds), re.compile(fails))
    for state, (holds, fails) in {
        "checked": (
            r"勾选|选中|勾上|打勾|打开|开启|开着|启用|已开|处于开|\b(?:checked|ticked|selected|enabled|on|active|"
            r"switched on)\b",
            "(?:未|没有?|没被|不是|非|取消|尚未)(?:被|处于)?(?:勾选|选中|勾上|打勾|打开|开启|启用|选|勾|开)|关闭|"
            r"关着|关了|停用|"
            r"\b(?:un(?:checked|ticked|selected)|disabled|off|inactive)\b|"
            r"(?:\bnot|n't) (?:\w+ )?(?:checked|ticked|selected|enabled|on|active)\b",
        ),
        "selected": (
            r"选中|已选|选了|当前|激活|高亮|选择的是|\b(?:selected|active|current|highlighted|chosen|open)\b",
            r"(?:未|没有?|没被|不是|非|并未)(?:被|处于)?(?:选中|激活|选|高亮|当前)|\b(?:unselected|inactive)\b|"
            r"(?:\bnot|n't) (?:\w+ ){0,2}(?:selected|active|current|highlighted|chosen|open)\b",
        ),
        "disabled": (
            "禁用|不可用|不能(?:点|用|选|改|编辑|按|使用)|不可(?:点|选|编辑|操作|以)|无法(?:点|用|选|操作|使用|"
            r"编辑)|灰|点不了|用不了|"
            r"\b(?:disabled|gr[ea]y(?:ed)?(?:[ -]out)?|inactive|unavailable)\b|"
            r"\b(?:cannot|can't|not) be (?:clicked|used|pressed|changed|edited|selected)|\bnot (?:clickable|enabled|"
            r"available)\b",
            "(?:未|没有?|没被|不是|并非|非)(?:被|处于)?(?:禁用|灰)|(?<!不)可用|(?<!不)可以|(?<!不)能(?:点|用)|可点|"
            r"正常|启用|"
            r"(?:\bnot|n't) (?:\w+ )?(?:disabled|gr[ea]y(?:ed)?)|(?<!not )\b(?:enabled|active|available|clickable)\b|"
            r"\bcan be (?:clicked|used|pressed)",
        ),
        "expanded": (
            r"展开|打开|\b(?:expanded|open|opened|unfolded)\b",
            r"(?:未|没有?|没被|不是)(?:被|处于)?(?:展开|打开)|收起|折叠|收拢|合上|\b(?:collapsed|closed|folded)\b|"
            r"(?:\bnot|n't) (?:\w+ )?(?:expanded|open)\b",
        ),
        "required": (
            r"必填|必须|必选|要填|\b(?:required|mandatory|compulsory|must)\b",
            r"非必|不是必|不必|不用填|选填|可选|可不填|可以不填|没有?标(?:记|明)?必|\boptional\b|"
            r"(?:\bnot|n't) (?:\w+ )?(?:required|mandatory|compulsory)\b",
        ),
        "invalid": (
            r"错误|报错|不合法|无效|有误|不正确|出错|校验失败|标红|红色|\b(?:invalid|error|wrong|incorrect|fail(?:s|"
            r"ed)?)\b",
            r"没有?(?:错|报错|出错|标红|问题)|无误|有效|正常|\bvalid\b|\bno errors?\b|(?:\bnot|"
            r"n't) (?:\w+ )?(?:invalid|wrong)\b",
        ),
        "readonly": (r"只读|\bread-?only\b", r"可编辑|可以(?:改|编辑)|\beditable\b"),
        "focused": (
            r"聚焦|焦点|光标|\b(?:focus(?:ed)?|cursor)\b",
            r"(?:没有?|未)(?:聚焦|焦点)|(?:\bnot|n't) (?:\w+ )?focused\b",
        ),
    }.items()
}
OPPOSITES = {
    "unchecked": "checked", "off": "checked", "unselected": "selected", "enabled": "disabled",
    "collapsed": "expanded", "optional": "required", "valid": "invalid",
}  # fmt: skip
SAME_AS = {"on": "checked", "pressed": "selected", "current": "selected"}
CHANGES: dict[str, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "added": r"新增|增加|添加|新加|新出现|多了|多出|加了|出现了|新的|"
        r"\b(?:add(?:ed|s|ition)?|new(?:ly)?|appear(?:ed|s)?|extra|gain(?:ed|s)?|introduced)\b|"
        r"(?:第二|后一|后面|新)(?:张|幅|个)?图?(?:中|里)?(?:才有|独有|多)|only in the (?:second|later|new)",
        "removed": r"删除|移除|去掉|去除|少了|消失|不见|没有了|没了|被删|缺少|不再有|"
        r"\b(?:remov(?:ed|es|al)|delet(?:ed|ion)|gone|missing|disappear(?:ed|s)?|dropped|lost|no longer (?:there|"
        r"present|shown|"
        r"visible|has|have|appears?))\b|only in the (?:first|earlier|old)|第一张(?:图)?(?:中|里)?(?:才有|独有)",
        "moved": r"移动|移到|挪|换了?位置|位置(?:变|改|不同|发生)|移至|\b(?:mov(?:ed|es)|shift(?:ed|s)?|"
        r"reposition(?:ed)?|relocated|"
        r"swapped)\b|changed? (?:its )?position",
        "state": r"禁用|不可用|启用|勾选|选中|取消|打开|关闭|开启|展开|收起|变灰|灰|必填|"
        r"\b(?:disabled|enabled|checked|unchecked|selected|unselected|ticked|expanded|collapsed|turned (?:on|off)|"
        r"switched (?:on"
        r"|off)|gr[ea]y(?:ed)?(?: out)?|state)\b",
        "style": "颜色|变成?了?[红橙黄绿青蓝紫黑白灰粉]色?|由?[红橙黄绿青蓝紫黑白灰粉]色?(?:变|改|换)|字号|字体|"
        r"大小|样式|背景|圆角|加粗|"
        r"\b(?:colou?r(?:ed|s)?|style|font|size|bigger|larger|smaller|bold|background|border|rounded|red|green|blue|"
        r"orange|purple|"
        r"yellow|black|white|pink|teal)\b",
        "text": "改为|改成|变为|变成|改名|换成|更名|替换|更新为|由.{1,40}?(?:变|改|换)|从.{1,40}?(?:变|改|换|到|增|"
        r"减|涨|降|升)|文字|内容(?:变|不同)|"
        r"\b(?:renamed|changed|became|becomes|replaced|now (?:reads|says|shows)|reads|relabell?ed|updated|went from|"
        r"from\b.{1,60}?"
        r"\bto|instead of|differs?|text|wording|label|value|increased|decreased|rose|fell|dropped (?:from|to))\b|→|"
        r"->|=>",
    }.items()
}
NO_CHANGE = re.compile(
    "没有?(?:任何|什么|明显|看到|发现|看出|可见的?)*(?:区别|变化|差异|不同|差别|改变|变动)|无(?:任何|明显)?(?:区别|"
    r"变化|差异|不同|差别)|"
    "(?<!不)(?<!不太)(?<!不完全)(?:一样|相同|一致)|未发生(?:任何)?变化|没变|没有改变|未见(?:任何)?(?:区别|变化|差异|"
    r"不同)|"
    r"(?<!n't )(?<!not )\b(?:identical|the same|unchanged)\b|"
    r"\b(?:no|not any|n't any|cannot see any|without any) (?:\w+ )?(?:change|difference)s?\b|"
    r"\bnothing (?:has |was |is )?(?:\w+ )?(?:changed|different|differs)|(?:not|n't) (?:differ|changed?)\b"
)
_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
NUMERALS = {
    **{word: number for number, word in enumerate("零一二三四五六七八九十")},
    **{"两": 2, "俩": 2, "仨": 3},
    **{word: number for number, word in enumerate(_ENGLISH)},
}
CLASSIFIERS = "个項项条行列张种位家处款份栏道件名篇页次步组类门只间段台场首本幅格排层笔支单"
