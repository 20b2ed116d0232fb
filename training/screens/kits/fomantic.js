// Fomantic UI (held out): class names say what the markup does not.
FW.define("fomantic", {
  themes: ["light"],
  classes: {
    button: "ui button", "button.primary": "primary", "button.danger": "negative", "button.outline": "basic primary", "button.text": "basic", "button.small": "mini", "button.large": "large", "button.icon": "icon", buttons: "ui buttons", "input-group": "ui left icon input fw-row", input: "", textarea: "", select: "", label: "", field: "field", "field.invalid": "error", "field-error": "ui pointing red basic label",
    table: "ui celled table", "table.striped": "striped", "table.small": "compact", card: "ui segment", tag: "ui mini label", "tag.primary": "blue", "tag.success": "green", "tag.error": "red", "tag.warning": "yellow", badge: "ui mini circular red label", progress: "ui small blue progress", "progress-bar": "bar", breadcrumb: "ui breadcrumb fw-breadcrumb", alert: "ui message fw-row", "alert.success": "positive", "alert.error": "negative", "alert.warning": "warning", divider: "ui divider", heading: "ui header", "heading.h1": "huge", "heading.h2": "medium", "heading.h3": "small", "toast-box": "ui compact message fw-row",
    accordion: "ui styled fluid accordion", "accordion-item": "", "accordion-header": "title active", "accordion-button": "fw-bare", "accordion-body": "content active", steps: "ui mini steps", step: "step", "step.active": "active", "step.done": "completed", "step-number": "fw-gone", "step-text": "title",
  },
  widgets: {
    input: (n, c) => c.h("div", { class: `ui input${n.icon ? " left icon" : ""}${n.disabled ? " disabled" : ""}${n.invalid ? " error" : ""}`, style: n.w ? `width:${n.w}px` : "width:100%" }, n.icon ? c.h("i", { class: "icon" }, c.icon(n.icon)) : null, c.h("input", { id: n.id, type: n.type || "text", value: n.value, placeholder: n.placeholder, disabled: n.disabled, required: n.required, "aria-label": n.name, "aria-invalid": n.invalid ? "true" : undefined, "data-fw-focus": n.focused }), n.suffix ? c.one(n.suffix) : null),
    form: (n, c) => c.h("div", { class: "ui form" }, FW.base.form(n, c)),
    checkbox: (n, c) => c.h("div", { class: `ui checkbox${n.checked ? " checked" : ""}` }, c.h("input", { type: "checkbox", checked: n.checked, disabled: n.disabled, "aria-label": n.label }), c.h("label", {}, n.label)),
    radios: (n, c) => c.h("div", { class: "fw-options", role: "radiogroup", "aria-label": n.label }, ...n.options.map((o) => c.h("div", { class: "ui radio checkbox" }, c.h("input", { type: "radio", name: n.group, checked: o === n.value, "aria-label": o }), c.h("label", {}, o)))),
    switch: (n, c) => c.h("div", { class: "ui toggle checkbox" }, c.h("input", { type: "checkbox", role: "switch", checked: n.checked, disabled: n.disabled, "aria-label": n.label || n.name }), c.h("label", {}, n.label || "")),
    select: (n, c) => c.h("div", { class: "ui fluid selection dropdown", tabindex: 0, id: n.id, "aria-label": n.name }, c.h("div", { class: n.value ? "text" : "default text" }, n.value || n.placeholder || c.words.select), c.icon("chevron-down", { style: "position:absolute;right:12px;top:12px" })),
    tabs: (n, c) => c.h("div", { class: "ui secondary pointing menu" }, ...n.items.map((item, i) => c.h("a", { href: "#", class: `item${i === n.active ? " active" : ""}` }, item))),
    menu: (n, c) => c.h("div", { class: `ui ${n.horizontal ? "secondary" : "vertical fluid"} menu` }, ...n.items.map((item, i) => c.h("a", { href: "#", class: `item${i === n.active ? " active" : ""}` }, item.icon ? c.icon(item.icon) : null, " ", item.text, item.badge ? c.h("div", { class: "ui mini label" }, item.badge) : null))),
    pagination: (n, c) => c.h("div", { class: "ui mini pagination menu", role: "navigation", "aria-label": c.words.pagination }, ...Array.from({ length: Math.min(5, n.pages) }, (_, i) => c.h("a", { href: "#", class: `item${i + 1 === n.page ? " active" : ""}` }, String(i + 1)))),
  },
  truth: [{ match: ".ui.menu:not(.pointing) > a.item", states: { selected: ".active" } }, { match: ".ui.selection.dropdown", role: "combobox" }, { match: ".ui.pointing.menu > .item", role: "tab", states: { selected: ".active" } },
    { match: ".ui.checkbox > input", box: "+ label", pseudo: "::before" }],
});
