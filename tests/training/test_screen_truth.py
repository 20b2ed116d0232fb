"""What counts as an element, where it is, and what it belongs to, on pages made by hand for each rule."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")
BUTTON = "position:absolute;left:100px;top:100px;width:120px;height:40px"


def only(elements: list[dict[str, Any]], role: str) -> dict[str, Any]:
    found = [element for element in elements if element["role"] == role]
    assert len(found) == 1, elements
    return found[0]


async def test_a_plain_button(truth_of):
    button = only(await truth_of(f"<button style='{BUTTON}'>登录</button>"), "button")
    assert (button["name"], button["text"], button["box"], button["state"]) == (
        "登录",
        "登录",
        [100, 100, 220, 140],
        [],
    )
    assert "partial" not in button


@pytest.mark.parametrize(
    "html",
    [
        f"<button style='{BUTTON};display:none'>x</button>",
        f"<button style='{BUTTON};visibility:hidden'>x</button>",
        f"<div style='opacity:0.1'><button style='{BUTTON}'>x</button></div>",
        f"<button style='{BUTTON}'>x</button><div style='position:absolute;inset:0;background:#fff'></div>",
        "<div style='width:200px;height:50px;overflow:hidden'><div style='height:80px'></div><button>x</button></div>",
        "<button style='position:absolute;left:-300px;top:10px'>x</button>",
        "<div style='height:700px'></div><button>x</button>",
        "<a href='#' style='display:block;width:100px;height:40px'></a>",
        "<button style='position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)'>x</button>",
    ],
    ids=[
        "not displayed",
        "not visible",
        "transparent",
        "covered",
        "clipped",
        "outside",
        "below",
        "unpainted",
        "one pixel",
    ],
)
async def test_what_nobody_sees_is_no_element(truth_of, html):
    assert [e for e in await truth_of(html) if e["role"] in {"button", "link"}] == []


@pytest.mark.parametrize(
    "html",
    [
        f"<button style='{BUTTON}'>x</button><div style='position:absolute;left:100px;top:90px;width:60px;height:60px;background:#fff'></div>",
        f"<button style='{BUTTON}'>x</button><div style='position:fixed;inset:0;background:rgba(0,0,0,.5)'></div>",
        "<button style='position:absolute;left:750px;top:10px;width:120px;height:40px'>x</button>",
        "<div style='width:200px;height:60px;overflow:hidden'><div style='height:40px'></div><button style='height:40px'>x</button></div>",
    ],
    ids=["half covered", "behind a mask", "cut by the window", "cut by a box"],
)
async def test_what_is_seen_in_part_is_marked(truth_of, html):
    assert only(await truth_of(html), "button")["partial"] is True


async def test_what_is_drawn_counts_even_when_hidden_from_screen_readers(truth_of):
    assert only(await truth_of(f"<button aria-hidden='true' style='{BUTTON}'>x</button>"), "button")["name"] == "x"


async def test_boxes_stop_at_the_window(truth_of):
    button = only(
        await truth_of("<button style='position:absolute;left:750px;top:10px;width:120px;height:40px'>x</button>"),
        "button",
    )
    assert button["box"] == [750, 10, 800, 50]


async def test_a_control_over_a_mask_is_whole(truth_of):
    html = "<button>under</button><div style='position:fixed;inset:0;background:rgba(0,0,0,.5)'><div role='dialog' aria-label='D' style='margin:100px;background:#fff'><button>over</button></div></div>"
    elements = await truth_of(html)
    over = next(e for e in elements if e["name"] == "over")
    assert "partial" not in over
    assert elements[over["parent"]]["role"] == "dialog"


async def test_a_bare_input_has_the_box_of_its_frame(truth_of):
    html = "<div style='position:absolute;left:50px;top:50px;width:300px;height:40px;border:1px solid #999;display:flex'><span>@</span><input style='border:0;background:none;flex:1' aria-label='mail'></div>"
    assert only(await truth_of(html), "textbox")["box"] == [50, 50, 350, 90]


async def test_a_frame_is_not_shared_by_two_fields(truth_of):
    field = "<input style='border:0;background:none;width:100px;height:20px' aria-label='{}'>"
    html = f"<div style='position:absolute;left:50px;top:50px;border:1px solid #999;display:flex'>{field.format('a')}{field.format('b')}</div>"
    boxes = [e["box"] for e in await truth_of(html) if e["role"] == "textbox"]
    assert boxes == [[51, 51, 151, 71], [151, 51, 251, 71]]


async def test_an_invisible_checkbox_has_the_box_of_what_is_drawn_for_it(truth_of):
    html = "<label style='position:absolute;left:40px;top:40px;display:flex'><input type='checkbox' checked style='position:absolute;opacity:0'><span style='width:18px;height:18px;border:1px solid #333'></span>记住我</label>"
    box = only(await truth_of(html), "checkbox")
    assert (box["box"], box["state"], box["name"]) == ([40, 40, 58, 58], ["checked"], "记住我")


async def test_a_hint_finds_a_pseudo_element(truth_of):
    html = "<style>label{position:relative;padding-left:30px}label::before{content:'';position:absolute;left:2px;top:1px;width:16px;height:16px;border:1px solid}</style><div style='position:absolute;left:20px;top:20px'><input type='radio' style='position:absolute;opacity:0' aria-label='r'><label>yes</label></div>"
    radio = only(await truth_of(html, hints=[{"match": "input", "box": "+ label", "pseudo": "::before"}]), "radio")
    assert radio["box"][2] - radio["box"][0] == pytest.approx(18, abs=2)
    assert radio["box"][0] == pytest.approx(22, abs=1)


async def test_a_hint_names_role_and_state_that_the_markup_does_not(truth_of):
    html = "<div class='tab on'>A</div><div class='tab'>B</div>"
    tabs = await truth_of(html, hints=[{"match": ".tab", "role": "tab", "states": {"selected": ".on"}}])
    assert [(t["role"], t["name"], t["state"]) for t in tabs] == [("tab", "A", ["selected"]), ("tab", "B", [])]


@pytest.mark.parametrize(
    ("html", "role", "states"),
    [
        ("<button disabled>x</button>", "button", {"disabled"}),
        ("<fieldset disabled><button>x</button></fieldset>", "button", {"disabled"}),
        ("<input aria-label='x' required aria-invalid='true'>", "textbox", {"required", "invalid"}),
        ("<input aria-label='x' autofocus id='f'><script>f.focus()</script>", "textbox", {"focused"}),
        ("<button aria-expanded='true'>x</button>", "button", {"expanded"}),
        ("<button aria-expanded='false'>x</button>", "button", {"collapsed"}),
        (
            "<div role='switch' aria-checked='true' aria-label='x' style='width:40px;height:20px;background:green'></div>",
            "switch",
            {"checked"},
        ),
        ("<div role='tablist'><button role='tab' aria-selected='true'>x</button></div>", "tab", {"selected"}),
        ("<nav><a href='#' aria-current='page'>x</a></nav>", "link", {"selected"}),
        ("<input type='search' aria-label='x'>", "searchbox", set()),
        ("<select aria-label='x'><option>a</option></select>", "combobox", set()),
        ("<input type='range' aria-label='x'>", "slider", set()),
    ],
)
async def test_roles_and_states(truth_of, html, role, states):
    assert set(only(await truth_of(html), role)["state"]) - {"collapsed"} == states - {"collapsed"}


async def test_a_wrapper_and_its_only_child_are_one(truth_of):
    html = "<ul role='menu' aria-label='m'><li role='menuitem' style='padding:4px'><a href='#' style='display:block'>Copy</a></li></ul>"
    elements = await truth_of(html)
    assert [e["role"] for e in elements] == ["menu", "menuitem"]


async def test_a_row_with_two_buttons_stays_three_things(truth_of):
    html = "<div role='listbox' aria-label='l'><div role='option' style='display:flex;width:400px'>a <button>b</button><button>c</button></div></div>"
    assert sorted(e["role"] for e in await truth_of(html)) == ["button", "button", "listbox", "option"]


async def test_a_wrapped_link_has_a_part_for_each_line(truth_of):
    html = "<p style='width:160px'>text before <a href='#'>a link that goes on over the end of its line</a> after</p>"
    link = only(await truth_of(html), "link")
    assert len(link["parts"]) >= 2
    assert all(part[3] - part[1] <= 21 for part in link["parts"])
    assert link["box"][3] - link["box"][1] > 30


async def test_a_heading_is_its_ink_and_not_its_block(truth_of):
    heading = only(await truth_of("<h2>短标题</h2>"), "heading")
    assert heading["box"][2] < 120
    assert heading["level"] == 2


async def test_an_icon_button_says_what_its_icon_does(truth_of):
    html = "<button aria-label='搜索' style='width:40px;height:40px'><svg data-icon='search' viewBox='0 0 9 9' width='20' height='20'><circle cx='4' cy='4' r='3'/></svg></button>"
    button = only(await truth_of(html), "button")
    assert (button["name"], button["text"], button["icon"]) == ("搜索", "", "search")


async def test_cells_know_their_row_and_column(truth_of):
    html = "<table><thead><tr><th scope='col'>A</th><th scope='col' colspan='2'>B</th></tr></thead><tbody><tr><td>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td><td>6</td></tr></tbody></table>"
    cells = {e["text"]: e["cell"] for e in await truth_of(html) if "cell" in e}
    assert [(cells[t]["row"], cells[t]["col"], cells[t]["header"]) for t in "AB36"] == [
        (0, 0, True),
        (0, 1, True),
        (1, 2, False),
        (2, 2, False),
    ]


async def test_a_table_split_in_two_is_one(truth_of):
    html = "<div class='grid'><table><tr><th scope='col'>A</th><th scope='col'>B</th></tr></table><table><tr><td>1</td><td>2</td></tr></table></div>"
    elements = await truth_of(html, hints=[{"match": ".grid", "role": "table"}])
    only(elements, "table")
    assert [e["cell"]["row"] for e in elements if "cell" in e] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "html",
    [
        "<label for='i'>手机号</label><input id='i'>",
        "<span id='l'>手机号</span><input aria-labelledby='l'>",
        "<div class='item'><span class='cap'>手机号 *</span><input></div>",
    ],
    ids=["for", "labelledby", "by the kit's classes"],
)
async def test_a_field_knows_its_label(truth_of, html):
    field = only(await truth_of(html, labels=[[".item", ".cap"]]), "textbox")
    assert field["label"]["text"] == "手机号"
    assert field["name"] == "手机号"
    assert field["label"]["box"][2] <= field["box"][0] + 1


async def test_members_know_their_group(truth_of):
    elements = await truth_of(
        "<nav aria-label='main'><a href='#'>a</a></nav><div data-fw='card' style='border:1px solid'><button>b</button></div>"
    )
    roles = {e["name"]: elements[e["parent"]]["role"] for e in elements if e["role"] in {"link", "button"}}
    assert roles == {"a": "navigation", "b": "card"}
