// Shows one page: FW.show({page, theme, font, size, icons, scroll}) builds it with the kit that this host page has loaded.
// A recipe is (n, c) -> vnode: n is the node of the description, c the context below.
FW.define = (name, kit) => { FW.kits[name] = kit; };

FW.context = (kit, payload, driver) => {
  const c = { h: driver.h, theme: payload.theme, lang: payload.lang, kit, words: FW.words[payload.lang] };
  let ids = 0;
  c.id = () => `f${++ids}`;
  // Class names of a part: the kit's where its table has the part, ours (base.css) where not.
  c.cls = (part, ...modifiers) => {
    const table = kit.classes || {};
    const wanted = modifiers.filter(Boolean);
    if (!(part in table)) return [`fw-${part}`, ...wanted.map((m) => `fw-${part}--${m}`)].join(" ");
    return [table[part], ...wanted.map((m) => table[`${part}.${m}`] ?? "")].filter(Boolean).join(" ") || undefined;
  };
  c.icon = (name, attributes = {}) => {
    const icon = payload.icons[name];
    if (!icon) return null;
    const [body, width, height] = icon;
    return c.h("svg", { viewBox: `0 0 ${width} ${height}`, width: "1em", height: "1em", "data-icon": name,
      "aria-hidden": "true", class: "fw-icon", ...attributes, html: body });
  };
  c.one = (node) => {
    if (node === null || node === undefined || typeof node === "boolean") return null;
    if (typeof node !== "object") return String(node);
    const recipe = (kit.widgets && kit.widgets[node.t]) || FW.base[node.t];
    if (!recipe) throw new Error(`no recipe for ${node.t}`);
    return recipe(node, c);
  };
  c.all = (nodes) => (nodes || []).map((node) => c.one(node));
  c.base = (node) => FW.base[node.t](node, c);
  c.labelled = (n) => [n.icon ? c.icon(n.icon) : null, n.icon && n.label ? " " : null, n.label];
  return c;
};

// A kit that throws while it builds leaves half a page behind: that page must fail, not pass for whole.
FW.faults = [];
addEventListener("error", (event) => { if (!/ResizeObserver/.test(event.message)) FW.faults.push(event.message); });

const settled = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

FW.show = async (payload) => {
  if (FW.unmount) FW.unmount();
  FW.faults = [];
  const kit = FW.kits[payload.kit];
  const driver = kit.driver ? kit.driver() : FW.drivers.dom();
  const root = document.documentElement;
  root.lang = payload.lang === "zh" ? "zh-CN" : "en";
  root.dataset.theme = payload.theme;
  root.style.cssText = Object.entries({ ...kit.tokens?.[payload.theme], ...payload.variables }).map(([k, v]) => `${k}:${v}`).join(";");
  document.body.className = kit.classes?.body || "";
  document.body.style.cssText = "";
  if (payload.font) document.body.style.fontFamily = payload.font;
  if (payload.size) document.body.style.fontSize = `${payload.size}px`;
  if (kit.theme) kit.theme(payload.theme, payload);
  const host = document.createElement("div");
  host.id = "fw-root";
  document.body.append(host);
  const stay = new Set(FW.resident || []);
  const context = FW.context(kit, payload, driver);
  const undo = driver.mount(context.one(payload.page), host, { ...kit, wrap: kit.wrap && ((node) => kit.wrap(node, payload)) });
  FW.unmount = () => {
    undo();
    for (const child of [...document.body.children]) if (!stay.has(child) && child.tagName !== "SCRIPT") child.remove();
    document.body.removeAttribute("style");
    window.scrollTo(0, 0);
    FW.unmount = null;
  };
  await settled();
  if (kit.after) await kit.after(payload);
  await Promise.race([document.fonts.ready, new Promise((resolve) => setTimeout(resolve, 2000))]);
  for (const element of document.querySelectorAll("[data-fw-focus]")) {
    const target = element.matches("input,textarea,select,button,a") ? element : element.querySelector("input,textarea,select,button,a");
    if (target) target.focus({ preventScroll: true });
  }
  if (payload.scroll) window.scrollTo(0, payload.scroll);
  await settled();
  if (FW.faults.length || !host.querySelector("*")) throw new Error(FW.faults[0] || "the kit drew nothing");
  return { height: root.scrollHeight };
};
