"""Getting in and being somebody: log in, register, reset, verify, profile, settings, security."""

from __future__ import annotations

from training.screens.archetypes.plan import Node, Plan, archetype, box, n
from training.screens.archetypes.shells import console, foot, site, titled, top_bar

SOCIAL = [("message", "微信登录/Continue with chat"), ("mail", "邮箱登录/Continue with email"), ("phone", "手机登录/Continue with phone"), ("qrcode", "扫码登录/Scan to sign in"), ("key", "单点登录/Single sign-on")]


def text_field(p: Plan, pairs: str, about: str, control: str = "input", **more: object) -> Node:
    """A field for a word, floating placeholder or label, with or without a value."""
    label = p.either(pairs)
    inner = n(control, **more)
    if p.w.chance(0.45):
        inner["value"] = "••••••••" if control == "password" else p.w.plain(about)
    elif p.w.chance(0.8):
        inner["placeholder"] = p.of("请输入", "Your ") + (label if p.w.language == "zh" else label.lower())
    error = p.either("账号或密码错误/Wrong name or password|该项不能为空/This field is required") if p.w.chance(0.08) else None
    return n("field", label=label, control=inner, error=error, required=p.w.chance(0.2) or None, bare=(p.w.chance(0.25) and "placeholder" in inner) or None)


def credentials(p: Plan, variant: str) -> list[Node | None]:
    """The fields of a log-in form."""
    name = text_field(p, "用户名/Username|手机号/Phone number|邮箱/Email address|账号/Account", "email", icon=p.rng.choice([None, "user", "mail"]), focused=p.w.chance(0.2) or None)
    if variant == "otp":
        code = box("row", text_field(p, "验证码/Verification code", "small"), p.button("获取验证码/Send code|60秒后重发/Resend in 60 s", disabled=p.w.chance(0.3) or None), gap=8, align="flex-end")
        return [text_field(p, "手机号/Phone number", "phone", icon=p.rng.choice([None, "phone"])), code]
    secret = text_field(p, "密码/Password", "small", "password", eye=p.w.chance(0.5), icon=p.rng.choice([None, "lock"]))
    captcha = box("row", text_field(p, "图形验证码/Characters in the picture", "small"), n("image", w="110px", h="40px", seed=p.seed(), kind="abstract", label=p.of("验证码图片", "Captcha")), gap=8, align="flex-end") if variant == "captcha" else None
    return [name, secret, captcha]


def login_form(p: Plan, variant: str) -> Node:
    """All of a log-in form: title, fields, choices, buttons, other ways in."""
    kids: list[Node | None] = [n("heading", level=1, text=p.either("欢迎登录/Sign in|登录/Log in|欢迎回来/Welcome back|账号登录/Account login"))]
    if p.w.chance(0.4):
        kids.append(n("text", text=p.w.pick("SLOGANS"), muted=True))
    if variant == "tabs":
        kids.append(n("tabs", items=p.all_of("密码登录/Password|验证码登录/Code|扫码登录/QR code")[: p.some(2, 3)], active=0))
    if variant == "error":
        kids.append(n("alert", kind="error", text=p.of("用户名或密码不正确，还可以尝试3次", "Wrong username or password, 3 attempts left"), closable=p.w.chance(0.5)))
    row = box("row", n("checkbox", label=p.either("记住我/Remember me|7天内自动登录/Stay signed in"), checked=p.w.chance(0.5)), n("spacer"), n("link", label=p.either("忘记密码？/Forgot password?|忘记密码/Reset password")))
    submit = p.button("登录/Log in|登 录/Sign in|立即登录/Continue", "primary", block=True, size=p.rng.choice([None, "large"]), disabled=p.w.chance(0.1) or None)
    kids += [box("form", *credentials(p, variant), row if p.w.chance(0.8) else None, submit, label=p.of("登录表单", "Log-in form"))]
    if p.w.chance(0.7):
        kids.append(box("row", n("text", text=p.of("还没有账号？", "No account yet?")), n("link", label=p.either("立即注册/Sign up|注册/Create an account")), gap=4, justify="center"))
    if variant in {"sso", "split"} or p.w.chance(0.3):
        chosen = p.rng.sample(SOCIAL, p.some(2, 3))
        kids.append(box("row", *[p.tool(icon, pair, kind="default") for icon, pair in chosen], justify="center", gap=12) if p.w.chance(0.5) else box("col", *[n("button", label=p.of(*pair.split("/")), icon=icon, block=True) for icon, pair in chosen], gap=8))
    if p.w.chance(0.3):
        kids.append(box("row", n("checkbox", label=p.of("我已阅读并同意", "I agree to the"), checked=p.w.chance(0.5)), n("link", label=p.of("《用户协议》", "terms of service")), gap=2))
    return box("col", *kids, gap=16)


