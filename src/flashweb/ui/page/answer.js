// One answer on the page: words as they come, then what it cost, then the elements that prove it.
const CHIPS = 12;
const QUOTED = /['"‘“「]([^'"‘’“”「」]{2,})['"’”」]/g;
const UNIT = /[\u3000-\u9fff\uff00-\uffef]|\s*[^\s\u3000-\u9fff\uff00-\uffef]+|\s+/gy;

function turnNode(turn) {
  turn.body = h('div', { class: 'fw-answer' });
  turn.foot = h('div', { class: 'fw-evidence', hidden: true });
  turn.meta = h('div', { class: 'fw-meta' });
  turn.node = h('article', { class: 'fw-turn is-waiting' },
    h('div', { class: 'fw-asked' }, turn.question), turn.body, turn.foot, turn.meta);
  for (const [event, isOn] of [['mouseover', true], ['focusin', true], ['mouseout', false], ['focusout', false]]) {
    turn.node.addEventListener(event, ({ target }) => {
      const reference = target.closest('[data-number]');
      if (reference) heat(turn, isOn ? reference.dataset.number : 0);
    });
  }
  turn.node.addEventListener('click', ({ target }) => {
    const reference = target.closest('[data-number]');
    if (reference) bringToView(turn, turn.elements[reference.dataset.number - 1]);
    else if (turn.elements.length) showTurn(turn);
  });
  return turn.node;
}

// Shows what has come at the screen's own pace: the first word at once, a backlog within a quarter of a second.
function startReveal(turn) {
  turn.shown = 0;
  turn.line = turn.body.appendChild(document.createTextNode(''));
  turn.node.classList.add('is-streaming');
  return new Promise((resolve) => {
    const step = () => {
      const units = turn.text.slice(turn.shown).match(UNIT) || [];
      const isAway = document.hidden || turn.isStopped;
      const count = isAway ? units.length : Math.max(1, Math.ceil(units.length / 14));
      const piece = units.slice(0, count).join('');
      if (piece) {
        turn.shown += piece.length;
        turn.line.appendData(piece);
        turn.node.classList.remove('is-waiting');
        if (turn.firstWord == null) {
          turn.firstWord = performance.now() - turn.asked;
          drawMeta(turn);
        }
        keepEndInView();
      }
      if (turn.isOver && turn.shown >= turn.text.length) resolve();
      else if (document.hidden) setTimeout(step, 100);
      else requestAnimationFrame(step);
    };
    step();
  });
}

function finishAnswer(turn) {
  turn.node.classList.remove('is-streaming', 'is-waiting');
  turn.body.replaceChildren(...linkedWords(turn));
  drawFoot(turn);
  drawMeta(turn);
  keepEndInView();
}

// The words of the answer that name an element, or quote a part of it, point at its box.
function linkedWords(turn) {
  const found = [];
  const taken = (start, end) => found.some((span) => start < span.end && end > span.start);
  const byLength = [...turn.elements].sort((a, b) => (b.name || '').length - (a.name || '').length);
  for (const item of byLength) {
    const name = (item.name || '').trim();
    if (!name) continue;
    let start = turn.text.indexOf(name);
    while (start >= 0 && taken(start, start + name.length)) start = turn.text.indexOf(name, start + 1);
    if (start >= 0) found.push({ start, end: start + name.length, number: item.number });
  }
  for (const { 1: quoted, index } of turn.text.matchAll(QUOTED)) {
    const item = turn.elements.find((candidate) => (candidate.name || candidate.text || '').includes(quoted));
    const span = { start: index + 1, end: index + 1 + quoted.length, number: item?.number };
    if (item && !taken(span.start, span.end)) found.push(span);
  }
  const nodes = [];
  let place = 0;
  for (const span of found.sort((a, b) => a.start - b.start)) {
    nodes.push(turn.text.slice(place, span.start));
    nodes.push(h('mark', { 'data-number': span.number }, turn.text.slice(span.start, span.end)));
    place = span.end;
  }
  nodes.push(turn.text.slice(place));
  return nodes;
}

function drawFoot(turn) {
  turn.foot.hidden = turn.elements.length === 0;
  const shown = turn.isUnfolded ? turn.elements : turn.elements.slice(0, CHIPS);
  const chips = shown.map((item) => h('button', { type: 'button', class: 'fw-chip', 'data-number': item.number },
    h('span', { class: 'fw-badge' }, String(item.number)), h('span', { class: 'fw-name' }, item.name || item.text || roleWord(item.role)),
    turn.order.length > 1 ? h('i', {}, t('picture', { n: item.image + 1 })) : null));
  const rest = turn.elements.length - CHIPS;
  if (rest > 0) {
    const words = turn.isUnfolded ? t('fewer') : t('more', { n: rest });
    chips.push(h('button', { type: 'button', class: 'fw-chip fw-unfold', onclick: (event) => {
      event.stopPropagation();
      turn.isUnfolded = !turn.isUnfolded;
      drawFoot(turn);
    } }, words));
  }
  turn.foot.replaceChildren(h('span', { class: 'fw-evidence-title' }, t('evidence')), ...chips);
}

function drawMeta(turn) {
  const parts = [];
  if (turn.firstWord != null) {
    const timings = turn.usage?.timings;
    const server = timings && t('server', { ttft: round(timings.ttft_ms), queue: round(timings.queue_ms) });
    parts.push(h('span', { class: 'fw-ttft', title: server }, t('firstWord', { ms: round(turn.firstWord) })));
  }
  if (turn.total != null && turn.firstWord != null) parts.push(h('span', {}, t('total', { ms: round(turn.total) })));
  if (turn.isStopped) parts.push(h('span', { class: 'fw-stopped' }, t('stopped')));
  if (turn.reason === 'length') parts.push(h('span', {}, t('cut')));
  if (turn.reason === 'content_filter' && !turn.notice) parts.push(h('span', { class: 'fw-stopped' }, t('filtered')));
  if (turn.isOver && !turn.text && !turn.error && !turn.isStopped) parts.push(h('span', {}, t('noText')));
  turn.meta.replaceChildren(...parts);
  if (turn.notice) turn.meta.prepend(h('div', { class: 'fw-notice fw-guard', role: 'note' }, icon('alert'), h('div', {}, turn.notice)));
  if (turn.error) {
    turn.meta.prepend(h('div', { class: 'fw-notice' }, icon('alert'),
      h('div', {}, errorWords(turn.error), detailNode(turn.error)),
      h('button', { type: 'button', class: 'fw-again', onclick: () => askAgain(turn) }, t('retry'))));
  }
}

function round(milliseconds) {
  return milliseconds < 10 ? Math.round(milliseconds * 10) / 10 : Math.round(milliseconds);
}
