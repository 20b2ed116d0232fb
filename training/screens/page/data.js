// Tables, lists, cards and the other ways of showing data, in plain accessible HTML.
(() => {
  Object.assign(FW.base, {
    table: (n, c) => c.h("div", { class: "fw-scroll" }, c.h("table", { class: c.cls("table", n.striped && "striped", n.bordered && "bordered", n.small && "small"), "aria-label": n.label },
      c.h("thead", {}, c.h("tr", {}, n.selectable ? c.h("th", { class: "fw-check-cell" }, c.one({ t: "tick", name: c.words.selectAll })) : null,
        ...n.columns.map((column) => c.h("th", { scope: "col", style: column.align && `text-align:${column.align}`, "aria-sort": column.sort }, column.text,
          column.sort ? c.icon(column.sort === "ascending" ? "arrow-up" : "arrow-down") : null)))),
      c.h("tbody", {}, ...n.rows.map((row, i) => c.h("tr", { class: (n.selected || []).includes(i) ? c.cls("row-selected") : undefined },
        n.selectable ? c.h("td", { class: "fw-check-cell" }, c.one({ t: "tick", name: c.words.selectRow, checked: (n.selected || []).includes(i) })) : null,
        ...row.map((cell, j) => c.h("td", { style: n.columns[j].align && `text-align:${n.columns[j].align}` }, ...c.all([cell].flat()))))),
      n.rows.length ? null : c.h("tr", {}, c.h("td", { colspan: n.columns.length + (n.selectable ? 1 : 0), style: "text-align:center;padding:32px" }, c.words.empty))))),
    tick: (n, c) => c.h("input", { type: "checkbox", "aria-label": n.name, checked: n.checked, class: c.cls("checkbox-input") }),
    descriptions: (n, c) => c.h("dl", { class: "fw-descriptions", style: `grid-template-columns:repeat(${n.cols || 2},auto 1fr)` },
      ...n.items.flatMap(([key, value]) => [c.h("dt", {}, key), c.h("dd", {}, ...c.all([value].flat()))])),
    card: (n, c) => c.h("div", { class: c.cls("card", n.hover && "hover"), "data-fw": "card" }, n.cover ? c.h("div", { class: c.cls("card-image") }, c.one(n.cover)) : null,
      n.title ? c.h("div", { class: c.cls("card-header") }, c.h(n.level ? `h${n.level}` : "div", { class: c.cls("card-title") }, n.title), n.extra ? c.h("div", { class: "fw-extra" }, ...c.all([n.extra].flat())) : null) : null,
      c.h("div", { class: c.cls("card-body") }, ...c.all(n.kids)), n.footer ? c.h("div", { class: c.cls("card-footer") }, ...c.all(n.footer)) : null),
    list: (n, c) => c.h(n.ordered ? "ol" : "ul", { class: n.plain ? "fw-plain-list" : c.cls("list"), "aria-label": n.label },
      ...n.items.map((item) => c.h("li", { class: n.plain ? undefined : c.cls("list-item", item.active && "active") }, ...c.all([item.kids || item].flat())))),
    tag: (n, c) => c.h("span", { class: c.cls("tag", n.kind || "default") }, n.text, n.closable ? c.h("button", { type: "button", class: "fw-tag-close", "aria-label": c.words.close }, c.icon("close")) : null),
    badge: (n, c) => c.h("span", { class: "fw-badge-box" }, ...c.all(n.kids), c.h("span", { class: c.cls("badge") }, String(n.text))),
    progress: (n, c) => ("progress" in (c.kit.classes || {}) && !("progress-bar" in c.kit.classes)
      ? c.h("progress", { class: c.cls("progress"), max: 100, value: n.value, "aria-label": n.label })
      : c.h("div", { class: c.cls("progress"), role: "progressbar", "aria-valuenow": n.value, "aria-valuemin": 0, "aria-valuemax": 100, "aria-label": n.label }, c.h("div", { class: c.cls("progress-bar"), style: `width:${n.value}%` }))),
    stat: (n, c) => c.h("div", { class: "fw-stat" }, c.h("div", { class: "fw-stat-label" }, n.label), c.h("div", { class: "fw-stat-value" }, n.value), n.trend ? c.h("div", { class: `fw-stat-trend fw-${n.up ? "up" : "down"}` }, c.icon(n.up ? "arrow-up" : "arrow-down"), ` ${n.trend}`) : null),
    timeline: (n, c) => c.h("ul", { class: "fw-timeline" }, ...n.items.map(([time, text]) => c.h("li", {}, c.h("span", { class: "fw-muted" }, time), c.h("div", {}, text)))),
    empty: (n, c) => c.h("div", { class: "fw-empty" }, c.icon(n.icon || "inbox", { style: "font-size:56px" }), c.h("div", {}, n.text || c.words.empty), ...c.all(n.kids)),
    tree: (n, c) => {
      const level = (items, depth) => c.h("ul", { role: depth ? "group" : "tree", class: "fw-tree", "aria-label": depth ? undefined : n.label }, ...items.map((item) => c.h("li", { role: "treeitem",
        "aria-expanded": item.kids ? String(Boolean(item.open)) : undefined, "aria-selected": item.selected ? "true" : "false", "aria-label": item.text },
        c.h("div", { class: `fw-tree-row${item.selected ? " fw-tree-row--selected" : ""}` }, item.kids ? c.icon(item.open ? "chevron-down" : "chevron-right") : c.h("span", { style: "width:1em" }), item.icon ? c.icon(item.icon) : null, c.h("span", {}, item.text)),
        item.kids && item.open ? level(item.kids, depth + 1) : null)));
      return level(n.items, 0);
    },
    accordion: (n, c) => c.h("div", { class: c.cls("accordion") }, ...n.items.map((item) => c.h("div", { class: c.cls("accordion-item") },
      c.h("h3", { class: c.cls("accordion-header") }, c.h("button", { type: "button", class: c.cls("accordion-button", !item.open && "collapsed"), "aria-expanded": String(Boolean(item.open)) }, item.title, "accordion" in (c.kit.classes || {}) ? null : c.icon(item.open ? "chevron-up" : "chevron-down"))),
      item.open ? c.h("div", { class: c.cls("accordion-body") }, ...c.all([item.body].flat())) : null))),
    comment: (n, c) => c.h("article", { class: "fw-comment", "aria-label": n.name }, c.one({ t: "avatar", name: n.name, seed: n.seed, picture: n.picture }), c.h("div", { class: "fw-grow" },
      c.h("div", { class: "fw-row", style: "gap:8px" }, c.h("strong", {}, n.name), c.h("span", { class: "fw-muted" }, n.time)), c.h("p", { class: "fw-para" }, n.text), c.h("div", { class: "fw-row", style: "gap:12px" }, ...c.all(n.actions)))),
    bubble: (n, c) => c.h("div", { class: `fw-bubble-row${n.mine ? " fw-bubble-row--mine" : ""}` }, c.one({ t: "avatar", name: n.name, seed: n.seed, size: 32 }), c.h("div", { class: "fw-bubble" }, n.text)),
    month: (n, c) => {
      const weeks = [];
      for (let day = 1 - n.first; day <= n.days; day += 7) weeks.push(Array.from({ length: 7 }, (_, i) => (day + i >= 1 && day + i <= n.days ? day + i : 0)));
      return c.h("table", { class: `fw-month${n.small ? " fw-month--small" : ""}`, role: "grid", "aria-label": n.label }, c.h("thead", {}, c.h("tr", {}, ...c.words.days.map((d) => c.h("th", { scope: "col" }, d)))),
        c.h("tbody", {}, ...weeks.map((week) => c.h("tr", {}, ...week.map((day) => c.h("td", { "aria-selected": day && day === n.selected ? "true" : undefined, class: day && day === n.selected ? "fw-month-selected" : undefined },
          day ? c.h("span", {}, String(day)) : null, ...(n.events || []).filter((e) => day && e.day === day).map((e) => c.h("a", { href: "#", class: "fw-event" }, e.text))))))));
    },
  });
})();
