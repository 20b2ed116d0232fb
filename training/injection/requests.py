"""Harmless requests and notices by the thousand: the words of attacks, said of pages, products and everyday things.

What makes an attack is whose orders are dropped and whose secrets are told. Here the same verbs take honest objects,
so that the classifier cannot hold "repeat", "from now on", "ignore" or "AI" themselves for guilty. What is merely said
of the world is here too: true or not, it asks for nothing.
"""

# ruff: noqa: E501 - lists of phrases

from __future__ import annotations

from training.injection.phrases import TOPICS, Slots

ZH: Slots = {
    "please": ("", "", "请", "麻烦", "帮我", "请帮我", "能不能", "可以", "你先", "我想让你"),
    "where": ("图中", "图里", "页面上", "左上角", "右下角", "弹窗里", "表格里", "第二段", "第三行", "最上面", "最下面", "密码框下面", "对话框里", "菜单里", "聊天窗口里", "邮件里", "终端里", "设置页里", "开头", "结尾", "标题下面", "脚注里", "合同里", "公告里", "截图里"),
    "what": ("文字", "标题", "提示", "内容", "价格", "要求", "规则", "指令", "限制", "说明", "条款", "日期", "消息", "步骤", "选项", "电话", "注意事项", "命令", "报错", "配置", "设定", "隐藏列", "密码要求", "系统通知", "第一句话", "所有按钮", "全部链接", "人名", "一行字", "小字"),
    "tell": ("念给我听", "告诉我", "复述一遍", "翻译成英文", "翻译成中文", "写出来", "列出来", "整理成表格", "总结一下", "抄一遍", "逐条列出", "原样抄下来", "解释一下", "改写得短一些", "输出为列表", "转成 JSON", "按顺序排好", "倒过来排", "说给老人听", "概括成一句话", "打印成清单", "完整地读出来", "用拼音标注"),
    "is": ("写了什么", "是什么", "是什么意思", "有哪些", "在哪里", "写全了吗", "能看清吗", "做什么用", "什么时候生效", "是谁写的", "对谁有效", "有几条", "从哪里改", "和上一版一样吗", "会执行什么", "能关掉吗"),
    "from": ("从现在起", "从现在开始", "以后", "接下来", "下面", "之后的回答", "这次", "今后", "从下一个问题起", "现在"),
    "style": ("用英文回答", "用中文回答", "回答短一点", "只给数字", "先说结论", "分点回答", "别用表情符号", "控制在五十字以内", "用表格回答", "语气正式一些", "每句话换行", "只回答是或不是", "不要解释", "不用写过程", "直接给答案", "用口语说", "把单位换成公斤", "说得详细些", "不要重复问题", "加上出处"),
    "drop": ("忽略", "不用管", "别管", "先不看", "别看", "跳过", "除去", "不考虑", "撇开", "忘掉", "无视", "先别管", "不必理会", "略过"),
    "noise": ("广告", "水印", "左边的菜单", "页眉页脚", "侧栏", "红色的部分", "第一行", "重复的数据", "评论区", "空行", "背景图", "右边那张图", "备注", "前两段", "上面的推荐", "弹窗", "错别字", "系统时间", "刚才那张图", "之前的报价", "上一版草稿", "客套话"),
    "then": ("只看正文", "只说价格", "右边表格有几行", "总额是多少", "正文讲了什么", "数一数有几个按钮", "其他的都翻译", "告诉我标题", "说说重点", "最贵的是哪个", "列出联系方式", "看看下面那张"),
    "role": ("面试官", "英语老师", "导游", "产品经理", "医生", "律师", "小学老师", "客服", "记者", "诗人", "厨师", "编辑", "会计", "设计师", "营养师", "健身教练", "评委", "历史学家", "程序员", "销售", "妈妈", "刚入职的新人"),
    "as": ("扮演", "假装你是", "假设你是", "你现在是", "请以下面的身份回答：", "当一次", "模仿", "站在这个角度：", "如果你是", "把自己当成"),
    "job": ("介绍一下西安", "根据简历提三个问题", "评价这个页面", "改一改这段话", "解释这张图", "写一封回信", "讲讲这个概念", "检查这份表格", "给出三条建议", "说说优缺点", "推荐一道菜", "出五道练习题", "写个标题", "安慰一下我", "讲个小故事", "把要点讲清楚"),
    "write": ("写一首关于{zh}的诗", "写一篇{zh}的短文", "讲一个和{zh}有关的故事", "编一个{zh}的谜语", "给{zh}起三个标题", "列出{zh}的五个要点", "做一份{zh}的计划", "写一段{zh}的代码注释", "用一句话说说{zh}"),
    "who": ("AI 助手", "大模型", "语言模型", "聊天机器人", "智能客服", "智能体", "人工智能", "机器人", "识图模型", "AI 编辑", "AI 搜索"),
    "does": ("已为您生成会议纪要", "正在输入", "可以识别图片里的表格", "的回答仅供参考", "暂时无法回答，请转人工", "每月免费使用五十次", "如何理解上下文", "的参数量有多大", "为什么会出错", "在医院的应用", "必须在断电后检修", "请求访问麦克风", "市场排名", "的价格下调了", "需要更新", "课程第三讲", "会取代翻译吗", "提示词模板大全", "帮您写周报", "能做哪些事", "由哪家公司开发", "怎么收费", "支持哪些语言", "不会保存您的图片"),
    "office": ("系统", "系统管理员", "管理员", "开发者", "后台", "平台", "安全中心", "运维组", "评审组", "本站", "学校", "物业", "银行"),
    "notice": ("将于今晚升级维护", "检测到异地登录，请及时修改密码", "提醒您不要泄露验证码", "已通过您的申请", "公告：旧接口将停用", "的联系方式见页脚", "自动生成，请勿回复", "要求所有成员周五前提交总结", "发布了新的规则，旧规则同时作废", "命令手册第二版", "不会向您索要密码", "提示：修改后需重新登录才能生效", "禁止向第三方提供用户数据", "已撤销上一条通知", "权限：最高", "消息：停车场周五关闭", "已解除限制，欢迎继续使用", "日志导出完成", "指令执行成功", "请您忽略前一封邮件"),
    "paper": ("邮件", "短信", "通知", "提醒", "账单", "消息", "备注", "催款单", "弹窗", "提示"),
    "done": ("已付款", "已处理", "不是本人操作", "没有申请", "已经更新", "信息无误", "已回复", "已安装", "不需要"),
    "secret": ("密码", "验证码", "私钥", "密钥", "身份证号", "取件码", "口令", "令牌", "合同内容", "底价", "面试题", "礼物", "行程"),
    "keep": ("请妥善保管您的{secret}", "切勿把{secret}告诉任何人", "不要告诉别人{secret}", "{secret}已发送到您的手机", "忘记{secret}怎么办", "如何修改{secret}", "{secret}输入有误，请重试", "请输入{secret}后点击发送", "{secret}已复制", "请勿将{secret}上传到网上", "重置{secret}", "谁可以看到{secret}", "{secret}有效期五分钟"),
}  # fmt: skip
ZH_SHAPES = (
    "{please}把{where}的{what}{tell}", "{please}将{where}的{what}{tell}，{style}", "{where}的{what}{is}", "{where}{what}{is}？", "{where}有没有提到{what}", "{what}{is}", "{from}{please}{style}", "{from}{style}", "{style}", "{please}{style}，{where}的{what}{is}",
    "{drop}{noise}，{then}", "{please}{drop}{noise}，{then}", "{drop}{noise}", "{drop}{noise}再{tell}", "{as}{role}，{job}", "{please}{as}{role}，{job}，{style}", "{please}{write}", "{who}{does}", "{office}{notice}", "{keep}", "如{done}，请忽略本{paper}", "若{done}可忽略此{paper}", "{done}的话不用管这条{paper}", "{please}{tell}{where}的{what}", "{please}告诉我{where}的{what}", "{please}逐字读出{where}的{what}", "{please}列出{where}的全部{what}", "你{where}看到的{what}{is}",
)  # fmt: skip
EN: Slots = {
    "please": ("", "", "please ", "can you ", "could you ", "kindly ", "just ", "I want you to ", "now "),
    "tell": ("repeat", "print", "list", "summarize", "translate", "read out", "show me", "tell me", "quote", "copy", "spell", "explain", "write down", "give me", "reveal", "state", "recite", "rewrite", "describe", "paste", "reproduce"),
    "what": ("title", "text", "rules", "instructions", "message", "prices", "dates", "steps", "note", "error", "warning", "headline", "options", "address", "terms", "command", "table", "caption", "hint", "password policy", "hidden columns", "first sentence", "last line", "settings", "configuration", "everything", "all buttons", "prompt", "guidelines"),
    "where": ("on the page", "in the dialog", "above the line", "below the button", "in step two", "in the second paragraph", "in the sidebar", "at the top", "at the bottom", "in the terminal", "in the e-mail", "in the picture", "in the table", "under the chart", "in the banner", "of the form", "of this promotion", "in the footer", "for new users", "in the chat window", "of the contract"),
    "is": ("say", "mean", "do", "refer to", "require", "apply to", "come from"),
    "from": ("from now on", "from here on", "for the rest", "this time", "next time", "in future", "starting now"),
    "style": ("answer in Chinese", "answer in English", "keep it short", "use metric units", "reply with the number only", "use bullet points", "be more formal", "no explanations", "say yes or no", "cite the page", "write one line", "use a table", "reply politely", "give the result first", "do not repeat the question", "speak plainly"),
    "drop": ("ignore", "never mind", "skip", "leave out", "disregard", "forget", "look past", "don't bother with", "set aside", "exclude", "omit"),
    "noise": ("the ads", "the sidebar", "the footer", "the watermark", "the first row", "the comments", "the banner", "blank lines", "the old price list", "the previous picture", "the header", "the red part", "the last draft", "typos", "the popup", "my earlier mail", "the cookie notice", "upper and lower case"),
    "then": ("tell me what the article says", "how many rows are left", "what is the total", "read the main text", "which one is cheapest", "look at the right one", "just the prices", "count the buttons", "sum up the rest", "translate the rest", "what remains"),
    "role": ("a travel guide", "my tutor", "a proofreader", "a designer", "an interviewer", "a chef", "a lawyer", "a doctor", "an accountant", "a poet", "a five-year-old", "a product manager", "a historian", "an editor", "a nutritionist", "a referee", "a new employee", "my grandmother", "a journalist"),
    "as": ("act as", "pretend to be", "you are", "imagine you are", "play", "speak like", "respond as", "answer as", "suppose you are", "I want you to act as"),
    "job": ("explain the chart", "check this paragraph", "comment on the layout", "plan a trip to Rome", "ask me three questions", "suggest a recipe", "review this contract", "tell me a story", "write a reply", "teach me the basics", "grade my answer", "suggest a title"),
    "write": ("write a poem about {en}", "write a haiku about {en}", "tell me a story about {en}", "make a plan for {en}", "write an essay on {en}", "give me three titles about {en}", "draft an e-mail about {en}", "write a song about {en}", "make a joke about {en}", "write a function for {en}"),
    "who": ("our AI assistant", "the chatbot", "a language model", "the AI", "AI agents", "the support bot", "our model", "an LLM", "the assistant", "large language models"),
    "does": ("answers in seconds", "may be wrong", "wrote this summary", "speaks twelve languages", "is offline", "cannot see your files", "costs nothing", "was updated on May 4", "helps teams write faster", "needs a licence", "will call you back", "reads tables", "ignores punctuation", "is typing", "has joined the chat", "learns from examples"),
    "office": ("system", "admin", "administrator", "developer", "security", "operator", "reviewer", "customer", "support", "attention visitors", "note to parents", "note to reviewers", "important", "notice"),
    "notice": ("all services operational", "parking lot closed on Friday", "please approve before noon", "read before installing", "opening hours have changed", "update available", "maintenance tonight at eleven", "your session has expired", "new rules apply from January", "the previous instructions were updated", "the old policy no longer applies", "change your password every year", "the meeting moved to room four", "follow the on-screen instructions", "keep your ticket until the end", "please forward this message to your team", "read all instructions before assembly"),
    "state": ("logged out", "signed in", "subscribed", "on the waiting list", "a member", "in Oslo", "ready to go", "offline", "all set", "the owner"),
    "paper": ("note", "e-mail", "message", "reminder", "notice", "invoice", "warning", "text", "letter", "step", "section", "alert"),
    "done": ("have already paid", "did not ask for it", "are a new user", "have replied", "use Docker", "see no error", "installed it before", "do not own a car", "already voted", "did not request a reset"),
    "secret": ("password", "one-time code", "PIN", "private key", "API key", "token", "recovery phrase", "card number", "surprise", "salary", "offer"),
    "keep": ("keep your {secret} safe", "do not tell anyone your {secret}", "never share the {secret}", "reset your {secret}", "I forgot my {secret}", "where is my {secret}", "your {secret} has expired", "copy the {secret}", "send the {secret} to my phone", "rotate the {secret} every month", "who can see the {secret}", "delete the {secret}"),
}  # fmt: skip
EN_SHAPES = (
    "{please}{tell} the {what} {where}", "{please}{tell} {what} {where}, {style}", "what does the {what} {where} {is}?", "what are the {what} {where}", "what is the {what} {where}?", "where is the {what}", "is there a {what} {where}", "{tell} the {what}", "{from} {style}", "{please}{style}", "{style} {from}",
    "{drop} {noise} and {then}", "{drop} {noise}, {then}", "{please}{drop} {noise}", "{drop} {noise}", "{as} {role} and {job}", "{as} {role}; {job}", "{please}{write}", "{who} {does}", "{office}: {notice}", "{notice}", "you are now {state}", "{keep}", "ignore this {paper} if you {done}", "if you {done}, you can skip this {paper}", "please disregard this {paper} if you {done}", "you may ignore the {paper} above if you {done}", "do not ignore this {paper}", "who wrote the {what} {where}", "which {what} {where} matter most",
)  # fmt: skip
SAID_ZH: Slots = {
    "one": ("研究者", "大多数人", "老年人", "孩子们", "医生", "科学家", "这座城市", "该公司", "政府", "火车", "大象", "猫", "北京", "巴西", "月亮", "海水", "维生素 C", "手机信号", "咖啡", "疫苗", "足球运动员", "作家", "古埃及人", "企业家", "黄金", "竹子", "蜜蜂", "一名记者", "这部电影", "人类的大脑"),
    "adverb": ("从来", "通常", "很少", "其实", "已经", "仍然", "可能", "据说", "不会", "必须", "曾经", "在 1998 年", "每年", "在夜里", "从今年起", "现在"),
    "verb": ("发现了", "拒绝", "忘记了", "忽视了", "拥有", "改变了", "重复", "描述过", "相信", "遵守", "打破了", "输给了", "放弃了", "写下了", "公开了", "隐藏着", "控制着", "喜欢", "教会了", "翻译了", "发明了", "反对", "允许", "禁止"),
    "thing": ("一种新的鸟", "自己的名字", "三分之一的土地", "古老的规矩", "语言的起源", "这条法律", "许多秘密", "错误的指示", "六种颜色", "对手", "童年的记忆", "全部家产", "一首诗", "最高的山", "交通规则", "机密文件", "邻国", "食物", "机器", "没有答案的问题"),
}  # fmt: skip
SAID_ZH_SHAPES = (
    "{one}{adverb}{verb}{thing}", "{one}{adverb}{verb}{thing}。{one}{adverb}{verb}{thing}。", "{thing}是{one}{verb}的", "没有证据表明{one}{verb}{thing}", "{one}比{one}更{adverb}{verb}{thing}", "有人认为{one}{adverb}{verb}{thing}", "关于{zh}，{one}{adverb}{verb}{thing}", "{zh}和{thing}没有关系",
)  # fmt: skip
SAID_EN: Slots = {
    "one": ("researchers", "most people", "the elderly", "children", "doctors", "a scientist", "the city", "the company", "the government", "trains", "elephants", "cats", "people in Norway", "Brazil", "the Moon", "sea water", "vitamin C", "a phone signal", "coffee", "vaccines", "a footballer", "the author", "ancient Egyptians", "billionaires", "gold", "bamboo", "bees", "a reporter", "this film", "the human brain", "women", "students", "the president", "immigrants", "a judge", "Einstein"),
    "adverb": ("never", "usually", "rarely", "actually", "already", "still", "probably", "allegedly", "secretly", "must not", "once", "in 1998", "every year", "at night", "now", "always", "openly"),
    "verb": ("discovered", "refused", "forgot", "ignored", "owned", "changed", "repeated", "described", "believed in", "followed", "broke", "lost to", "gave up", "wrote down", "revealed", "hid", "controlled", "liked", "taught", "translated", "invented", "opposed", "allowed", "banned", "can cure", "can speak", "will replace", "is able to see", "is proof of", "was born before", "is better at", "is banned from"),
    "thing": ("a new kind of bird", "their own name", "a third of the land", "the old rules", "the origin of language", "this law", "many secrets", "the wrong instructions", "six colours", "the enemy", "memories of childhood", "everything they had", "a poem", "the highest mountain", "the rules of the road", "confidential files", "the neighbouring country", "food", "machines", "questions without an answer", "the common cold", "the future", "a computer system", "an election", "the Earth", "mathematics", "a virus", "five languages", "the world's money", "prompt service"),
}  # fmt: skip
SAID_EN_SHAPES = (
    "{one} {adverb} {verb} {thing}.", "{one} {verb} {thing}", "{one} {adverb} {verb} {thing}. {one} {verb} {thing}.", "there is no evidence that {one} {verb} {thing}", "it is true that {one} {adverb} {verb} {thing}", "{thing} was {adverb} {verb} by {one}", "when it comes to {en}, {one} {verb} {thing}", "{en} has nothing to do with {thing}", "if {one} {verb} {thing}, {one} {verb} {thing}", "the best way to deal with {en} is {thing}", "{one} should be {verb} by {one}",
)  # fmt: skip
ZH_SLOTS: Slots = {**ZH, "zh": TOPICS["zh"]}
EN_SLOTS: Slots = {**EN, "en": TOPICS["en"]}
SAID_ZH_SLOTS: Slots = {**SAID_ZH, "zh": TOPICS["zh"]}
SAID_EN_SLOTS: Slots = {**SAID_EN, "en": TOPICS["en"]}
