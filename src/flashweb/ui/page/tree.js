// The elements as an ARIA tree. Only the rows in sight are in the document, so that thousands of elements scroll as
// smoothly as ten; the focus stays on the tree, which names its current row (aria-activedescendant).
const SPARE_ROWS = 4;
const MAX_INDENT = 14;
const tree = $('.fw-tree');
const rowLayer = $('.fw-rows');
const drawnRows = new Map();
const narrow = matchMedia('(max-width: 860px)');
const rowHeight = () => (narrow.matches ? 40 : 30);

function drawTree(view) {
  for (const node of drawnRows.values()) node.remove();
  drawnRows.clear();
  rowLayer.style.height = view.rows.length * rowHeight() + 'px';
  drawRows(view);
}

function drawRows(view) {
  const height = rowHeight();
  const first = Math.max(0, Math.floor(tree.scrollTop / height) - SPARE_ROWS);
  const last = Math.min(view.rows.length, Math.ceil((tree.scrollTop + tree.clientHeight) / height) + SPARE_ROWS);
  const wanted = new Set(view.rows.slice(first, last));
  if (view.rowOf.has(view.active)) wanted.add(view.active);
  for (const [node, row] of drawnRows) {
    if (wanted.has(node)) continue;
    row.remove();
    drawnRows.delete(node);
  }
  let before = null;
  for (const node of [...wanted].sort((a, b) => a.index - b.index)) {
    const row = drawnRows.get(node) || rowNode(view, node, height);
    if (!drawnRows.has(node)) {
      drawnRows.set(node, row);
      if (before) before.after(row);
      else rowLayer.prepend(row);
    }
    before = row;
  }
  markRows(view);
}

function rowNode(view, node, height) {
  const { item } = node;
  const indent = Math.min(node.level - 1, MAX_INDENT);
  const [label, states] = [labelOf(node), (item.state || []).map(stateWord)];
  const row = h('div', {
    role: 'treeitem', class: 'fw-row', id: 'fw-row-' + node.index, 'data-index': node.index, 'data-family': node.family,
    'aria-label': [label, roleWord(item.role), item.icon, ...states].filter(Boolean).join(', '),
    'aria-level': node.level, 'aria-posinset': node.place, 'aria-setsize': node.size,
    'aria-expanded': hasChildren(node) ? String(!view.closed.has(node)) : null,
  }, h('span', { class: 'fw-indent', style: `--indent: ${indent}` }),
  h('span', { class: 'fw-twist' }, hasChildren(node) ? icon('twist') : null),
  h('span', { class: 'fw-role' }, roleWord(item.role)),
  label ? h('span', { class: 'fw-label' }, label) : null,
  ...states.map((state) => h('span', { class: 'fw-flag' }, state)),
  item.icon ? h('span', { class: 'fw-sign' }, item.icon) : null,
  view.closed.has(node) ? h('span', { class: 'fw-hidden' }, '+' + (node.end - node.index - 1)) : null,
  item.confidence < UNSURE ? h('span', { class: 'fw-unsure' }, t('unsure', { n: Math.round(100 * item.confidence) })) : null);
  row.classList.toggle('is-around', !view.matching.has(node));
  row.style.top = view.rowOf.get(node) * height + 'px';
  row.style.height = height + 'px';
  return row;
}

function markRows(view) {
  const hot = view.hot ? view.rows[rowFor(view, view.hot)] : null;
  for (const [node, row] of drawnRows) {
    row.classList.toggle('is-hot', node === hot);
    row.classList.toggle('is-active', node === view.active);
    row.setAttribute('aria-selected', String(node === view.pinned));
  }
  if (view.active && drawnRows.has(view.active)) tree.setAttribute('aria-activedescendant', 'fw-row-' + view.active.index);
  else tree.removeAttribute('aria-activedescendant');
}

// Scrolls the tree as little as it takes; a row far away comes to the middle.
function bringRowToView(view, node) {
  const row = rowFor(view, node);
  if (row < 0) return;
  const height = rowHeight();
  const [top, bottom] = [row * height, (row + 1) * height];
  const [from, to] = [tree.scrollTop, tree.scrollTop + tree.clientHeight];
  if (top >= from && bottom <= to) return;
  const isNear = top >= from - 2 * height && bottom <= to + 2 * height;
  tree.scrollTop = isNear ? (top < from ? top : bottom - tree.clientHeight) : top - tree.clientHeight / 2;
  drawRows(view);
}

function setOpen(view, node, isOpen) {
  if (!hasChildren(node)) return null;
  if (isOpen) view.closed.delete(node);
  else view.closed.add(node);
  layOut(view);
  drawTree(view);
  return null;
}

function openAround(view, node) {
  const closed = pathOf(node).filter((above) => view.closed.delete(above));
  if (!closed.length) return;
  layOut(view);
  drawTree(view);
}

const nodeOfRow = (view, target) => view.nodes[target.closest('.fw-row')?.dataset.index];

// Where a key leads, by the ARIA pattern of trees: null for nowhere, undefined where the key means nothing here.
function placeAfterKey(view, key) {
  const { active, rows } = view;
  const row = view.rowOf.get(active);
  const page = Math.max(1, Math.floor(tree.clientHeight / rowHeight()) - 1);
  const isOpen = hasChildren(active) && !view.closed.has(active);
  if (key === 'ArrowDown') return rows[row + 1] || null;
  if (key === 'ArrowUp') return rows[row - 1] || null;
  if (key === 'PageDown') return rows[Math.min(rows.length - 1, row + page)];
  if (key === 'PageUp') return rows[Math.max(0, row - page)];
  if (key === 'Home') return rows[0];
  if (key === 'End') return rows.at(-1);
  if (key === 'ArrowLeft') return isOpen ? setOpen(view, active, false) : active.parent;
  if (key === 'ArrowRight') return isOpen ? rows[row + 1] : setOpen(view, active, true);
  if (key.length > 1 || key === ' ') return undefined;
  const onwards = [...rows.slice(row + 1), ...rows.slice(0, row + 1)];
  return onwards.find((node) => (labelOf(node) || roleWord(node.item.role)).toLowerCase().startsWith(key.toLowerCase()));
}
