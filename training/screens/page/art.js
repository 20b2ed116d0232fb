// Pictures without files: scenes, products, faces, charts and maps drawn as SVG from a seed.
(() => {
  const random = (seed) => { let s = (seed * 2654435761) >>> 0; return () => { s = (s * 1664525 + 1013904223) >>> 0; return s / 4294967296; }; };
  const uri = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;
  const colour = (next, l = 55) => `hsl(${Math.floor(next() * 360)} ${35 + Math.floor(next() * 40)}% ${l}%)`;
  const shapes = {
    scene(next) {
      const hills = [0, 1, 2].map((i) => `<path d="M0 ${110 + i * 22} Q ${next() * 320} ${40 + i * 30} 320 ${100 + i * 25} V200 H0Z" fill="${colour(next, 50 - i * 10)}"/>`);
      return `<rect width="320" height="200" fill="${colour(next, 78)}"/><circle cx="${next() * 320}" cy="${20 + next() * 60}" r="${12 + next() * 20}" fill="#ffe9a8"/>${hills.join("")}`;
    },
    product(next) {
      const kind = Math.floor(next() * 4), fill = colour(next, 52), shade = colour(next, 35);
      const body = [`<rect x="110" y="30" width="100" height="140" rx="14" fill="${fill}"/><rect x="120" y="44" width="80" height="100" fill="${shade}"/>`,
        `<path d="M100 60 L140 40 H180 L220 60 L205 90 H190 V170 H130 V90 H115Z" fill="${fill}"/>`,
        `<ellipse cx="160" cy="110" rx="70" ry="52" fill="${fill}"/><ellipse cx="160" cy="96" rx="44" ry="26" fill="${shade}"/>`,
        `<rect x="128" y="50" width="64" height="120" rx="24" fill="${fill}"/><rect x="144" y="26" width="32" height="30" fill="${shade}"/>`][kind];
      return `<rect width="320" height="200" fill="hsl(${Math.floor(next() * 360)} 20% 93%)"/>${body}`;
    },
    face(next) {
      return `<rect width="320" height="320" fill="${colour(next, 70)}"/><circle cx="160" cy="130" r="64" fill="hsl(${18 + next() * 20} 55% ${55 + next() * 25}%)"/>`
        + `<path d="M92 120 Q160 ${20 + next() * 40} 228 120 Q160 ${80 + next() * 30} 92 120Z" fill="hsl(${next() * 40} 40% ${15 + next() * 30}%)"/>`
        + `<ellipse cx="160" cy="320" rx="110" ry="110" fill="${colour(next, 45)}"/>`;
    },
    abstract(next) {
      const dots = Array.from({ length: 9 }, () => `<circle cx="${next() * 320}" cy="${next() * 200}" r="${20 + next() * 60}" fill="${colour(next, 60)}" opacity="0.6"/>`);
      return `<rect width="320" height="200" fill="${colour(next, 40)}"/>${dots.join("")}`;
    },
    food(next) {
      const bits = Array.from({ length: 14 }, () => `<circle cx="${110 + next() * 100}" cy="${60 + next() * 80}" r="${5 + next() * 14}" fill="${colour(next, 50)}"/>`);
      return `<rect width="320" height="200" fill="hsl(28 30% ${30 + next() * 40}%)"/><circle cx="160" cy="100" r="88" fill="#f4f1ea"/><circle cx="160" cy="100" r="70" fill="#e7e0d2"/>${bits.join("")}`;
    },
  };
  FW.art = (seed, kind) => {
    const next = random(seed);
    const name = shapes[kind] ? kind : ["scene", "abstract", "food", "product"][Math.floor(next() * 4)];
    const size = name === "face" ? 320 : 200;
    return uri(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 ${size}" preserveAspectRatio="xMidYMid slice">${shapes[name](next)}</svg>`);
  };
  FW.plot = (n) => {
    const values = n.values, top = Math.max(...values) || 1, labels = n.labels || [], step = 560 / values.length;
    const x = (i) => 40 + step * (i + 0.5), y = (v) => 170 - (v / top) * 150;
    const axis = labels.map((label, i) => `<text x="${x(i)}" y="192" text-anchor="middle" font-size="11" fill="currentColor">${label}</text>`).join("");
    const lines = [0, 0.5, 1].map((f) => `<path d="M40 ${y(top * f)}H600" stroke="currentColor" opacity=".15"/><text x="34" y="${y(top * f) + 4}" text-anchor="end" font-size="11" fill="currentColor">${Math.round(top * f)}</text>`).join("");
    const wave = values.map((v, i) => `${i ? "L" : "M"}${x(i)} ${y(v)}`).join("");
    const bars = values.map((v, i) => `<rect x="${x(i) - step * 0.3}" y="${y(v)}" width="${step * 0.6}" height="${170 - y(v)}" fill="var(--fw-primary)"/>`).join("");
    let angle = 0;
    const sum = values.reduce((a, b) => a + b, 0);
    const slices = values.map((v, i) => {
      const from = angle; angle += (v / sum) * 2 * Math.PI;
      const at = (a) => `${300 + 90 * Math.sin(a)} ${100 - 90 * Math.cos(a)}`;
      return `<path d="M300 100 L${at(from)} A90 90 0 ${angle - from > Math.PI ? 1 : 0} 1 ${at(angle)}Z" fill="hsl(${210 + i * 47} 60% 55%)"/>`;
    }).join("");
    const inner = n.kind === "pie" ? slices : n.kind === "line" ? `${lines}<path d="${wave}" fill="none" stroke="var(--fw-primary)" stroke-width="2.5"/>${axis}` : lines + bars + axis;
    return `<svg viewBox="0 0 620 200" width="100%" height="100%" preserveAspectRatio="xMidYMid meet">${inner}</svg>`;
  };
  FW.map = (n) => {
    const next = random(n.seed || 1);
    const roads = Array.from({ length: 9 }, () => `<path d="M${next() * 600} 0 Q${next() * 600} 200 ${next() * 600} 400" stroke="#fff" stroke-width="${3 + next() * 9}" fill="none"/>`
      + `<path d="M0 ${next() * 400} Q300 ${next() * 400} 600 ${next() * 400}" stroke="#fff" stroke-width="${3 + next() * 7}" fill="none"/>`).join("");
    const parks = Array.from({ length: 5 }, () => `<rect x="${next() * 560}" y="${next() * 360}" width="${40 + next() * 90}" height="${30 + next() * 70}" rx="8" fill="${next() > 0.5 ? "#cfe8c6" : "#b9d7f0"}"/>`).join("");
    return `<svg viewBox="0 0 600 400" width="100%" height="100%" preserveAspectRatio="xMidYMid slice"><rect width="600" height="400" fill="#ece7dd"/>${parks}${roads}</svg>`;
  };
})();
