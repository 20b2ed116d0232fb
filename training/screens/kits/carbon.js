// Carbon styles.
FW.define("carbon", {
  theme: (theme) => { document.body.className = theme === "dark" ? "cds--g100" : "cds--white"; },
  classes: {
    button: "cds--btn", "button.default": "cds--btn--secondary", "button.primary": "cds--btn--primary", "button.danger": "cds--btn--danger", "button.outline": "cds--btn--tertiary", "button.text": "cds--btn--ghost", "button.small": "cds--btn--sm", "button.icon": "cds--btn--icon-only", "button.disabled": "cds--btn--disabled", input: "cds--text-input", "input.invalid": "cds--text-input--invalid", "input.small": "cds--text-input--sm", textarea: "cds--text-area", label: "cds--label", "field-error": "cds--form-requirement fw-shown", "field-help": "cds--form__helper-text", link: "cds--link", slider: "fw-slider",
    table: "cds--data-table", "table.striped": "cds--data-table--zebra", "table.small": "cds--data-table--xs", card: "cds--tile fw-card", tag: "cds--tag", "tag.primary": "cds--tag--blue", "tag.success": "cds--tag--green", "tag.error": "cds--tag--red", "tag.warning": "cds--tag--magenta", breadcrumb: "cds--breadcrumb", "breadcrumb-item": "cds--breadcrumb-item",
  },
  widgets: {
    select: (n, c) => c.h("div", { class: "cds--select" }, c.h("div", { class: "cds--select-input__wrapper" }, c.h("select", { id: n.id, class: "cds--select-input", "aria-label": n.name, value: n.value, disabled: n.disabled }, ...(n.value ? [] : [c.h("option", { value: "" }, n.placeholder || c.words.select)]), ...n.options.map((o) => c.h("option", { value: o }, o))))),
    checkbox: (n, c) => { const id = c.id(); return c.h("div", { class: "cds--checkbox-wrapper" }, c.h("input", { id, class: "cds--checkbox", type: "checkbox", checked: n.checked, disabled: n.disabled }), c.h("label", { for: id, class: "cds--checkbox-label" }, c.h("span", { class: "cds--checkbox-label-text" }, n.label))); },
    tabs: (n, c) => c.h("div", { class: "cds--tabs" }, c.h("div", { class: "cds--tab--list", role: "tablist" }, ...n.items.map((item, i) => c.h("button", { role: "tab", class: `cds--tabs__nav-item cds--tabs__nav-link${i === n.active ? " cds--tabs__nav-item--selected" : ""}`, "aria-selected": String(i === n.active) }, item)))),
    switch: (n, c) => { const id = n.id || c.id(); return c.h("div", { class: "cds--toggle" }, c.h("button", { id, class: "cds--toggle__button", role: "switch", type: "button", "aria-checked": String(Boolean(n.checked)), "aria-label": n.label || n.name, disabled: n.disabled }), c.h("label", { for: id, class: "cds--toggle__label" }, c.h("div", { class: "cds--toggle__appearance" }, c.h("div", { class: `cds--toggle__switch${n.checked ? " cds--toggle__switch--checked" : ""}` }), c.h("span", { class: "cds--toggle__text" }, n.label || "")))); },
  },
  truth: [{ match: ".cds--checkbox", box: "+ label", pseudo: "::before" }, { match: ".cds--toggle__button", box: "+ label .cds--toggle__switch" }],
});
