// Pointing at elements, by mouse, finger or keys, in the tree or on the picture: the other side follows.
let restsAt = ''; // where the mouse last was: rows that scroll below a resting mouse light nothing up

// One element is hot at a time.
function warm(view, node, isFromTree) {
  if (view.hot === node) return;
  view.hot = node;
  markRows(view);
  drawSpots(view);
  if (!node) return;
  if (isFromTree) bringSpotToView(hotBox);
  else bringRowToView(view, node);
}

function pin(view, node) {
  view.pinned = node;
  if (node) {
    view.active = node;
    openAround(view, node);
  }
  drawPinned(view);
  drawRows(view);
  drawSpots(view);
  if (!node) return;
  bringRowToView(view, node);
  bringSpotToView(pinBox);
}

function moveTo(view, node) {
  view.active = node;
  if (view.pinned) pin(view, node);
  drawRows(view);
  bringRowToView(view, node);
  warm(view, node, true);
}

function hasMoved(event) {
  const place = event.pointerType + event.clientX + ' ' + event.clientY;
  if (event.pointerType === 'touch' || place === restsAt) return false;
  restsAt = place;
  return true;
}

tree.addEventListener('pointermove', (event) => {
  if (hasMoved(event)) warm(shownView(), nodeOfRow(shownView(), event.target) || null, true);
});
tree.addEventListener('pointerleave', () => { if (shownView()) warm(shownView(), null); });
tree.addEventListener('focus', () => {
  const view = shownView();
  if (view?.active && tree.matches(':focus-visible')) moveTo(view, view.active);
});
tree.addEventListener('blur', () => { if (shownView()) warm(shownView(), null); });
tree.addEventListener('scroll', () => {
  const view = shownView();
  if (!view) return;
  view.scroll = tree.scrollTop;
  drawRows(view);
}, { passive: true });
tree.addEventListener('click', ({ target }) => {
  const view = shownView();
  const node = nodeOfRow(view, target);
  if (!node) return;
  if (target.closest('.fw-twist') && hasChildren(node)) setOpen(view, node, view.closed.has(node));
  else pin(view, view.pinned === node ? null : node);
});
tree.addEventListener('keydown', (event) => {
  const view = shownView();
  if (!view?.active || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === ' ') pin(view, view.pinned === view.active ? null : view.active);
  else {
    const next = placeAfterKey(view, event.key);
    if (next === undefined) return;
    if (next) moveTo(view, next);
  }
  event.preventDefault();
});
document.addEventListener('keydown', ({ key }) => {
  const view = shownView();
  if (key === 'Escape' && view?.pinned) pin(view, null);
});

function nodeUnder(view, { clientX, clientY }) {
  const frame = shownImage.getBoundingClientRect();
  const { width, height } = view.screen;
  return elementAt(view, ((clientX - frame.left) / frame.width) * width, ((clientY - frame.top) / frame.height) * height);
}
canvas.addEventListener('pointermove', (event) => {
  const view = shownView();
  if (view && hasMoved(event)) warm(view, nodeUnder(view, event), false);
});
canvas.addEventListener('pointerleave', () => { if (shownView()) warm(shownView(), null); });
canvas.addEventListener('click', (event) => {
  const view = shownView();
  if (!view) return;
  const node = nodeUnder(view, event);
  pin(view, node === view.pinned ? null : node);
});
new ResizeObserver(() => { if (shownView()) drawRows(shownView()); }).observe(tree);
narrow.addEventListener('change', () => { if (shownView()) drawStructure(); });