@archetype("login", "card plain split picture otp captcha sso tabs error topbar")
def login(p: Plan, variant: str) -> Node:
    form = login_form(p, variant)
    panel = n("card", kids=[form]) if variant not in {"plain", "split"} else form
    narrow = box("col", n("logo", text=p.brand, icon=p.rng.choice(["rocket", "leaf", "shield", "cloud"])) if p.w.chance(0.6) else None, panel, w="100%", max=p.some(340, 460))
    if variant in {"split", "picture"} and not p.narrow:
        side = box("col", n("heading", level=2, text=p.w.pick("SLOGANS")), n("text", text=p.w.sentence()), p.picture("scene", radius="8px"), tone="brand", grow=1, pad="48px", justify="center")
        halves = [side, box("center", narrow, grow=1)]
        return box("page", box("row", *(halves if p.w.chance(0.5) else halves[::-1]), minh="100vh", gap=0, align="stretch"))
    if variant == "topbar":
        return box("page", top_bar(p, search=False), box("center", narrow), foot(p))
    return box("page", box("center", narrow))


@archetype("register", "card steps business side terms")
def register(p: Plan, variant: str) -> Node:
    fields = [text_field(p, "用户名/Username|昵称/Display name", "person"), text_field(p, "邮箱/Email", "email"), text_field(p, "手机号/Phone", "phone"), text_field(p, "设置密码/Password", "small", "password", eye=True), text_field(p, "确认密码/Confirm password", "small", "password")]
    if variant == "business":
        fields = [
            text_field(p, "企业名称/Company name", "company"),
            text_field(p, "统一社会信用代码/Registration number", "code"),
            text_field(p, "联系人/Contact person", "person"),
            n("field", label=p.of("营业执照", "Business licence"), control=n("upload"), required=True),
            text_field(p, "办公地址/Office address", "address"),
        ]
    for field in fields:
        field["side"] = variant == "side" and not p.narrow
        if field["side"]:
            field["bare"] = False
    agree = box("row", n("checkbox", label=p.of("我已阅读并同意服务条款", "I accept the terms of service"), checked=p.w.chance(0.5)), n("link", label=p.of("查看条款", "Read them")), gap=6)
    steps = n("steps", items=p.all_of("填写信息/Your details|验证身份/Verification|完成/Done"), current=p.some(0, 2)) if variant == "steps" else None
    strength = n("progress", value=p.some(20, 100), label=p.of("密码强度", "Password strength")) if variant == "terms" else None
    form = box("form", *fields, strength, agree, p.button("注册/Sign up|立即注册/Create account", "primary", block=True), label=p.of("注册", "Sign up"))
    body = n("card", title=p.either("注册账号/Create your account|免费注册/Sign up for free"), kids=[form])
    below = box("row", n("text", text=p.of("已有账号？", "Already registered?")), n("link", label=p.of("去登录", "Log in")), justify="center", gap=4)
    return box("page", top_bar(p, search=False) if p.w.chance(0.4) else None, box("center", box("col", steps, body, below, w="100%", max=p.some(400, 620))))


@archetype("recover", "email code newpassword sent twofactor locked")
def recover(p: Plan, variant: str) -> Node:
    title = {"email": "找回密码/Reset your password", "code": "输入验证码/Enter the code", "newpassword": "设置新密码/Choose a new password", "sent": "邮件已发送/Check your inbox", "twofactor": "两步验证/Two-step verification", "locked": "账号已锁定/Account locked"}[variant]
    body: list[Node | None] = [n("heading", level=1, text=p.of(*title.split("/")))]
    if variant in {"code", "twofactor"}:
        body += [n("text", text=p.w.fill(p.of("验证码已发送至 {phone}", "We sent a code to {phone}")), muted=True), n("otp", count=p.rng.choice([4, 6]), value=str(p.some(10, 9999)))]
    elif variant == "newpassword":
        body += [text_field(p, "新密码/New password", "small", "password", eye=True), text_field(p, "确认新密码/Repeat it", "small", "password")]
    elif variant == "email":
        body += [n("text", text=p.w.sentence(), muted=True), text_field(p, "注册邮箱/Email|手机号/Phone", "email")]
    else:
        body += [n("icon", name="mail" if variant == "sent" else "lock", size=56), n("text", block=True, text=p.w.paragraph(2))]
    body += [p.button("下一步/Continue|提交/Submit|确认/Confirm|重新发送/Send again", "primary", block=True), n("link", label=p.either("返回登录/Back to login|联系客服/Contact support"))]
    return box("page", box("center", n("card", kids=[box("col", *body, align="stretch", w="360px" if not p.narrow else "280px")])))


