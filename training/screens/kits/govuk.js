// GOV.UK Frontend: large, plain, accessible.
FW.define("govuk", {
  themes: ["light"],
  classes: {
    body: "govuk-frontend-supported", button: "govuk-button fw-flush", "button.default": "govuk-button--secondary", "button.outline": "govuk-button--secondary", "button.danger": "govuk-button--warning", "button.disabled": "govuk-button--disabled", link: "govuk-link", input: "govuk-input", "input.invalid": "govuk-input--error", textarea: "govuk-textarea fw-flush", "textarea.invalid": "govuk-textarea--error", select: "govuk-select", "select.invalid": "govuk-select--error", label: "govuk-label", field: "govuk-form-group fw-flush", "field.invalid": "govuk-form-group--error", "field-error": "govuk-error-message", "field-help": "govuk-hint", heading: "fw-flush", "heading.h1": "govuk-heading-l", "heading.h2": "govuk-heading-m", "heading.h3": "govuk-heading-s",
    table: "govuk-table fw-flush govuk-body", tag: "govuk-tag", "tag.success": "govuk-tag--green", "tag.error": "govuk-tag--red", "tag.warning": "govuk-tag--yellow", "tag.default": "govuk-tag--grey", alert: "govuk-inset-text fw-flush fw-row", pagination: "govuk-pagination__list", "pagination-nav": "govuk-pagination fw-flush", "page-item": "govuk-pagination__item", "page-item.active": "govuk-pagination__item--current", "page-link": "govuk-link govuk-pagination__link",
  },
  widgets: {
    checkbox: (n, c) => { const id = c.id(); return c.h("div", { class: "govuk-checkboxes govuk-checkboxes--small" }, c.h("div", { class: "govuk-checkboxes__item" }, c.h("input", { id, class: "govuk-checkboxes__input", type: "checkbox", checked: n.checked, disabled: n.disabled }), c.h("label", { for: id, class: "govuk-label govuk-checkboxes__label" }, n.label))); },
    radios: (n, c) => c.h("div", { class: "govuk-radios govuk-radios--inline", role: "radiogroup", "aria-label": n.label }, ...n.options.map((o) => { const id = c.id(); return c.h("div", { class: "govuk-radios__item" }, c.h("input", { id, class: "govuk-radios__input", type: "radio", name: n.group, checked: o === n.value }), c.h("label", { for: id, class: "govuk-label govuk-radios__label" }, o)); })),
  },
  truth: [{ match: ".govuk-checkboxes__input", box: "+ label", pseudo: "::before" }, { match: ".govuk-radios__input", box: "+ label", pseudo: "::before" }],
});
