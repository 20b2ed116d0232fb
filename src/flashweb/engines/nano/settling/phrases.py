# ruff: noqa: E501 - word lists read better unbroken
"""Which phrases name nothing on a page: they are made of words of asking, of roles, of places and of states alone."""

from __future__ import annotations

import re
from functools import lru_cache

_ZH = """
数一下 数一数 数数 数 数量 个数 总数 一共 总共 共有 共 多少 几个 几项 几 哪些 哪一项 哪一个 哪几个 哪几项 哪个 哪几 哪有 哪 什么 什 啥 分别 叫什么 叫 名字 名称
列出来 列出 列一下 列举 列 出来 告诉我 给我 我 你 都 所有 全部 全 每个 各个 各 这里 这个 这些 这 那个 那些 那里 那 页面 界面 网页 图里 图中 图片 图 截图 屏幕 能看到 看到 看看 看一下 看 能 可以 可
有没有 有 没有 是不是 是否 是 不 的 了 吗 呢 吧 呀 里面 里 中 上面 上 下面 下 旁边 最 面 把 被 现在 当前 目前 此刻 停留 停 在 于 处于 显示 出现 包含 包括 存在 带有 带 含
选中 选择 选了 选 高亮 激活 勾选 打勾 打了勾 已经 已 状态 文字 文本 标签 星号 左侧 左边 右侧 右边 左 右 顶部 顶端 顶栏 顶 底部 底栏 侧边栏 侧边 侧栏 侧 边栏 边 主
菜单 导航 栏目 栏 项目 选项 项 条目 条 个 一下 一 张 请问 请 麻烦 帮我 帮 想知道 知道 点击 点 按 用 标 着 过 到 和 跟 与 元素 控件 组件 东西 内容 部分 区域 按钮 链接 输入框 文本框 输入项 输入 下拉框
复选框 勾选框 单选框 单选按钮 单选项 单选 多选框 多选 开关 滑块 滑动条 选项卡 标签页 页签 图标 卡片 表格 表单 弹窗 对话框 弹出 框 搜索框 字段 填写 填 必填 必须 需要 提示 占位 字 写 写着 写了 那种 种 一排 排 那排 一列 那列 够 让 给 后 前 呀 啊 又 还 也 吗 啦 放 摆 功能 栏里 行 开着 关着 关闭 打开 开启 启用 默认 设置项 设置 打字 表头 算 列表 表 记录 数据 条数
"""
_EN = """
a an the of in on at for to with and or by from which what where who how many much number count counts amount total list lists name names named call called tell me show give see seen
visible find there here this that these those page screen screenshot picture image is are was were be been being do does did has have had can could you i we it its they them all every each any
one ones some thing things please now current currently present top bottom left right side upper lower header footer main bar bars nav navbar navigation menu menus sidebar panel item items
entry entries link links button buttons tab tabs checkbox checkboxes box boxes tick ticks ticked check checked radio radios option options choice choices switch switches toggle toggles slider
sliders field fields input inputs text textbox textboxes label labels labelled labeled dropdown dropdowns icon icons card cards table dialog popup pop up modal form forms control controls element
elements selected active highlighted chosen picked enabled disabled greyed grayed out off required mandatory value values shown displayed visible written appear appears mentioned look looks like
rows row records record lines line data header headers not
we us our am looking run runs running along across go goes open opened type typing typed fill filled able currently actually look be into inside under within word words right now
settings setting features feature things preferences contain contains hold holds offer offers say says different available total kind kinds
"""
_WORDS_ZH = sorted(_ZH.split(), key=len, reverse=True)
_WORDS_EN = frozenset(_EN.split())
_ZH_ONLY = re.compile("(?:" + "|".join(map(re.escape, _WORDS_ZH)) + r"|[\s,，。?？!！:：、])*", re.IGNORECASE)
_LATIN = re.compile(r"[a-z0-9']+", re.IGNORECASE)


@lru_cache(maxsize=1024)
def is_empty(phrase: str) -> bool:
    """No word of it could be a name."""
    left = _LATIN.sub(lambda word: " " if word.group().casefold() in _WORDS_EN else word.group(), phrase)
    return _ZH_ONLY.fullmatch(left) is not None


_TAIL = re.compile(r"(?:这|那)?(?:一)?(?:个|项|栏|块|部分|区域|里|中|下面|里面)$")


def without_tail(phrase: str) -> str:
    """The phrase without what only says that it is a part."""
    return _TAIL.sub("", phrase.strip()) or phrase
