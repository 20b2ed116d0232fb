// Element Plus.
(() => {
  const K = Lib.Kit;
  const KIND = { primary: "primary", danger: "danger", outline: "primary", text: "", default: "" };
  const tone = { error: "danger", default: "info" };
  const text = (n, c, more) => c.h(K.ElInput, { modelValue: n.value ?? "", placeholder: n.placeholder, disabled: n.disabled, readonly: n.readonly, size: n.size, id: n.id, "aria-label": n.name, "aria-invalid": n.invalid ? "true" : undefined,
    required: n.required, class: n.focused ? "is-focus" : undefined, "data-fw-focus": n.focused, style: n.w && `width:${n.w}px`, ...more }, { ...(n.icon && { prefix: () => c.icon(n.icon) }), ...(n.suffix && { append: () => c.one(n.suffix) }) });
  const menu = (n, c) => c.h(K.ElMenu, { mode: n.horizontal ? "horizontal" : "vertical", ellipsis: false, defaultActive: String(n.active), defaultOpeneds: n.items.map((item, i) => `s${i}`).filter((s, i) => n.items[i].kids), style: "border:0" },
    () => n.items.map((item, i) => (item.kids && !n.horizontal ? c.h(K.ElSubMenu, { index: `s${i}` }, { title: () => [item.icon ? c.icon(item.icon, { style: "margin-right:8px" }) : null, item.text], default: () => item.kids.map((t, j) => c.h(K.ElMenuItem, { index: `s${i}-${j}` }, () => t)) })
      : c.h(K.ElMenuItem, { index: String(i) }, () => [item.icon ? c.icon(item.icon, { style: "margin-right:8px" }) : null, item.text]))));
  FW.vueKit("element-plus", {
    theme: (theme) => document.documentElement.classList.toggle("dark", theme === "dark"),
    tokens: { light: { "--fw-primary": "var(--el-color-primary)", "--fw-border": "#dcdfe6", "--fw-page": "#f5f7fa" }, dark: { "--fw-primary": "var(--el-color-primary)", "--fw-bg": "#1d1e1f", "--fw-page": "#141414", "--fw-border": "#4c4d4f" } },
    wrap: null,
    widgets: {
      button: (n, c) => c.h(K.ElButton, { type: KIND[n.kind], plain: n.kind === "outline", text: n.kind === "text", size: n.size, disabled: n.disabled, loading: n.loading, circle: false, "aria-label": n.label ? undefined : n.name, "aria-expanded": n.expanded, "aria-pressed": n.pressed, style: n.block && "width:100%" }, () => c.labelled(n)),
      link: (n, c) => c.h(K.ElLink, { type: "primary", href: "#" }, () => c.labelled(n)),
      input: (n, c) => text(n, c, {}), password: (n, c) => text(n, c, { type: "password", showPassword: n.eye }), textarea: (n, c) => text(n, c, { type: "textarea", rows: n.rows || 3 }),
      search: (n, c) => c.h("div", { class: "fw-search", role: n.landmark ? "search" : undefined, style: n.w && `width:${n.w}px` }, text({ ...n, w: 0 }, c, { type: "search" }), n.button ? c.one({ t: "button", kind: "primary", label: n.button === true ? undefined : n.button, icon: n.button === true ? "search" : undefined, name: c.words.search }) : null),
      select: (n, c) => c.h(K.ElSelect, { modelValue: n.value || "", placeholder: n.placeholder || c.words.select, disabled: n.disabled, size: n.size, id: n.id, "aria-label": n.name, "aria-invalid": n.invalid ? "true" : undefined, style: `width:${n.w ? `${n.w}px` : "100%"}` }, () => n.options.map((o) => c.h(K.ElOption, { key: o, label: o, value: o }))),
      checkbox: (n, c) => c.h(K.ElCheckbox, { modelValue: Boolean(n.checked), disabled: n.disabled, "aria-label": n.label ? undefined : n.name }, () => n.label || ""),
      radios: (n, c) => c.h(K.ElRadioGroup, { modelValue: n.value ?? "", disabled: n.disabled }, () => n.options.map((o) => c.h(K.ElRadio, { value: o, label: o }, () => o))),
      switch: (n, c) => c.h("span", { class: "fw-row", style: "gap:8px" }, c.h(K.ElSwitch, { modelValue: Boolean(n.checked), disabled: n.disabled, "aria-label": n.label || n.name, id: n.id }), n.label || ""),
      slider: (n, c) => c.h(K.ElSlider, { modelValue: n.value, disabled: n.disabled, ariaLabel: n.name, style: `width:${n.w ? `${n.w}px` : "auto"};flex:1;min-width:60px` }),
      number: (n, c) => c.h(K.ElInputNumber, { modelValue: n.value, disabled: n.disabled, size: n.size, id: n.id, ariaLabel: n.name, controlsPosition: n.stepper ? "" : "right" }),
      date: (n, c) => text({ ...n, icon: "calendar" }, c, {}),
      rate: (n, c) => c.h(K.ElRate, { modelValue: n.value, disabled: true }),
      tag: (n, c) => c.h(K.ElTag, { type: tone[n.kind] || n.kind || "info", closable: n.closable }, () => n.text),
      card: (n, c) => c.h(K.ElCard, { "data-fw": "card", shadow: n.hover ? "always" : "never" }, { ...(n.title && { header: () => c.h("div", { class: "fw-row" }, c.h("span", {}, n.title), c.h("div", { class: "fw-extra" }, ...c.all([n.extra].flat()))) }), default: () => c.h("div", { class: "fw-col", style: "gap:10px" }, n.cover ? c.one(n.cover) : null, ...c.all(n.kids)), ...(n.footer && { footer: () => c.h("div", { class: "fw-row" }, ...c.all(n.footer)) }) }),
      table: (n, c) => c.h(K.ElTable, { data: n.rows.map((row, i) => ({ i, row })), stripe: n.striped, border: n.bordered, size: n.small ? "small" : "default", style: "width:100%", emptyText: c.words.empty }, () => [
        n.selectable ? c.h(K.ElTableColumn, { width: 48 }, { header: () => c.one({ t: "checkbox", name: c.words.selectAll }), default: ({ row }) => c.one({ t: "checkbox", name: c.words.selectRow, checked: (n.selected || []).includes(row.i) }) }) : null,
        ...n.columns.map((column, j) => c.h(K.ElTableColumn, { label: column.text, align: column.align, sortable: Boolean(column.sort), minWidth: 90 }, { default: ({ row }) => FW.cell(row.row[j], c) }))]),
      tabs: (n, c) => c.h(K.ElTabs, { modelValue: String(n.active), type: n.items.length > 4 ? "card" : undefined }, () => n.items.map((item, i) => c.h(K.ElTabPane, { key: i, label: item, name: String(i), disabled: n.off === i }))),
      menu, sidebar: menu, navbar: (n, c) => menu({ ...n, horizontal: true }, c),
      breadcrumb: (n, c) => c.h(K.ElBreadcrumb, {}, () => n.items.map((item, i) => c.h(K.ElBreadcrumbItem, i < n.items.length - 1 ? { to: "/" } : {}, () => item))),
      pagination: (n, c) => c.h(K.ElPagination, { currentPage: n.page, pageCount: n.pages, total: undefined, layout: "prev, pager, next", background: n.pages % 2 === 0 }),
      steps: (n, c) => c.h(K.ElSteps, { active: n.current, finishStatus: "success", alignCenter: n.items.length < 4 }, () => n.items.map((item) => c.h(K.ElStep, { title: item }))),
      progress: (n, c) => c.h(K.ElProgress, { percentage: n.value, style: "width:100%;min-width:80px", "aria-label": n.label }),
      alert: (n, c) => c.h(K.ElAlert, { title: n.title || n.text, type: n.kind || "info", showIcon: true, closable: Boolean(n.closable), description: n.title ? n.text : undefined }),
      dialog: (n, c) => c.h(K.ElDialog, { modelValue: true, title: n.title, width: `min(${n.w || 480}px, 92vw)`, appendToBody: true }, { default: () => c.h("div", { class: "fw-col" }, ...c.all(n.kids)), footer: () => c.all(n.actions) }),
      drawer: (n, c) => c.h(K.ElDrawer, { modelValue: true, title: n.title, size: `min(${n.w || 360}px, 90vw)`, direction: n.side === "left" ? "ltr" : "rtl", appendToBody: true }, { default: () => c.h("div", { class: "fw-col" }, ...c.all(n.kids)), footer: () => c.all(n.actions) }),
      descriptions: (n, c) => c.h(K.ElDescriptions, { column: n.cols || 2, border: n.items.length > 4 }, () => n.items.map(([key, value]) => c.h(K.ElDescriptionsItem, { label: key }, () => FW.cell(value, c)))),
      timeline: (n, c) => c.h(K.ElTimeline, { style: "padding-left:4px" }, () => n.items.map(([time, t]) => c.h(K.ElTimelineItem, { timestamp: time }, () => t))),
      accordion: (n, c) => c.h(K.ElCollapse, { modelValue: n.items.map((item, i) => (item.open ? i : -1)) }, () => n.items.map((item, i) => c.h(K.ElCollapseItem, { title: item.title, name: i }, () => c.all([item.body].flat())))),
      tree: (n, c) => { const data = (items) => items.map((item, i) => ({ id: item.text + i, label: item.text, children: item.kids ? data(item.kids) : undefined })); return c.h(K.ElTree, { data: data(n.items), defaultExpandAll: n.items.length < 5, highlightCurrent: true, "aria-label": n.label }); },
      empty: (n, c) => c.h(K.ElEmpty, { description: n.text || c.words.empty }, () => c.all(n.kids)),
      field: (n, c) => (n.bare ? c.base(n) : c.h(K.ElFormItem, { label: n.label, required: n.required, error: n.error, labelPosition: n.side ? "right" : "top", labelWidth: n.side ? 100 : undefined }, () => [c.one({ ...n.control, invalid: Boolean(n.error), label: ["radios", "checkboxes"].includes(n.control.t) ? undefined : n.control.label }), n.help ? c.h("div", { class: "fw-field-help" }, n.help) : null])),
      form: (n, c) => c.h(K.ElForm, { inline: n.inline, class: n.cols ? "fw-form fw-form--cols" : undefined, style: n.cols && `grid-template-columns:repeat(${n.cols},minmax(0,1fr))`, "aria-label": n.label, labelPosition: "top" }, () => c.all(n.kids)),
    },
    labels: [[".el-form-item", ".el-form-item__label"]],
    truth: [{ match: ".el-table", role: "table" }, { match: ".el-menu-item", role: "menuitem", states: { selected: ".is-active" } }, { match: ".el-select__wrapper input", box: "^ .el-select__wrapper" }, { match: ".el-input__inner", box: "^ .el-input__wrapper" }, { match: ".el-switch__input", box: "+ .el-switch__core" }, { match: ".el-switch", skip: true }, { match: ".el-rate", role: "img" },
      { match: ".el-checkbox__original", box: "^ .el-checkbox__input" }, { match: ".el-radio__original", box: "^ .el-radio__input" }, { match: ".el-slider__button-wrapper", box: "^ .el-slider" }, { match: ".el-pager li", role: "button", states: { selected: ".is-active" } }, { match: ".el-link", role: "link" }, { match: ".el-collapse-item__header", states: { expanded: ".is-active" } },
      { match: ".el-breadcrumb__inner.is-link", role: "link" }, { match: ".el-tree-node", role: "treeitem" }, { match: ".el-input-number input", role: "spinbutton", box: "^ .el-input-number" }],
  });
})();
