// The boxes of the elements on the picture: one path for each family of roles, and above them two boxes that move,
// the hot one and the pinned one. Hovering moves a box and never draws the outlines again.
const SVG = 'http://www.w3.org/2000/svg';
const map = $('.fw-map');
const outlines = document.createElementNS(SVG, 'svg');
outlines.setAttribute('preserveAspectRatio', 'none');
const pinBox = h('div', { class: 'fw-spot is-pinned', hidden: true });
const hotTip = h('span', { class: 'fw-tip' });
const hotBox = h('div', { class: 'fw-spot is-hot', hidden: true }, hotTip);
map.append(outlines, pinBox, hotBox);

function drawOutlines(view) {
  const { width, height } = view.screen;
  outlines.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const lines = new Map();
  for (const { item, family } of view.matches) {
    const [left, top, right, bottom] = item.box;
    lines.set(family, (lines.get(family) || '') + `M${left} ${top}H${right}V${bottom}H${left}z`);
  }
  outlines.replaceChildren(...Object.keys(FAMILIES).reverse().filter((family) => lines.has(family)).map((family) => {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', lines.get(family));
    path.dataset.family = family;
    return path;
  }));
}

function drawSpots(view) {
  place(pinBox, view, view.pinned);
  place(hotBox, view, view.hot);
  if (!view.hot) return;
  const { item, family } = view.hot;
  const [left, top, right] = item.box;
  hotTip.replaceChildren(...(labelOf(view.hot) ? [h('b', {}, labelOf(view.hot))] : []), h('i', { 'data-family': family }, roleWord(item.role)));
  hotTip.classList.toggle('is-below', top / view.screen.height < 0.12);
  hotTip.classList.toggle('is-left', (left + right) / 2 / view.screen.width > 0.55);
}

function place(spot, view, node) {
  spot.hidden = !node;
  if (!node) return;
  const { width, height } = view.screen;
  const [left, top, right, bottom] = node.item.box;
  spot.style.left = (100 * left) / width + '%';
  spot.style.top = (100 * top) / height + '%';
  spot.style.width = (100 * (right - left)) / width + '%';
  spot.style.height = (100 * (bottom - top)) / height + '%';
}

// Scrolls the picture when an element lit up from the tree lies out of sight.
function bringSpotToView(spot) {
  const frame = $('.fw-view').getBoundingClientRect();
  const box = spot.getBoundingClientRect();
  if (box.bottom < frame.top || box.top > frame.bottom) spot.scrollIntoView({ block: 'center', inline: 'nearest' });
}

function drawLegend(view) {
  const present = Object.keys(FAMILIES).filter((family) => view.nodes.some((node) => node.family === family));
  const toggle = h('button', { type: 'button', class: 'fw-outlined', 'aria-pressed': String(!root.classList.contains('is-bare')), onclick: () => {
    root.classList.toggle('is-bare');
    drawLegend(view);
  } }, icon('frame'), t('outlines'));
  $('.fw-legend').replaceChildren(...present.map((family) => h('span', { class: 'fw-kind', 'data-family': family }, WORDS[language].families[family])), toggle);
}
