// The Structure view: the tree of the shown picture's elements beside its boxes. A picture is parsed when the view
// first shows it; the answer is kept with the picture.
const CHIPS_SHOWN = 7;
const filter = $('.fw-filter');
let mode = 'ask';
let isUnfolded = false;

function setMode(next) {
  mode = next;
  for (const tab of $$('.fw-mode')) {
    tab.setAttribute('aria-selected', String(tab.dataset.mode === mode));
    tab.tabIndex = tab.dataset.mode === mode ? 0 : -1;
  }
  showStructure();
}

// The view of the picture now shown, once it is parsed and the view is open.
const shownView = () => (mode === 'structure' ? stage.picture?.parts?.view : null);

function showStructure() {
  const { picture } = stage;
  if (!picture && mode === 'structure') return void setMode('ask');
  const isOpen = mode === 'structure';
  root.classList.toggle('is-structure', isOpen);
  $('.fw-parts').hidden = !isOpen;
  if (isOpen && !picture.parts) takeApart(picture);
  else drawStructure();
}

async function takeApart(picture) {
  const parts = { isLoading: true };
  picture.parts = parts;
  drawStructure();
  try {
    const screen = await parseOnce(picture).catch(async (error) => {
      if (error.status !== 404 || !error.param) throw error;
      await send(picture); // expired on the server: send the kept copy again
      return parseOnce(picture);
    });
    parts.view = viewOf(screen);
  } catch (error) {
    parts.error = error.status == null ? { status: 500, code: 'other', message: String(error) } : structureError(error);
  }
  parts.isLoading = false;
  if (stage.picture === picture) drawStructure();
}

async function parseOnce(picture) {
  if (picture.state === 'failed') send(picture);
  if (!(await picture.ready)) throw UNREACHABLE;
  return parsed(picture.id, picture.abort.signal);
}

function structureError(error) {
  const kind = errorKind(error);
  if (kind === 'timeout') return { ...error, code: 'slow_reading' };
  if (kind === 'refused' || (kind === 'not_found' && !error.param)) return { ...error, code: 'no_structure' };
  return error;
}

function drawStructure() {
  const view = shownView();
  const isReady = Boolean(view?.nodes.length);
  for (const node of $$('.fw-find, .fw-roles, .fw-copies')) node.hidden = !isReady;
  $('.fw-legend').hidden = !isReady;
  map.hidden = !isReady;
  const told = view?.screen.guardrails;
  $('.fw-screened').hidden = !told;
  if (told) $('.fw-screened').replaceChildren(icon('alert'), h('div', {}, t('screened'), detailNode(told)));
  drawPinned(view);
  if (!isReady) return void drawState(view);
  view.hot = null;
  filter.value = view.query;
  $('.fw-took').textContent = view.screen.timings ? t('took', { ms: round(view.screen.timings.parse_ms) }) : '';
  drawLegend(view);
  drawChips(view);
  drawFiltered(view);
  tree.scrollTop = view.scroll;
}

// What stands in the tree's place: the wait, the error, or that there is nothing to show.
function drawState(view) {
  const place = $('.fw-state');
  const parts = mode === 'structure' ? stage.picture?.parts : null;
  const isBare = Boolean(view) && !view.matches.length;
  tree.hidden = !view || isBare;
  place.hidden = !parts || !tree.hidden;
  if (place.hidden) return;
  const nothing = view?.nodes.length ? [t('noMatch')] : [t('nothingFound'), t('nothingFoundHint')];
  if (parts.isLoading) place.replaceChildren(h('p', {}, t('parsing')), ...[0, 1, 1, 2, 2, 1, 0, 1, 1].map((level) => h('div', { class: 'fw-bone', style: `--indent: ${level}` })));
  else if (parts.error) {
    place.replaceChildren(h('div', { class: 'fw-notice' }, icon('alert'), h('div', {}, errorWords(parts.error), detailNode(parts.error)),
      h('button', { type: 'button', class: 'fw-again', onclick: () => takeApart(stage.picture) }, t('retry'))));
  } else {
    const clear = view.isFiltered ? h('button', { type: 'button', class: 'fw-again', onclick: () => clearFilter(view) }, t('clear')) : null;
    place.replaceChildren(h('div', { class: 'fw-none' }, icon(view.isFiltered ? 'search' : 'frame'), ...nothing.map((words, index) => h(index ? 'p' : 'strong', {}, words)), clear));
  }
}

function drawFiltered(view) {
  drawState(view);
  drawTree(view);
  drawOutlines(view);
  drawSpots(view);
  const all = view.nodes.length;
  $('.fw-sum').textContent = view.isFiltered ? t('numShown', { n: view.matches.length, all }) : t('numElements', { n: all });
}

function refilter(view) {
  view.closed.clear();
  view.hot = null;
  layOut(view);
  tree.scrollTop = 0;
  drawFiltered(view);
  if (view.pinned) bringRowToView(view, view.pinned);
}

function clearFilter(view) {
  view.query = filter.value = '';
  view.roles.clear();
  drawChips(view);
  refilter(view);
  filter.focus();
}

function drawChips(view) {
  const counts = countRoles(view);
  const isAll = isUnfolded || narrow.matches || counts.length <= CHIPS_SHOWN + 1;
  const shown = counts.filter(([role], index) => isAll || index < CHIPS_SHOWN || view.roles.has(role));
  const chips = shown.map(([role, count]) => h('button', {
    type: 'button', class: 'fw-pick-role', 'data-role': role, 'data-family': FAMILY_OF.get(role) || 'area', 'aria-pressed': String(view.roles.has(role)),
  }, roleWord(role), h('b', {}, String(count))));
  if (!isAll || isUnfolded) {
    chips.push(h('button', { type: 'button', class: 'fw-pick-role fw-unfold', 'data-unfold': '' }, isUnfolded ? t('fewer') : '+' + (counts.length - shown.length)));
  }
  $('.fw-roles').replaceChildren(...chips);
}

for (const tab of $$('.fw-mode')) {
  tab.addEventListener('click', () => setMode(tab.dataset.mode));
  tab.addEventListener('keydown', ({ key }) => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) return;
    const other = $$('.fw-mode')[key === 'Home' || (key !== 'End' && mode === 'structure') ? 0 : 1];
    setMode(other.dataset.mode);
    other.focus();
  });
}
filter.addEventListener('input', () => {
  const view = shownView();
  view.query = filter.value;
  refilter(view);
});
$('.fw-roles').addEventListener('click', ({ target }) => {
  const chip = target.closest('.fw-pick-role');
  const view = shownView();
  if (!chip) return;
  if ('unfold' in chip.dataset) isUnfolded = !isUnfolded;
  else if (!view.roles.delete(chip.dataset.role)) view.roles.add(chip.dataset.role);
  drawChips(view);
  refilter(view);
});
$('.fw-copies').addEventListener('click', ({ target }) => {
  const button = target.closest('.fw-copy');
  const view = shownView();
  if (button) copyText(button.dataset.copy === 'json' ? JSON.stringify(view.screen, null, 2) : outlineOf(view), button);
});
redraws.push(drawStructure);
