// What all React kits share: the driver, and cells that may hold nodes.
FW.reactKit = (name, definition) => {
  FW.define(name, { driver: () => FW.drivers.react(Lib.React, Lib.createRoot, Lib.flushSync), ...definition });
};
FW.nodes = (c, list) => list.map((node, i) => c.h(Lib.React.Fragment, { key: i }, c.one(node)));
FW.cell = (cell, c) => (typeof cell === "string" ? cell : c.h("div", {}, ...FW.nodes(c, [cell].flat())));
