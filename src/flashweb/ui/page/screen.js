// One parsed picture as the Structure view sees it: its elements in reading order, which of them the filter leaves,
// and which the tree shows. No node of the page is touched here.
const FAMILIES = {
  act: ['button', 'link', 'menuitem', 'tab', 'option', 'treeitem'],
  field: ['textbox', 'searchbox', 'combobox', 'spinbutton', 'checkbox', 'radio', 'switch', 'slider'],
  text: ['text', 'heading', 'paragraph'],
  image: ['img', 'progressbar', 'separator'],
  notice: ['alert', 'status', 'tooltip', 'dialog'],
  data: ['table', 'row', 'cell', 'columnheader', 'rowheader'],
  area: [], // every other role: what holds elements together
};
const FAMILY_OF = new Map(Object.entries(FAMILIES).flatMap(([family, roles]) => roles.map((role) => [role, family])));
const UNSURE = 0.5; // below this confidence the tree says so

function viewOf(screen) {
  const nodes = nodesOf(screen.elements || []);
  const view = { screen, nodes, query: '', roles: new Set(), closed: new Set(), scroll: 0, hot: null, pinned: null, active: nodes[0] || null };
  layOut(view);
  return view;
}

// end: the index behind the last element inside this one, so that a node holds those from its own index to end.
function nodesOf(elements) {
  const nodes = [];
  const visit = (siblings, parent, level) => siblings.forEach((item, place) => {
    const [left, top, right, bottom] = item.box;
    const family = FAMILY_OF.get(item.role) || 'area';
    const node = { item, parent, level, family, index: nodes.length, place: place + 1, size: siblings.length, area: (right - left) * (bottom - top) };
    nodes.push(node);
    visit(item.children || [], node, level + 1);
    node.end = nodes.length;
  });
  visit(elements, null, 1);
  return nodes;
}

const hasChildren = (node) => node.end > node.index + 1;
const labelOf = ({ item }) => item.name || item.text || '';

function pathOf(node) {
  const path = [];
  for (let above = node.parent; above; above = above.parent) path.unshift(above);
  return path;
}

function isMatch({ item }, roles, words) {
  if (roles.size && !roles.has(item.role)) return false;
  if (!words.length) return true;
  const said = [item.name, item.text, item.role, roleWord(item.role), item.icon, ...(item.state || []), ...(item.state || []).map(stateWord)];
  const text = said.filter(Boolean).join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

// Sets what is left of the elements (matches, in reading order) and the rows of the tree: those and all around them.
function layOut(view) {
  const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
  view.isFiltered = words.length > 0 || view.roles.size > 0;
  view.matches = view.isFiltered ? view.nodes.filter((node) => isMatch(node, view.roles, words)) : view.nodes;
  view.matching = new Set(view.matches);
  const kept = new Set(view.matches);
  for (const node of view.matches) for (let above = node.parent; above && !kept.has(above); above = above.parent) kept.add(above);
  view.rows = [];
  for (let index = 0; index < view.nodes.length;) {
    const node = view.nodes[index];
    if (kept.has(node)) view.rows.push(node);
    index = view.closed.has(node) || !kept.has(node) ? node.end : index + 1;
  }
  view.rowOf = new Map(view.rows.map((node, row) => [node, row]));
  if (!view.rowOf.has(view.active)) view.active = (view.active && pathOf(view.active).findLast((node) => view.rowOf.has(node))) || view.rows[0] || null;
}

// The node's own row, or that of the closest element around it that the tree shows.
function rowFor(view, node) {
  for (let shown = node; shown; shown = shown.parent) if (view.rowOf.has(shown)) return view.rowOf.get(shown);
  return -1;
}

// The smallest element at a point, in pixels of the picture; of equal ones the innermost.
function elementAt(view, x, y) {
  let found = null;
  for (const node of view.matches) {
    const [left, top, right, bottom] = node.item.box;
    if (x >= left && x < right && y >= top && y < bottom && (!found || node.area <= found.area)) found = node;
  }
  return found;
}

function countRoles(view) {
  const counts = new Map();
  for (const { item } of view.nodes) counts.set(item.role, (counts.get(item.role) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

// One line an element, two spaces a level: what a prompt or a bug report needs, as `flashweb parse --text` writes it.
function outlineOf(view) {
  const { width, height } = view.screen;
  return [`screen ${width}x${height}`, ...view.rows.map(lineOf)].join('\n');
}

function lineOf(node) {
  const { id, role, state = [], icon: sign, cell, box } = node.item;
  const [left, top, right, bottom] = box;
  const label = labelOf(node).replace(/\s+/g, ' ').replaceAll('"', '\\"');
  const parts = [`[${id}] ${role}`, cell && `r${cell.row}c${cell.column}`, label && `"${label}"`, sign && `icon ${sign}`,
    state.length && `(${state.join(', ')})`, `@ ${Math.round(left)},${Math.round(top)} ${Math.round(right - left)}x${Math.round(bottom - top)}`];
  return '  '.repeat(node.level - 1) + parts.filter(Boolean).join(' ');
}
