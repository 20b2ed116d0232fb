// Where an element is drawn, which is often not where its DOM node is: the frame around a bare input, the square or
// knob that stands for an invisible checkbox, the lines of a wrapped link, the ink of a heading.
FW.boxes = (() => {
  const { painted, rect, ink, opacity, alpha } = FW.see;
  const { FIELDS, TICKS } = FW.kinds;
  const size = (r) => ({ w: r.r - r.l, h: r.b - r.t });
  const invisible = (element) => {
    const css = getComputedStyle(element), { w, h } = size(rect(element));
    return w < 8 || h < 8 || opacity(element) < 0.15 || css.visibility !== "visible" || css.clipPath !== "none" || (css.clip !== "auto" && css.position === "absolute")
      || rect(element).r < 0 || (css.appearance === "none" && !painted(element) && !painted(element, "::before"));
  };
  // Where ::before or ::after is drawn. Browsers do not tell; positioned ones can be worked out.
  const pseudoBox = (element, pseudo) => {
    const css = getComputedStyle(element, pseudo), own = getComputedStyle(element), r = rect(element);
    const px = (value) => parseFloat(value) || 0;
    const border = css.boxSizing === "border-box" ? 0 : px(css.borderLeftWidth) + px(css.borderRightWidth) + px(css.paddingLeft) + px(css.paddingRight);
    const tall = css.boxSizing === "border-box" ? 0 : px(css.borderTopWidth) + px(css.borderBottomWidth) + px(css.paddingTop) + px(css.paddingBottom);
    const w = px(css.width) + border, h = px(css.height) + tall;
    if (css.content === "none" || w < 4 || h < 4) return null;
    const left = css.position === "absolute" ? px(css.left) + px(own.borderLeftWidth) : px(own.paddingLeft);
    const top = css.position === "absolute" ? px(css.top) + px(own.borderTopWidth) : px(own.paddingTop);
    const l = r.l + left + px(css.marginLeft), t = r.t + top + px(css.marginTop);
    return { l, t, r: l + w, b: t + h };
  };
  // "sel": below; "^ sel": around; "^ sel >> sel": around, then below; "+ sel": a later sibling; "+ sel sel": below that.
  const pointed = (element, path) => {
    if (path.startsWith("^ ")) {
      const [around, below] = path.slice(2).split(" >> ");
      const holder = element.closest(around);
      return holder && below ? holder.querySelector(below) : holder;
    }
    if (!path.startsWith("+ ")) return element.querySelector(path);
    const [sibling, ...inside] = path.slice(2).split(" ");
    let next = element.nextElementSibling;
    while (next && !next.matches(sibling)) next = next.nextElementSibling;
    return next && inside.length ? next.querySelector(inside.join(" ")) : next;
  };
  // The drawn glyph of a tick whose input cannot be seen: the nearest small painted element without text.
  const glyph = (element) => {
    let scope = element.parentElement;
    for (let depth = 0; scope && depth < 3; depth += 1, scope = scope.parentElement) {
      for (const e of [scope, ...scope.querySelectorAll("*")]) {
        const { w, h } = size(rect(e));
        if (w >= 10 && h >= 10 && w <= 80 && h <= 44 && w / h > 0.7 && w / h < 4 && !e.textContent.trim() && opacity(e) > 0.15
          && (painted(e) || painted(e, "::before") || e.tagName === "svg")) return e;
      }
    }
    return null;
  };
  // The painted frame that holds a bare field, if it holds no other field.
  const frame = (element) => {
    const css = getComputedStyle(element), { h, w } = size(rect(element));
    const bare = alpha(css.backgroundColor) < 0.02 && !painted(element);
    if (!bare && h > 14) return element;
    let best = element;
    for (let e = element.parentElement, depth = 0; e && depth < 6; e = e.parentElement, depth += 1) {
      const box = size(rect(e));
      if (box.h > Math.max(2.4 * h, h + 26, 44) || (w > 60 && box.w > 2.2 * w + 260)) break;
      if ([...e.querySelectorAll("input:not([type=hidden]),textarea,select")].some((other) => other !== element && !element.contains(other) && rect(other).r - rect(other).l > 12)) break;
      if (e.querySelector("label") && !e.querySelector("fieldset")) break;
      if (painted(e) || painted(e, "::after") || painted(e, "::before") || [...e.children].some((k) => k !== best && !k.contains(element) && painted(k) && size(rect(k)).w >= box.w - 4 && size(rect(k)).h >= box.h * 0.6)) return e;
      best = e;
    }
    return element;
  };
  // {owner, box, parts}: owner is the element whose visibility counts.
  const boxOf = (element, role, given) => {
    if (given?.box) {
      const target = pointed(element, given.box);
      if (target) {
        const box = given.pseudo ? pseudoBox(target, given.pseudo) : rect(target);
        if (box) return { owner: target, box };
      }
    }
    if (given?.pseudo && !given.box) return { owner: element, box: pseudoBox(element, given.pseudo) || rect(element) };
    if (TICKS.has(role) && invisible(element)) {
      const drawn = glyph(element);
      return drawn ? { owner: drawn, box: rect(drawn) } : { owner: element, box: rect(element) };
    }
    if (TICKS.has(role) && element.tagName !== "INPUT" && element.textContent.trim() && role !== "switch") {
      const drawn = [...element.querySelectorAll("*")].find((e) => { const { w, h } = size(rect(e)); return w >= 10 && w <= 40 && h >= 10 && h <= 40 && w / h < 1.6 && !e.textContent.trim() && (painted(e) || painted(e, "::before") || e.tagName === "svg"); });
      if (drawn) return { owner: drawn, box: rect(drawn) };
    }
    if (FIELDS.has(role)) { const holder = frame(element); return { owner: holder, box: rect(holder) }; }
    if (role === "heading") return { owner: element, box: ink(element) || rect(element) };
    if (role === "treeitem") {
      const row = [...element.children].find((e) => e.getAttribute("role") !== "group" && e.tagName !== "UL" && size(rect(e)).h > 8);
      return { owner: row || element, box: rect(row || element) };
    }
    const css = getComputedStyle(element);
    if (css.display === "inline" || css.display === "contents") {
      const rects = [...element.getClientRects()].filter((r) => r.width > 1 && r.height > 1);
      const box = rects.length ? FW.see.union(rects) : ink(element) || rect(element);
      const inner = element.querySelector("img,svg,button,div") ? ink(element) : null;
      const parts = rects.length > 1 ? rects.map((r) => ({ l: r.left, t: r.top, r: r.right, b: r.bottom })) : undefined;
      return { owner: element, box: inner ? { l: Math.min(box.l, inner.l), t: Math.min(box.t, inner.t), r: Math.max(box.r, inner.r), b: Math.max(box.b, inner.b) } : box, parts };
    }
    return { owner: element, box: rect(element) };
  };
  const inked = (element) => Boolean(element.textContent.trim()) || Boolean(element.querySelector("svg,img,canvas,input,i,video")) || painted(element)
    || painted(element, "::before") || painted(element, "::after") || ["INPUT", "SELECT", "TEXTAREA", "IMG", "svg", "CANVAS", "VIDEO", "PROGRESS", "METER"].includes(element.tagName)
    || [...element.querySelectorAll("*")].some((e) => painted(e));
  return { boxOf, inked, pointed };
})();
