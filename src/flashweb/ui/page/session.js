// What goes over the network: only to the server that served the page.
const token = (() => {
  const fresh = [...crypto.getRandomValues(new Uint8Array(24))].map((b) => b.toString(16).padStart(2, '0')).join('');
  try {
    const kept = sessionStorage.getItem('flashweb.visitor');
    if (kept && /^[0-9a-f]{48}$/.test(kept)) return kept;
    sessionStorage.setItem('flashweb.visitor', fresh);
  } catch { /* private window: a token for as long as the page is open */ }
  return fresh;
})();

const UNREACHABLE = { status: 0, code: 'offline', message: '' };

async function call(path, options = {}) {
  const headers = { ...options.headers, authorization: 'Bearer ' + token };
  try {
    return await fetch(new URL('ui/' + path, document.baseURI), { ...options, headers, cache: 'no-store' });
  } catch (reason) {
    if (reason.name === 'AbortError') throw reason;
    throw UNREACHABLE;
  }
}

async function refusal(response) {
  try {
    const { error } = await response.json();
    if (error?.code === 'login_required') location.reload();
    if (error) return { status: response.status, ...error };
  } catch { /* not JSON: the status says enough */ }
  return { status: response.status, code: '', message: '' };
}

async function upload(file, signal) {
  const headers = { 'content-type': 'application/octet-stream' };
  const path = 'files?name=' + encodeURIComponent(file.name || 'screenshot.png');
  const response = await call(path, { method: 'POST', body: file, headers, signal });
  if (!response.ok) throw await refusal(response);
  return (await response.json()).id;
}

function forget(fileId) {
  return call('files/' + encodeURIComponent(fileId), { method: 'DELETE' }).catch(() => {});
}

let standing = null; // what the server last said about itself
async function serverStatus() {
  const response = await call('status');
  if (!response.ok) throw await refusal(response);
  return response.json();
}

// Calls onPart for each line of the answer; throws the error that ended it, if one did.
async function ask(question, signal, onPart) {
  const headers = { 'content-type': 'application/json' };
  const response = await call('ask', { method: 'POST', body: JSON.stringify(question), headers, signal });
  if (!response.ok) throw await refusal(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read().catch((reason) => {
      throw reason.name === 'AbortError' ? reason : { ...UNREACHABLE, code: 'cut' };
    });
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const part = JSON.parse(line);
      if (part.error) throw part.error;
      onPart(part);
    }
  }
}

// The elements of an uploaded picture: {width, height, elements, usage, timings}.
async function parsed(fileId, signal) {
  const headers = { 'content-type': 'application/json' };
  const response = await call('screens', { method: 'POST', body: JSON.stringify({ file: fileId }), headers, signal });
  if (!response.ok) throw await refusal(response);
  return response.json();
}
