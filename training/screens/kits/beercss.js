// Beer CSS: Material 3 by tags and classes.
FW.define("beercss", {
  // It lays out whatever stands in a <nav> as its own navigation bar; ours are navigation by role alone.
  driver: () => {
    const dom = FW.drivers.dom();
    return { ...dom, h: (tag, attributes, ...kids) => (tag === "nav" ? dom.h("div", { role: "navigation", ...attributes }, ...kids) : dom.h(tag, attributes, ...kids)) };
  },
  theme: (theme) => { document.body.classList.toggle("dark", theme === "dark"); document.body.classList.toggle("light", theme !== "dark"); },
  classes: {
    button: "", "button.default": "border", "button.outline": "border", "button.text": "transparent", "button.danger": "error", "button.small": "small", "button.large": "large", "button.icon": "circle", checkbox: "checkbox", radio: "radio", switch: "switch", table: "", "table.striped": "stripes", "table.bordered": "border", tag: "chip small", tabs: "tabs", card: "fw-card", progress: "", slider: "fw-slider", divider: "", heading: "small",
  },
  widgets: {
    input: (n, c) => (n.suffix || n.icon ? FW.base.input(n, c) : c.h("div", { class: `field border fw-wide${n.invalid ? " invalid" : ""}`, style: "margin:0" }, c.h("input", { id: n.id, type: n.type || "text", value: n.value, placeholder: n.placeholder || " ", disabled: n.disabled, required: n.required, "aria-label": n.name, "aria-invalid": n.invalid ? "true" : undefined, "data-fw-focus": n.focused }))),
    textarea: (n, c) => c.h("div", { class: "field textarea border fw-wide", style: "margin:0" }, c.h("textarea", { id: n.id, placeholder: n.placeholder || " ", value: n.value, "aria-label": n.name })),
    tabs: (n, c) => c.h("div", { class: "tabs left-align", role: "tablist" }, ...n.items.map((item, i) => c.h("a", { href: "#", role: "tab", "aria-selected": String(i === n.active), class: i === n.active ? "active" : "" }, item))),
    switch: (n, c) => c.h("span", { class: "fw-row", style: "gap:8px" }, c.h("label", { class: "switch" }, c.h("input", { type: "checkbox", role: "switch", checked: n.checked, disabled: n.disabled, "aria-label": n.label || n.name }), c.h("span", {})), n.label),
  },
  truth: [{ match: ".checkbox > input", box: "+ span", pseudo: "::before", name: "+ span" }, { match: ".radio > input", box: "+ span", pseudo: "::before", name: "+ span" }, { match: ".switch > input", box: "^ .switch" }],
});
