// Materialize 2.
FW.define("materialize", {
  theme: (theme) => { document.documentElement.setAttribute("theme", theme); },
  classes: {
    button: "btn", "button.primary": "filled", "button.default": "tonal", "button.outline": "outlined", "button.text": "text", "button.danger": "red filled", "button.small": "btn-small", "button.large": "btn-large", "button.disabled": "disabled", select: "browser-default fw-select", table: "", "table.striped": "striped", card: "card", "card-image": "card-image", "card-header": "card-content fw-row", "card-title": "card-title", "card-body": "card-content fw-col", "card-footer": "card-action fw-row",
    list: "collection", "list-item": "collection-item", "list-item.active": "active", badge: "new badge red", progress: "progress", "progress-bar": "determinate", pagination: "pagination", "page-item": "waves-effect", "page-item.active": "active", "page-item.disabled": "disabled", "page-link": "", "toast-box": "toast", tag: "chip",
  },
  widgets: {
    checkbox: (n, c) => c.h("label", {}, c.h("input", { type: "checkbox", class: n.checked ? "filled-in" : "", checked: n.checked, disabled: n.disabled }), c.h("span", {}, n.label)),
    radios: (n, c) => c.h("div", { class: "fw-options", role: "radiogroup", "aria-label": n.label }, ...n.options.map((o) => c.h("label", {}, c.h("input", { type: "radio", name: n.group, checked: o === n.value }), c.h("span", {}, o)))),
    switch: (n, c) => c.h("div", { class: "switch" }, c.h("label", {}, c.h("input", { type: "checkbox", role: "switch", checked: n.checked, disabled: n.disabled, "aria-label": n.label || n.name }), c.h("span", { class: "lever" }), n.label)),
    field: (n, c) => (["input", "textarea", "password"].includes(n.control.t) && !n.side ? (() => { const id = c.id();
      return c.h("div", { class: "input-field outlined" }, c.h(n.control.t === "textarea" ? "textarea" : "input", { id, type: n.control.type || (n.control.t === "password" ? "password" : "text"), class: n.control.t === "textarea" ? "materialize-textarea" : n.error ? "invalid" : "", value: n.control.value, placeholder: n.control.placeholder || " ", required: n.required, disabled: n.control.disabled, "aria-invalid": n.error ? "true" : undefined, "data-fw-focus": n.control.focused }),
        c.h("label", { for: id }, n.label), n.error ? c.h("span", { class: "supporting-text", role: "alert" }, n.error) : null); })() : FW.base.field(n, c)),
  },
  truth: [{ match: ".switch input", box: "+ .lever" }, { match: "label > input[type=checkbox]", box: "+ span", pseudo: "::before" }, { match: "label > input[type=radio]", box: "+ span", pseudo: "::before" }],
});
