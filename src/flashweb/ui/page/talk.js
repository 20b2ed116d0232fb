// The conversation: what was asked about which pictures, and what came back.
const turns = [];
let running = null;
const log = $('.fw-log');
const question = $('.fw-question');

// Follows the answer, unless the reader has scrolled away. On a phone the whole page scrolls instead of the log.
function keepEndInView(always = false) {
  for (const scroller of [log, document.scrollingElement]) {
    const hidden = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (hidden > 0 && (always || hidden < 160)) scroller.scrollTop = scroller.scrollHeight;
  }
}

async function submit(text) {
  const words = text.trim();
  if (!words || running) return;
  if (!pictures.length) {
    clearNotices();
    notify({ status: 400, code: 'need_picture', message: '' });
    root.classList.add('needs-picture');
    setTimeout(() => root.classList.remove('needs-picture'), 2500);
    return;
  }
  question.value = '';
  fitQuestion();
  clearNotices();
  const turn = { question: words, text: '', elements: [], files: [], order: [], asked: performance.now() };
  turns.push(turn);
  $('.fw-turns').append(turnNode(turn));
  keepEndInView(true);
  await answer(turn);
}

async function answer(turn) {
  running = turn;
  turn.abort = new AbortController();
  showTurn(turn);
  drawControls();
  const revealed = startReveal(turn);
  try {
    await askOnce(turn).catch(async (error) => {
      if (error.status !== 404 || error.param === 'model' || turn.text) throw error;
      await Promise.all(pictures.map(send)); // expired on the server: send the kept copies again
      await askOnce(turn);
    });
  } catch (error) {
    if (error.name !== 'AbortError') turn.error = error.status == null ? { status: 500, code: 'other', message: String(error) } : error;
  }
  turn.isOver = true;
  await revealed;
  turn.total = performance.now() - turn.asked;
  finishAnswer(turn);
  if (running === turn) running = null;
  drawControls();
  if (matchMedia('(hover: hover)').matches) question.focus();
}

async function askOnce(turn) {
  if (!standing?.model) standing = await serverStatus();
  if (!standing.model_ready) throw { status: 503, code: 'not_ready', message: '' };
  await untilStopped(Promise.all(pictures.map((picture) => picture.ready)), turn.abort.signal);
  if (pictures.some((picture) => picture.state === 'failed')) await Promise.all(pictures.filter((p) => p.state === 'failed').map(send));
  const spoken = conversation(turn);
  if (!turn.order.length) throw { status: 404, code: 'not_found', message: '' };
  await ask({ model: standing.model, turns: spoken }, turn.abort.signal, (part) => receive(turn, part));
}

function untilStopped(promise, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')), { once: true });
    promise.then(resolve, reject);
  });
}

// Every picture goes with the question that first could see it, so that a later turn repeats the earlier ones exactly.
function conversation(turn) {
  const spoken = [];
  turn.order = [];
  const alive = new Map(pictures.filter((picture) => picture.id).map((picture) => [picture.key, picture]));
  for (const past of turns.slice(0, turns.indexOf(turn))) {
    if (!past.text || past.error) continue;
    const seen = past.files.filter((key) => alive.has(key) && !turn.order.includes(key));
    turn.order.push(...seen);
    spoken.push({ role: 'user', text: past.question, files: seen.map((key) => alive.get(key).id) });
    spoken.push({ role: 'assistant', text: past.text });
  }
  turn.files = [...alive.keys()].filter((key) => !turn.order.includes(key));
  turn.order.push(...turn.files);
  spoken.push({ role: 'user', text: turn.question, files: turn.files.map((key) => alive.get(key).id) });
  return spoken;
}

function receive(turn, part) {
  if (part.text) turn.text += part.text;
  for (const item of part.annotations || []) {
    turn.elements.push({ ...item, key: turn.order[item.image], number: turn.elements.length + 1 });
  }
  if (part.annotations) {
    const first = turn.elements[0];
    if (!turn.elements.some((item) => stage.picture && item.key === stage.picture.key)) {
      const picture = pictures.find((candidate) => first && candidate.key === first.key);
      if (picture) showPicture(picture);
    }
    if (turn === stage.turn) addBoxes();
    drawFoot(turn);
  }
  if (part.notice) turn.notice = part.notice;
  if (part.usage) turn.usage = part.usage;
  if (part.finish_reason) turn.reason = part.finish_reason;
}

function stop() {
  if (!running) return;
  running.isStopped = true;
  running.abort.abort();
}

function askAgain(turn) {
  if (running) return;
  turns.splice(turns.indexOf(turn), 1);
  turn.node.remove();
  submit(turn.question);
}

function newConversation() {
  stop();
  running = null;
  for (const picture of [...pictures]) removePicture(picture);
  turns.length = 0;
  $('.fw-turns').replaceChildren();
  showTurn(null);
  showPicture(null);
  clearNotices();
  drawControls();
  question.value = '';
  question.focus();
}

function drawControls() {
  $('.fw-send').hidden = Boolean(running);
  $('.fw-stop').hidden = !running;
  root.classList.toggle('has-turns', turns.length > 0);
  $('.fw-suggestions').replaceChildren(...WORDS[language].questions.map((words) => h('button', {
    type: 'button', class: 'fw-suggestion', disabled: Boolean(running), onclick: () => submit(words),
  }, words)));
}

function fitQuestion() {
  question.style.height = 'auto';
  question.style.height = Math.min(question.scrollHeight, 140) + 'px';
}

redraws.push(drawControls, () => {
  for (const turn of turns) {
    drawMeta(turn);
    if (turn.elements.length) drawFoot(turn);
  }
});