@archetype("settings", "general tabs switches security billing notifications side privacy")
def settings(p: Plan, variant: str) -> Node:
    topics = p.all_of("个人资料/Profile|账号安全/Security|通知/Notifications|隐私/Privacy|账单/Billing|外观/Appearance|语言/Language")
    if variant in {"switches", "notifications", "privacy"}:
        rows = p.all_of("邮件通知/Email notifications|短信提醒/Text messages|桌面弹窗/Desktop alerts|每周摘要/Weekly digest|允许被搜索/Appear in search|公开我的动态/Public activity|个性化推荐/Personalised suggestions|自动更新/Automatic updates")
        body: Node = n("list", items=[{"kids": [box("row", box("col", n("text", text=text, strong=True), n("text", text=p.w.sentence(), muted=True) if p.w.chance(0.6) else None, gap=2, grow=1), n("switch", name=text, checked=p.w.chance(0.5), disabled=p.w.chance(0.07) or None))]} for text in rows[: p.some(4, 8)]])
    elif variant in {"security", "billing"}:
        body = n(
            "list",
            items=[
                {"kids": [box("row", n("icon", name=icon), box("col", n("text", text=p.of(*pair.split("/")), strong=True), n("text", text=p.w.plain(kind), muted=True), gap=2, grow=1), p.button("修改/Change|管理/Manage|绑定/Connect", size="small"))]}
                for icon, pair, kind in [("lock", "登录密码/Password", "date"), ("phone", "绑定手机/Phone", "phone"), ("mail", "安全邮箱/Email", "email"), ("credit-card", "支付方式/Payment method", "card"), ("shield", "两步验证/Two-step verification", "date")]
            ],
        )
    else:
        body = box("form", *p.fields(p.some(4, 7), filled=0.9, side=not p.narrow and p.w.chance(0.5)), box("row", p.button("保存/Save|保存修改/Save changes", "primary"), p.button("取消/Cancel")), label=p.of("设置", "Settings"))
    if variant == "side" and not p.narrow:
        menu = box("nav", n("sidebar", items=[{"text": t} for t in topics], active=p.some(0, 6)), w="180px", shrink=0)
        return site(p, n("heading", level=1, text=p.of("设置", "Settings")), box("row", menu, box("col", titled(p, topics[0], body), grow=1), align="flex-start"))
    tabs = n("tabs", items=topics[: 3 if p.narrow else p.some(3, 6)], active=p.some(0, 2)) if variant in {"tabs", "general", "billing"} else None
    return console(p, n("heading", level=1, text=p.either("设置/Settings|偏好设置/Preferences|账号设置/Account settings")), tabs, titled(p, p.rng.choice(topics), body))


@archetype("profile", "cover card activity edit public")
def profile(p: Plan, variant: str) -> Node:
    name = p.w.person()
    head = box("row", p.face(name, 72), box("col", n("heading", level=1, text=name), n("text", text=f"{p.w.pick('JOBS')} · {p.w.pick('CITIES')}", muted=True), gap=4, grow=1), p.button("关注/Follow|已关注/Following", "primary"), p.button("发消息/Message"), p.tool("more", "更多/More"), wrap=True)
    numbers = box("row", *[n("stat", label=label, value=p.w.plain("count")) for label in p.all_of("关注/Following|粉丝/Followers|获赞/Likes")], gap=32)
    items = [{"kids": [box("col", n("link", label=p.w.title()), n("text", text=p.w.date(), muted=True), gap=2)]} for _ in range(p.some(3, 7))]
    tabs = n("tabs", items=p.all_of("动态/Posts|文章/Articles|收藏/Saved|关于/About"), active=0)
    facts = n("descriptions", cols=1 if p.narrow else 2, items=[[p.of(zh, en), p.w.plain(kind)] for zh, en, kind in [("邮箱", "Email", "email"), ("电话", "Phone", "phone"), ("公司", "Company", "company"), ("地址", "Address", "address"), ("加入时间", "Joined", "date")]])
    if variant == "edit":
        upload = box("row", p.face(name, 64), p.button("更换头像/Change picture"), n("text", text=p.of("支持JPG、PNG，不超过2MB", "JPG or PNG, up to 2 MB"), muted=True))
        return console(p, titled(p, p.of("编辑资料", "Edit profile"), upload, box("form", *p.fields(5), p.button("保存/Save", "primary"))))
    cover = p.picture("scene", h="160px") if variant in {"cover", "public"} else None
    return site(p, cover, n("card", kids=[head, numbers]), tabs if variant != "card" else None, titled(p, p.of("个人信息", "About"), facts) if variant in {"card", "public"} else titled(p, p.of("最近动态", "Recent activity"), n("list", items=items)))
