// PatternFly 6.
FW.define("patternfly", {
  theme: (theme) => { document.documentElement.classList.toggle("pf-v6-theme-dark", theme === "dark"); },
  classes: {
    button: "pf-v6-c-button", "button.default": "pf-m-secondary", "button.primary": "pf-m-primary", "button.danger": "pf-m-danger", "button.outline": "pf-m-tertiary", "button.text": "pf-m-plain", "button.small": "pf-m-small", "button.icon": "pf-m-plain", label: "pf-v6-c-form__label-text", form: "pf-v6-c-form", table: "pf-v6-c-table pf-m-grid-md", "table.striped": "pf-m-striped", "table.small": "pf-m-compact", card: "pf-v6-c-card", "card-header": "pf-v6-c-card__header", "card-title": "pf-v6-c-card__title-text", "card-body": "pf-v6-c-card__body fw-col", "card-footer": "pf-v6-c-card__footer fw-row", badge: "pf-v6-c-badge pf-m-unread", "tag": "pf-v6-c-label", "tag.success": "pf-m-green", "tag.error": "pf-m-red", "tag.warning": "pf-m-yellow", "tag.primary": "pf-m-blue",
    breadcrumb: "pf-v6-c-breadcrumb__list", "breadcrumb-nav": "pf-v6-c-breadcrumb", "breadcrumb-item": "pf-v6-c-breadcrumb__item", menu: "pf-v6-c-nav__list", "menu.horizontal": "fw-row", "menu-item": "pf-v6-c-nav__item", "menu-link": "pf-v6-c-nav__link", "menu-link.active": "pf-m-current", alert: "pf-v6-c-alert pf-m-inline fw-row", "alert.info": "pf-m-info", "alert.success": "pf-m-success", "alert.error": "pf-m-danger", "alert.warning": "pf-m-warning", heading: "pf-v6-c-title", "heading.h1": "pf-m-2xl", "heading.h2": "pf-m-xl", "heading.h3": "pf-m-md",
  },
  widgets: {
    input: (n, c) => (n.suffix || n.icon ? FW.base.input(n, c) : c.h("span", { class: `pf-v6-c-form-control${n.invalid ? " pf-m-error" : ""}${n.disabled ? " pf-m-disabled" : ""}` }, c.h("input", { id: n.id, type: n.type || "text", value: n.value, placeholder: n.placeholder, disabled: n.disabled, required: n.required, "aria-label": n.name, "aria-invalid": n.invalid ? "true" : undefined, "data-fw-focus": n.focused }))),
    switch: (n, c) => c.h("label", { class: "pf-v6-c-switch" }, c.h("input", { class: "pf-v6-c-switch__input", type: "checkbox", role: "switch", checked: n.checked, disabled: n.disabled, "aria-label": n.label || n.name }), c.h("span", { class: "pf-v6-c-switch__toggle" }), n.label ? c.h("span", { class: "pf-v6-c-switch__label" }, n.label) : null),
    tabs: (n, c) => c.h("div", { class: "pf-v6-c-tabs" }, c.h("ul", { class: "pf-v6-c-tabs__list", role: "tablist" }, ...n.items.map((item, i) => c.h("li", { class: `pf-v6-c-tabs__item${i === n.active ? " pf-m-current" : ""}`, role: "presentation" }, c.h("button", { class: "pf-v6-c-tabs__link", role: "tab", "aria-selected": String(i === n.active) }, c.h("span", { class: "pf-v6-c-tabs__item-text" }, item)))))),
  },
  truth: [{ match: ".pf-v6-c-switch__input", box: "+ .pf-v6-c-switch__toggle" }],
});
