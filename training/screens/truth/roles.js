// What an element is: role and name from the accessibility tree (Chromium's computedRole and computedName), states from
// ARIA and the DOM. A kit whose markup does not say what it draws names it in its hints: {match, role, states, box, ...}.
FW.kinds = (() => {
  const WIDGETS = new Set(["button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "slider", "spinbutton", "tab",
    "menuitem", "menuitemcheckbox", "menuitemradio", "option", "treeitem"]);
  const FIELDS = new Set(["textbox", "searchbox", "combobox", "spinbutton"]);
  const TICKS = new Set(["checkbox", "radio", "switch"]);
  const CONTENT = new Set(["img", "heading", "cell", "columnheader", "rowheader", "listitem", "progressbar", "alert", "status", "tooltip", "meter"]);
  const GROUPS = new Set(["table", "row", "list", "dialog", "alertdialog", "navigation", "form", "search", "menu", "menubar", "tablist", "listbox",
    "tree", "radiogroup", "group", "article", "banner", "main", "complementary", "contentinfo", "card"]);
  const RENAMED = { image: "img", gridcell: "cell", grid: "table", treegrid: "table", alertdialog: "dialog", menuitemcheckbox: "menuitem", menuitemradio: "menuitem",
    sectionfooter: "contentinfo", sectionheader: "banner", graphicsdocument: "img", "graphics-document": "img", graphicssymbol: "img", meter: "progressbar", menubar: "menu" };
  const hint = (element, hints) => hints.find((h) => element.matches(h.match));
  // Browsers take a body table without headers for layout; inside what a kit calls a table it is not.
  const CELLS = { TR: "row", TD: "cell", TH: "columnheader" };
  const inTable = (element, hints) => CELLS[element.tagName] && hints.some((h) => h.role === "table" && element.parentElement.closest(h.match));
  const roleOf = (element, given, hints = []) => {
    if (given?.role) return given.role;
    if (inTable(element, hints) && !["cell", "row", "columnheader", "rowheader", "gridcell"].includes(element.computedRole)) return CELLS[element.tagName];
    if (element.dataset?.fw) return element.dataset.fw;
    if (element.dataset?.icon) return "img";
    if (element.tagName === "DIALOG" && !element.open) return "";
    const role = element.computedRole || "";
    if (role === "textbox" && element.tagName === "INPUT" && element.type === "search") return "searchbox";
    if (role === "group" && !element.computedName) return "";
    return RENAMED[role] || role;
  };
  const known = (role) => WIDGETS.has(role) || CONTENT.has(role) || GROUPS.has(role);
  const yes = (element, name) => element.getAttribute(name) === "true";
  const stateOf = (element, role, given) => {
    const current = element.getAttribute("aria-current");
    const holds = {
      checked: TICKS.has(role) && (element.checked === true || yes(element, "aria-checked")),
      mixed: element.indeterminate === true || element.getAttribute("aria-checked") === "mixed",
      disabled: element.disabled === true || yes(element, "aria-disabled") || Boolean(element.closest("fieldset:disabled")),
      selected: yes(element, "aria-selected") || (current !== null && current !== "false"),
      expanded: yes(element, "aria-expanded"), collapsed: element.getAttribute("aria-expanded") === "false",
      focused: element === document.activeElement && element !== document.body, pressed: yes(element, "aria-pressed"),
      invalid: yes(element, "aria-invalid"), required: element.required === true || yes(element, "aria-required"),
      readonly: (FIELDS.has(role) && element.readOnly === true && role !== "combobox") || yes(element, "aria-readonly"),
    };
    for (const [state, selector] of Object.entries(given?.states || {})) {
      const around = selector.startsWith("^ ");
      holds[state] = around ? Boolean(element.closest(selector.slice(2))) : element.matches(selector) || Boolean(element.querySelector(`:scope > ${selector}`));
    }
    return Object.keys(holds).filter((state) => holds[state]);
  };
  const tidy = (text) => (text || "").replace(/\s+/g, " ").trim().slice(0, 300);
  const textOf = (element) => {
    if (element.tagName === "SELECT") return tidy(element.selectedOptions[0]?.text);
    if (["INPUT", "TEXTAREA"].includes(element.tagName)) return tidy(["checkbox", "radio", "range"].includes(element.type) ? "" : element.value || element.placeholder);
    return tidy(element.innerText ?? element.textContent);
  };
  const nameOf = (element, role, given) => {
    const own = given?.name ? FW.boxes.pointed(element, given.name)?.textContent : element.computedName;
    const said = [element, element.parentElement].map((e) => e?.getAttribute("aria-label")).find(Boolean);
    if (!tidy(own) && ["slider", "progressbar"].includes(role)) return tidy(said);
    if (tidy(own) || GROUPS.has(role) || FIELDS.has(role) || TICKS.has(role)) return tidy(own);
    return textOf(element);
  };
  return { WIDGETS, FIELDS, TICKS, CONTENT, GROUPS, hint, roleOf, known, stateOf, textOf, nameOf, tidy };
})();
