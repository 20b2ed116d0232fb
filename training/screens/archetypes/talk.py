"""Talking: mail, chat, assistants, notifications, social feeds, calls."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import search_box, site, top_bar, user_tools

FOLDERS = [("inbox", "收件箱/Inbox"), ("star", "星标/Starred"), ("send", "已发送/Sent"), ("file", "草稿/Drafts"), ("archive", "归档/Archive"), ("delete", "回收站/Trash")]


def panes(*kids: Node | None) -> Node:
    """Columns that fill the window below the bar."""
    return box("row", *kids, gap=0, align="stretch", minh="calc(100vh - 56px)")


def _mail_rows(p: Plan) -> Node:
    return n(
        "list",
        label=p.of("邮件", "Messages"),
        items=[
            {
                "kids": [
                    box(
                        "row",
                        n("checkbox", label="", name=p.of("选择", "Select"), checked=p.w.chance(0.15)),
                        p.tool(p.rng.choice(["star", "star-filled"]), "星标/Star", size="small"),
                        n("text", text=p.w.person(), strong=p.w.chance(0.4)),
                        n("text", text=p.w.title(), clamp=True),
                        n("spacer"),
                        n("icon", name="attachment", size=14) if p.w.chance(0.3) else n("spacer"),
                        n("text", text=p.w.time(), muted=True),
                        gap=8,
                    )
                ],
                "active": i == 1,
            }
            for i in range(p.some(6, 12))
        ],
    )


def _mail_letter(p: Plan, sender: str) -> Node:
    return box(
        "col",
        n("heading", level=1, text=p.w.title()),
        box("row", p.face(sender), box("col", n("text", text=sender, strong=True), n("text", text=p.of("收件人：我", "to me"), muted=True), gap=0), n("spacer"), n("text", text=p.w.plain("datetime"), muted=True), p.tool("reply", "回复/Reply"), p.tool("more-vertical", "更多/More")),
        n("para", kids=[p.w.paragraph(5)]),
        n("para", kids=[p.w.paragraph(2)]),
        box("row", n("icon", name="attachment"), n("link", label=p.w.pick("FILES"))),
        box("row", p.button("回复/Reply", icon="reply"), p.button("转发/Forward", icon="share")),
        grow=1,
        pad="20px",
        tone="surface",
    )


def _mail_write(p: Plan) -> Node:
    return box(
        "col",
        n("heading", level=1, text=p.of("新邮件", "New message")),
        box("form", *[n("field", label=p.of(*pair.split("/")), control=n("input", value=p.w.plain(kind) if p.w.chance(0.6) else None), side=True) for pair, kind in [("收件人/To", "email"), ("抄送/Cc", "email"), ("主题/Subject", "title")]], n("textarea", rows=8, value=p.w.paragraph(3), name=p.of("正文", "Message"))),
        box("row", p.button("发送/Send", "primary", icon="send"), p.tool("attachment", "附件/Attach"), p.tool("image", "图片/Picture"), n("spacer"), p.tool("delete", "放弃/Discard")),
        grow=1,
        pad="20px",
        tone="surface",
    )


@archetype("mail", "inbox reading threepane compose empty")
def mail(p: Plan, variant: str) -> Node:
    menu = box("aside", p.button("写邮件/Compose", "primary", icon="edit", block=True), box("nav", n("sidebar", items=[{"text": p.of(*pair.split("/")), "icon": icon, **({"badge": str(p.some(1, 30))} if i == 0 else {})} for i, (icon, pair) in enumerate(FOLDERS)], active=0)), w="200px", shrink=0)
    tools = box(
        "row",
        n("checkbox", label="", name=p.of("全选", "Select all")),
        *[p.tool(i, t) for i, t in [("archive", "归档/Archive"), ("delete", "删除/Delete"), ("mail", "标为未读/Mark unread"), ("folder", "移动到/Move"), ("refresh", "刷新/Refresh"), ("more-vertical", "更多/More")]],
        n("spacer"),
        n("text", text=f"1–20 / {p.some(30, 900)}", muted=True),
        gap=6,
    )
    rows = _mail_rows(p)
    sender = p.w.person()
    letter = _mail_letter(p, sender)
    write = _mail_write(p)
    content = {"inbox": box("main", tools, rows), "reading": letter, "compose": write, "empty": box("center", n("empty", icon="inbox", text=p.of("收件箱是空的", "Your inbox is empty"))), "threepane": letter}[variant]
    bar = box("header", n("logo", text=p.brand, icon="mail"), search_box(p), n("spacer"), user_tools(p)) if not p.narrow else n("appbar", title=p.of("收件箱", "Inbox"), actions=[p.tool("search", "搜索/Search")])
    middle = box("box", rows, w="320px", shrink=0, overflow="hidden") if variant == "threepane" and not p.narrow else None
    return box("page", bar, panes(None if p.narrow else menu, middle, content))


def _chat_contacts(p: Plan, people: list[str]) -> Node:
    return box(
        "aside",
        search_box(p),
        n(
            "list",
            label=p.of("会话", "Chats"),
            items=[{"kids": [box("row", p.face(name, 40), box("col", box("row", n("text", text=name, strong=True), n("spacer"), n("text", text=p.w.time(), muted=True, size="12px")), n("text", text=p.w.pick("SHORT"), muted=True, clamp=True), gap=0, grow=1), gap=8)], "active": i == 0} for i, name in enumerate(people)],
        ),
        w="280px",
        shrink=0,
    )


def _chat_head(p: Plan, variant: str, other: str) -> Node:
    return box(
        "header",
        p.tool("chevron-left", "返回/Back") if p.narrow else None,
        p.face(other, 32),
        n("text", text=other if variant != "group" else p.w.plain("department") + f" ({p.some(3, 60)})", strong=True),
        n("spacer"),
        p.tool("phone", "语音通话/Call"),
        p.tool("video", "视频通话/Video call"),
        p.tool("more", "更多/More"),
    )


@archetype("chat", "desktop group phone support assistant contacts")
def chat(p: Plan, variant: str) -> Node:
    other = p.w.person()
    people = [p.w.person() for _ in range(8)]
    contacts = _chat_contacts(p, people)
    talk = [n("bubble", name=p.of("我", "Me") if mine else p.rng.choice(people if variant == "group" else [other]), seed=p.seed(), mine=mine, text=p.w.short()) for mine in [p.w.chance(0.45) for _ in range(p.some(5, 9))]]
    tools = box("row", *[p.tool(i, t) for i, t in [("smile", "表情/Emoji"), ("image", "图片/Picture"), ("attachment", "文件/File"), ("microphone", "语音/Voice")][: p.some(2, 4)]], gap=2)
    entry = box("row", tools if p.w.chance(0.6) else p.tool("plus", "添加/Add"), n("input", placeholder=p.either("输入消息/Type a message|问点什么吧/Ask anything"), name=p.of("消息", "Message")), p.button("发送/Send", "primary") if p.w.chance(0.5) else p.tool("send", "发送/Send", kind="primary"), gap=8)
    if variant == "assistant":
        talk = [n("bubble", name=p.of("我", "Me"), mine=True, seed=3, text=p.w.pick("FAQ")), n("bubble", name="AI", seed=9, text=p.w.paragraph(3)), box("row", p.tool("copy", "复制/Copy"), p.tool("thumb-up", "有用/Good"), p.tool("thumb-down", "没用/Bad"), p.tool("refresh", "重新生成/Again"), gap=2)]
        entry = box("col", box("row", *[n("button", label=q, size="small") for q in p.w.some("FAQ", 2 if p.narrow else 3)], wrap=True, gap=8), entry)
    head = _chat_head(p, variant, other)
    room = box("col", head, box("col", *talk, grow=1, pad="16px", gap=14), box("box", entry, pad="12px", tone="surface"), grow=1, gap=0)
    if variant == "contacts" and not p.narrow:
        return box("page", top_bar(p), panes(contacts, box("center", n("empty", icon="message", text=p.of("选择一个会话开始聊天", "Choose a chat to begin")))))
    if p.narrow or variant in {"phone", "assistant"}:
        return box("page", {**room, "minh": "100vh"})
    info = (
        box("aside", n("heading", level=3, text=p.of("客户信息", "Customer")), n("descriptions", cols=1, items=[[p.of("姓名", "Name"), other], [p.of("电话", "Phone"), p.w.phone()], [p.of("订单", "Order"), p.w.code()]]), p.button("创建工单/Create ticket", "primary"), w="240px", shrink=0)
        if variant == "support"
        else None
    )
    return box("page", top_bar(p), panes(contacts, room, info))


@archetype("feed", "posts photos notifications friends stories")
def feed(p: Plan, variant: str) -> Node:
    if variant == "notifications":
        rows = [{"kids": [box("row", p.face(size=36), box("col", n("text", text=p.w.fill(p.of("{person} 评论了你的动态", "{person} commented on your post"))), n("text", text=p.w.time(), muted=True), gap=0, grow=1), p.tool("close", "忽略/Dismiss", size="small"))], "active": p.w.chance(0.3)} for _ in range(8)]
        return site(p, box("row", n("heading", level=1, text=p.of("通知", "Notifications")), n("spacer"), n("link", label=p.of("全部标为已读", "Mark all as read"))), n("tabs", items=p.all_of("全部/All|提及/Mentions|系统/System"), active=0), n("list", items=rows), width=720)
    if variant == "friends":
        return site(p, n("grid", cols=2 if p.narrow else 4, kids=[n("card", cover=p.picture("face", ratio="1"), kids=[n("heading", level=3, text=p.w.person())], footer=[p.button("添加好友/Add friend", "primary", size="small"), p.button("移除/Remove", size="small")]) for _ in range(8)]))

    def post() -> Node:
        name = p.w.person()
        return n(
            "card",
            kids=[box("row", p.face(name), box("col", n("text", text=name, strong=True), n("text", text=p.w.date(), muted=True), gap=0), n("spacer"), p.tool("more", "更多/More")), n("para", kids=[p.w.paragraph(2)]), p.picture(ratio="16/9") if variant in {"photos", "stories"} or p.w.chance(0.4) else None],
            footer=[n("button", icon="heart", label=p.w.plain("small"), kind="text"), n("button", icon="comment", label=p.w.plain("small"), kind="text"), p.tool("share", "分享/Share"), n("spacer"), p.tool("bookmark", "收藏/Save")],
        )

    write = n(
        "card",
        kids=[
            box("row", p.face(), n("textarea", rows=2, placeholder=p.of("有什么新鲜事？", "What's new?"), name=p.of("动态", "Post"))),
            box("row", p.tool("image", "图片/Picture"), p.tool("video", "视频/Video"), p.tool("hash", "话题/Topic"), p.tool("location", "位置/Place"), n("spacer"), p.button("发布/Post", "primary")),
        ],
    )
    stories = box("row", *[box("col", p.face(size=60), n("text", text=p.w.pick("GIVEN"), size="12px"), align="center", gap=4) for _ in range(4 if p.narrow else 8)]) if variant == "stories" else None
    posts = box("col", stories, write if variant == "posts" else None, *[post() for _ in range(3)], grow=1)
    posts["kids"] = [{**k, "kids": [c for c in k["kids"] if c]} if k["t"] == "card" else k for k in posts["kids"]]
    side = box(
        "col",
        n("card", title=p.of("热门话题", "Trending"), kids=[n("link", label="#" + t) for t in p.w.some("TOPICS", 6)]),
        n("card", title=p.of("推荐关注", "Who to follow"), kids=[box("row", p.face(size=32), n("text", text=p.w.person()), n("spacer"), p.button("关注/Follow", size="small")) for _ in range(3)]),
        w="280px",
        shrink=0,
    )
    return site(p, posts if p.narrow else box("row", posts, side, align="flex-start"), width=960)


@archetype("call", "meeting lobby", "desktop")
def call(p: Plan, variant: str) -> Node:
    controls = box(
        "row",
        *[
            n("button", icon=i, name=p.of(*t.split("/")), kind=k, size="large")
            for i, t, k in [("microphone", "静音/Mute", "default"), ("camera", "摄像头/Camera", "default"), ("desktop", "共享屏幕/Share screen", "default"), ("users", "参会人/People", "default"), ("message", "聊天/Chat", "default"), ("phone", "离开/Leave", "danger")]
        ],
        justify="center",
        pad="14px",
    )
    tiles = n("grid", cols=3, gap=10, kids=[box("col", p.picture("face", ratio="4/3"), n("text", text=p.w.person()), gap=4) for _ in range(6)], pad="16px")
    if variant == "lobby":
        return box(
            "page",
            box(
                "center",
                n(
                    "card",
                    title=p.of("准备加入会议", "Ready to join?"),
                    kids=[
                        p.picture("face", h="220px"),
                        n("select", options=p.all_of("内置麦克风/Built-in microphone|耳机/Headset"), value=p.of("耳机", "Headset"), name=p.of("麦克风", "Microphone")),
                        n("switch", label=p.of("打开摄像头", "Camera on"), checked=True),
                        n("button", label=p.of("加入会议", "Join now"), kind="primary", block=True),
                    ],
                ),
            ),
        )
    return box("page", box("header", n("text", text=p.w.title(), strong=True), n("spacer"), n("text", text=p.w.time())), tiles, controls, tone="dark")
