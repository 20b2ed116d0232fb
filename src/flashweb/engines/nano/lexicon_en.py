# ruff: noqa: E501 - patterns and word lists read better unbroken
"""English words by meaning: how people ask for a place, a number, a reading; kinds of values; roles.

Plain data, composed into patterns by `understand_en.py`. Everything is matched without regard to case.
"""

from __future__ import annotations

import re

from flashweb.engines.nano.program import Attribute, Gap, Region, Relation


def _c(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


N = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|couple of|few)"
NTH = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|\d{1,3}(?:st|nd|rd|th))"
THING = r"(?:web\s?pages?|pages?|screen\s?shots?|screens?|screen grabs?|images?|pictures?|pics?|web\s?sites?|sites?|captures?|ui|interface)"
PAGE = _c(
    rf"\s*\b(?:in|on|from|of|at|for|across|within|inside)\s+(?:this|the|that|my|these|those|both|whole|entire|attached|uploaded|current|two|whole|all|\s)*{THING}\b"
)
PAGE_SUBJECT = _c(
    rf"\b(?:this|the|that|my|these|attached|uploaded|current)(?:\s+(?:attached|uploaded|whole|entire|current))*\s+{THING}\b(?! (?:address|url|number|name|link))"
)
POLITE = _c(
    r"^(?:[\s,.!:;~-]|(?:hi|hello|hey|ok|okay|so|well|um+|uh+|yo|sir|guys|bro|sorry|excuse me|good (?:morning|afternoon|evening))\b(?=.*\w)"
    r"|(?:please|pls|plz|kindly|just|quick question|quickly|now|also|word (?:for|by) word|briefly|basically|simply|shortly|in short|in (?:one|a) (?:sentence|word))\b|(?:i|we|my|it)\b[^,.;!?]{3,60}[,.;!]+\s*(?:so |but |and )?(?=(?:what|where|how|which|who|when|is|are|does|can)\b)|(?:can|could|would|will) (?:you|u|ya)\b(?: please| kindly)?(?! (?:see|do\b))(?=.*\w)"
    r"|i(?:'d| would)? (?:like|want|need|wanna|wish|was wondering|wonder|am wondering)(?: you)?(?: to (?:know|see|learn|understand|ask))?(?: if)?\b"
    r"|(?:do|would|did) (?:you|u) (?:know|happen to know)\b|any idea\b|(?:tell|let|show|help|give) me\b(?: know| see| (?:to )?understand)?(?=.*\w)|help\b(?= me)|show\b(?= (?:the|all))|i'?m (?:trying|looking) to (?:know|see|understand)\b|be so kind(?: as)? to\b)+"
)
TAIL = _c(
    r"(?:[\s,.!?~;:]|\b(?:please|pls|plz|thanks(?: a lot| so much)?|thank (?:you|u)(?: so much| very much)?|thx|ty|cheers|right now|here|exactly|anywhere|somewhere|again|btw|by the way|(?:can|could) you tell(?: me)?|do you know)(?=[\s,.!?~]*$))+$"
)
WHERE = _c(
    r"\b(?:in |on |at )?(?:where(?:abouts)?(?:'s|s|\s+(?:is|are|was|does|do|can|could|should|would|will|exactly|it\s+says))?"
    r"|(?:what|which) (?:part|place|position|location|spot|area|corner|side|section)(?: of (?:the )?\w+)?(?: (?:is|are|can|does))?"
    r"|what(?:'s| is) the (?:position|location|coordinates?)(?: of)?|(?:the )?(?:position|location|coordinates?) of|how (?:do|can|would|should|could) (?:i|we|you|one) (?:get to|find|access|go to|reach|navigate to))\b"
)
FIND = _c(
    r"^(?:find|locate|point (?:me )?(?:to|at|out|toward)|spot|highlight|mark|look for|search for|circle|box|show(?: me)?(?= the .*(?:button|link|icon|field|box|tab|menu)$)|i (?:can't|cannot|can not|couldn't|don't) (?:find|see))\b"
)
PLACE_VERBS = _c(
    r"^(?:(?:(?:can|could|do|should|would|may|must) )?(?:i|we|you|one|u)\b(?! (?:can|could|should|find|see|click|go|press|tap|look|get|check|have))|(?:can |could |should |do |would |will )?(?:i|we|you|one|u|a user|users)(?: can| could| should)? (?:find|see|click|go|press|tap|look|get|check|have)(?: (?:on|at|for))?(?: to\b(?= ))?|(?:does |do )?(?:it|they|the page) (?:says?|mentions?|lists?|states?|shows?)|it says|to find|exactly|says|does it say|is it)\b"
    r"|\b(?:located|placed|positioned|found|displayed|shown|situated|at|be|appear|appears|go|is|are|lie|lies|sit|sits|written)$"
)
TIMES = _c(
    r"\b(?:how many times|how often|(?:the )?number of (?:times|occurrences|mentions)(?: of)?|(?:count(?: up)?|how many) (?:all )?(?:the )?(?:occurrences?|instances?|mentions?|times)(?: of| are there of)?)\b"
)
TIMES_VERBS = _c(
    r"^(?:does|do|did|is|are|was|can|has|have)\b|\b(?:appears?|occurs?|shows? up|show|mentioned|used|written|displayed|listed|repeated?|found|come up|comes up|appeared|been|there|is|are|it|does|do|in total|on it)$"
)
HOW_MANY = _c(r"(?:\bhow many|^(?:what(?:'s| is) )?(?:the )?(?:total )?(?:number|amount|count) of|^count(?: up)?)\b")
HOW_MANY_TAIL = _c(
    r"\b(?:are|is|do|does|did|can|were|was|will|have|has|there|you|we|i|see|it|shown?|listed|displayed|in total|found|available|exist|left|remain(?:ing)?|press|click|tap|use|choose|select|pick|in there|here|on it|contain|total)\b"
)
IS_THERE = _c(
    r"^any\b(?: of)?(?! idea)|^(?:is|are|was|were)n?'?t? there (?:really )?(?:any(?:thing)?|an|a|some(?:thing)?)?|^(?:do|does|did|can|could|will)\s+(?:you|u|i|we|one|it|this|that|the page|anyone|they)?\s*(?:see|spot|find|contain|mention|include|show|display|list|read|have|say|talk)s?\b(?: (?:anything|something))?(?: (?:about|of|on|any))?"
    r"|^(?:check|verify|see|confirm)\s+(?:if|whether)\b(?: (?:there (?:is|are)|it (?:has|contains|mentions|says|includes|shows)))?"
)
APPEARS = _c(
    r"^(?:does|do|did|is|are|has|have|was|were|can|if|whether)\s+(?P<x>.+?)\s+(?:appear(?:s|ed)?|occurs?|exists?|shows? up|present|visible|shown|mentioned|displayed|written|included|listed|be seen|be found|been (?:used|mentioned|shown|written)|used|there|on it)$"
)
NOUNS = r"(?:words?|text|phrases?|string|letters|characters|label|sentence|term|expression|message)"
READ = _c(
    rf"^(?:what(?:'s|s| is| are| does| do| did)?|which|list|give me|show(?: me)?|tell me|print(?: out)?|output|say|get|dump)?\s*(?:all(?: of)?|everything|every|any|the|whole|full|entire|complete|of|it|that|is|are|word by word|\s)*\s*(?:{NOUNS}|says?|written|said|wrote|read|content as text|everything|shown as text|all)(?: (?:is|are|in|on|it|that|there|say|says|written|you see|you can see|does it|here|about|shown|displayed|contained|do you see|can you see|can be read|visible|present|readable|legible|word by word|line by line|out|\s))*$"
    rf"|^(?:read|transcribe|extract|ocr|recogni[sz]e|copy|type out|scan|parse|write out|recite)(?: (?:out|all|of|every|everything|it|this|that|the|me|aloud|loud|full|whole|entire|complete|exactly|for|visible|what (?:you|it|i)(?: can)? (?:sees?|says?)|you can see|you see|i can see|in it|line by line|word by word|and|any|to|page|content|contents|thing|{THING}|{NOUNS}))*$"
    r"|^(?:full|all|whole|complete|raw|plain)(?: the| of)*\s*(?:text|words?|content)$|^what (?:do|can) (?:you|u|i) read$"
)
ABOUT = _c(
    rf"^(?:what(?:'s|s|z| is| are| kind| sort| type| does| do| exactly)?|which|describe|summari[sz]e|sum up|explain|outline|overview|summary|tl;?dr|recap|caption|an?|brief(?:ly)?|short|quick|main|gist|key|in one sentence|in short|look at|analy[sz]e|go through|walk me through|introduce)?"
    rf"(?:[\s,]|what|which|kind|sort|type|of|about|is|are|am|i|we|the|this|that|it|these|they|here|a|an|main|key|major|primary|overall|general|brief(?:ly)?|short|quick|summary|overview|description|gist|purpose|topic|subject|theme|point|idea|points|contents?|information|info|happening|going on|shown?|showing|displayed|depicted|displays?|looking at|seeing|see|look|tell|tells|talks?|talking|deal|deals|with|for|and|each|both|give|me|you|can|do|does|in|on|to|us|supposed|be|it's|name|called|app|application|system|company|product|describe|summari[sz]e|explain|contain|contains|two|service|program|software|{THING})*$"
)
TITLE = _c(
    r"^what(?:'s|s| is)? (?:the )?name of (?:it|(?:the|this|that) (?:\w+ )?(?:chat|group|channel|product|item|article|shop|store|app|project|recipe|course|event|hotel|hospital|page|station|stop|team|repo|repository|video|book|song))$"
    r"|^(?:what|which) (?:stop|station|shop|store|product|item|month|week|platform|chat|group|hotel|hospital|brand|recipe|course|repo|project) is (?:it|this|that)$"
    r"|^what(?:'s|s| is) (?:it|(?:this|the) (?:product|item|group|chat|shop|site|app|article|recipe|course|place|company)) called$|^(?:what(?:'s|s| is| does)|which|read|give me|tell me|is|show me)?\s*(?:the|its|a|main|page|big|biggest|article|document|\s)*(?:title|heading|headline|header|caption|h1)s?(?: (?:is|of|on|says?|say|it|this|that|the|at|top|called|there|article|document|page|shown|read|text|\s)*)*$"
)
LINES = _c(
    rf"\b(?:(?P<back>last|final|bottom)\s+(?:(?P<b>{N})\s+)?lines?|(?:first|top)\s+(?P<f>{N})\s+lines|(?P<nth>{NTH})\s+lines?|lines?\s*(?:no\.?|number|#)?\s*(?P<n>\d+)(?:\s*(?:-|to|through|until|and)\s*(?P<m>\d+))?)\b"
)

