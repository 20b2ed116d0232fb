// Tabler: Bootstrap's markup in another dress, with parts of its own.
FW.define("tabler", {
  theme: (theme) => { document.documentElement.dataset.bsTheme = theme; },
  classes: {
    ...FW.kits.bootstrap.classes, "button.default": "", "button.text": "btn-ghost-primary", label: "form-label", steps: "steps steps-counter", step: "step-item", "step.active": "active", "step-number": "d-none", "step-text": "",
    "tag.default": "bg-secondary-lt", "tag.primary": "bg-blue-lt", "tag.success": "bg-green-lt", "tag.error": "bg-red-lt", "tag.warning": "bg-yellow-lt", badge: "badge bg-red text-red-fg", "card-title": "card-title mb-0",
  },
});
