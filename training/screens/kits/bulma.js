// Bulma 1.
FW.define("bulma", {
  theme: (theme) => { document.documentElement.dataset.theme = theme; },
  classes: {
    button: "button", "button.primary": "is-primary", "button.danger": "is-danger", "button.outline": "is-link is-outlined", "button.text": "is-ghost", "button.small": "is-small", "button.large": "is-medium", buttons: "buttons",
    input: "input", "input.invalid": "is-danger", "input.small": "is-small", "input.large": "is-medium", textarea: "textarea", "textarea.invalid": "is-danger", checkbox: "checkbox", radio: "radio", label: "label", field: "field", "field.side": "fw-field--side",
    "field-error": "help is-danger", "field-help": "help", table: "table is-fullwidth", "table.striped": "is-striped", "table.bordered": "is-bordered", "table.small": "is-narrow", "row-selected": "is-selected",
    card: "card", "card-header": "card-header", "card-title": "card-header-title", "card-image": "card-image", "card-body": "card-content", "card-footer": "card-footer p-3",
    tag: "tag", "tag.primary": "is-primary", "tag.success": "is-success", "tag.error": "is-danger", "tag.warning": "is-warning", badge: "tag is-danger is-rounded", progress: "progress is-primary",
    pagination: "pagination-list", "pagination-nav": "pagination is-small", "page-link": "pagination-link", "page-link.active": "is-current", "page-link.disabled": "is-disabled",
    "breadcrumb-nav": "breadcrumb", breadcrumb: "", "breadcrumb-item": "", "breadcrumb-item.active": "is-active", menu: "menu-list", "menu.horizontal": "is-flex", "menu-item": "", "menu-link": "", "menu-link.active": "is-active",
    alert: "notification is-flex mb-0", "alert.info": "is-info is-light", "alert.success": "is-success is-light", "alert.error": "is-danger is-light", "alert.warning": "is-warning is-light", "toast-box": "notification is-success is-flex",
    dialog: "box p-0", "dialog-header": "modal-card-head", "dialog-title": "modal-card-title", "dialog-body": "modal-card-body fw-col", "dialog-footer": "modal-card-foot fw-row",
    popup: "dropdown-content fw-popup", "popup-item": "dropdown-item", "popup-item.active": "is-active", heading: "title", "heading.h1": "is-3", "heading.h2": "is-4", "heading.h3": "is-5",
  },
  widgets: {
    select: (n, c) => c.h("div", { class: `select is-fullwidth${n.invalid ? " is-danger" : ""}` }, FW.base.select(n, c)),
    tabs: (n, c) => c.h("div", { class: "tabs" }, c.h("ul", { role: "tablist" }, ...n.items.map((item, i) => c.h("li", { class: i === n.active ? "is-active" : "", role: "presentation" },
      c.h("a", { href: "#", role: "tab", "aria-selected": String(i === n.active) }, item))))),
  },
});
