// The truth of a page: every element that a person can see, with role, name, states, box and belongings.
// FW.truth({hints, labels}) -> {elements}. Boxes are pixels of the picture; `partial` elements can be made out only in
// part (cut by an edge, half covered, behind a mask): finding them is neither right nor wrong.
FW.truth = ({ hints = [], labels = [] } = {}) => {
  const { HIDDEN, PARTIAL, seen } = FW.see;
  const { WIDGETS, FIELDS, TICKS, GROUPS, hint, roleOf, known, stateOf, textOf, nameOf } = FW.kinds;
  const style = document.createElement("style");
  style.textContent = "*{pointer-events:auto !important}";
  document.head.append(style);
  let found = [];
  for (const node of document.querySelectorAll("body *")) {
    const given = hint(node, hints);
    const role = given?.skip ? "" : roleOf(node, given, hints);
    if (!known(role)) continue;
    const css = getComputedStyle(node);
    if (css.display === "none" || !FW.boxes.inked(node)) continue;
    const { owner, box, parts } = FW.boxes.boxOf(node, role, given);
    if (!(box.r - box.l >= 4 && box.b - box.t >= (["slider", "progressbar"].includes(role) ? 1 : 4))) continue;
    const view = seen(owner, box, GROUPS.has(role));
    if (view.status === HIDDEN) continue;
    found.push({ node, role, box: view.box, full: box, parts, partial: view.status === PARTIAL || undefined, state: stateOf(node, role, given),
      name: nameOf(node, role, given), text: textOf(node), icon: node.dataset?.icon || given?.icon, level: role === "heading" ? +(node.ariaLevel || node.tagName[1]) || undefined : undefined });
  }
  style.remove();
  found = FW.relations.merge(found);
  found.forEach((e, i) => { e.id = i; });
  FW.relations.tables(found);
  const byNode = new Map(found.map((e) => [e.node, e]));
  const scaled = (b) => [b.l, b.t, b.r, b.b].map((x) => Math.round(Math.max(0, x) * devicePixelRatio * 10) / 10);
  const elements = found.map((e) => {
    const parent = FW.relations.parentIn(byNode, e.node);
    const label = FIELDS.has(e.role) || TICKS.has(e.role) || ["slider", "radiogroup"].includes(e.role) ? FW.relations.label(e, labels) : null;
    const icons = WIDGETS.has(e.role) && !e.text ? found.filter((i) => i.icon && e.node.contains(i.node)) : [];
    return {
      id: e.id, parent: parent ? parent.id : null, role: e.role, name: label && FIELDS.has(e.role) && !e.node.hasAttribute("aria-label") ? label.text : e.name || (label ? label.text : ""), text: GROUPS.has(e.role) ? "" : e.text, box: scaled(e.box), state: e.state,
      ...(e.partial && { partial: true }), ...(e.parts && { parts: e.parts.map(scaled) }), ...(e.icon && { icon: e.icon }), ...(icons.length === 1 && { icon: icons[0].icon }),
      ...(e.level && { level: e.level }), ...(e.cell && { cell: e.cell }), ...(e.row && { row: e.row }), ...(label && { label: { text: label.text, box: scaled(label.box) } }),
    };
  });
  return { elements };
};
