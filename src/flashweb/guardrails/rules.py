"""The known shapes of prompt injection, in English, Chinese and pinyin, over normalised text (`views`).

`~` in a rule stands for any run of spaces and signs, none included, so that "ignore_all" and the spaced-out view
match too. Strong rules decide alone; weak ones only together with the classifier or another rule. A rule that hits
inside a text that writes about injection (quoted, with the words of that trade around it) or that tells a reader what
he may skip ("if you use Docker, ignore the previous step") counts as a mention.
"""

# ruff: noqa: E501 - one shape a line reads better than patterns cut in pieces

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

STRONG = 0.95
WEAK = 0.35
MENTION = 0.3

_PAST = r"(?:previous|prior|above|preceding|earlier|foregoing|existing|initial|original|former|past|old|current|given)"
_DROP = (
    r"(?:ignor(?:e(?!d)|ing)|disregard(?:ing)?|forget(?:ting)?|overrid(?:e|ing)|overrule|bypass(?:ing)?|neglect|discard"
    r"|do~not~(?:follow|obey|listen~to|comply~with|adhere~to)|don'?t~(?:follow|obey|listen~to|comply~with)"
    r"|pay~no~attention~to|stop~(?:following|obeying)|abandon|circumvent|disobey|violate|nullify|void|suspend)"
)
_ORDERS = (
    r"(?:instruct(?:ion)?s?|prompts?|rules?|guidelines?|directions?|directives?|commands?|orders?|messages?|context"
    r"|programming|training|restrictions?|constraints?|polic(?:y|ies)|protocols?|limitations?|filters?|safeguards?"
    r"|conversations?|guardrails?)"
)
_SECRET = (
    r"(?:(?:system|initial|hidden|original|secret|developer|base|internal|full|exact|entire|complete|starting|pre|meta"
    r"|confidential|first)~(?:system~)?(?:prompts?|instructions?|messages?|rules|directives?|configuration|guidelines|text)"
    r"|your~(?:prompts?|instructions)|the~(?:prompts?|instructions)~(?:you\b|above(?!~the~)|before|verbatim)|instructions~(?:you~(?:were|have~been)~given|above(?!~the~))"
    r"|(?:text|words|everything|sentences?|lines?|content|message|prompt)~(?:above(?!~the~)|before~this|verbatim|prior~to))"
)
_TELL = (
    r"(?:print|reveal|show|repeat|output|display|tell~me|give~me|share|disclose|leak|expose|dump|recite|echo|reproduce"
    r"|return|write~(?:out|down)|list|summari[sz]e|translate|spell|provide|copy|state|paste|type|encode|what(?:~is|'s|~are|~were))"
)
_FREE = (
    r"(?:no~(?:\w{1,24}~){0,2}(?:restrictions?|limit(?:ation)?s?|rules|filters?|ethic\w*|moral\w*|guidelines|censor\w*|boundaries)"
    r"|without~(?:any~)?(?:\w{1,24}~){0,2}(?:restrictions?|limit(?:ation)?s?|rules|filters?|ethic\w*|moral\w*|censor\w*|guidelines)"
    r"|unrestricted|unfiltered|uncensored|jailbroken|do~anything~now|unlimited|amoral|not~bound~by|free~from)"
)
_DATA = (
    r"(?:passwords?|api~keys?|secrets?|credentials?|tokens?|cookies?|chat~history|conversation|private~keys?"
    r"|system~prompt|user~data|session|customer~(?:list|data|records?)|emails?|environment~variables)"
)

