// How found elements belong together: wrapper and child made one, cells in rows and columns, fields and their labels.
FW.relations = (() => {
  const { WIDGETS, FIELDS } = FW.kinds;
  const SPECIFIC = ["switch", "checkbox", "radio", "tab", "option", "treeitem", "combobox", "searchbox", "spinbutton", "slider", "menuitem", "textbox", "button", "link"];
  const area = (b) => Math.max(0, b.r - b.l) * Math.max(0, b.b - b.t);
  const iou = (a, b) => {
    const shared = area({ l: Math.max(a.l, b.l), t: Math.max(a.t, b.t), r: Math.min(a.r, b.r), b: Math.min(a.b, b.b) });
    return shared / (area(a) + area(b) - shared || 1);
  };
  const absorb = (outer, inner, gone) => {
    const rank = (e) => SPECIFIC.indexOf(e.role);
    outer.role = rank(inner) < rank(outer) ? inner.role : outer.role;
    outer.state = [...new Set([...outer.state, ...inner.state])];
    outer.name = outer.name || inner.name;
    gone.add(inner);
  };
  const parentIn = (byNode, node) => {
    for (let e = node.parentElement; e; e = e.parentElement) if (byNode.has(e)) return byNode.get(e);
    return null;
  };
  // A widget that wraps one widget, or an image that wraps one icon, is one thing.
  const merge = (found) => {
    const byNode = new Map(found.map((e) => [e.node, e])), gone = new Set();
    for (const inner of [...found].reverse()) {
      const outer = parentIn(byNode, inner.node);
      if (!outer || gone.has(outer)) continue;
      const overlap = iou(outer.box, inner.box);
      if (inner.role === "img" && outer.role === "img" && overlap > 0.2) {
        if (inner.icon) outer.icon = outer.icon || inner.icon;
        outer.box = inner.icon ? inner.box : outer.box;
        gone.add(inner);
      } else if (WIDGETS.has(inner.role) && WIDGETS.has(outer.role)) {
        const siblings = found.filter((e) => e !== inner && e !== outer && !gone.has(e) && WIDGETS.has(e.role) && outer.node.contains(e.node) && !inner.node.contains(e.node));
        if (overlap > 0.5 || (siblings.length === 0 && (outer.text === inner.text || FIELDS.has(inner.role) || inner.role === outer.role))) absorb(outer, inner, gone);
      } else if (inner.role === outer.role && overlap > 0.85 && ["table", "list", "navigation", "dialog", "menu", "card"].includes(inner.role)) gone.add(inner);
      else if (inner.role === "table" && outer.role === "table") gone.add(inner);
    }
    return found.filter((e) => !gone.has(e));
  };
  const tables = (found) => {
    for (const table of found.filter((e) => e.role === "table")) {
      const rows = found.filter((e) => e.role === "row" && table.node.contains(e.node)).sort((a, b) => a.full.t - b.full.t || a.full.l - b.full.l);
      let index = -1, last = null;
      for (const row of rows) {
        if (last === null || row.full.t - last > 3) index += 1;
        last = row.full.t;
        row.row = { table: table.id, row: index };
        let column = 0;
        for (const node of row.node.children) {
          const span = node.colSpan || +node.getAttribute("aria-colspan") || 1;
          const cell = found.find((e) => e.node === node && ["cell", "columnheader", "rowheader"].includes(e.role));
          if (cell) cell.cell = { table: table.id, row: index, col: column, colspan: span, rowspan: node.rowSpan || 1, header: cell.role !== "cell" };
          column += span;
        }
      }
    }
  };
  const labelNode = (node, labels) => {
    const named = (node.getAttribute("aria-labelledby") || "").split(" ").map((id) => id && document.getElementById(id)).find((e) => e && !node.contains(e));
    if (named) return named;
    if (node.labels?.length) return node.labels[0];
    if (node.id) { const own = document.querySelector(`label[for="${CSS.escape(node.id)}"]`); if (own) return own; }
    for (const [item, label] of labels) {
      const holder = node.closest(item), found = holder?.querySelector(label);
      if (found && !found.contains(node)) return found;
    }
    const group = node.parentElement?.previousElementSibling;
    return group?.dataset?.fwLabel ? group : null;
  };
  const label = (element, labels) => {
    const node = labelNode(element.node, labels);
    const box = node && FW.see.ink(node), text = node && FW.kinds.tidy(node.innerText).replace(/^\*\s*|\s*\*$/g, "");
    if (!box || !text) return null;
    const { status, box: seen } = FW.see.seen(node, box, false);
    return status === FW.see.VISIBLE ? { text, box: seen } : null;
  };
  return { merge, tables, label, parentIn };
})();
