// Builds nodes without ever parsing text as markup: names come from pictures nobody vouches for.
const ICONS = {
  plus: 'M12 5v14M5 12h14', send: 'M12 19V5M6 11l6-6 6 6', stop: 'M7 7h10v10H7z', close: 'M7 7l10 10M17 7L7 17',
  moon: 'M20 14.5A8 8 0 1 1 9.5 4a6.5 6.5 0 0 0 10.5 10.5z', alert: 'M12 8v5M12 16.5v.5M12 3l10 18H2z',
  clip: 'M4 5h16v14H4zM4 15l4.5-4.5 4 4L15 12l5 4.5M15.5 9h.01',
  fresh: 'M12 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-6M10 14.5l.6-3L18 4l2.5 2.5-7.5 7.5z',
  talk: 'M4 5h16v11h-9l-4 4v-4H4z', tree: 'M4 5h7M8 5v14M8 12h4M8 19h4M15 12h5M15 19h5', search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15.5 15.5 20 20',
  twist: 'M9 6l6 6-6 6', copy: 'M9 9h10v11H9zM5 15V4h10', done: 'M5 12.5l4.5 4.5L19 7.5', frame: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  image: 'M4 5h16v14H4zM4 15l4.5-4.5 4 4L15 12l5 4.5M15.5 9h.01',
};

function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(path);
  return svg;
}

const root = element.querySelector('.fw');
const $ = (selector) => root.querySelector(selector);
const $$ = (selector) => [...root.querySelectorAll(selector)];

// Texts that depend on the language are drawn again by these when it changes.
const redraws = [];

function sayEverything() {
  root.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.lang = root.lang;
  for (const node of $$('[data-t]')) node.textContent = t(node.dataset.t);
  for (const node of $$('[data-hint]')) node.placeholder = t(node.dataset.hint);
  for (const node of $$('[data-label]')) node.setAttribute('aria-label', t(node.dataset.label));
  for (const node of $$('[data-tip]')) {
    node.title = t(node.dataset.tip);
    node.setAttribute('aria-label', t(node.dataset.tip));
  }
  for (const redraw of redraws) redraw();
}