_HAN_DROP = (
    r"(?:忽略|忽视|无视|忘记|忘掉|忘了|遗忘|不要(?:理会|管|遵守|遵循|执行|听从)|别(?:管|理|听)|不用(?:管|理会|遵守)"
    r"|不必(?:理会|遵守|遵循)|不再(?:遵守|遵循|执行|受)|停止(?:遵守|遵循|执行)|抛弃|丢弃|抛开|放弃|绕过|绕开|覆盖|撤销|违反|无须遵守|无需遵守"
    r"|突破|废除|作废|推翻)"
)
_HAN_PAST = (
    r"(?:之前|以前|先前|前面|上面|上述|以上|上一[条个句段步]|上条|此前|前述|前文|上文|早先|所有|全部|一切|任何|你(?:的|所有)|系统|原[有来先始]|初始"
    r"|既[有定]|已有|刚才|预设|内置|开发者|安全)"
)
_HAN_ORDERS = r"(?:指令|指示|提示|命令|规则|要求|规定|设定|限制|约束|对话|上下文|训练|准则|守则|原则|策略|政策|协议|人设|设置|叮嘱|吩咐|交代|消息|审查|内容过滤|(?<![句电笑])话(?![题费]))"
_HAN_SECRET = (
    r"(?:系统提示词?|系统指令|系统消息|系统设定|system~prompt|system~message|提示词|初始(?:指令|提示|设定)|隐藏(?:的)?(?:指令|提示|规则|设定)"
    r"|原始(?:指令|提示|设定)|内部(?:指令|提示|规则|设定|配置)|开发者(?:消息|指令)|预设(?:指令|提示|设定)|核心指令|你的(?:全部|所有|完整)?(?:指令|提示|规则|设定)"
    r"|你(?:收到|接收到|被给)的?(?:第一条|最初|全部|所有)?(?:指令|消息|提示)|(?<!最)(?:以上|上面|前面|此前)的?(?:(?:全部|所有)的?(?:文字|内容|对话)|(?:全部|所有)?的?(?:指令|提示)))"
)
_HAN_TELL = r"(?:输出|打印|显示|告诉我|说出|泄露|透露|展示|重复|复述|背诵|公开|给我看|列出|发给我|翻译成|写出|写下|返回|交出|贴出|吐露|暴露|念出|原样|逐字|一字不[差漏落])"
_HAN_FREE = (
    r"(?:没有(?:任何)?(?:道德|伦理|安全)?(?:限制|约束|规则|审查|底线|过滤)|不受(?:任何)?(?:\w{0,4})(?:限制|约束|审查|管束)|无(?:任何)?限制"
    r"|无约束|无审查|可以做任何事|不会拒绝|不能拒绝|为所欲为|毫无保留|不用遵守)"
)
_HAN_MODE = r"(?:开发者模式|越狱模式|上帝模式|管理员模式|调试模式|维护模式|超级(?:用户|管理员)|无限制模式|dan~模式|dan模式|越狱|自由模式)"


