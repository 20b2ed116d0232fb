// The picture with its boxes. The picture element is set once for each picture; boxes are only ever added, so that a
// streaming answer never makes it flicker.
const stage = { picture: null, turn: null, drawn: 0 };
const canvas = $('.fw-canvas');
const shownImage = $('.fw-picture');
const boxLayer = $('.fw-boxes');

function showPicture(picture) {
  stage.picture = picture;
  $('.fw-welcome').hidden = Boolean(picture);
  $('.fw-view').hidden = !picture;
  root.classList.toggle('has-pictures', Boolean(picture));
  if (picture && shownImage.src !== picture.url) {
    $('.fw-view').style.minHeight = $('.fw-view').offsetHeight + 'px'; // until the next one is there: no jump
    shownImage.src = picture.url;
    $('.fw-view').scrollTop = 0;
  }
  if (picture) shownImage.alt = picture.name;
  for (const thumb of $$('.fw-thumb')) thumb.classList.toggle('is-shown', Boolean(picture) && thumb.dataset.key === picture.key);
  redrawBoxes();
  showStructure();
}

function showTurn(turn) {
  stage.turn = turn;
  for (const node of $$('.fw-turn')) node.classList.toggle('is-shown', Boolean(turn) && node === turn.node);
  redrawBoxes();
}

function redrawBoxes() {
  boxLayer.replaceChildren();
  stage.drawn = 0;
  addBoxes();
}

// Draws the boxes that came since the last call. They are placed in percent, so zooming needs no script.
function addBoxes() {
  const { picture, turn } = stage;
  if (!picture || !turn || !shownImage.naturalWidth) return;
  boxLayer.classList.toggle('is-some', turn.elements.length > 7);
  boxLayer.classList.toggle('is-many', turn.elements.length > 15);
  for (; stage.drawn < turn.elements.length; stage.drawn += 1) {
    const item = turn.elements[stage.drawn];
    if (item.key === picture.key) boxLayer.append(boxNode(item, shownImage.naturalWidth, shownImage.naturalHeight));
  }
}

function boxNode(item, width, height) {
  const [left, top, right, bottom] = item.box;
  const label = [item.name || item.text, roleWord(item.role)].filter(Boolean).join(' · ');
  const tip = h('span', { class: 'fw-tip' }, h('b', {}, item.name || item.text), h('i', {}, roleWord(item.role)));
  if (top / height < 0.12) tip.classList.add('is-below');
  if ((left + right) / 2 / width > 0.55) tip.classList.add('is-left');
  const box = h('button', { type: 'button', class: 'fw-box', 'data-number': item.number, 'aria-label': label },
    h('span', { class: 'fw-badge' }, String(item.number)), tip);
  if (left / width < 0.03) box.classList.add('is-edge');
  box.style.left = (100 * left) / width + '%';
  box.style.top = (100 * top) / height + '%';
  box.style.width = (100 * (right - left)) / width + '%';
  box.style.height = (100 * (bottom - top)) / height + '%';
  return box;
}

for (const event of ['load', 'error']) {
  shownImage.addEventListener(event, () => {
    $('.fw-view').style.minHeight = '';
    redrawBoxes();
  });
}
redraws.push(redrawBoxes);

// One element is hot at a time: its box, its chip and its words in the answer light up together.
function heat(turn, number) {
  for (const node of $$('.is-hot')) node.classList.remove('is-hot');
  if (!turn || !number) return;
  const selector = '[data-number="' + Number(number) + '"]';
  if (turn === stage.turn) boxLayer.querySelector(selector)?.classList.add('is-hot');
  for (const node of turn.node.querySelectorAll(selector)) node.classList.add('is-hot');
}

function bringToView(turn, item) {
  if (turn !== stage.turn) showTurn(turn);
  const picture = pictures.find((candidate) => candidate.key === item.key);
  if (!picture) return;
  if (picture !== stage.picture) showPicture(picture);
  const reveal = () => {
    const box = boxLayer.querySelector('[data-number="' + item.number + '"]');
    box?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'smooth' });
    heat(turn, item.number);
  };
  if (shownImage.complete) reveal();
  else shownImage.addEventListener('load', () => requestAnimationFrame(reveal), { once: true });
}

for (const [event, isOn] of [['mouseover', true], ['focusin', true], ['mouseout', false], ['focusout', false]]) {
  boxLayer.addEventListener(event, ({ target }) => {
    const box = target.closest('.fw-box');
    if (box) heat(stage.turn, isOn ? box.dataset.number : 0);
  });
}
boxLayer.addEventListener('click', ({ target }) => {
  const box = target.closest('.fw-box');
  if (!box || !stage.turn) return;
  stage.turn.node.querySelector('[data-number="' + box.dataset.number + '"]')?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  heat(stage.turn, box.dataset.number);
});
