// What can really be seen of a rectangle: clipped by ancestors, covered by what lies above, transparent, unpainted.
globalThis.FW = globalThis.FW || { kits: {}, drivers: {}, base: {} };
FW.see = (() => {
  const HIDDEN = 0, PARTIAL = 1, VISIBLE = 2;
  const alpha = (colour) => {
    const parts = colour.match(/[\d.]+%?/g) || [];
    if (colour === "transparent") return 0;
    if (/\//.test(colour)) return parseFloat(colour.split("/")[1]);
    return /^rgba/.test(colour) && parts.length > 3 ? parseFloat(parts[3]) : 1;
  };
  const ancestors = function* (element) { for (let e = element; e; e = e.parentElement || e.getRootNode().host) yield e; };
  const opacity = (element) => { let o = 1; for (const e of ancestors(element)) o *= +getComputedStyle(e).opacity; return o; };
  const painted = (element, pseudo) => {
    const css = getComputedStyle(element, pseudo);
    if (pseudo && (css.content === "none" || css.content === "normal")) return false;
    if (alpha(css.backgroundColor) > 0.02 || css.backgroundImage !== "none" || css.boxShadow !== "none") return true;
    if (css.outlineStyle !== "none" && parseFloat(css.outlineWidth) > 0) return true;
    return ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(css[`border${side}Width`]) > 0
      && css[`border${side}Style`] !== "none" && alpha(css[`border${side}Color`]) > 0.05);
  };
  const clip = (element) => {
    const box = { l: 0, t: 0, r: innerWidth, b: innerHeight };
    let fixed = false;
    for (const e of ancestors(element)) {
      const css = getComputedStyle(e);
      if (!fixed && e !== element && !["inline", "contents"].includes(css.display) && e !== document.body && e !== document.documentElement) {
        const r = e.getBoundingClientRect();
        if (css.overflowX !== "visible") { box.l = Math.max(box.l, r.left); box.r = Math.min(box.r, r.right); }
        if (css.overflowY !== "visible") { box.t = Math.max(box.t, r.top); box.b = Math.min(box.b, r.bottom); }
      }
      fixed = fixed || css.position === "fixed";
    }
    return box;
  };
  // Cut away to nothing, the usual way to leave something to screen readers alone.
  const cutAway = (element) => {
    for (const e of ancestors(element)) {
      const css = getComputedStyle(e);
      if (/^rect\(0px,? 0px,? 0px,? 0px\)|^rect\(1px,? 1px,? 1px,? 1px\)/.test(css.clip) && ["absolute", "fixed"].includes(css.position)) return true;
      if (/^inset\((50|100)%/.test(css.clipPath)) return true;
    }
    return false;
  };
  const cover = (element) => {
    const css = getComputedStyle(element);
    if (css.visibility !== "visible") return 0;
    if (["IMG", "CANVAS", "VIDEO"].includes(element.tagName)) return opacity(element);
    if (element instanceof SVGElement) return css.fill === "none" || !(element instanceof SVGGeometryElement) ? 0 : alpha(css.fill) * opacity(element);
    return (css.backgroundImage !== "none" ? 1 : alpha(css.backgroundColor)) * opacity(element);
  };
  const covered = (owner, x, y) => {
    let through = 1;
    for (const e of document.elementsFromPoint(x, y)) {
      if (e.contains(owner) || owner.contains(e)) break;
      through *= 1 - cover(e);
    }
    return 1 - through;
  };
  // The seen part of rectangle r of an element, and how well: {status, box}. Containers may go on past an edge.
  const seen = (owner, r, container) => {
    const bounds = clip(owner);
    const box = { l: Math.max(bounds.l, r.l), t: Math.max(bounds.t, r.t), r: Math.min(bounds.r, r.r), b: Math.min(bounds.b, r.b) };
    const width = box.r - box.l, height = box.b - box.t;
    if (width < 2 || height < 2 || cutAway(owner) || opacity(owner) < 0.15 || getComputedStyle(owner).visibility !== "visible") return { status: HIDDEN, box };
    const share = (width * height) / ((r.r - r.l) * (r.b - r.t));
    if (share < (container ? 0.05 : 0.15)) return { status: HIDDEN, box };
    const hidden = [];
    for (const fx of [0.12, 0.5, 0.88]) {
      for (const fy of [0.15, 0.5, 0.85]) {
        hidden.push(covered(owner, Math.min(box.l + fx * width, innerWidth - 1), Math.min(box.t + fy * height, innerHeight - 1)));
      }
    }
    if (Math.min(...hidden) > 0.9) return { status: HIDDEN, box };
    const mean = hidden.reduce((a, b) => a + b, 0) / hidden.length;
    return { status: mean > (container ? 0.5 : 0.12) || share < (container ? 0.2 : 0.8) ? PARTIAL : VISIBLE, box };
  };
  const union = (rects) => ({ l: Math.min(...rects.map((r) => r.left)), t: Math.min(...rects.map((r) => r.top)),
    r: Math.max(...rects.map((r) => r.right)), b: Math.max(...rects.map((r) => r.bottom)) });
  const rect = (element) => union([element.getBoundingClientRect()]);
  // The rectangle of what is written and drawn in an element, not of the block that holds it.
  const ink = (element) => {
    const range = document.createRange();
    const rects = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) { if (["svg", "IMG"].includes(node.tagName)) rects.push(node.getBoundingClientRect()); continue; }
      if (!node.data.trim()) continue;
      range.selectNodeContents(node);
      rects.push(...range.getClientRects());
    }
    const kept = rects.filter((r) => r.width > 1 && r.height > 1);
    return kept.length ? union(kept) : null;
  };
  return { HIDDEN, PARTIAL, VISIBLE, alpha, ancestors, opacity, painted, clip, covered, seen, union, rect, ink };
})();