ATTRIBUTES: tuple[tuple[Attribute, re.Pattern[str]], ...] = (
    (
        Attribute.ERROR,
        _c(
            r"\b(?:error|warning|failure)(?:s)?(?: (?:message|text|description|is shown|shown|messages))?s?\b(?! (?:code|rate|id|number|log))|\b(?:went|is|gone) wrong\b"
        ),
    ),
    (Attribute.EMAIL, _c(r"\be-?mails?(?: (?:address(?:es)?|ids?))?\b(?! (?:subject|title|body|list|from))")),
    (
        Attribute.PHONE,
        _c(
            r"\b(?:tele)?phone(?: (?:numbers?|no\.?|#))|\b(?:tele)?phones?\b(?! (?:support|case|model|call|plan|is))|\b(?:mobile|cell|contact|fax|call|hotline|tel)(?: (?:numbers?|no\.?))|\bhotlines?\b|\bnumber (?:to|should i|can i|do i) call\b"
        ),
    ),
    (Attribute.URL, _c(r"\b(?:urls?|web ?site address|web address|site address|link address|domain(?: name)?)\b")),
    (
        Attribute.PRICE,
        _c(
            r"\bhow much(?= (?:is|are|was|does|do|did|for|to|will|would|should|can|money|it|the|a|an|this|that|tax|taxes|discount|shipping|interest|vat|tip)\b| *$)(?: (?:money|does .* cost|do .* cost|is .* worth))?\b|\b(?:prices?|cost|costs|fees?|priced|pricing)\b|\b(?:salary|salaries|wages?)\b|\bamount (?:due|to pay|payable)\b"
        ),
    ),
    (Attribute.PERCENT, _c(r"\b(?:what |which )?percent(?:age)?(?: of)?\b")),
    (
        Attribute.DURATION,
        _c(r"\bhow long\b|\bhow many (?:days|weeks|months|hours|minutes|years|seconds|business days|working days)\b"),
    ),
    (
        Attribute.TIME,
        _c(r"\b(?:(?:at |by )?(?:what|which) time|what hours?|opening hours|opening times?|business hours)\b"),
    ),
    (Attribute.DATE, _c(r"\b(?:(?:on |by )?(?:what|which) (?:date|day|year|month)|dates?|when)\b")),
)
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("radio", _c(r"\bradio(?: buttons?| options?)?\b")),
    ("checkbox", _c(r"\b(?:check|tick) ?box(?:es)?\b")),
    ("searchbox", _c(r"(?<=search)\s*(?:box|bar|field|input)\b")),
    (
        "textbox",
        _c(
            r"\b(?:(?:text|input|form|entry) ?)?(?:boxe?s?|fields?|inputs?)(?= *$|\b(?: is| are| on))|\b(?:text|input|form) ?(?:boxe?s?|fields?|areas?)\b"
        ),
    ),
    ("combobox", _c(r"\b(?:drop-?downs?(?: (?:menu|list|box)s?)?|combo ?box(?:es)?|select box(?:es)?)\b")),
    ("switch", _c(r"\b(?:toggles?|switch(?:es)?)(?: buttons?)?\b")),
    ("slider", _c(r"\bsliders?\b")),
    ("tab", _c(r"\btabs?\b")),
    ("menuitem", _c(r"\b(?:menu|navigation|nav) ?(?:items?|entr(?:y|ies)|options?|links?|bar)\b|\bmenus?\b")),
    ("dialog", _c(r"\b(?:dialog(?:ue)?s?|pop-?ups?|modals?)(?: (?:box|window)(?:es|s)?)?\b")),
    ("progressbar", _c(r"\bprogress ?bars?\b")),
    ("button", _c(r"\b(?:buttons?|btns?|ctas?)\b")),
    ("link", _c(r"\b(?:hyper)?links?\b(?! address)")),
    ("img", _c(r"\b(?:icons?|logos?|glyphs?|symbols?)\b")),
    ("table", _c(r"\btables?\b")),
)
GAPS: tuple[tuple[Gap, re.Pattern[str]], ...] = (
    (
        Gap.TRANSLATE,
        _c(r"\btranslat(?:e|ion|ed)\b|\b(?:in|into|to) (?:chinese|english|french|german|spanish|japanese)\b"),
    ),
    (
        Gap.CALCULATE,
        _c(
            r"\b(?:average|mean of|sum (?:of|up)|add (?:up|them|these|all|together)|cheapest|(?:which|who|what)\b.*\b(?:cheaper|bigger|larger|smaller|more expensive|higher|lower|older|newer|longer|shorter)\b|most expensive|priciest|(?:which|who|what)\b.* (?:highest|lowest|largest|smallest|biggest|longest|shortest|oldest|newest|most|least|fewest|best|worst)|sort|rank|calculate|compute|multiply|subtract)\b"
        ),
    ),
    (
        Gap.PHOTO,
        _c(
            r"\b(?:photos?|photograph)\b|\b(?:man|woman|person|people|girl|boy|guy|dog|cat|animal)\b.*\b(?:doing|wearing|look|holding|who|is|picture)\b|\bwho is (?:this|that|the) (?:man|woman|person|guy|girl|boy)\b|\bfaces?\b"
        ),
    ),
    (
        Gap.APPEARANCE,
        _c(
            r"\b(?:colou?r(?:ed|s)?|(?:red|green|blue|gr[ae]y|yellow|orange|purple|pink)(?= *$| or\b| (?:color|text|button|box|background)\b)|font|bold|italic|background|highlighted|theme|layout|styled?|look like|how big (?:is|are) the (?:font|text|letters?|button|logo|image)|size of the (?:font|text|button)|dark mode|underlined)\b(?! (?:code|card))"
        ),
    ),
    (
        Gap.STATE,
        _c(
            r"\b(?:checked|unchecked|ticked|selected|disabled|enabled|gr[ae]yed|clickable|expanded|collapsed|focus(?:s?ed)|active|inactive|toggled|turned (?:on|off)|switched (?:on|off)|filled(?: in| out)?|editable|pressed|opened|(?:is|are) .* (?:on|off|open|closed|empty|required|valid|invalid)$)\b"
        ),
    ),
    (
        Gap.FUNCTION,
        _c(
            r"\b(?:what (?:happens|will happen|would happen)|what (?:does|do|is|are|'s) .*(?:\bdo\b|\bmean\b|\bfor\b|stand for|used for|purpose of)$|what (?:will|would|can) .* do$|(?:purpose|function|meaning|use|role) of\b|what'?s .* for$|how (?:does|do) .* works?$|(?:clicking|pressing|tapping) .* do$)"
        ),
    ),
)
GAP_NOISE = _c(
    r"\b(?:what|which|who|is|are|was|does|do|did|the|a|an|if|when|i|you|we|me|for|happens?|will|would|happen|can|be|of|used|mean|in|to|stand|after|it|its|how|purpose|function|meaning|click(?:ed|ing)?|press(?:ed|ing)?|tap(?:ped|ping)?|on|hit|select|currently|now|already|there|that|this|explain|work(?:s)?|or|not|by default|out|up|have|has|been|use|s|role)\b|'s\b"
)
ACTION = _c(
    r"^(?:(?:go ahead and |then )?(?:click|press|tap|fill (?:in|out)|type(?! out)|submit|scroll|hover|check the|tick|log me|sign me|buy|order|open the|close the|drag|select the|enter)\b)(?!.*\?)"
)
OUTSIDE = _c(
    r"\b(?:write|compose|make|create|generate|draw|draft|code|invent)\b(?: me| us| for me)?(?: an?| some| the| one)?.{0,24}\b(?:poem|haiku|song|lyrics|story|essay|joke|code|function|script|program|letter|e-?mail|article|picture|image|limerick|novel|tweet|rap|speech)\b"
    r"|\b(?:tell|know)\b.{0,8}\b(?:a |any )?(?:jokes?|story|riddle|fairy)|^(?:a )?joke\b|\bweather\b(?!.*page)|\bmeaning of life\b|\bsing\b"
)
HELP = _c(
    r"^(?:hi|hello|hey|yo|thanks?|thank you|thx|ty|help|ok|okay|good (?:morning|afternoon|evening)|bye|goodbye|cool|great|nice|test)(?: (?:there|you|so much|a lot|very much|all|everyone|me|nano))*$|^(?:who|what) (?:are|r) (?:you|u)\b|\bwhat (?:can|do|could) (?:you|u) do\b|\bhow (?:do|can|should) i use (?:you|this|it)\b|\bwhat(?:'s| is) your name\b|\bwho (?:made|created|built|trained|developed) you\b|\bare you (?:an? |chat|gpt|human|real)|\bwhat model\b|\bhow are you\b|\bwhat can i ask\b"
)

