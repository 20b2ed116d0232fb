// Changes of a page as its makers or users make them: FW.mutate[KIND](random) -> truth, or null where the page has nothing fit.
// Truth: {kind, role, names, aspect}; names are texts by which a person may call what changed, any of them is right.
FW.mutate = (() => {
  const { hint, roleOf, known, nameOf, stateOf, textOf, tidy, TICKS, FIELDS } = FW.kinds;
  const MARGIN = 0.85; // what stands lower may be pushed out of sight by what is put in above
  const WORDS = { zh: ["导出", "批量处理", "查看报表", "同步数据", "打印标签", "高级筛选", "申请发票", "复制链接"], en: ["Export", "Run report", "Sync data", "Print labels", "Duplicate", "Advanced", "Copy link", "Archive all"] };
  const BANNERS = { zh: ["系统将于今晚 23:00 升级维护", "您的试用期还剩 5 天", "网络连接不稳定，请稍后重试"], en: ["Maintenance starts at 11 pm tonight", "Your trial ends in 5 days", "The connection is unstable, please retry"] };
  const zh = () => document.documentElement.lang.startsWith("zh");
  const words = (list) => list[zh() ? "zh" : "en"];
  const pick = (list, random) => list[Math.min(list.length - 1, Math.floor(random * list.length))];
  const hints = () => FW.kits[FW.mutate.kit]?.truth || [];
  const visible = (node, box = node.getBoundingClientRect()) => {
    if (box.width < 6 || box.height < 6 || box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight * MARGIN) return false;
    return FW.see.seen(node, { l: box.left, t: box.top, r: box.right, b: box.bottom }, false).status === FW.see.VISIBLE;
  };
  const texts = (node) => [...new Set([...FW.mutate.pieces(node), tidy(node.innerText)])].filter(Boolean);
  const candidates = (roles) => [...document.querySelectorAll("body *")].flatMap((node) => {
    const given = hint(node, hints());
    const role = given?.skip ? "" : roleOf(node, given, hints());
    if (!roles.includes(role) || !visible(node) || node.closest("[data-mutated]")) return [];
    const name = nameOf(node, role, given) || textOf(node);
    return name && name.length <= 60 ? [{ node, role, name }] : [];
  });
  // The outermost wrapper that shows nothing but this one element.
  const whole = (node) => {
    let outer = node;
    while (outer.parentElement && outer.parentElement.id !== "fw-root" && outer.parentElement !== document.body && outer.parentElement.innerText?.trim() === node.innerText?.trim()
      && outer.parentElement.querySelectorAll("svg,img,input,button").length === node.querySelectorAll("svg,img,input,button").length + (node.matches("svg,img,input,button") ? 1 : 0)) outer = outer.parentElement;
    return outer;
  };
  // A field or tick with its label: the largest ancestor that holds one control alone.
  const field = (node) => {
    let outer = node;
    while (outer.parentElement && outer.parentElement.id !== "fw-root" && outer.parentElement.querySelectorAll("input,textarea,select,button,a,h1,h2,h3,[role]").length <= 1 + outer.querySelectorAll("[role]").length
      && outer.parentElement.innerText.length < 60) outer = outer.parentElement;
    return outer;
  };
  const mark = (node) => { node.setAttribute("data-mutated", ""); return node; };
  const textNodes = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data.trim() && !["SCRIPT", "STYLE"].includes(node.parentElement.tagName)) found.push(node);
    return found;
  };
  const digits = (text, random) => { let at = 0; return text.replace(/\d/g, (d) => (at++ ? String((+d + 3 + Math.floor(random * 5)) % 10) : String(1 + ((+d + 2 + Math.floor(random * 6)) % 9)))); };
  const fresh = (random) => pick(words(WORDS).filter((word) => !document.body.innerText.includes(word)), random);
  const addable = ["button", "link", "listitem", "menuitem", "row", "card", "tab"];
  return {
    pieces: (node) => textNodes(node).map((each) => tidy(each.data)),
    remove: (random) => {
      const found = pick(candidates([...addable, "textbox", "checkbox", "heading", "alert"]), random);
      if (!found) return null;
      const node = FIELDS.has(found.role) || TICKS.has(found.role) ? field(found.node) : whole(found.node);
      if (node.getBoundingClientRect().height > innerHeight / 3 || node.querySelector("[data-mutated]")) return null;
      const names = [found.name, ...texts(node)];
      node.remove();
      return { kind: "removed", role: found.role, names, aspect: null };
    },
    add: (random) => {
      const found = pick(candidates(addable).filter((each) => texts(each.node).length), random), word = fresh(random);
      if (!found || !word) return null;
      const node = whole(found.node), clone = mark(node.cloneNode(true));
      if (node.getBoundingClientRect().height > innerHeight / 3) return null;
      clone.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
      textNodes(clone).forEach((each, at) => { each.data = at ? digits(each.data, random) : each.data.replace(each.data.trim(), word); });
      node.after(clone);
      if (!visible(clone)) { clone.remove(); return null; }
      return { kind: "added", role: found.role, names: texts(clone), aspect: null };
    },
    text: (random) => {
      const fit = textNodes(document.body).filter((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        const rects = range.getClientRects();
        return rects.length === 1 && node.data.trim().length <= 30 && visible(node.parentElement, rects[0]) && !node.parentElement.closest("[data-mutated],svg,select");
      });
      const numeric = fit.filter((node) => /\d/.test(node.data));
      const node = pick(numeric.length && random < 0.7 ? numeric : fit, (random * 7) % 1);
      if (!node) return null;
      const before = tidy(node.data);
      let around = node.parentElement, role = "";
      for (let e = around; e && !role; e = e.parentElement) { const r = roleOf(e, hint(e, hints()), hints()); if (known(r)) { role = r; around = e; } }
      const after = /\d/.test(before) ? digits(before, random) : fresh(random);
      if (!after || after === before) return null;
      node.data = node.data.replace(node.data.trim(), after);
      mark(node.parentElement);
      return { kind: "changed", role: FW.kinds.GROUPS.has(role) ? "text" : role || "text", names: [before, after, tidy(node.parentElement.innerText), ...(around.innerText.length < 60 ? [tidy(around.innerText)] : [])], aspect: "text" };
    },
    disable: (random) => {
      const found = pick(candidates(["button", "textbox", "checkbox"]).filter(({ node }) => "disabled" in node && !node.disabled), random);
      if (!found) return null;
      found.node.disabled = true;
      mark(found.node).classList.add("disabled", "is-disabled");
      return { kind: "changed", role: found.role, names: [found.name, ...texts(found.node)], aspect: "state" };
    },
    // Where to press to turn a tick; the truth is told by `ticked` after the press.
    tick: (random) => {
      const found = pick(candidates(["checkbox", "radio", "switch"]).filter(({ node, role }) => !node.disabled && !(role === "radio" && node.checked)), random);
      if (!found) return null;
      const given = hint(found.node, hints()), box = found.node.getBoundingClientRect();
      FW.mutate.pressed = { ...found, given, before: stateOf(found.node, found.role, given).join() };
      return { press: [box.left + box.width / 2, box.top + box.height / 2] };
    },
    ticked: () => {
      const { node, role, name, given, before } = FW.mutate.pressed;
      document.activeElement?.blur();
      const after = stateOf(node, role, given).filter((state) => state !== "focused").join();
      if (!node.isConnected || after === before) return null;
      mark(node);
      return { kind: "changed", role, names: [name], aspect: "state" };
    },
    colour: (random) => {
      const found = pick(candidates(["button", "heading", "link", "card", "tab"]).filter(({ node }) => textOf(node)), random);
      if (!found) return null;
      const filled = FW.see.painted(found.node) && found.role !== "heading";
      const colour = pick(["rgb(200, 30, 40)", "rgb(20, 120, 60)", "rgb(110, 50, 170)", "rgb(230, 120, 0)"], (random * 11) % 1);
      for (const node of [found.node, ...(filled ? [] : found.node.querySelectorAll("*"))]) node.style.setProperty(filled ? "background" : "color", colour, "important");
      mark(found.node);
      return { kind: "changed", role: found.role, names: [found.name, ...texts(found.node)], aspect: "colour" };
    },
    size: (random) => {
      const found = pick(candidates(["button", "heading"]).filter(({ node }) => textOf(node)), random);
      if (!found) return null;
      const size = parseFloat(getComputedStyle(found.node).fontSize);
      for (const node of [found.node, ...found.node.querySelectorAll("*")]) node.style.setProperty("font-size", `${Math.round(size * 1.5)}px`, "important");
      mark(found.node);
      return { kind: "changed", role: found.role, names: [found.name, ...texts(found.node)], aspect: "size" };
    },
    move: (random) => {
      const fit = candidates(addable).map((each) => ({ ...each, outer: whole(each.node) })).filter(({ outer, role }) => {
        const next = outer.nextElementSibling;
        return next && next.tagName === outer.tagName && next.className === outer.className && visible(next) && texts(next).length && next.innerText !== outer.innerText
          && outer.getBoundingClientRect().height < innerHeight / 3 && role && !next.querySelector("[data-mutated]");
      });
      const found = pick(fit, random);
      if (!found) return null;
      const next = found.outer.nextElementSibling, names = [found.name, ...texts(found.outer), ...texts(next)];
      next.after(mark(found.outer));
      mark(next);
      return { kind: "moved", role: found.role, names, aspect: "position" };
    },
    banner: (random) => {
      const text = pick(words(BANNERS), random), box = mark(document.createElement("div"));
      box.textContent = text;
      box.style.cssText = `padding:12px 24px;font-size:14px;background:${random < 0.5 ? "#fff3cd" : "#d9edf7"};color:#333;position:relative;z-index:1;`;
      const main = document.querySelector("#fw-root main") || document.getElementById("fw-root");
      main.prepend(box);
      if (!visible(box)) { box.remove(); return null; }
      return { kind: "added", role: "alert", names: [text], aspect: null };
    },
    // Whether everything that was changed can still be seen.
    intact: () => [...document.querySelectorAll("[data-mutated]")].every((node) => {
      const box = node.getBoundingClientRect();
      return box.bottom <= innerHeight && box.right <= innerWidth && box.left >= 0 && box.top >= 0;
    }),
  };
})();
