// Bootstrap 5.
FW.define("bootstrap", {
  theme: (theme) => { document.documentElement.dataset.bsTheme = theme; },
  classes: {
    button: "btn", "button.default": "btn-secondary", "button.primary": "btn-primary", "button.danger": "btn-danger", "button.outline": "btn-outline-primary",
    "button.text": "btn-link", "button.small": "btn-sm", "button.large": "btn-lg", buttons: "btn-group",
    input: "form-control", "input.invalid": "is-invalid", "input.small": "form-control-sm", "input.large": "form-control-lg", textarea: "form-control", "textarea.invalid": "is-invalid",
    select: "form-select", "select.invalid": "is-invalid", "select.small": "form-select-sm", checkbox: "form-check", "checkbox-input": "form-check-input", "checkbox-text": "form-check-label",
    radio: "form-check", "radio-input": "form-check-input", "radio-text": "form-check-label", switch: "form-check form-switch", "switch-input": "form-check-input", "switch-text": "form-check-label",
    slider: "form-range", label: "form-label", "field-error": "invalid-feedback d-block", "field-help": "form-text",
    table: "table", "table.striped": "table-striped", "table.bordered": "table-bordered", "table.small": "table-sm", "row-selected": "table-active",
    card: "card", "card-header": "card-header d-flex", "card-title": "fw-card-title", "card-body": "card-body fw-col", "card-footer": "card-footer d-flex gap-2", "card-image": "card-img-top",
    list: "list-group", "list-item": "list-group-item", "list-item.active": "active", tag: "badge", "tag.default": "text-bg-secondary", "tag.primary": "text-bg-primary", "tag.success": "text-bg-success",
    "tag.error": "text-bg-danger", "tag.warning": "text-bg-warning", badge: "badge rounded-pill text-bg-danger", progress: "progress", "progress-bar": "progress-bar", spinner: "spinner-border",
    tabs: "nav nav-tabs", tab: "nav-link", "tab.active": "active", menu: "nav nav-pills flex-column", "menu.horizontal": "flex-row flex-sm-row", "menu-item": "nav-item", "menu-link": "nav-link", "menu-link.active": "active",
    breadcrumb: "breadcrumb mb-0", "breadcrumb-item": "breadcrumb-item", "breadcrumb-item.active": "active", pagination: "pagination mb-0", "page-item": "page-item", "page-item.active": "active", "page-item.disabled": "disabled", "page-link": "page-link",
    alert: "alert d-flex mb-0", "alert.info": "alert-info", "alert.success": "alert-success", "alert.error": "alert-danger", "alert.warning": "alert-warning", "toast-box": "toast show d-flex gap-2 p-3",
    dialog: "modal-content", "dialog-header": "modal-header", "dialog-title": "modal-title fs-5", "dialog-body": "modal-body fw-col", "dialog-footer": "modal-footer",
    popup: "dropdown-menu show", "popup-item": "dropdown-item", "popup-item.active": "active", "popup-item.disabled": "disabled", "popup-item.danger": "text-danger",
    accordion: "accordion", "accordion-item": "accordion-item", "accordion-header": "accordion-header", "accordion-button": "accordion-button", "accordion-button.collapsed": "collapsed", "accordion-body": "accordion-body",
  },
});
