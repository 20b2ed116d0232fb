// Foundation for Sites 6 (held out).
FW.define("foundation", {
  themes: ["light"],
  classes: {
    button: "button", "button.default": "secondary", "button.outline": "hollow", "button.danger": "alert", "button.text": "clear", "button.small": "small", "button.large": "large", buttons: "button-group", input: "", "input.invalid": "is-invalid-input", textarea: "", select: "", label: "", "field-error": "form-error is-visible", "field-help": "help-text", checkbox: "", radio: "", table: "hover", "table.striped": "striped", card: "card", "card-header": "card-divider", "card-title": "", "card-body": "card-section fw-col", "card-footer": "card-section fw-row",
    tag: "label", "tag.default": "secondary", "tag.primary": "primary", "tag.success": "success", "tag.error": "alert", "tag.warning": "warning", badge: "badge alert", progress: "progress", "progress-bar": "progress-meter", menu: "menu", "menu.vertical": "vertical", "menu-item": "", "menu-item.active": "is-active", "menu-link": "", breadcrumb: "breadcrumbs", "breadcrumb-item": "", pagination: "pagination", "page-item": "", "page-item.active": "current", "page-item.disabled": "disabled", "page-link": "",
    alert: "callout", "alert.info": "primary", "alert.success": "success", "alert.error": "alert", "alert.warning": "warning", "toast-box": "callout success", dialog: "reveal fw-shown", popup: "dropdown-pane is-open fw-shown-pane", accordion: "accordion", "accordion-item": "accordion-item is-active", "accordion-header": "", "accordion-button": "accordion-title fw-wide", "accordion-body": "accordion-content fw-shown",
  },
  widgets: {
    tabs: (n, c) => c.h("ul", { class: "tabs", role: "tablist" }, ...n.items.map((item, i) => c.h("li", { class: `tabs-title${i === n.active ? " is-active" : ""}`, role: "presentation" }, c.h("a", { href: "#", role: "tab", "aria-selected": String(i === n.active) }, item)))),
    switch: (n, c) => { const id = n.id || c.id(); return c.h("span", { class: "fw-row" }, c.h("span", { class: "switch small", style: "margin:0" }, c.h("input", { class: "switch-input", id, type: "checkbox", role: "switch", checked: n.checked, disabled: n.disabled, "aria-label": n.label || n.name }), c.h("label", { class: "switch-paddle", for: id })), n.label); },
  },
  truth: [{ match: ".switch-input", box: "+ .switch-paddle" }],
});
