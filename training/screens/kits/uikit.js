// UIkit 3.
FW.define("uikit", {
  themes: ["light"],
  classes: {
    button: "uk-button", "button.default": "uk-button-default", "button.primary": "uk-button-primary", "button.danger": "uk-button-danger", "button.outline": "uk-button-secondary", "button.text": "uk-button-text", "button.small": "uk-button-small", "button.large": "uk-button-large",
    input: "uk-input", "input.invalid": "uk-form-danger", "input.small": "uk-form-small", "input.large": "uk-form-large", textarea: "uk-textarea", "textarea.invalid": "uk-form-danger", select: "uk-select", "select.invalid": "uk-form-danger",
    "checkbox-input": "uk-checkbox", "radio-input": "uk-radio", slider: "uk-range", label: "uk-form-label", "field-error": "uk-text-danger uk-text-small", "field-help": "uk-text-meta",
    table: "uk-table uk-table-divider", "table.striped": "uk-table-striped", "table.small": "uk-table-small", card: "uk-card uk-card-default uk-card-small", "card-header": "uk-card-header fw-row", "card-title": "uk-card-title uk-margin-remove", "card-body": "uk-card-body fw-col", "card-footer": "uk-card-footer fw-row", "card-image": "uk-card-media-top",
    list: "uk-list uk-list-divider", "list-item": "", tag: "uk-label", "tag.success": "uk-label-success", "tag.error": "uk-label-danger", "tag.warning": "uk-label-warning", badge: "uk-badge", progress: "uk-progress",
    menu: "uk-nav uk-nav-default", "menu.horizontal": "uk-subnav", "menu-item": "", "menu-item.active": "uk-active", "menu-link": "", breadcrumb: "uk-breadcrumb uk-margin-remove", "breadcrumb-item": "",
    pagination: "uk-pagination uk-margin-remove", "page-item": "", "page-item.active": "uk-active", "page-item.disabled": "uk-disabled", "page-link": "", alert: "fw-row", "alert.info": "uk-alert uk-alert-primary", "alert.success": "uk-alert uk-alert-success", "alert.error": "uk-alert uk-alert-danger", "alert.warning": "uk-alert uk-alert-warning",
    "toast-box": "uk-notification-message uk-notification-message-primary", "dialog-header": "uk-modal-header fw-row", "dialog-title": "uk-modal-title fw-grow", "dialog-body": "uk-modal-body fw-col", "dialog-footer": "uk-modal-footer uk-text-right", heading: "uk-margin-remove", "heading.h1": "uk-h2", "heading.h2": "uk-h3", "heading.h3": "uk-h4",
  },
  widgets: {
    tabs: (n, c) => c.h("ul", { class: "uk-tab", role: "tablist" }, ...n.items.map((item, i) => c.h("li", { class: i === n.active ? "uk-active" : "", role: "presentation" },
      c.h("a", { href: "#", role: "tab", "aria-selected": String(i === n.active) }, item)))),
  },
});
