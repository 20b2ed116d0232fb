// Boxes that hold other nodes, and plain content. They belong to no kit: every kit's pages are laid out with them.
(() => {
  const styled = (pairs) => Object.entries(pairs).filter(([, v]) => v !== undefined && v !== null && v !== false)
    .map(([k, v]) => `${k}:${typeof v === "number" ? `${v}px` : v}`).join(";") || undefined;
  const surface = (n) => ({ width: n.w, "max-width": n.max, height: n.h, "min-height": n.minh, padding: n.pad, gap: n.gap,
    flex: n.grow ? `${n.grow} 1 0` : n.shrink === 0 ? "0 0 auto" : undefined, "min-width": n.grow ? "0" : undefined,
    background: n.bg, color: n.fg, "justify-content": n.justify, "align-items": n.align, overflow: n.overflow,
    border: n.border ? "1px solid var(--fw-border)" : undefined, "border-radius": n.radius, position: n.position,
    top: n.top, left: n.left, right: n.right, bottom: n.bottom, "z-index": n.z ? String(n.z) : undefined,
    "flex-wrap": n.wrap ? "wrap" : undefined, margin: n.margin, "box-shadow": n.shadow, "text-align": n.textAlign });
  const box = (tag, name) => (n, c) => c.h(n.tag || tag, { class: `fw-${name}${n.tone ? ` fw-${n.tone}` : ""}`, style: styled(surface(n)),
    "aria-label": n.label, role: n.role, "data-fw": n.mark }, ...c.all(n.kids));
  Object.assign(FW.base, {
    page: box("div", "page"), box: box("div", "box"), row: box("div", "row"), col: box("div", "col"), center: box("div", "center"),
    header: box("header", "header"), main: box("main", "main"), aside: box("aside", "aside"), footer: box("footer", "footer"),
    nav: box("nav", "nav"), section: box("section", "section"),
    grid: (n, c) => c.h("div", { class: "fw-grid", style: styled({ "grid-template-columns": n.template
      || `repeat(${n.cols || 3}, minmax(0, 1fr))`, gap: n.gap ?? 16, ...surface({ ...n, gap: undefined }) }) }, ...c.all(n.kids)),
    spacer: (n, c) => c.h("div", { style: "flex:1 1 auto" }),
    heading: (n, c) => c.h(`h${n.level || 2}`, { class: c.cls("heading", `h${n.level || 2}`), style: styled({ margin: n.margin ?? "0" }) }, n.text),
    text: (n, c) => c.h(n.block ? "p" : "span", { class: ["fw-text", n.muted && "fw-muted", n.strong && "fw-strong", n.mono && "fw-mono",
      n.clamp && "fw-ellipsis"].filter(Boolean).join(" "), style: styled({ "font-size": n.size, color: n.fg, margin: n.block ? "0" : undefined,
      "text-decoration": n.struck ? "line-through" : undefined, "max-width": n.max, "text-align": n.align }) }, n.text, ...c.all(n.kids)),
    para: (n, c) => c.h("p", { class: "fw-para" }, ...c.all(n.kids)),
    quote: (n, c) => c.h("blockquote", { class: "fw-quote" }, n.text),
    code: (n, c) => c.h("pre", { class: "fw-code" }, c.h("code", {}, n.text)),
    divider: (n, c) => c.h("hr", { class: c.cls("divider") }),
    icon: (n, c) => c.h("span", { class: "fw-icon-box", style: styled({ "font-size": n.size || 18, color: n.fg, background: n.bg,
      padding: n.pad, "border-radius": n.radius }) }, c.icon(n.name)),
    logo: (n, c) => c.h("div", { class: "fw-logo" }, c.icon(n.icon || "star"), c.h("span", {}, n.text)),
    image: (n, c) => c.h("img", { class: "fw-image", alt: n.label || "", src: FW.art(n.seed || 1, n.kind),
      style: styled({ width: n.w || "100%", height: n.h, "aspect-ratio": n.h ? undefined : n.ratio || "16/9", "border-radius": n.radius }) }),
    avatar: (n, c) => (n.picture
      ? c.h("img", { class: c.cls("avatar"), alt: n.name, src: FW.art(n.seed || 1, "face"), style: styled({ width: n.size || 36, height: n.size || 36 }) })
      : c.h("span", { class: c.cls("avatar"), role: "img", "aria-label": n.name, style: styled({ width: n.size || 36, height: n.size || 36,
        background: `hsl(${(n.seed || 1) * 47 % 360} 45% 50%)` }) }, n.name.slice(0, 1))),
    chart: (n, c) => c.h("div", { class: "fw-chart", role: "img", "aria-label": n.label, style: styled({ height: n.h || 200 }), html: FW.plot(n) }),
    map: (n, c) => c.h("div", { class: "fw-map", role: "img", "aria-label": n.label, style: styled({ height: n.h || 320 }), html: FW.map(n) }),
    spinner: (n, c) => c.h("span", { class: c.cls("spinner"), role: "status", "aria-label": c.words.loading }),
    skeleton: (n, c) => c.h("div", { class: "fw-skeleton", style: styled({ height: n.h || 16, width: n.w }) }),
  });
})();