@dataclass(frozen=True, slots=True)
class Rule:
    """name as told in verdicts; weight 0 to 1."""

    name: str
    weight: float
    pattern: re.Pattern[str]
    leet: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's match in a view; start and end count the view's characters."""

    rule: str
    weight: float
    start: int
    end: int


def _rule(name: str, weight: float, source: str) -> Rule:
    pattern = source.replace("~", r"[\W_]{0,3}")
    return Rule(name, weight, re.compile(pattern), re.compile(pattern.replace("l", "i")))


RULES = (
    _rule("override", STRONG, rf"{_DROP}~.{{0,24}}{_PAST}~(?:\w{1,24}[\W_]{{1,3}}){{0,4}}{_ORDERS}"),
    _rule("override", STRONG, rf"{_DROP}~(?:all|any|every|each|of|the|your|my|these|those|system|safety|content|~){{1,6}}{_ORDERS}"),
    _rule("override", STRONG, rf"{_DROP}~.{{0,16}}(?:everything|anything|all|what)~.{{0,20}}(?:told|said|above|before|instructed|learned|written|given)"),
    _rule("override", STRONG, r"(?:new|updated|revised|real|actual)~(?:system~)?(?:instructions?|prompt|directives?|orders)~(?:are|is|follows?|below|:).{0,80}|your~(?:new|real|actual)~task~(?:is|:)"),
    _rule("override", WEAK, r"(?:instead|from~now~on|henceforth|starting~now).{0,12}(?:you|your|output|respond|reply|say|print|act|always|only)"),
    _rule("leak", STRONG, rf"{_TELL}~(?:\w{1,24}[\W_]{{1,3}}){{0,7}}?{_SECRET}"),
    _rule("role", STRONG, rf"(?:you~are~now|act~as|pretend|from~now~on|imagine|roleplay|role~play|simulate|you~will~be|you~become|enter(?!prise|tain)|switch~to|enable|activate).{{0,80}}{_FREE}"),
    _rule("role", STRONG, r"(?:developer|debug|god|admin(?:istrator)?|jailbreak|dan|maintenance|sudo|root|unrestricted|opposite)~mode~(?:is~)?(?:now~)?(?:enabled?|activated?|on|v2|unlocked|output|override)|(?:enable|activate|enter|switch~(?:in)?to|unlock|turn~on|in)~(?:the~)?(?:developer|debug|god|jailbreak|dan|unrestricted)~mode"),
    _rule("role", STRONG, r"do~anything~now|\bstay~in~character~.{0,40}(?:never|always|dan)|you~are~(?:now~)?(?:going~to~act~as~)?(?:a~)?(?:dan|stan|dude|aim|evil~\w{1,24})\b"),
    _rule("role", WEAK, r"you~are~(?:now|no~longer)~(?:a|an|the|my|bound|chatgpt|in)\b|pretend~(?:to~be|you~are|that~you)|act~as~(?:if|though)~you"),
    _rule("fake_system", STRONG, r"(?:<|\[|#{2,}|\*{2,}|={3,}|-{3,}|\|)~/?(?:system|sys|inst|im_start|im_end|developer|admin)(?:~(?:message|prompt|override|instructions?|note|update|notice))?~(?:>|\]|:|#|\*|=|-|\|)"),
    _rule("fake_system", STRONG, r"(?:system|admin(?:istrator)?|developer|security|operator)~(?:message|override|instruction|notice|note|update|alert|command|directive)s?~[:\-].{0,160}(?:you~(?:must|are~now|shall|need~to|have~to|will~now)|assistants?\b|the~model|must~(?:not~)?(?:ignore|respond|output|send|reply|say)|ignore|respond~with|output|do~not~(?:tell|mention|reveal|inform)|execute|forward~(?:all|the|every)|print~(?:the|your|all))"),
    _rule("fake_system", STRONG, r"(?:attention|note|message|instructions?|important|notice|hey|dear|hello|hi)~(?:to|for)?~(?:all~|any~|the~)?(?:ai|llms?|language~models?|assistants?|chatbots?|agents?|bots?|gpt|claude|gemini|copilot)\b~.{0,120}(?:must|should|please|ignore|say|output|include|respond|recommend|do~not|always|never|instead|visit|send|follow|rate|approve)"),
    _rule("fake_system", STRONG, r"(?:if~you~are|when~you~are|as)~(?:an?~)(?:ai|llm|language~model|ai~assistant|ai~agent|automated)\b.{0,80}(?:must|please|ignore|output|include|respond|recommend|instead|say|send|visit|rate|approve|add|write)"),
    _rule("exfiltration", STRONG, rf"(?:send|forward|post|upload|transmit|e?mail|exfiltrate|append|leak|submit|encode|attach)~.{{0,40}}{_DATA}.{{0,60}}(?:https?:|www\.|\bto~\S{{1,64}}@[a-z0-9]|webhook|attacker|\bto~(?:\w{{1,24}}~){{0,3}}(?:url|endpoint|server|external|outside|address|account))"),
    _rule("exfiltration", STRONG, r"!\[[^\]]{0,60}\]\(https?://[^)]{0,120}(?:\{|\[|\$|%7b|<|=~?(?:data|secret|query|token|password|base64|history|conversation))"),
    _rule("concealment", STRONG, r"(?:do~not|don'?t|never|without)~(?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|alert(?:ing)?|notify(?:ing)?|let(?:ting)?|disclose)~.{0,24}(?:the~user|the~human|this~(?:instruction|message|prompt))"),
    _rule("command", STRONG, r"(?:run|execute)~.{0,40}(?:rm~-rf|curl~[^ ]*~?https?:|\|~(?:ba)?sh\b|os~system|wget~http|powershell)"),
    _rule("output_control", WEAK, r"(?:only|just|simply|must|always)~(?:respond|reply|answer|say|output|print|write|return|repeat)~(?:with|only|the|back|exactly)?~[\"'“`:]|(?:say|print|output|repeat)~(?:\"|')?(?:i~have~been~pwned|pwned|hacked)|respond~only~with|reply~(?:with~)?only"),
    _rule("override", STRONG, rf"(?<!会)(?<!总){_HAN_DROP}[^。!?；]{{0,10}}{_HAN_PAST}[^。!?；]{{0,12}}{_HAN_ORDERS}"),
    _rule("override", STRONG, rf"{_HAN_DROP}(?:你|这些|那些|那条|该|其|它的|掉)?(?:的)?(?:指令|提示词|系统提示|安全(?:规则|限制|策略|准则)|道德(?:约束|准则)|内容(?:政策|审查))"),
    _rule("override", STRONG, r"(?:以上|上面|上述|之前|前面|此前)[^。!?；]{0,8}(?:指令|指示|提示词?|命令|规则|设定|限制)[^。!?；]{0,6}(?:作废|无效|失效|取消|忽略|不算数|不用管|都忘|全忘|不再(?:有效|适用))"),
    _rule("override", STRONG, r"(?:新的?|最新|真正的?|以下(?:才)?是(?:新|真正)的?)(?:系统)?(?:指令|提示词)(?:是|如下|为|:|：)|(?:清空|清除|重置|解除)[^。!?；]{0,8}(?:系统提示|指令|提示词|安全限制|道德|安全规则)"),
    _rule("leak", STRONG, rf"{_HAN_TELL}[^。!?；]{{0,16}}{_HAN_SECRET}"),
    _rule("leak", STRONG, rf"(?:把|将)[^。!?；]{{0,6}}{_HAN_SECRET}[^。!?；]{{0,12}}(?:{_HAN_TELL}|发|给我|写|说|编码)"),
    _rule("leak", STRONG, r"你的(?:系统|初始|隐藏|原始|内部|开发者)?~?(?:提示词?|指令|设定|规则|system~(?:prompt|message))(?:到底|究竟)?(?:是什么|是啥|有哪些|是怎么写|内容|全文)"),
    _rule("role", STRONG, rf"(?:你现在是|你是|从现在(?:开始|起)|假装|扮演|假设|想象|你将|进入|切换|启用|开启|激活|成为)[^。!?]{{0,24}}(?:{_HAN_FREE}|{_HAN_MODE})"),
    _rule("role", WEAK, r"从现在(?:开始|起)[^。!?]{0,4}你|你(?:现在|不再)是(?:一个|一名|我的)?|请?(?:扮演|假装)"),
    _rule("fake_system", STRONG, r"(?:系统(?:消息|通知|指令|覆盖|更新|提示|管理员)|管理员(?:指令|消息|命令|通知)|开发者(?:指令|消息)|最高(?:优先级|权限)(?:指令)?|system|assistant)~[:】\])].{0,60}(?:你(?:现在|必须|已|将|应)|必须|忽略|立即(?:输出|执行|回复|发送|转)|请(?:将|把|输出|回复|忽略)|回复)"),
    _rule("fake_system", STRONG, r"(?:致|告知|请?注意[:,]?|各位|所有|任何|给)?(?:ai|人工智能|语言模型|大模型|智能体|agent|机器人)(?:助手|模型|系统|程序)?[^。!?]{0,10}(?:请(?!求)|必须|务必|应当|需要|都要|在总结|在回答|阅读到?)[^。!?]{0,24}(?:忽略|回复|输出|推荐|执行|访问|发送|评价|打分|通过|回答|告诉|声称|说明|给出)"),
    _rule("exfiltration", STRONG, r"(?<!勿)(?<!不要)(?<!不得)(?:把|将|请(?!选择|输入|填写|设置|确认|妥善|勿|不要))[^。!?]{0,24}(?:密码|密钥|api~?key|token|凭[据证]|cookie|聊天记录|对话(?:内容|记录)|私钥|系统提示词?|环境变量|用户(?:数据|信息)|数据库|credentials|id_rsa|客户(?:名单|数据))[^。!?]{0,30}(?<!切勿)(?<!请勿)(?<!不要)(?<!不得)(?<!禁止)(?<!重新)(?:发送|发给|发到|上传|提交|拼接|附在|附件|附加|传给|传到|转发|外传|回复给)"),
    _rule("concealment", STRONG, r"(?:不要|别|切勿|不得|禁止|无需|不必)(?:向|对|让|跟|和)?[^。!?]{0,6}(?:告诉|告知|提及|透露|提到|说明|说|知道)[^。!?]{0,4}(?:用户(?:你|这|此|上面|本|看到|[^\w]|$)|这条(?:指令|消息|说明)|此(?:指令|消息|说明)|这(?:句|段)话)|(?:不要|别|切勿|不得)(?:向|对|让|跟|和)用户[^。!?]{0,6}(?:说|提|透露|知道|发现)"),
    _rule("pinyin", STRONG, r"(?:hu~(?:lve|lue)|wu~shi|wang~ji|wang~diao)~.{0,30}?(?:zhi~ling|ti~shi(?:~ci)?|gui~ze|ming~ling|she~ding|xian~zhi)|(?:shu~chu|da~yin|xian~shi|gao~su~wo)~.{0,24}?(?:xi~tong~(?:ti~shi|zhi~ling)|ti~shi~ci)"),
)  # fmt: skip

_TRADE = re.compile(
    r"prompt[- ]?injection|injection attack|jailbreak(?:s|ing)? (?:attack|attempt|prompt|technique)|attack(?:er|s)?\b|adversar|vulnerab|malicious"
    r"|detect|red[- ]?team|owasp|for example|e\.g\.|such as|example of|phrases? like|提示(?:词)?注入|注入攻击|攻击者|攻击|恶意|越狱提示|例如|比如|诸如|检测|防御|防护|漏洞|示例|防止|避免|防范|研究|论文|作者|课程|\bresearchers?\b|\bpaper\b|\bstud(?:y|ies)\b|\btalk\b"
)
_ABOUT = re.compile(
    r"(?:诱使|诱导|使|让|导致|欺骗|要求|试图|企图|防止|避免|防范|介绍|研究|讲解|如何)[^。!?]{0,12}(?:模型|ai|助手)[^。!?]{0,6}$"
    r"|(?:attackers?|tricks?|tricked|tricking|makes?|getting|causes?|how|prevents?|into)\b[^.!?]{0,40}$"
)
_QUOTES = "\"'“”‘’「」『』`《》«»"
_READER = re.compile(
    r"(?:\bif you\b|\bunless\b|\byou (?:can|may|could|should)(?: safely| also)?|\bsafe to|\bplease|如果[^。]{0,20}|可以|可|若[^。]{0,16})[^.!?。]{0,30}$"
)
_MANUAL = re.compile(
    r"(?:step|warning|section|email|e-mail|letter|notice|reminder|message if|付款|邮件|短信|步骤|操作|警告|通知)"
)


def hits(view: str, is_leet: bool = False) -> Iterator[Hit]:
    """What the rules find in a view, mentions at a lower weight."""
    for rule in RULES:
        for found in (rule.leet if is_leet else rule.pattern).finditer(view):
            weight = min(rule.weight, MENTION) if _is_mention(view, found.start(), found.end()) else rule.weight
            yield Hit(rule.name, weight, found.start(), found.end())


def _is_mention(view: str, start: int, end: int) -> bool:
    around = view[max(start - 160, 0) : end + 160]
    before, after = view[max(start - 3, 0) : start], view[end : end + 40]
    if _TRADE.search(around) and _ABOUT.search(view[max(start - 60, 0) : start]):
        return True
    is_quoted = any(char in _QUOTES for char in before) and any(char in _QUOTES for char in after)
    if is_quoted and _TRADE.search(around):
        return True
    return bool(_MANUAL.search(view[start:end]) and _READER.search(view[max(start - 60, 0) : start]))
