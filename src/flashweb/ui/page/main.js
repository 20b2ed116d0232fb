// Wires the page together.
const filePicker = $('.fw-file');

function applyTheme(theme) {
  const dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.body.classList.toggle('dark', dark);
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
}

const acts = {
  pick: () => filePicker.click(),
  stop,
  new: newConversation,
  lang() {
    language = language === 'zh' ? 'en' : 'zh';
    memory.set('language', language);
    sayEverything();
  },
  theme() {
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    memory.set('theme', next);
    applyTheme(next);
  },
};
root.addEventListener('click', ({ target }) => acts[target.closest('[data-act]')?.dataset.act]?.());

filePicker.addEventListener('change', () => {
  addFiles([...filePicker.files]);
  filePicker.value = '';
  question.focus();
});
document.addEventListener('paste', (event) => {
  const files = [...(event.clipboardData?.files || [])];
  if (!files.length) return;
  event.preventDefault();
  addFiles(files);
});

const dropping = $('.fw-dropping');
const carriesFiles = (event) => [...(event.dataTransfer?.types || [])].includes('Files');
document.addEventListener('dragover', (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  dropping.hidden = false;
});
document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) dropping.hidden = true; });
document.addEventListener('drop', (event) => {
  dropping.hidden = true;
  if (!carriesFiles(event)) return;
  event.preventDefault();
  addFiles([...event.dataTransfer.files]);
});

$('.fw-composer').addEventListener('submit', (event) => {
  event.preventDefault();
  submit(question.value);
});
question.addEventListener('input', fitQuestion);
question.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  submit(question.value);
});
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') stop(); });

function drawExamples() {
  $('.fw-examples').hidden = OPTIONS.examples.length === 0;
  $('.fw-example-list').replaceChildren(...OPTIONS.examples.map((name) => {
    const url = new URL('ui/examples/' + encodeURIComponent(name), document.baseURI);
    return h('button', { type: 'button', class: 'fw-example', title: name, onclick: () => takeExample(url, name) },
      h('img', { src: url, alt: name.replace(/\.png$/, ''), loading: 'lazy' }));
  }));
}
async function takeExample(url, name) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw await refusal(response);
    addFiles([new File([await response.blob()], name, { type: 'image/png' })]);
    question.focus();
  } catch (error) {
    notify(error.status == null ? UNREACHABLE : error, name);
  }
}

// Asks the server how it is until the model is ready; what it says is shown in the bar.
const statusPill = $('.fw-status');
function drawStatus() {
  statusPill.hidden = !standing;
  if (!standing) return;
  const key = standing.offline ? 'offline' : standing.model_ready ? 'ready' : standing.status === 'draining' ? 'draining' : 'starting';
  const percent = key === 'starting' && standing.progress ? ' ' + Math.round(100 * standing.progress) + ' %' : '';
  statusPill.textContent = key === 'ready' ? standing.model : t(key) + percent;
  statusPill.title = key === 'ready' ? t('ready') : standing.step || '';
  statusPill.dataset.state = key;
}
async function watchServer() {
  try {
    standing = await serverStatus();
    if (standing.max_images) maxPictures = standing.max_images;
  } catch {
    standing = { offline: true };
  }
  drawStatus();
  setTimeout(watchServer, standing.model_ready ? 60000 : 1000);
}

for (const node of $$('[data-icon]')) node.append(icon(node.dataset.icon));
$('.fw-title').textContent = OPTIONS.title;
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => applyTheme(memory.get('theme')));
redraws.push(drawStatus);
drawExamples();
applyTheme(memory.get('theme'));
sayEverything();
watchServer();
if (matchMedia('(hover: hover)').matches) question.focus({ preventScroll: true });
