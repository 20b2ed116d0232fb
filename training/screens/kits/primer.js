// Primer CSS.
FW.define("primer", {
  theme: (theme) => Object.assign(document.documentElement.dataset, { colorMode: theme, lightTheme: "light", darkTheme: "dark" }),
  classes: {
    button: "btn", "button.primary": "btn-primary", "button.danger": "btn-danger", "button.outline": "btn-outline", "button.text": "btn-invisible", "button.small": "btn-sm", "button.large": "btn-large", input: "form-control input-block", "input.small": "input-sm", textarea: "form-control input-block", select: "form-select", label: "text-bold",
    "field-error": "note color-fg-danger", "field-help": "note", card: "Box", "card-header": "Box-header d-flex", "card-title": "Box-title", "card-body": "Box-body fw-col", "card-footer": "Box-footer d-flex fw-row", list: "Box list-style-none", "list-item": "Box-row", tag: "Label", "tag.primary": "Label--accent", "tag.success": "Label--success", "tag.error": "Label--danger", "tag.warning": "Label--attention", badge: "Counter",
    menu: "SideNav list-style-none", "menu.horizontal": "fw-row border-0", "menu-item": "", "menu-link": "SideNav-item d-block", alert: "flash fw-row", "alert.success": "flash-success", "alert.error": "flash-error", "alert.warning": "flash-warn", "toast-box": "Toast p-3 fw-row", dialog: "Box color-shadow-large", "dialog-header": "Box-header d-flex", "dialog-title": "Box-title fw-grow", "dialog-body": "Box-body fw-col", "dialog-footer": "Box-footer fw-row",
    popup: "Box color-shadow-large fw-popup", tabs: "UnderlineNav", tab: "UnderlineNav-item",
  },
});
