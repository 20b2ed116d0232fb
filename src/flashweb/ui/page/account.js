// Who logged in, and the way out; a session that ended leads back to the log-in.
async function drawAccount() {
  const response = await fetch(new URL('ui/session', document.baseURI), { cache: 'no-store' }).catch(() => null);
  const { name } = response?.ok ? await response.json() : {};
  if (!name) return;
  const leave = h('button', { type: 'button', class: 'fw-quiet fw-leave', title: name, onclick: logOut });
  const say = () => { leave.textContent = t('logOut'); };
  redraws.push(say);
  say();
  $('.fw-actions').append(leave);
}

async function logOut() {
  await fetch(new URL('ui/logout', document.baseURI), { method: 'POST' });
  location.reload();
}

drawAccount();
