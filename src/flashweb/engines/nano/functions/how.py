# ruff: noqa: E501 - patterns and word lists read better unbroken
"""How to do something on the page: which elements to use, in which order, named with their places."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence

from flashweb.core.screen import Element
from flashweb.engines.nano.calling import SURE, calls
from flashweb.engines.nano.functions.acts import Act, act_in
from flashweb.engines.nano.functions.function import Scene, is_named_act, line_called
from flashweb.engines.nano.functions.surroundings import act_of, beside, group_of, hands_in, is_filled, missing, owner
from flashweb.engines.nano.functions.wording import listed, place_word, say, spaced, what
from flashweb.engines.nano.page import Page
from flashweb.engines.nano.program import Language, QueryProgram
from flashweb.engines.nano.selecting import FIELDS, INTERACTIVE, PRESSED, TEXT_FIELDS, Placed, look
from flashweb.engines.nano.wording import Said, Wording, quote

_PERSONAL = frozenset(
    {"password", "avatar", "profile", "logout", "bind", "unbind", "orders", "address", "deactivate", "edit", "bill"}
    | {
        "notice",
        "settings",
        "invoice",
        "coupon",
        "history",
        "forgot",
        "login",
        "register",
        "upgrade",
        "language",
        "theme",
    }
)
_TO_PERSONAL = ("profile", "settings", "more", "menu", "help")
_TO_OTHERS = ("more", "menu", "settings", "help", "profile")
_ASKING = re.compile(
    r"^(?:请问|我?想要?|我?要|我?需要|帮我|填完了?|应该|该)*(?:怎么样?|如何|咋|在哪里?(?:可以|能)?|哪里(?:可以|能))?(?:才能|可以)?"
    r"|(?:要怎么(?:操作|弄|做)|怎么(?:弄|操作|办|做)|该?点(?:哪个|哪里|哪儿|什么)|的话.*|需要什么步骤)?[啊呢吗呀?？。!！ ]*$"
)
_ASKING_EN = re.compile(
    r"^(?:please |so |and )*(?:how (?:do|can|should|would|could) (?:i|you|we|one) |how to |where (?:do|can|should) i (?:go to )?|what (?:do|should) i (?:do|press|click) to "
    r"|i (?:want|need|would like) to |which \w+ (?:do i \w+ to|lets me) |steps to )+|[?.! ]+$",
    re.IGNORECASE,
)


@spaced
async def tell_how(program: QueryProgram, page: Page, words: Wording) -> AsyncGenerator[Said, None]:
    """The steps on this page; where it has none for the task, that it has not, and where one might look."""
    tasks = _tasks(program)
    if not tasks:
        yield Said(say(program.language, "how_unknown"), found=False)
        return
    scene = Scene(page.size, await look(page), program.language)
    found = _best(tasks, scene, program)
    if found:
        for said in _steps(found, tasks[0], scene):
            yield said
        return
    line = await line_called(tasks[0], page)
    shown = tasks[0].strip() if program.language == "en" else quote(tasks[0])
    if line is not None:
        place = place_word(line.box, page.size, program.language)
        yield Said(say(program.language, "how_hidden", text=quote(line.name), place=place), (line,), found=False)
        return
    yield Said(say(program.language, "how_none", task=shown), found=False)
    for said in _guess(tasks[0], scene):
        yield said


def _tasks(program: QueryProgram) -> list[str]:
    """What to do, as said: the phrases of the program, else the question without the words of asking."""
    phrases = [*program.anchors, program.label]
    asked = _ASKING_EN.sub("", _ASKING.sub("", program.question.strip()))
    cleaned = [_ASKING_EN.sub("", _ASKING.sub("", phrase.strip())) or phrase for phrase in phrases if phrase.strip()]
    return list(dict.fromkeys(each for each in (*cleaned, "" if cleaned else asked) if each.strip()))


def _best(tasks: Sequence[str], scene: Scene, program: QueryProgram) -> list[Placed]:
    """The elements that do the task, the best first; several where each row or card has its own."""
    usable = [each for each in scene.among if _is_usable(each.element)]
    rated = [(max(_fit(task, each, scene) for task in tasks), each) for each in usable]
    likely = sorted((pair for pair in rated if pair[0] >= SURE), key=lambda pair: -pair[0])
    if not likely:
        return []
    best = likely[0][1].element
    return [each for score, each in likely if score >= likely[0][0] - 0.001 and each.element.name == best.name] or [
        likely[0][1]
    ]


def _is_usable(element: Element) -> bool:
    return element.role in INTERACTIVE or (element.role == "img" and bool(element.icon)) or is_named_act(element)


def _fit(task: str, placed: Placed, scene: Scene) -> float:
    element = placed.element
    score = calls(task, element)
    wanted, have = act_in(task), act_of(element)
    if wanted and have is not wanted[0] and score < 0.9:
        score -= 0.15 if wanted[1] else 0.25
    if wanted and have is wanted[0]:
        own = act_in(element.name) if element.name else None
        score = max(score, 0.72 if not element.name or (own and not own[1]) or not wanted[1] else 0.0)
    if wanted and wanted[0].key == "search" and element.role == "searchbox":
        score = max(score, 0.86)
    if score < SURE:
        return score
    score += {"button": 0.04, "img": 0.0, "text": -0.1, "paragraph": -0.1}.get(element.role, 0.02)
    if hands_in(placed, scene.among) and any(each.role in TEXT_FIELDS for each in group_of(placed, scene.among)):
        score += 0.05
    if element.role in ("tab", "link", "menuitem") and "selected" in element.state:
        score -= 0.08
    return score - (0.15 if "disabled" in element.state else 0.0)


def _steps(found: Sequence[Placed], task: str, scene: Scene) -> Iterator[Said]:
    placed, language = found[0], scene.language
    element = placed.element
    if element.role in FIELDS:
        yield from _use_field(placed, task, scene)
    else:
        yield from _press(placed, scene)
    if len(found) > 1 and element.role not in FIELDS:
        yield Said(say(language, "how_several", number=len(found)), tuple(each.element for each in found[1:8]))
    if "disabled" in element.state:
        yield Said(say(language, "disabled"))


def _press(placed: Placed, scene: Scene) -> Iterator[Said]:
    element, language = placed.element, scene.language
    act = act_of(element)
    place, title = place_word(element.box, scene.size, language), what(element, scene.size, language)
    place = "" if not element.name else place
    field = beside(placed, scene.among)
    if act is not None and act.key == "search" and field is not None:
        yield from _search(field, element, scene)
        return
    prepared = list(_before(placed, act, scene)) if act is not None and hands_in(placed, scene.among) else []
    yield from prepared
    text = say(language, "how_then" if prepared else "how_press", place=place, what=title)
    yield Said(_tidy(text, language), (element,))
    if act is not None and act.then[language]:
        then = act.then[language]
        yield Said(say(language, "then", then=then[:1].upper() + then[1:] if language == "en" else then))
    if act is not None and not act.hands_in and (owned := owner(placed, scene.among)) and owned[0] == "row":
        yield Said(say(language, "how_row", name=quote(owned[2])), (owned[1],))


def _before(placed: Placed, act: Act, scene: Scene) -> Iterator[Said]:
    """What to fill in and tick first: what is empty; the rest is there already."""
    language, fields = scene.language, group_of(placed, scene.among)
    texts = [each for each in fields if each.role in TEXT_FIELDS and each.name and each.role != "searchbox"]
    ticks = [each for each in missing(fields) if each.role == "checkbox"]
    empty = [each for each in texts if not is_filled(each) or "invalid" in each.state]
    if act.key in ("save", "ok", "apply") and not any("required" in each.state for each in empty):
        empty = []
    steps = [("step_fill", empty)] if empty else []
    steps += [("step_tick", ticks)] if ticks else []
    if not steps:
        return
    told = [say(language, key, fields=listed([quote(each.name) for each in group], language)) for key, group in steps]
    text = say(language, "how_steps", steps=say(language, "step_sep").join(told))
    yield Said(text, tuple(each for _, group in steps for each in group))


def _search(field: Element, button: Element | None, scene: Scene) -> Iterator[Said]:
    language = scene.language
    place, title = place_word(field.box, scene.size, language), what(field, scene.size, language)
    yield Said(say(language, "how_type", place=place, what=title), (field,))
    if button is None:
        yield Said(say(language, "then_enter"))
    else:
        yield Said(_tidy(say(language, "then_press", what=what(button, scene.size, language)), language), (button,))


def _use_field(placed: Placed, task: str, scene: Scene) -> Iterator[Said]:
    element, language = placed.element, scene.language
    wanted = act_in(task)
    if element.role == "searchbox" or (element.role == "textbox" and wanted and wanted[0].key == "search"):
        buttons = [each.element for each in scene.among if each.element.role in PRESSED and _searches(each)]
        near = [each for each in buttons if beside(Placed(each), [placed]) is element]
        yield from _search(element, near[0] if near else None, scene)
        return
    keys = {
        "combobox": "how_choose",
        "checkbox": "how_tick",
        "radio": "how_tick",
        "switch": "how_switch",
        "slider": "how_switch",
    }
    place, title = place_word(element.box, scene.size, language), what(element, scene.size, language)
    yield Said(say(language, keys.get(element.role, "how_fill"), place=place, what=title), (element,))


def _searches(placed: Placed) -> bool:
    act = act_of(placed.element)
    return act is not None and act.key == "search"


def _guess(task: str, scene: Scene) -> Iterator[Said]:
    """A likely place to look: the account's menu for what is personal, else what holds more."""
    wanted = act_in(task)
    order = _TO_PERSONAL if wanted and wanted[0].key in _PERSONAL else _TO_OTHERS
    by_key: dict[str, Element] = {}
    for each in scene.among:
        act = act_of(each.element) if each.element.role in PRESSED | {"img"} else None
        if act is not None:
            by_key.setdefault(act.key, each.element)
    likely = next((by_key[key] for key in order if key in by_key), None)
    if likely is not None:
        place = place_word(likely.box, scene.size, scene.language) if likely.name else ""
        text = say(scene.language, "how_guess", place=place, what=what(likely, scene.size, scene.language))
        yield Said(_tidy(text, scene.language), (likely,))


def _tidy(text: str, language: Language) -> str:
    """Without the gap that a missing place leaves."""
    if language == "zh":
        return text.replace("点的", "点").replace("到的", "到").replace("再点的", "再点")
    return text.replace(" .", ".").replace("  ", " ").replace(" ,", ",")
