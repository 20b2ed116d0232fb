// Finds texts on the page: [{texts: [...], at: string|null}] -> for each, the rectangles [l, t, r, b] of its texts in page
// pixels, or null where one of them cannot be found. White space does not count. Of several places of a text the one
// that shares the nearest ancestor with the text `at` is meant.
(asked) => {
  const fold = (text) => text.replace(/\s+/g, "");
  const skipped = new Set(["SCRIPT", "STYLE", "OPTION"]);
  const letters = [], owners = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (skipped.has(node.parentElement.tagName)) continue;
    [...node.data].reduce((offset, letter) => {
      if (!/\s/.test(letter)) { letters.push(letter); owners.push([node, offset, offset + letter.length]); }
      return offset + letter.length;
    }, 0);
  }
  const whole = letters.join("");
  const index = [];
  letters.forEach((letter, place) => { for (let i = 0; i < letter.length; i++) index.push(place); });
  const rect = (r) => [r.left + scrollX, r.top + scrollY, r.right + scrollX, r.bottom + scrollY];
  const places = (text) => {
    const wanted = fold(text), found = [];
    if (!wanted) return found;
    for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + 1)) {
      const first = owners[index[at]], last = owners[index[at + wanted.length - 1]];
      const range = document.createRange();
      range.setStart(first[0], first[1]);
      range.setEnd(last[0], last[2]);
      const element = range.commonAncestorContainer.nodeType === 3
        ? range.commonAncestorContainer.parentElement : range.commonAncestorContainer;
      const isWhole = fold(element.textContent) === wanted;
      found.push({ element, isWhole, rects: [...range.getClientRects()].filter((r) => r.width > 1).map(rect) });
    }
    for (const field of document.querySelectorAll("input, textarea, select")) {
      const shown = field.tagName === "SELECT" ? field.selectedOptions[0]?.text ?? "" : field.value || field.placeholder;
      if (fold(shown) === wanted) found.push({ element: field, isWhole: true, rects: [rect(field.getBoundingClientRect())] });
    }
    const exact = found.filter((place) => place.isWhole);
    return exact.length ? exact : found;
  };
  const depth = (node) => { let n = 0; for (; node; node = node.parentElement) n++; return n; };
  const nearness = (a, b) => { let e = a; while (e && !e.contains(b)) e = e.parentElement; return depth(e); };
  const meant = (text, at) => {
    const found = places(text);
    if (found.length < 2 || !at) return found[0];
    const marks = places(at);
    const score = (place) => Math.max(0, ...marks.map((mark) => nearness(place.element, mark.element)));
    return found.sort((a, b) => score(b) - score(a))[0];
  };
  return asked.map(({ texts, at }) => {
    const found = texts.map((text) => meant(text, at));
    return found.every((place) => place && place.rects.length) ? found.map((place) => place.rects) : null;
  });
}
