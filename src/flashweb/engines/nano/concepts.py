# ruff: noqa: E501 - patterns and word lists read better unbroken
"""What screens call the same thing, in Chinese and English.

A question may say "sign in" where the screen says "登录". Each line is one concept; names are compared folded
(see `matching.fold`). Only words of interfaces and forms; no word that has another common meaning there.
"""

from __future__ import annotations

from functools import lru_cache

from flashweb.engines.nano.matching import fold

_CONCEPTS = """
登录 | 登陆 | 登入 | 立即登录 | log in | login | sign in | signin | log on
注册 | 立即注册 | 免费注册 | 注册账号 | 创建账号 | sign up | signup | register | create account | create an account | registration | join now
退出 | 退出登录 | 登出 | 注销 | log out | logout | sign out | signout
忘记密码 | 忘记密码? | 忘了密码 | 密码忘了 | 重置密码 | forgot my password | 找回密码 | forgot password | forgot your password | reset password
改密码 | 修改密码 | 更改密码 | change password
记住我 | 记住密码 | 自动登录 | 保持登录 | remember me | keep me signed in | stay signed in
用户名 | 账号 | 账户名 | 用户账号 | username | user name | account name | user id | login name
密码 | password
验证码 | 短信验证码 | verification code | captcha | security code
提交 | submit
取消 | cancel
确定 | 确认 | ok | confirm
保存 | save | save changes
删除 | 移除 | delete | remove
编辑 | 修改 | edit
搜索 | 查询 | 检索 | search
设置 | 系统设置 | settings | preferences
首页 | 主页 | home | homepage | home page
购物车 | cart | shopping cart | basket | my cart
结算 | 去结算 | 结账 | checkout | check out
立即购买 | 购买 | buy now | buy | purchase
加入购物车 | 加购 | add to cart | add to basket
订单 | 我的订单 | orders | my orders
订单号 | 订单编号 | 单号 | 订单 id | order number | order no | order no. | order id | order #
订单状态 | order status
薪资 | 薪水 | 工资 | 月薪 | 年薪 | salary | pay | compensation
商品名称 | 产品名称 | 名称 | product name | item name | name
大小 | 文件大小 | size | file size
类型 | 种类 | type | kind
状态 | 当前状态 | status | state
快递单号 | 运单号 | 物流单号 | 快递号 | tracking number | tracking no | tracking id | shipment number
发票号 | 发票号码 | 发票编号 | invoice number | invoice no | invoice # | invoice id
收货地址 | 配送地址 | 收件地址 | 邮寄地址 | shipping address | delivery address | ship to | deliver to
账单地址 | billing address | bill to
地址 | 联系地址 | 公司地址 | address
收货人 | 收件人 | 联系人 | recipient | to | receiver | contact name | contact person
发件人 | 寄件人 | 发送人 | 发送者 | sender | from | sent by
作者 | 记者 | 撰稿 | 撰文 | 文 | 编辑 | 发布者 | 发布人 | author | written by | by | posted by
创建人 | 创建者 | created by | creator | owner
负责人 | 处理人 | 经办人 | assignee | assigned to | responsible | person in charge
主题 | subject
姓名 | 名字 | 真实姓名 | name | full name
性别 | gender | sex
生日 | 出生日期 | birthday | date of birth | birth date
公司 | 公司名称 | 单位 | company | company name | organization | organisation
职位 | 岗位 | 职务 | position | job title | title
部门 | 所属部门 | department
电话 | 联系电话 | 电话号码 | 手机 | 手机号 | 手机号码 | phone | phone number | telephone | tel | mobile | cell | contact number
邮箱 | 电子邮箱 | 邮件地址 | 邮箱地址 | email | e-mail | email address | e-mail address | mail
网址 | 官网 | 网站 | website | url | web site
价格 | 售价 | 单价 | 价钱 | price | unit price
总计 | 合计 | 总额 | 总价 | 总金额 | 应付总额 | 实付 | 实付款 | 应付 | 应付金额 | 合计金额 | 订单总额 | total | grand total | order total | total amount | amount due | total price | total due
小计 | 商品总额 | subtotal | sub total
运费 | 邮费 | 配送费 | 快递费 | shipping | shipping fee | shipping cost | delivery fee | shipping & handling
税 | 税费 | 税额 | tax | vat | sales tax | taxes
折扣 | 优惠 | 优惠金额 | discount
优惠券 | 优惠码 | 红包 | coupon | promo code | voucher | coupon code
余额 | 账户余额 | 可用余额 | 当前余额 | balance | account balance | available balance | current balance | balance of the account
数量 | 件数 | quantity | qty
库存 | stock | in stock | inventory
支付方式 | 付款方式 | payment method | paid with
下单时间 | 订单时间 | 下单日期 | order date | order time | ordered on | placed on | date placed
创建时间 | 创建日期 | created | created at | created on | date created
更新时间 | 修改时间 | 最后更新 | updated | updated at | last updated | last modified | modified
发布日期 | 发布时间 | 发表时间 | 发布于 | published | published on | publish date | posted on | release date
开始时间 | 开始日期 | 起始日期 | start date | start time | starts | begins
结束时间 | 结束日期 | end date | end time | ends
截止日期 | 截止时间 | 到期日 | 最后期限 | deadline | due date | due | due by | due on
有效期 | 到期时间 | 过期时间 | 有效期至 | expires | expiry date | expiration date | valid until | expires on
发票日期 | 开票日期 | invoice date | date of issue | issue date
预计送达 | 预计送达时间 | 送达时间 | 预计到达 | estimated delivery | delivery date | expected delivery | arrives | arriving
营业时间 | 开放时间 | 服务时间 | 工作时间 | opening hours | business hours | hours | office hours
版本 | 版本号 | 当前版本 | version | version number | current version
语言 | language
企业版 | enterprise
专业版 | pro | professional
基础版 | basic | standard
免费版 | free | free plan
个人版 | personal | individual
帮助 | 帮助中心 | help | help center | support
客服 | 在线客服 | 联系客服 | 客户服务 | customer service | customer support | support
关于我们 | 关于 | about us | about
联系我们 | 联系方式 | contact us | contact
隐私政策 | 隐私条款 | 隐私协议 | 隐私 | privacy policy | privacy
用户协议 | 服务条款 | 服务协议 | 使用条款 | terms of service | terms | terms of use | terms and conditions | user agreement
退款 | 退货退款 | refund | refunds | money back
退货 | returns | return | return policy
包邮 | 免运费 | 免邮 | free shipping | free delivery
下载 | 立即下载 | download
上传 | upload
下一步 | 下一页 | next | continue
上一步 | 上一页 | previous | back
返回 | back | go back
更多 | 查看更多 | more | see more | view more | show more
收藏 | 我的收藏 | favorites | favourites | wishlist | bookmark
分享 | share
评论 | 评价 | comments | reviews
通知 | 消息 | notifications | messages
个人中心 | 我的账户 | 个人资料 | my account | profile | account
导出 | export
导入 | import
打印 | print
结果 | 条结果 | results | result
用户 | 用户数 | users
错误 | 报错 | error
"""


def concept_groups() -> list[tuple[str, ...]]:
    """All concepts, each as its names."""
    return [tuple(name.strip() for name in line.split(" | ")) for line in _CONCEPTS.strip().splitlines()]


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Folded name -> the concepts (tuples of names) that it belongs to."""
    groups: dict[str, tuple[tuple[str, ...], ...]] = {}
    for names in concept_groups():
        for name in names:
            groups[fold(name).packed] = (*groups.get(fold(name).packed, ()), names)
    return groups


def synonyms(text: str) -> tuple[str, ...]:
    """Other names of the same thing, without the text itself; nearest concept first."""
    packed = fold(text).packed
    names = (name for group in _groups().get(packed, ()) for name in group)
    return tuple(dict.fromkeys(name for name in names if fold(name).packed != packed))
