# ruff: noqa: E501 - word lists read better unbroken
"""How people say what a cell says: "still pending", "还没付款", "haven't shipped" of cells that say Pending, 待付款, Shipped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from flashweb.engines.nano.matching import fold, spans

_SAME = """
pending | waiting | on hold | 待处理 | 待定 | 等待中
cancelled | canceled | called off | 已取消 | 取消
completed | complete | done | finished | 已完成 | 完成 | 做完
in progress | ongoing | under way | underway | being worked on | 进行中 | 处理中
active | 启用 | 已启用 | 生效中 | 活跃
inactive | deactivated | 停用 | 已停用 | 未启用
disabled | 已禁用 | 禁用
suspended | 已暂停 | 暂停 | paused
shipped | sent out | dispatched | 已发货 | 已寄出 | 发出去
delivered | arrived | 已送达 | 已签收 | 送到
in transit | on the way | on its way | 运输中 | 在途 | 配送中 | 派送中
paid | settled | 已付款 | 已支付 | 已付
unpaid | awaiting payment | payment due | not paid | outstanding | 待付款 | 待支付 | 未付款 | 未支付 | 未付
refunded | 已退款
overdue | past due | late | 逾期 | 已逾期 | 超期 | 拖欠
expired | lapsed | 已过期 | 过期 | 已失效 | 失效
draft | 草稿
approved | passed | 已通过 | 已批准 | 审核通过 | 批了
rejected | declined | denied | turned down | refused | 已拒绝 | 已驳回 | 未通过 | 被拒
in review | under review | awaiting approval | pending review | 待审核 | 审核中 | 待审批 | 审批中
in stock | 有货 | 现货 | 库存充足
low stock | running low | 库存紧张 | 库存不足
out of stock | sold out | unavailable | 缺货 | 售罄 | 无货 | 卖完 | 卖光 | 已售完
resolved | fixed | solved | 已解决 | 解决
closed | 已关闭
open | unresolved | 待解决 | 未解决
failed | broken | went wrong | 失败 | 出错
succeeded | successful | success | 成功
running | up | 运行中
stopped | shut down | down | 已停止 | 停机
online | 在线
offline | 离线 | 不在线
on leave | on holiday | on vacation | away | 休假 | 请假 | 休假中 | 请假中
absent | 缺勤 | 缺席 | 旷课
present | attended | 出勤 | 到了
full | fully booked | booked out | 已满 | 满员 | 约满 | 满了
available | free | bookable | 可用 | 空闲 | 可预订 | 可约 | 有空 | 有房
published | live | 已发布 | 上架 | 已上架
archived | 已归档
popular | most popular | 热门 | 最受欢迎 | 人气
recommended | best value | best choice | 推荐 | 性价比最高
new | 新品 | 上新 | 新
limited | limited time | 限时 | 限量
free | free of charge | 免费 | 不要钱
urgent | critical | 紧急 | 加急 | 特急
yes | 是 | 有
no | 否 | 无
"""
_NOT = r"(?:\bnot\b|n't\b|\bnever\b|\bwithout\b|\bno longer\b|\byet to(?: be)?\b)"
_NOT_HAN = r"(?:还?没有?|未|尚未|不是|并未|不)"
_WITHIN_REACH = 14


@dataclass(frozen=True, slots=True)
class Saying:
    """length: letters of the question that say it. is_denied: the question wants what is not so."""

    length: int
    is_denied: bool


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _SAME.strip().splitlines():
        names = tuple(name.strip() for name in line.split("|"))
        for name in names:
            key = fold(name).packed
            found[key] = (*found.get(key, ()), *names)
    return found


def is_status(value: str) -> bool:
    """Whether a text is a well-known state of things."""
    return fold(value).packed in _groups()


@lru_cache(maxsize=2048)
def _patterns(value: str) -> tuple[re.Pattern[str], ...]:
    """Ways of Chinese to say a state whose name is made of a verb and a mark: 已发货, 待付款, 未读, 审核中."""
    if found := re.fullmatch(r"已(?:经)?([\u4e00-\u9fff]{1,4})", value):
        stem = found[1]
        return (re.compile(rf"(?<![没未待不])(?:已经?|都)?{stem}(?:了|过|完|好|掉)"),)
    if found := re.fullmatch(r"(?:待|未)([\u4e00-\u9fff]{1,4})", value):
        stem = found[1]
        return (re.compile(rf"(?:没有?|未|尚未|待|等着?|等待|需要)[^,，。?？]{{0,2}}{stem}"),)
    if found := re.fullmatch(r"([\u4e00-\u9fff]{1,4})中", value):
        return (re.compile(rf"(?:正在|在|正){found[1]}"),)
    return ()


def said_of(value: str, question: str) -> Saying | None:
    """Whether a question says what a cell says, in its own words or others, in either language."""
    for pattern in _patterns(value):
        if found := pattern.search(question):
            return Saying(len(found[0]), is_denied=False)
    best: Saying | None = None
    for name in dict.fromkeys((value, *_groups().get(fold(value).packed, ()))):
        for start, stop in spans(name, question):
            if best is None or stop - start > best.length:
                best = Saying(stop - start, _is_denied(question[:start], name))
    return best


def _is_denied(before: str, name: str) -> bool:
    if name.isascii():
        return re.search(_NOT + rf"[^,.;?]{{0,{_WITHIN_REACH}}}$", before, re.IGNORECASE) is not None
    return re.search(_NOT_HAN + r"$", before) is not None