SIDES: tuple[tuple[re.Pattern[str], Region], ...] = (
    (_c(r"\b(?:top|upper)[ -]?left(?:[ -]?hand)?(?: (?:corner|side|part|area))?"), Region("top", "left")),
    (_c(r"\b(?:top|upper)[ -]?right(?:[ -]?hand)?(?: (?:corner|side|part|area))?"), Region("top", "right")),
    (_c(r"\b(?:bottom|lower)[ -]?left(?:[ -]?hand)?(?: (?:corner|side|part|area))?"), Region("bottom", "left")),
    (_c(r"\b(?:bottom|lower)[ -]?right(?:[ -]?hand)?(?: (?:corner|side|part|area))?"), Region("bottom", "right")),
    (
        _c(
            r"\b(?:at|in|on|from|near)?\s*(?:the )?(?:very )?(?:top|upper)(?: (?:half|part|area|bar|section))?\b(?! \w+ line)|\bpage header\b"
        ),
        Region("top", None),
    ),
    (
        _c(
            r"\b(?:at|in|on|from|near)?\s*(?:the )?(?:very )?(?:bottom|lower)(?: (?:half|part|area|section))?\b|\b(?:in |at )?(?:the )?(?:page )?footer\b"
        ),
        Region("bottom", None),
    ),
    (
        _c(
            r"\b(?:at|in|on|from)?\s*(?:the )?(?:far )?left(?:[ -]hand)?(?: (?:side|part|half|column|panel|bar|sidebar))?\b(?! of)|\b(?:in |on )?the side ?bar\b"
        ),
        Region(None, "left"),
    ),
    (
        _c(
            r"\b(?:at|in|on|from)?\s*(?:the )?(?:far )?right(?:[ -]hand)?(?: (?:side|part|half|column|panel|bar))?\b(?! of)"
        ),
        Region(None, "right"),
    ),
    (_c(r"\b(?:in|at)?\s*(?:the )?(?:middle|cent(?:er|re))\b"), Region("middle", "center")),
)
RELATIONS: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (
        _c(r"\b(?:directly |right |just |immediately )?(?:under(?:neath)?|below|beneath|following|after)\b"),
        Relation.BELOW,
    ),
    (_c(r"\b(?:directly |right |just |immediately )?(?:above|over|before|preceding|on top of)\b"), Relation.ABOVE),
    (_c(r"\b(?:directly |just |immediately )?(?:to the )?right (?:side )?of\b"), Relation.RIGHT),
    (_c(r"\b(?:directly |just |immediately )?(?:to the )?left (?:side )?of\b"), Relation.LEFT),
    (
        _c(
            r"\b(?:directly |right |just |immediately )?(?:next to|beside|besides|near(?: to)?|around|close to|alongside|in front of|behind|by)\b"
        ),
        Relation.NEAR,
    ),
)
READING = _c(r"\b(?:what(?:'s|s| is| are| does| do| was)?|read|text|line|words?|written|says?|value|tell|which)\b")
PRONOUN = _c(
    r"^(?:it|that|this|they|them|these|those|there|one|he|she|its|that one|this one|the same|which|anything|something)?$"
)
HEAD = _c(
    r"^(?:[\s,:;-]|(?:mentions?|signs?|traces?|info(?:rmation)?|word|talk) (?:of|about|on|regarding)\b|(?:the|a|an|any|some|all|this|that|these|those|my|your|our|its|their|is|are|was|of|for|on|at|to|in|it|named|called|labell?ed|saying|says|reads|reading|about|with|"
    + NOUNS
    + r"|please|exact|actual|current|specific)\b(?! ?$))+"
)
TAIL_WORDS = _c(
    r"(?:[\s,.:;!?-]|(?<!-)\b(?:is|are|was|it|there|on|in|at|of|for|the|shown|displayed|listed|mentioned|given|written|called|located|to|say|says|here|does|do|start|starts|begin|begins|please|has|have|worth|costs?|published|be|"
    + r"page)$)+$"
)
