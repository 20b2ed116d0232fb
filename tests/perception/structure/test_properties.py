"""Whatever the networks say, a screen comes out: a tree inside the picture, each element once, whatever the order."""

import dataclasses
import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from flashweb.core.screen import Box, Element, Need, Screen
from flashweb.perception.found import Found, Icon
from flashweb.perception.structure import assemble, icons_wanted, lines_needed

SIZE = (400, 300)
ROLES = re.findall(
    r"\w+",
    "button link textbox searchbox combobox spinbutton checkbox radio switch slider tab menuitem option treeitem img "
    "heading progressbar alert status tooltip table row cell columnheader list listitem card navigation banner main "
    "form dialog menu tablist radiogroup tree article nonsense",
)

numbers = st.one_of(st.integers(-30, 430).map(float), st.floats(allow_nan=True, allow_infinity=True))
boxes = st.one_of(
    st.builds(Box, *[st.integers(-30, 430).map(float)] * 4),
    st.builds(
        lambda x, y, w, h: Box(x, y, x + w, y + h),
        *[st.integers(0, 300).map(float)] * 2,
        *[st.integers(1, 200).map(float)] * 2,
    ),
    st.builds(Box, numbers, numbers, numbers, numbers),
)
founds = st.lists(
    st.builds(
        Found,
        st.sampled_from(ROLES),
        boxes,
        st.floats(0, 1),
        st.frozensets(st.sampled_from(["checked", "disabled"]), max_size=2),
    ),
    max_size=25,
)
texts = st.one_of(st.sampled_from(["登录", "Email *", "*", ":", " ", "", "12", "Name:"]), st.text(max_size=8))
lines = st.lists(st.builds(lambda text, box: Element("text", text, text, box, 0.9), texts, boxes), max_size=15)
needs = st.builds(
    Need,
    st.none() | st.frozensets(st.sampled_from([*ROLES, "text"]), max_size=5),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_any_part_of_a_table_is_told(rows: int, columns: int, data: st.DataObject) -> None:
    """Few or many cells of it found, as heads or not, with or without its rows and its text."""
    roles = st.sampled_from(["cell", "columnheader"])
    parts = [
        Found(data.draw(roles), Box(40 + 90 * c, 30 + 40 * r, 130 + 90 * c, 70 + 40 * r), 0.8)
        for r in range(rows)
        for c in range(columns)
        if data.draw(st.booleans())
    ]
    parts += [
        Found("row", Box(40, 30 + 40 * r, 40 + 90 * columns, 70 + 40 * r), 0.7)
        for r in range(rows)
        if data.draw(st.booleans())
    ]
    read = [
        Element("text", str(r), str(r), Box(50 + 90 * c, 42 + 40 * r, 90 + 90 * c, 56 + 40 * r), 0.9)
        for r in range(rows)
        for c in range(columns)
        if data.draw(st.booleans())
    ]
    screen = assemble(SIZE, parts, read, {}, Need())
    assert {line.text for line in read} <= {word for each in screen.walk() for word in (each.text or each.name).split()}


@settings(deadline=None, max_examples=60)
@given(founds, lines, needs)
def test_screen_is_valid(found: list[Found], read: list[Element], need: Need) -> None:
    screen = assemble(SIZE, found, read, {0: Icon("search")}, need)
    everyone = list(screen.walk())
    assert len({id(element) for element in everyone}) == len(everyone)
    for element in everyone:
        assert 0 <= element.box.left < element.box.right <= SIZE[0]
        assert 0 <= element.box.top < element.box.bottom <= SIZE[1]
        assert need.roles is None or element.role in need.roles
        assert need.tree or not element.children
        assert need.icons or not element.icon
        assert need.text or not element.text
    concluded = {"cell", "columnheader", "row", "table", "list", "tablist", "navigation", "contentinfo"}
    made = Counter(element.role for element in everyone if element.role not in concluded)
    given_roles = Counter(each.role for each in found)
    for role, count in made.items():
        assert role in ("text", "paragraph", "heading") or count <= given_roles[role]


@settings(deadline=None, max_examples=60)
@given(st.data(), founds, lines)
def test_order_of_input_does_not_matter(data: st.DataObject, found: list[Found], read: list[Element]) -> None:
    icons = {index: Icon(f"icon {each.box} {each.role}") for index, each in enumerate(found)}
    order = data.draw(st.permutations(range(len(found))))
    mixed = assemble(
        SIZE,
        [found[i] for i in order],
        data.draw(st.permutations(read)),
        {new: icons[old] for new, old in enumerate(order)},
        Need(),
    )
    assert plain(mixed) == plain(assemble(SIZE, found, read, icons, Need()))


def plain(screen: Screen) -> list[object]:
    return [dataclasses.astuple(element) for element in screen.elements]


@settings(deadline=None, max_examples=60)
@given(founds, st.lists(boxes, max_size=15), needs)
def test_what_is_wanted_is_an_index_once(found: list[Found], read: list[Box], need: Need) -> None:
    needed, icons = lines_needed(found, read, need), icons_wanted(found, read, need)
    assert needed == sorted(set(needed)) and all(0 <= index < len(read) for index in needed)
    assert icons == sorted(set(icons)) and all(0 <= index < len(found) for index in icons)
    if need.roles is None and need.text:
        assert needed == list(range(len(read)))
