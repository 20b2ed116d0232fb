# ruff: noqa: E501 - one kind of field a line reads better unbroken
"""What fields are for, by what they are called.

One kind a line: words in the label, both languages | what to fill in (Chinese) | what to fill in (English). The first
line that has a word of the label counts.
"""

from __future__ import annotations

from functools import lru_cache

from flashweb.engines.nano.matching import Tier, fold, match
from flashweb.engines.nano.program import Language

_FIELDS = """
记住我, 记住密码, 自动登录, 保持登录, 免登录, remember me, keep me signed in, stay signed in, remember this device | 下次通常不用再输入账号密码，公用电脑上不建议勾选 | you usually need not sign in again next time; better not on a shared computer
同意, 协议, 条款, 隐私, agree, accept, terms, privacy, conditions | 表示同意这些条款，通常要勾选才能继续 | it says that you agree to the terms; you can usually not go on without it
订阅, 推送, 接收, 邮件通知, subscribe, newsletter, updates, notify, notifications, marketing | 表示愿意接收通知或邮件 | it says that you want to be sent messages
全选, select all | 一次选中列表里的全部项目 | it selects everything in the list at once
两次密码, 确认密码, 再次输入密码, 重复密码, 再输一次, confirm password, repeat password, password again, retype password, re-enter password | 再输入一遍密码，要和上面填的一致 | type the password once more, the same as above
原密码, 旧密码, 当前密码, current password, old password | 输入现在使用的密码，用来确认身份 | type the password that you use now, to prove who you are
新密码, new password | 设置一个新密码 | choose a new password
支付密码, 交易密码, pin, payment password | 输入支付密码来确认付款 | type your payment code to confirm
密码, password, passcode | 输入账号的密码，输入的内容通常显示为圆点 | type the password of your account; it usually shows as dots
短信验证码, 手机验证码, sms code, verification code, otp, one-time code, 动态码 | 输入手机或邮箱收到的验证码 | type the code that was sent to your phone or e-mail
验证码, 校验码, captcha, security check | 输入图片或消息里的验证码，证明不是机器操作 | type the code shown or sent, to prove that you are no robot
手机号或邮箱, 邮箱或手机号, 手机/邮箱, email or phone, phone or email, email or username, username or email | 输入注册时用的手机号、邮箱或用户名 | type the e-mail address, phone number or user name of your account
用户名, 账号, 帐号, 登录名, username, user name, user id, account, login | 输入账号的用户名 | type the user name of the account
手机, 电话, phone, mobile, telephone | 填写手机或电话号码，用于联系或接收验证码 | enter a phone number, for contact or to receive codes
邮箱, 电子邮件, email, e-mail | 填写电子邮箱，用于联系、登录或接收邮件 | enter an e-mail address, to be reached at or to sign in with
邀请码, 推荐码, invite code, referral | 填写别人给的邀请码，没有的话通常可以不填 | enter an invitation code; it can usually be left empty
优惠码, 优惠券, 兑换码, promo, coupon, discount code, voucher | 填写优惠码来减价 | enter a code to get a discount
姓名, 名字, 联系人, 收货人, 收件人, full name, first name, last name, your name, recipient | 填写姓名 | enter the name
昵称, 显示名, nickname, display name | 设置别人看到的名字 | choose the name that others see
身份证, 证件号, id number, id card, passport | 填写证件号码，用于核实身份 | enter the number of your identity document
卡号, 银行卡, card number, credit card, iban | 填写银行卡号 | enter the number of your bank card
安全码, cvv, cvc, security code | 填写卡背面的安全码 | enter the security code of the card
有效期, 到期, expiry, expiration, valid until | 填写有效期 | enter until when it is valid
地址, address, street | 填写地址 | enter the address
省, 市, 城市, 所在地, 地区, city, state, province, region, country, 国家 | 填写或选择所在的地区 | enter or choose the place
邮编, 邮政编码, zip, postcode, postal code | 填写邮政编码 | enter the postal code
生日, 出生, birthday, date of birth | 填写出生日期 | enter the date of birth
性别, gender, sex | 选择性别 | choose the gender
日期, 时间, date, time, 截止, 开始, 结束, from, until, deadline | 填写或选择日期、时间 | enter or choose a date or time
公司, 单位, company, organization, organisation | 填写公司或单位的名称 | enter the name of the company
部门, 职位, department, position, job title, role, 角色 | 填写或选择部门、职位或角色 | enter or choose the department or position
金额, 价格, 单价, amount, price, budget, 预算 | 填写金额 | enter an amount of money
数量, 件数, 人数, quantity, qty, guests, amount of | 填写或调整数量 | enter or change how many
标题, 主题, subject, title | 填写标题 | enter a title
备注, 留言, 说明, 描述, 简介, 原因, 意见, 评论, remark, note, notes, comment, message, description, reason, bio, feedback, details | 写说明或补充的内容 | write what you want to add or explain
网址, 链接, url, website, link | 填写网址 | enter a web address
标签, tag, tags, keyword | 填写或选择标签 | enter or choose tags
附件, 文件, 图片, 上传, file, attachment, upload | 选择要上传的文件 | choose a file to upload
语言, language | 选择语言 | choose the language
时区, timezone, time zone | 选择时区 | choose the time zone
货币, 币种, currency | 选择货币 | choose the currency
排序, sort | 选择按什么排列 | choose the order
每页, 条/页, per page, rows per page, page size | 选择每页显示多少条 | choose how many rows a page shows
分类, 类型, 类别, 种类, category, type, kind | 选择分类或类型 | choose the category
状态, status | 按状态选择 | choose by status
搜索, 查询, 关键词, 关键字, 查找, search, find, keyword, query | 输入关键词来搜索，回车或点搜索按钮后显示结果 | type words to search for; results usually show after Enter or the search button
深色, 夜间, dark mode, night mode, theme | 切换深色外观 | it switches to dark colours
"""


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[tuple[str, ...], dict[Language, str]], ...]:
    rows = []
    for line in _FIELDS.strip().splitlines():
        words, zh, en = (part.strip() for part in line.split(" | "))
        texts: dict[Language, str] = {"zh": zh, "en": en}
        rows.append((tuple(word.strip() for word in words.split(",")), texts))
    return tuple(rows)


@lru_cache(maxsize=2048)
def purpose(label: str, language: Language) -> str:
    """What a field of that name is for; empty where its name is not known."""
    packed = fold(label).packed
    for names, texts in _rows():
        if any(fold(name).packed == packed or match(name, label) is Tier.CONTAINS for name in names):
            return texts[language]
    return ""
