// Menus, tabs, paging and what lies over a page (dialogs, drawers, open menus, messages), in plain accessible HTML.
(() => {
  const overlay = (c, name, attributes, ...kids) => c.h("div", { class: `fw-${name}`, ...attributes }, ...kids);
  Object.assign(FW.base, {
    tabs: (n, c) => c.h("div", { role: "tablist", class: c.cls("tabs"), "aria-label": n.label }, ...n.items.map((item, i) => c.h("button", { type: "button", role: "tab", disabled: n.off === i,
      "aria-selected": String(i === n.active), class: c.cls("tab", i === n.active && "active") }, n.icons ? c.icon(n.icons[i]) : null, item))),
    menu: (n, c) => c.h("ul", { class: c.cls("menu", n.horizontal ? "horizontal" : "vertical"), role: n.role, "aria-label": n.label }, ...n.items.map((item, i) => c.h("li", { class: c.cls("menu-item", i === n.active && "active") },
      c.h("a", { href: "#", class: c.cls("menu-link", i === n.active && "active"), "aria-current": i === n.active ? "page" : undefined }, item.icon ? c.icon(item.icon) : null, item.icon ? " " : null, item.text, item.badge ? c.h("span", { class: c.cls("badge") }, item.badge) : null),
      item.kids ? c.h("ul", { class: "fw-submenu" }, ...item.kids.map((text, j) => c.h("li", {}, c.h("a", { href: "#", class: c.cls("menu-link", j === item.active && "active"), "aria-current": j === item.active ? "page" : undefined }, text)))) : null))),
    sidebar: (n, c) => c.one({ ...n, t: "menu" }),
    navbar: (n, c) => c.one({ ...n, t: "menu", horizontal: true }),
    tabbar: (n, c) => c.h("nav", { class: "fw-tabbar", "aria-label": c.words.menu }, ...n.items.map((item, i) => c.h("a", { href: "#", class: i === n.active ? "fw-active" : undefined, "aria-current": i === n.active ? "page" : undefined }, c.icon(item.icon, { style: "font-size:22px" }), c.h("span", {}, item.text)))),
    appbar: (n, c) => c.h("header", { class: "fw-appbar" }, n.back ? c.one({ t: "button", kind: "text", icon: "chevron-left", name: c.words.previous }) : null, c.h("h1", {}, n.title), c.h("span", { class: "fw-row" }, ...c.all(n.actions))),
    breadcrumb: (n, c) => c.h("nav", { "aria-label": c.words.breadcrumb, class: c.cls("breadcrumb-nav") }, c.h("ol", { class: c.cls("breadcrumb") }, ...n.items.map((item, i) => c.h("li", { class: c.cls("breadcrumb-item", i === n.items.length - 1 && "active"), "aria-current": i === n.items.length - 1 ? "page" : undefined },
      i < n.items.length - 1 ? c.h("a", { href: "#" }, item) : c.h("span", {}, item))))),
    pagination: (n, c) => {
      const shown = Array.from({ length: Math.min(n.pages, 5) }, (_, i) => i + Math.max(1, Math.min(n.page - 2, n.pages - 4)));
      const item = (kids, mods, attributes) => c.h("li", { class: c.cls("page-item", ...mods) }, c.h(attributes.disabled ? "button" : "a", { class: c.cls("page-link", ...mods), href: attributes.disabled ? undefined : "#", ...attributes }, kids));
      return c.h("nav", { "aria-label": c.words.pagination, class: c.cls("pagination-nav") }, n.total ? c.h("span", { class: "fw-muted" }, c.words.total(n.total)) : null, c.h("ul", { class: c.cls("pagination") },
        item(n.wordy ? c.words.previous : c.icon("chevron-left"), [n.page === 1 && "disabled"], { "aria-label": c.words.previous, disabled: n.page === 1 }),
        ...shown.map((p) => item(String(p), [p === n.page && "active"], { "aria-current": p === n.page ? "page" : undefined })),
        item(n.wordy ? c.words.next : c.icon("chevron-right"), [n.page === n.pages && "disabled"], { "aria-label": c.words.next, disabled: n.page === n.pages })));
    },
    steps: (n, c) => c.h("ol", { class: c.cls("steps"), "aria-label": n.label }, ...n.items.map((item, i) => c.h("li", { class: c.cls("step", i < n.current && "done", i === n.current && "active"), "aria-current": i === n.current ? "step" : undefined }, c.h("span", { class: c.cls("step-number") }, String(i + 1)), c.h("span", { class: c.cls("step-text") }, item)))),
    alert: (n, c) => c.h("div", { role: "alert", class: c.cls("alert", n.kind || "info") }, "alert" in (c.kit.classes || {}) ? null : c.icon({ success: "check-circle", error: "error", warning: "warning" }[n.kind] || "info"), c.h("div", { class: "fw-grow" }, n.title ? c.h("strong", {}, n.title, " ") : null, n.text), n.closable ? c.one({ t: "button", kind: "text", size: "small", icon: "close", name: c.words.close }) : null),
    toast: (n, c) => overlay(c, `toast fw-toast--${n.place || "top"}`, {}, c.h("div", { role: "status", "aria-label": n.text, class: c.cls("toast-box", n.kind || "info") }, c.icon({ success: "check-circle", error: "error", warning: "warning" }[n.kind] || "info"), c.h("span", {}, n.text))),
    dialog: (n, c) => overlay(c, "mask", {}, c.h("div", { role: "dialog", "aria-modal": "true", "aria-label": n.title, class: c.cls("dialog"), style: `width:${n.w || 480}px;max-width:calc(100vw - 32px)` },
      c.h("div", { class: c.cls("dialog-header") }, c.h("h2", { class: c.cls("dialog-title") }, n.title), c.one({ t: "button", kind: "text", icon: "close", name: c.words.close })), c.h("div", { class: c.cls("dialog-body") }, ...c.all(n.kids)), c.h("div", { class: c.cls("dialog-footer") }, ...c.all(n.actions)))),
    drawer: (n, c) => overlay(c, "mask", {}, c.h("div", { role: "dialog", "aria-modal": "true", "aria-label": n.title, class: `fw-drawer fw-drawer--${n.side || "right"}`, style: `width:${n.w || 360}px;max-width:92vw` }, c.h("div", { class: c.cls("dialog-header") }, c.h("h2", { class: c.cls("dialog-title") }, n.title), c.one({ t: "button", kind: "text", icon: "close", name: c.words.close })), c.h("div", { class: "fw-drawer-body" }, ...c.all(n.kids)), c.h("div", { class: c.cls("dialog-footer") }, ...c.all(n.actions)))),
    dropdown: (n, c) => c.h("span", { class: "fw-dropdown" }, c.one({ t: "button", expanded: true, ...n.trigger }), c.h("div", { role: "menu", class: c.cls("popup"), style: n.align === "right" ? "right:0" : "left:0" },
      ...n.items.map((item) => (item === "-" ? c.h("hr", { class: "fw-popup-line" }) : c.h("a", { href: "#", role: "menuitem", "aria-disabled": item.disabled ? "true" : undefined, class: c.cls("popup-item", item.disabled && "disabled", item.danger && "danger") }, item.icon ? c.icon(item.icon) : null, c.h("span", {}, item.text)))))),
    listbox: (n, c) => c.h("div", { class: "fw-dropdown", style: n.w && `width:${n.w}px` }, c.h("div", { role: "combobox", tabindex: 0, "aria-expanded": "true", "aria-label": n.name, id: n.id, class: "fw-combobox" }, c.h("span", {}, n.value || n.placeholder || c.words.select), c.icon("chevron-up")), c.h("div", { role: "listbox", "aria-label": n.name, class: c.cls("popup"), style: "left:0;right:0" },
      ...n.options.map((o) => c.h("div", { role: "option", "aria-selected": String(o === n.value), class: c.cls("popup-item", o === n.value && "active") }, o)))),
    tooltip: (n, c) => c.h("span", { class: "fw-dropdown" }, c.one(n.kid), c.h("div", { role: "tooltip", class: "fw-tooltip" }, n.text)),
    popover: (n, c) => c.h("span", { class: "fw-dropdown" }, c.one(n.trigger), c.h("div", { role: "dialog", "aria-label": n.title, class: `${c.cls("popup")} fw-popover`, style: n.align === "right" ? "right:0" : "left:0" }, c.h("strong", {}, n.title), ...c.all(n.kids))),
    overlay: (n, c) => c.h("div", { style: "display:contents" }, ...c.all(n.kids)),
  });
})();
