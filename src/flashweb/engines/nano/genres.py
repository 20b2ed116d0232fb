# ruff: noqa: E501 - patterns and word lists read better unbroken
"""What kind of page the words of a screen make it: each kind by words that it can hardly do without."""

from __future__ import annotations

from flashweb.engines.nano.matching import match

Genre = tuple[str, str]
"""Name in Chinese and in English."""

_GENRES: tuple[tuple[Genre, tuple[tuple[str, ...], ...]], ...] = (
    (("一个注册页面", "a sign-up page"), (("注册", "sign up", "create account", "register", "create your account"), ("确认密码", "confirm password", "密码", "password", "验证码"), ("已有账号", "去登录", "already have an account", "同意", "agree", "用户协议", "terms"))),
    (("一个登录页面", "a login page"), (("登录", "sign in", "log in", "login", "立即登录"), ("密码", "password", "验证码", "忘记密码", "forgot password"))),
    (("一个购物车页面", "a shopping cart page"), (("购物车", "shopping cart", "your cart", "cart"), ("合计", "总计", "小计", "subtotal", "total"), ("结算", "去结算", "checkout", "check out"))),
    (("一个结账或支付页面", "a checkout page"), (("支付方式", "付款方式", "payment method", "card number", "立即支付", "提交订单", "place order", "pay now"), ("合计", "总计", "应付", "total", "实付"))),
    (("一个订单页面", "an order page"), (("订单号", "订单编号", "order number", "order id", "order no"), ("收货地址", "shipping address", "合计", "总计", "total", "订单状态", "status", "下单时间", "实付"))),
    (("一个商品页面", "a product page"), (("加入购物车", "add to cart", "add to basket", "立即购买", "buy now"), ("库存", "in stock", "数量", "quantity", "规格", "颜色", "尺码", "评价", "reviews"))),
    (("一个价格方案页面", "a pricing page"), (("pricing", "定价", "套餐", "价格方案", "plans"), ("/month", "per month", "/月", "每月", "/mo"))),
    (("一个错误页面", "an error page"), (("404", "500", "502", "503", "403"), ("not found", "error", "页面不存在", "找不到", "出错", "无权", "forbidden", "抱歉"))),
    (("一个搜索结果页面", "a search results page"), (("results for", "search results", "搜索结果", "条结果", "相关结果"),)),
    (("一个设置页面", "a settings page"), (("设置", "settings", "preferences", "系统设置"), ("保存", "save", "save changes", "通知", "notifications", "隐私", "privacy", "语言", "language"), ("账号", "account", "密码", "password", "个人资料", "profile", "主题", "theme"))),
    (("一个邮件页面", "a mail page"), (("收件箱", "inbox"), ("发件箱", "已发送", "sent", "草稿", "drafts", "写信", "compose"))),
    (("一个数据看板", "a dashboard"), (("dashboard", "仪表盘", "数据看板", "控制台", "工作台", "数据概览", "overview"), ("总", "total", "今日", "用户", "users", "revenue", "sales", "访问量", "销售额"))),
)  # fmt: skip


def genre_of(texts: list[str]) -> Genre | None:
    """The first kind of which every group of words is present; None when the words do not say."""
    for genre, groups in _GENRES:
        if all(any(match(word, text) for text in texts for word in group) for group in groups):
            return genre
    return None
