// Turns virtual nodes into DOM with whatever framework a kit is made of, so that recipes are written once.
// A driver is {h, mount}: h(tag or component, attributes, ...children), mount(vnode, host) -> unmount function.
globalThis.FW = globalThis.FW || { kits: {}, drivers: {}, base: {} };

FW.flat = (kids) => kids.flat(Infinity).filter((kid) => kid !== null && kid !== undefined && kid !== false && kid !== "");

FW.drivers.dom = () => {
  const SVG = "http://www.w3.org/2000/svg";
  const PROPERTIES = new Set(["checked", "value", "disabled", "selected", "indeterminate", "readOnly", "required", "open"]);
  const h = (tag, attributes, ...kids) => {
    const element = tag === "svg" ? document.createElementNS(SVG, tag) : document.createElement(tag);
    for (const kid of FW.flat(kids)) element.append(kid instanceof Node ? kid : String(kid));
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "html") element.innerHTML = value;
      else if (PROPERTIES.has(name) && name in element) {
        element[name] = value;
        if (name === "checked" || (name === "value" && tag === "input")) element.setAttribute(name, value === true ? "" : value);
      } else element.setAttribute(name, value === true ? "" : value);
    }
    return element;
  };
  return { h, mount: (node, host) => { host.append(node); return () => host.replaceChildren(); } };
};

FW.drivers.vue = (Vue) => {
  const h = (type, attributes, ...kids) => {
    const given = { ...attributes };
    if (given.html !== undefined) { given.innerHTML = given.html; delete given.html; }
    const first = kids[0];
    const slots = typeof first === "function" || (first && !Array.isArray(first) && !Vue.isVNode(first) && typeof first === "object");
    if (slots) return Vue.h(type, given, first);
    const list = FW.flat(kids);
    if (typeof type === "string") return Vue.h(type, given, list);
    return list.length ? Vue.h(type, given, { default: () => list }) : Vue.h(type, given);
  };
  const mount = (node, host, kit) => {
    const root = document.createElement("div");
    host.append(root);
    const app = Vue.createApp({ render: () => (kit.wrap ? kit.wrap(node) : node) });
    app.config.warnHandler = () => {};
    app.config.errorHandler = (error, _, info) => FW.faults.push(`${error} (${info}) ${String(error.stack).slice(0, 200)}`);
    if (kit.install) kit.install(app);
    app.mount(root);
    return () => { app.unmount(); root.remove(); };
  };
  return { h, mount };
};

FW.drivers.react = (React, createRoot, flushSync) => {
  const NAMES = { class: "className", for: "htmlFor", tabindex: "tabIndex", readonly: "readOnly", colspan: "colSpan",
    rowspan: "rowSpan", autocomplete: "autoComplete", inputmode: "inputMode" };
  const camel = (name) => (name.startsWith("--") ? name : name.trim().replace(/-([a-z])/g, (_, c) => c.toUpperCase()));
  const styles = (text) => Object.fromEntries(text.split(";").filter((part) => part.includes(":")).map((part) => {
    const at = part.indexOf(":");
    return [camel(part.slice(0, at)), part.slice(at + 1).trim()];
  }));
  const translated = (type, attributes) => {
    const given = {};
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === null) continue;
      if (typeof type !== "string") given[name] = value;
      else if (name === "style" && typeof value === "string") given.style = styles(value);
      else if (name === "html") given.dangerouslySetInnerHTML = { __html: value };
      else if (name === "checked") given.defaultChecked = Boolean(value);
      else if (name === "value" && ["input", "textarea", "select"].includes(type)) given.defaultValue = value;
      else if (name === "selected") continue;
      else given[NAMES[name] || name] = value;
    }
    return given;
  };
  const h = (type, attributes, ...kids) => React.createElement(type, translated(type, attributes), ...FW.flat(kids));
  const mount = (node, host, kit) => {
    const div = document.createElement("div");
    host.append(div);
    const root = createRoot(div);
    flushSync(() => root.render(kit.wrap ? kit.wrap(node) : node));
    return () => { flushSync(() => root.unmount()); div.remove(); };
  };
  return { h, mount };
};
