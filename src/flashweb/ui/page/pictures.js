// The pictures of the conversation. Each goes up as soon as it arrives, so that the server reads while the person types;
// the file is kept here, so that one that expired on the server can be sent again.
const pictures = [];
let maxPictures = 8;
let lastKey = 0;
const RETRIES = 6;
const strip = $('.fw-strip');

function addFiles(files) {
  clearNotices();
  for (const file of files) {
    if (pictures.length >= maxPictures) {
      notify({ status: 400, code: 'too_many', max: maxPictures, message: '' });
      return;
    }
    lastKey += 1;
    const picture = { key: 'p' + lastKey, file, name: file.name || 'screenshot.png', url: URL.createObjectURL(file) };
    pictures.push(picture);
    send(picture);
    drawStrip();
    showPicture(picture);
  }
}

// Starts (or repeats) the upload; picture.ready resolves to true when the server has it.
function send(picture) {
  picture.id = null;
  picture.state = 'reading';
  picture.abort = new AbortController();
  picture.ready = uploadPatiently(picture).then(
    (id) => {
      picture.id = id;
      picture.state = 'ready';
      return true;
    },
    (error) => {
      if (error.name === 'AbortError') return false;
      picture.state = 'failed';
      notify(error, picture.name);
      if (error.status >= 400 && error.status < 500 && error.status !== 429) removePicture(picture);
      return false;
    },
  ).finally(drawStrip);
  return picture.ready;
}

async function uploadPatiently(picture) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await upload(picture.file, picture.abort.signal);
    } catch (error) {
      const maybeLater = error.status === 429 || error.status === 503;
      if (!maybeLater || attempt >= RETRIES) throw error;
      await pause(1000 * Math.min(5, error.retry_after || 1), picture.abort.signal);
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('stopped', 'AbortError'));
    });
  });
}

function removePicture(picture) {
  const place = pictures.indexOf(picture);
  if (place < 0) return;
  pictures.splice(place, 1);
  picture.abort.abort();
  if (picture.id) forget(picture.id);
  URL.revokeObjectURL(picture.url);
  drawStrip();
  if (stage.picture === picture) showPicture(pictures[Math.min(place, pictures.length - 1)] || null);
}

function drawStrip() {
  strip.hidden = pictures.length === 0;
  strip.replaceChildren(...pictures.map(thumbNode));
  if (pictures.length < maxPictures) {
    const label = t('addPicture');
    strip.append(h('button', { type: 'button', class: 'fw-more', 'data-act': 'pick', title: label, 'aria-label': label }, icon('plus')));
  }
}

function thumbNode(picture, index) {
  const show = h('button', {
    type: 'button', class: 'fw-show', title: picture.name, 'aria-label': t('show', { name: picture.name }),
    onclick: () => (picture.state === 'failed' ? send(picture).then(drawStrip) : showPicture(picture)),
  }, h('img', { src: picture.url, alt: '' }));
  const caption = { reading: t('reading'), failed: t('retry') }[picture.state] || t('picture', { n: index + 1 });
  const remove = h('button', {
    type: 'button', class: 'fw-remove', title: t('remove', { name: picture.name }),
    'aria-label': t('remove', { name: picture.name }), onclick: () => removePicture(picture),
  }, icon('close'));
  const isShown = stage.picture === picture ? ' is-shown' : '';
  return h('div', { class: 'fw-thumb is-' + picture.state + isShown, 'data-key': picture.key },
    show, h('span', { class: 'fw-caption' }, caption), remove);
}

redraws.push(drawStrip);

// Errors outside an answer, in words of the language now chosen.
const notices = [];
function notify(error, name = '') {
  const notice = { error, name };
  notices.push(notice);
  if (notices.length > 3) notices.shift();
  drawNotices();
}
function clearNotices() {
  notices.length = 0;
  drawNotices();
}
function drawNotices() {
  $('.fw-notices').replaceChildren(...notices.map((notice) => h('div', { class: 'fw-notice' },
    icon('alert'),
    h('div', {}, notice.name ? h('b', {}, notice.name + ' ') : null, errorWords(notice.error), detailNode(notice.error)),
    h('button', {
      type: 'button', 'aria-label': t('close'), title: t('close'),
      onclick: () => { notices.splice(notices.indexOf(notice), 1); drawNotices(); },
    }, icon('close')))));
}
function detailNode(error) {
  return error.message ? h('small', {}, t('details', { message: error.message })) : null;
}
redraws.push(drawNotices);
