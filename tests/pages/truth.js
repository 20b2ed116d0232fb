// Reads the text that a person can really see on the page, line by line, from the DOM.
// Returns {lines, ignored}: ignored is text that can be made out only in part (cut by an edge, shortened by an
// ellipsis, behind a translucent cover, a password's dots): reading it is neither right nor wrong.
() => {
  const HIDDEN = 0, PARTIAL = 1, VISIBLE = 2;
  const SKIPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "OPTION", "TEXTAREA", "TITLE"]);
  const style = document.createElement("style");
  style.textContent = "*{pointer-events:auto !important}";
  document.head.append(style);

  const alpha = (colour) => {
    const parts = colour.match(/[\d.]+%?/g) || [];
    return colour === "transparent" ? 0 : parts.length > 3 ? parseFloat(parts[3]) : 1;
  };
  const ancestors = function* (element) {
    for (let e = element; e; e = e.parentElement) yield e;
  };
  const opacity = (element) => [...ancestors(element)].reduce((o, e) => o * +getComputedStyle(e).opacity, 1);
  const inked = (element, colour) => getComputedStyle(element).visibility === "visible"
    && opacity(element) * alpha(colour) > 0.15;

  // The rectangle that the element's ancestors leave visible.
  const clip = (element) => {
    const box = { l: 0, t: 0, r: innerWidth, b: innerHeight };
    let fixed = false;
    for (const e of ancestors(element)) {
      const css = getComputedStyle(e);
      const inline = css.display === "inline" || css.display === "contents";
      if (!fixed && !inline && e !== document.body && e !== document.documentElement) {
        const r = e.getBoundingClientRect();
        if (css.overflowX !== "visible") { box.l = Math.max(box.l, r.left); box.r = Math.min(box.r, r.right); }
        if (css.overflowY !== "visible") { box.t = Math.max(box.t, r.top); box.b = Math.min(box.b, r.bottom); }
      }
      fixed = fixed || css.position === "fixed";
    }
    return box;
  };
  const shortened = (element) => [...ancestors(element)].some((e) =>
    getComputedStyle(e).textOverflow === "ellipsis" && e.scrollWidth > e.clientWidth + 1);

  const cover = (element) => {
    const css = getComputedStyle(element);
    if (css.visibility !== "visible") return 0;
    if (["IMG", "CANVAS", "VIDEO"].includes(element.tagName)) return opacity(element);
    if (element instanceof SVGGeometryElement) return css.fill === "none" ? 0 : alpha(css.fill) * opacity(element);
    return (css.backgroundImage !== "none" ? 1 : alpha(css.backgroundColor)) * opacity(element);
  };
  // How much of what lies at the point is hidden by elements above the owner, 0 to 1.
  const covered = (owner, x, y) => {
    let through = 1;
    for (const e of document.elementsFromPoint(x, y)) {
      if (e.contains(owner) || owner.contains(e)) break;
      through *= 1 - cover(e);
    }
    return 1 - through;
  };
  const status = (owner, bounds, r) => {
    const width = Math.min(bounds.r, r.right) - Math.max(bounds.l, r.left);
    const height = Math.min(bounds.b, r.bottom) - Math.max(bounds.t, r.top);
    if (width < 0.1 * r.width || height < 0.2 * r.height) return HIDDEN;
    const xs = [0.25, 0.5, 0.75].map((f) => Math.min(Math.max(r.left + f * r.width, 0), innerWidth - 1));
    const y = Math.min(Math.max((r.top + r.bottom) / 2, 0), innerHeight - 1);
    const hidden = xs.map((x) => covered(owner, x, y));
    if (Math.min(...hidden) > 0.9) return HIDDEN;
    return Math.max(...hidden) > 0.1 || width < 0.8 * r.width || height < 0.85 * r.height ? PARTIAL : VISIBLE;
  };

  const spelled = (text, transform) => {
    if (transform === "uppercase") return (c) => c.toUpperCase();
    if (transform === "lowercase") return (c) => c.toLowerCase();
    if (transform === "capitalize") return (c, i) => (i === 0 || /\s/.test(text[i - 1]) ? c.toUpperCase() : c);
    return (c) => c;
  };
  const fragments = [];
  // Splits a text node into runs of one visual line and one status.
  const read = (node, owner, context, shift, whole) => {
    const range = document.createRange(), bounds = clip(owner), cut = whole || shortened(owner);
    const spell = spelled(node.data, getComputedStyle(node.parentElement).textTransform);
    let run = null, at = 0;
    for (const char of node.data) {
      range.setStart(node, at);
      range.setEnd(node, at + char.length);
      const index = at;
      at += char.length;
      const raw = [...range.getClientRects()].find((r) => r.width > 0);
      if (!raw) continue;
      if (/\s/.test(char)) { if (run) run.text += " "; continue; }
      const r = new DOMRect(raw.x, raw.y + shift, raw.width, raw.height);
      let state = status(owner, bounds, r);
      if (cut && state === VISIBLE) state = PARTIAL;
      const sameLine = run && Math.abs((run.t + run.b - r.top - r.bottom) / 2) < r.height / 2;
      if (!sameLine || run.state !== state) {
        run = { text: "", state, context, l: r.left, t: r.top, r: r.right, b: r.bottom };
        fragments.push(run);
      }
      run.text += spell(char, index);
      run.l = Math.min(run.l, r.left); run.r = Math.max(run.r, r.right);
      run.t = Math.min(run.t, r.top); run.b = Math.max(run.b, r.bottom);
    }
  };

  // The text inside a form field has no DOM node: lay it out again in a mirror of the field.
  const field = (element) => {
    const css = getComputedStyle(element), area = element.tagName === "TEXTAREA";
    const choice = element.tagName === "SELECT";
    const value = choice ? element.selectedOptions[0]?.text || "" : element.value;
    const text = value || element.placeholder || "";
    const colour = value ? css.color : getComputedStyle(element, "::placeholder").color;
    if (!text || !inked(element, colour)) return;
    const r = element.getBoundingClientRect(), px = (name) => parseFloat(css[name]) || 0;
    const mirror = document.createElement("div");
    const left = r.left + px("borderLeftWidth") + px("paddingLeft");
    const top = r.top + px("borderTopWidth") + px("paddingTop");
    for (const name of ["font", "letterSpacing", "lineHeight", "textAlign", "textTransform"]) mirror.style[name] = css[name];
    Object.assign(mirror.style, {
      position: "fixed", left: `${left}px`, top: `${top}px`, margin: 0, padding: 0, visibility: "hidden",
      width: `${r.right - px("borderRightWidth") - px("paddingRight") - left}px`,
      whiteSpace: area ? "pre-wrap" : "pre",
    });
    mirror.textContent = text;
    document.body.append(mirror);
    const lost = mirror.scrollWidth > mirror.clientWidth + 1 || (element.type === "password" && value !== "");
    const inner = r.bottom - px("borderBottomWidth") - px("paddingBottom") - top;
    read(mirror.firstChild, element, element, area ? 0 : (inner - mirror.getBoundingClientRect().height) / 2, lost);
    mirror.remove();
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const WITHOUT_TEXT = new Set(["checkbox", "radio", "range", "color", "file", "hidden", "image"]);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      const isField = ["TEXTAREA", "SELECT"].includes(node.tagName)
        || (node.tagName === "INPUT" && !WITHOUT_TEXT.has(node.type));
      if (isField && node.getBoundingClientRect().width > 0) field(node);
      continue;
    }
    const owner = node.parentElement;
    if (SKIPPED.has(owner.tagName) || !node.data.trim()) continue;
    const css = getComputedStyle(owner);
    const svg = owner instanceof SVGElement;
    if (!inked(owner, svg ? css.fill : css.webkitTextFillColor || css.color)) continue;
    const context = svg ? owner : [...ancestors(owner)].find((e) =>
      !["inline", "contents"].includes(getComputedStyle(e).display));
    read(node, owner, context, 0, false);
  }
  style.remove();

  const merged = [];
  for (const run of fragments.filter((f) => f.state !== HIDDEN)) {
    const last = merged[merged.length - 1];
    const height = last ? Math.min(last.b - last.t, run.b - run.t) : 0;
    const gap = last ? run.l - last.r : 0;
    const joins = last && last.context === run.context && last.state === run.state
      && Math.min(last.b, run.b) - Math.max(last.t, run.t) > 0.5 * height && gap > -2 && gap < 0.9 * height;
    if (!joins) { merged.push(run); continue; }
    last.text += (gap > 0.15 * height ? " " : "") + run.text;
    last.l = Math.min(last.l, run.l); last.r = Math.max(last.r, run.r);
    last.t = Math.min(last.t, run.t); last.b = Math.max(last.b, run.b);
  }
  const scaled = (x) => Math.round(x * devicePixelRatio * 10) / 10;
  const clamped = (l) => [
    Math.max(scaled(l.l), 0), Math.max(scaled(l.t), 0),
    Math.min(scaled(l.r), innerWidth * devicePixelRatio), Math.min(scaled(l.b), innerHeight * devicePixelRatio),
  ];
  const plain = (l) => ({ text: l.text.replace(/\s+/g, " ").trim(), box: clamped(l) });
  return {
    lines: merged.filter((l) => l.state === VISIBLE).map(plain),
    ignored: merged.filter((l) => l.state === PARTIAL).map(plain),
  };
}
