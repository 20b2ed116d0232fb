// Kits that style bare tags: Pico, Water.css, Milligram and Pure. Their tables empty our classes where the tag says it all.
(() => {
  const bare = { button: "", input: "", textarea: "", select: "", checkbox: "", "checkbox-input": "", radio: "", "radio-input": "", slider: "", link: "", label: "", heading: "", divider: "", list: "", "list-item": "" };
  FW.define("pico", {
    theme: (theme) => { document.documentElement.dataset.theme = theme; },
    classes: { ...bare, "button.default": "secondary", "button.outline": "outline", "button.text": "outline contrast", "button.danger": "contrast", table: "", "table.striped": "striped", progress: "", switch: "", "switch-input": "", card: "fw-card", "input-group": "fw-row" },
    widgets: {
      card: (n, c) => c.h("article", { "data-fw": "card" }, n.title ? c.h("header", { class: "fw-row" }, c.h("strong", {}, n.title), ...c.all([n.extra].flat())) : null, n.cover ? c.one(n.cover) : null,
        c.h("div", { class: "fw-col" }, ...c.all(n.kids)), n.footer ? c.h("footer", { class: "fw-row" }, ...c.all(n.footer)) : null),
      search: (n, c) => c.h("div", { class: "fw-search", role: n.landmark ? "search" : undefined }, c.h("input", { type: "search", "aria-label": n.name, placeholder: n.placeholder, value: n.value, id: n.id }),
        n.button ? c.one({ t: "button", kind: "primary", label: n.button === true ? c.words.search : n.button }) : null),
    },
  });
  FW.define("water", {
    classes: { ...bare, table: "", progress: "" },
    theme: (theme) => { document.querySelectorAll("link[data-theme]").forEach((link) => { link.disabled = link.dataset.theme !== theme; }); document.body.style.maxWidth = "none"; document.body.style.padding = "0"; document.body.style.margin = "0"; },
  });
  FW.define("milligram", { themes: ["light"],
    classes: { ...bare, button: "button", "button.default": "button-outline", "button.outline": "button-outline", "button.text": "button-clear", table: "", buttons: "fw-row" } });
  FW.define("pure", {
    themes: ["light"],
    classes: { button: "pure-button", "button.primary": "pure-button-primary", "button.disabled": "pure-button-disabled", table: "pure-table", "table.striped": "pure-table-striped", "table.bordered": "pure-table-bordered", menu: "pure-menu-list", "menu.horizontal": "fw-row", "menu-item": "pure-menu-item", "menu-link": "pure-menu-link", "menu-link.active": "pure-menu-selected" },
    widgets: { form: (n, c) => c.h("div", { class: "pure-form" }, FW.base.form(n, c)) },
  });
})();
