// Buttons, links and form controls in plain accessible HTML; a kit gives them its classes or replaces them.
(() => {
  const attributes = (n, extra = {}) => ({ id: n.id, disabled: n.disabled, "aria-invalid": n.invalid ? "true" : undefined,
    required: n.required, "data-fw-focus": n.focused, "aria-label": n.name, ...extra });
  const states = (n) => [n.invalid && "invalid", n.disabled && "disabled", n.size];
  Object.assign(FW.base, {
    button: (n, c) => c.h("button", { type: "button", disabled: n.disabled, "aria-label": n.label ? undefined : n.name,
      "aria-expanded": n.expanded === undefined ? undefined : String(n.expanded), "aria-pressed": n.pressed === undefined ? undefined : String(n.pressed),
      "data-fw-focus": n.focused, class: c.cls("button", n.kind || "default", n.size, !n.label && "icon", n.block && "block", n.disabled && "disabled"),
      style: n.block ? "width:100%" : undefined }, ...c.labelled(n)),
    buttons: (n, c) => c.h("div", { class: c.cls("buttons"), role: "group", "aria-label": n.label }, ...c.all(n.kids)),
    link: (n, c) => c.h("a", { href: "#", class: c.cls("link"), "aria-label": n.label ? undefined : n.name,
      "aria-current": n.current ? "page" : undefined }, ...c.labelled(n)),
    input: (n, c) => {
      const input = c.h("input", attributes(n, { type: n.type || "text", value: n.value, placeholder: n.placeholder, readonly: n.readonly,
        class: c.cls("input", ...states(n)), style: n.icon || n.suffix ? undefined : n.w && `width:${n.w}px` }));
      if (!n.icon && !n.suffix) return input;
      return c.h("span", { class: c.cls("input-group"), style: n.w && `width:${n.w}px` },
        n.icon ? c.h("span", { class: c.cls("input-icon") }, c.icon(n.icon)) : null, input, n.suffix ? c.one(n.suffix) : null);
    },
    search: (n, c) => c.h("div", { class: c.cls("search"), role: n.landmark ? "search" : undefined, style: n.w && `width:${n.w}px` },
      c.h("input", attributes(n, { type: "search", value: n.value, placeholder: n.placeholder, class: c.cls("input", n.size) })),
      n.button ? c.one({ t: "button", kind: "primary", label: n.button === true ? undefined : n.button, icon: n.button === true ? "search" : undefined,
        name: c.words.search }) : null),
    textarea: (n, c) => c.h("textarea", attributes(n, { rows: n.rows || 3, placeholder: n.placeholder, value: n.value, class: c.cls("textarea", ...states(n)) })),
    select: (n, c) => c.h("select", attributes(n, { class: c.cls("select", ...states(n)), value: n.value, style: n.w && `width:${n.w}px` }),
      ...(n.value ? [] : [c.h("option", { value: "" }, n.placeholder || c.words.select)]),
      ...n.options.map((o) => c.h("option", { value: o, selected: o === n.value }, o))),
    checkbox: (n, c) => c.h("label", { class: c.cls("checkbox") },
      c.h("input", attributes(n, { type: "checkbox", checked: n.checked, indeterminate: n.mixed, class: c.cls("checkbox-input") })), c.h("span", { class: c.cls("checkbox-text") }, n.label)),
    checkboxes: (n, c) => c.h("div", { class: "fw-options", role: "group", "aria-label": n.label },
      ...n.options.map((o) => c.one({ t: "checkbox", label: o, checked: (n.values || []).includes(o), disabled: n.disabled }))),
    radios: (n, c) => c.h("div", { class: "fw-options", role: "radiogroup", "aria-label": n.label }, ...n.options.map((o) => c.h("label", { class: c.cls("radio") },
      c.h("input", { type: "radio", name: n.group, checked: o === n.value, disabled: n.disabled, class: c.cls("radio-input") }), c.h("span", { class: c.cls("radio-text") }, o)))),
    switch: (n, c) => c.h("label", { class: c.cls("switch") }, c.h("input", { type: "checkbox", role: "switch", checked: n.checked, disabled: n.disabled,
      "aria-label": n.label ? undefined : n.name, class: c.cls("switch-input"), id: n.id }), "switch" in (c.kit.classes || {}) ? null : c.h("span", { class: "fw-switch-track" }),
      n.label ? c.h("span", { class: c.cls("switch-text") }, n.label) : null),
    slider: (n, c) => c.h("input", attributes(n, { type: "range", min: 0, max: 100, value: n.value, class: c.cls("slider"), style: n.w && `width:${n.w}px` })),
    number: (n, c) => (n.stepper
      ? c.h("span", { class: "fw-stepper" }, c.one({ t: "button", icon: "minus", name: c.words.decrease, size: "small" }),
        c.h("input", attributes(n, { type: "text", role: "spinbutton", "aria-valuenow": n.value, value: n.value, class: c.cls("input") })),
        c.one({ t: "button", icon: "plus", name: c.words.increase, size: "small" }))
      : c.h("input", attributes(n, { type: "number", value: n.value, class: c.cls("input", ...states(n)), style: `width:${n.w || 110}px` }))),
    date: (n, c) => c.one({ ...n, t: "input", suffix: { t: "button", kind: "text", icon: "calendar", name: c.words.date, size: "small" } }),
    password: (n, c) => c.one({ ...n, t: "input", type: "password", suffix: n.eye ? { t: "button", kind: "text", icon: "eye", name: c.words.showPassword, size: "small" } : undefined }),
    upload: (n, c) => c.h("div", { class: "fw-upload", role: "button", tabindex: 0, "aria-label": n.label || c.words.upload }, c.icon("upload", { style: "font-size:28px" }), c.h("span", {}, n.label || c.words.upload)),
    rate: (n, c) => c.h("span", { class: "fw-rate", role: "img", "aria-label": c.words.stars(n.value) }, ...[1, 2, 3, 4, 5].map((i) => c.icon(i <= n.value ? "star-filled" : "star"))),
    otp: (n, c) => c.h("span", { class: "fw-row", style: "gap:8px" }, ...Array.from({ length: n.count || 6 }, (_, i) => c.h("input", { type: "text", value: (n.value || "")[i] || "",
      "aria-label": `${i + 1}`, class: c.cls("input"), style: "width:44px;text-align:center" }))),
    field: (n, c) => {
      const id = c.id(), plain = ["radios", "checkboxes", "upload", "rate", "otp"].includes(n.control.t);
      const control = c.one({ ...n.control, id, required: n.required, invalid: Boolean(n.error), name: n.bare ? n.label : undefined, label: plain ? n.label : n.control.label });
      const label = n.bare ? null : c.h(plain ? "span" : "label", { class: c.cls("label"), for: plain ? undefined : id, "data-fw-label": plain ? "next" : undefined },
        n.required ? c.h("span", { class: "fw-required", "aria-hidden": "true" }, "*") : null, n.label);
      return c.h("div", { class: c.cls("field", n.side && "side", n.error && "invalid") }, label,
        c.h("div", { class: "fw-control" }, control, n.error ? c.h("div", { class: c.cls("field-error"), role: "alert" }, n.error) : null,
          n.help && !n.error ? c.h("div", { class: c.cls("field-help") }, n.help) : null));
    },
    form: (n, c) => c.h("form", { class: `fw-form${n.inline ? " fw-form--inline" : ""}${n.cols ? " fw-form--cols" : ""}`, "aria-label": n.label, onsubmit: undefined,
      style: n.cols && `grid-template-columns:repeat(${n.cols},minmax(0,1fr))` }, ...c.all(n.kids)),
  });
})();
