// What all Vue kits share: the driver, and cells that may hold nodes.
FW.vueKit = (name, definition) => {
  FW.define(name, { driver: () => FW.drivers.vue(Lib.Vue), ...definition });
};
FW.cell = (cell, c) => (typeof cell === "string" ? cell : c.h("span", { style: "display:block" }, ...c.all([cell].flat())));
FW.dateText = (n) => n.value || "";
