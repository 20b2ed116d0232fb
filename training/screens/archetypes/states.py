"""Pages about a state: errors, nothing here, waiting, done, maintenance, half loaded."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import console, site


@archetype("error", "notfound forbidden server offline maintenance expired browser")
def error(p: Plan, variant: str) -> Node:
    code, text = {
        "notfound": ("404", "页面不存在/Page not found"),
        "forbidden": ("403", "没有访问权限/You do not have access"),
        "server": ("500", "服务器开小差了/Something went wrong"),
        "offline": ("", "网络连接已断开/You are offline"),
        "maintenance": ("503", "系统维护中/Down for maintenance"),
        "expired": ("", "登录已过期/Your session has expired"),
        "browser": ("", "浏览器版本过低/Please update your browser"),
    }[variant]
    body = box(
        "col",
        n("text", text=code, size="72px", strong=True) if code else n("icon", name=p.rng.choice(["warning", "error", "wifi", "lock"]), size=72),
        n("heading", level=1, text=p.of(*text.split("/"))),
        n("text", block=True, text=p.w.sentence(), muted=True, align="center"),
        n("search", placeholder=p.of("搜索", "Search"), name=p.of("搜索", "Search"), button=True) if p.w.chance(0.25) else None,
        box("row", p.button("返回首页/Back to home|重新登录/Log in again|重试/Try again", "primary"), p.button("返回上一页/Go back|联系客服/Contact support") if p.w.chance(0.7) else None),
        align="center",
        max=480,
    )
    if p.w.chance(0.4):
        return console(p, box("center", body))
    return site(p, box("center", body), search=False) if p.w.chance(0.5) else box("page", box("center", body))


@archetype("empty", "list search project favourites messages cart")
def empty(p: Plan, variant: str) -> Node:
    icon, text, action = {
        "list": ("inbox", "暂无数据/Nothing here yet", "新建/Create"),
        "search": ("search", "没有匹配的结果/No matches", "清除条件/Clear filters"),
        "project": ("folder", "还没有项目/No projects yet", "创建项目/Create a project"),
        "favourites": ("heart", "还没有收藏/No favourites yet", "去看看/Browse"),
        "messages": ("message", "暂无消息/No messages", "刷新/Refresh"),
        "cart": ("bag", "这里空空如也/Nothing in your bag", "去逛逛/Start shopping"),
    }[variant]
    blank = n("empty", icon=icon, text=p.of(*text.split("/")), kids=[n("text", text=p.w.sentence()), p.button(action, "primary", icon=p.rng.choice([None, "plus"]))])
    head = box("row", n("heading", level=1, text=p.label(p.w.domain.nav[1])), n("spacer"), *p.actions(2), wrap=True)
    return (console if variant in {"list", "project", "search"} else site)(p, head, n("tabs", items=p.all_of("全部/All|我的/Mine|归档/Archived"), active=0) if p.w.chance(0.5) else None, n("card", kids=[blank]) if p.w.chance(0.5) else blank)


@archetype("result", "success pending failure payment registered")
def result(p: Plan, variant: str) -> Node:
    icon, colour, text = {
        "success": ("check-circle", "#16a34a", "操作成功/Success"),
        "pending": ("clock", "#d97706", "等待审核/Under review"),
        "failure": ("close-circle", "#dc2626", "提交失败/Submission failed"),
        "payment": ("check-circle", "#16a34a", "支付成功/Payment received"),
        "registered": ("check-circle", "#2563eb", "注册成功/Welcome aboard"),
    }[variant]
    facts = n("descriptions", cols=1, items=[[p.of("订单号", "Reference"), p.w.code()], [p.of("时间", "Time"), p.w.plain("datetime")], [p.of("金额", "Amount"), p.w.price()]]) if variant in {"payment", "pending"} else n("text", text=p.w.sentence(), muted=True)
    body = box("col", n("icon", name=icon, size=64, fg=colour), n("heading", level=1, text=p.of(*text.split("/"))), facts, box("row", p.button("返回首页/Home|查看订单/View order|继续购物/Keep shopping", "primary"), p.button("打印/Print|联系客服/Support")), align="center")
    return (site if p.w.chance(0.6) else console)(p, n("card", kids=[box("center", body)]))


@archetype("loading", "skeleton spinner partial progress")
def loading(p: Plan, variant: str) -> Node:
    bones = [box("row", n("skeleton", w="48px", h=48), box("col", n("skeleton", w=f"{p.some(30, 90)}%"), n("skeleton", w=f"{p.some(40, 100)}%"), grow=1, gap=8)) for _ in range(p.some(3, 6))]
    if variant == "spinner":
        return console(p, box("center", n("spinner"), n("text", text=p.of("加载中…", "Loading…"), muted=True)))
    if variant == "progress":
        return box("page", box("center", n("logo", text=p.brand), box("box", n("progress", value=p.some(5, 95), label=p.of("加载进度", "Loading")), w="260px"), n("text", text=f"{p.some(5, 95)}%")))
    return console(p, n("heading", level=1, text=p.label(p.w.domain.nav[1])), *([n("card", kids=bones)] if variant == "skeleton" else [p.table(3, 4), n("card", kids=bones)]))
