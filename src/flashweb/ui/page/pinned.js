// The pinned element in detail, and what can be copied.
const pinned = $('.fw-pinned');

function drawPinned(view) {
  const node = view?.pinned;
  pinned.hidden = !node;
  if (!node) return;
  const { item } = node;
  const path = [...pathOf(node), node].map((step) => h('button', {
    type: 'button', class: 'fw-step', 'data-family': step.family, 'aria-current': step === node ? 'true' : null, onclick: () => pin(view, step),
  }, roleWord(step.item.role)));
  const copy = h('button', { type: 'button', class: 'fw-tool', title: t('copyElement'), 'aria-label': t('copyElement'),
    onclick: ({ currentTarget }) => copyText(JSON.stringify(item, null, 2), currentTarget) }, icon('copy'));
  const close = h('button', { type: 'button', class: 'fw-tool', title: t('unpin'), 'aria-label': t('unpin'), onclick: () => {
    pin(view, null);
    tree.focus();
  } }, icon('close'));
  pinned.replaceChildren(h('div', { class: 'fw-path' }, h('div', { class: 'fw-steps' }, ...path), copy, close),
    h('div', { class: 'fw-about' }, cropNode(view, item), factsNode(item)));
  pinned.querySelector('.fw-steps').scrollLeft = 1e6;
  pinned.scrollTop = 0;
}

function factsNode(item) {
  const [left, top, right, bottom] = item.box.map((edge) => Math.round(edge * 10) / 10);
  const size = (from, to) => Math.round((to - from) * 10) / 10;
  const { cell } = item;
  const place = cell && t('cellAt', { row: cell.row + 1, column: cell.column + 1 });
  const spans = cell && (cell.row_span > 1 || cell.column_span > 1);
  const facts = [
    ['factName', item.name || h('i', {}, t('unnamed'))],
    ['factText', item.text !== item.name && item.text],
    ['factState', (item.state || []).map(stateWord).join(language === 'zh' ? '、' : ', ')],
    ['factIcon', item.icon],
    ['factCell', spans ? place + ' · ' + t('cellSpan', { rows: cell.row_span, columns: cell.column_span }) : place],
    ['factBox', t('boxAt', { x: left, y: top, w: size(left, right), h: size(top, bottom) })],
    ['factSure', Number.isFinite(item.confidence) && h('span', { class: 'fw-sure', style: `--sure: ${item.confidence}` }, Math.round(100 * item.confidence) + ' %')],
  ];
  return h('dl', {}, ...facts.filter(([, value]) => value).flatMap(([key, value]) => [h('dt', {}, t(key)), h('dd', {}, value)]));
}

// The element itself, enlarged or shrunk to fit, cut out of the picture by its background.
function cropNode({ screen }, { box: [left, top, right, bottom] }) {
  const [width, height] = narrow.matches ? [88, 60] : [132, 76];
  const scale = Math.min(width / Math.max(1, right - left), height / Math.max(1, bottom - top), 4);
  const crop = h('div', { class: 'fw-crop', role: 'presentation' });
  crop.style.width = Math.max(1, (right - left) * scale) + 'px';
  crop.style.height = Math.max(1, (bottom - top) * scale) + 'px';
  crop.style.backgroundImage = `url("${stage.picture.url}")`;
  crop.style.backgroundSize = `${screen.width * scale}px ${screen.height * scale}px`;
  crop.style.backgroundPosition = `${-left * scale}px ${-top * scale}px`;
  return h('div', { class: 'fw-cut' }, crop);
}

async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // plain HTTP on a network, or not allowed: the old way
    const area = h('textarea', { style: 'position: fixed; opacity: 0' });
    area.value = text;
    root.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
  }
  const [sign, words] = [icon('done'), button.querySelector('[data-t]')];
  const old = button.querySelector('svg');
  old.replaceWith(sign);
  button.classList.add('is-done');
  if (words) words.textContent = t('copied');
  setTimeout(() => {
    sign.replaceWith(old);
    button.classList.remove('is-done');
    if (words) words.textContent = t(words.dataset.t);
  }, 1500);
}
