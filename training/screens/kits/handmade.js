// No kit: our own parts with colours, corners and spaces drawn at random for every page (payload.variables).
FW.define("handmade", {
  classes: {},
  theme: (theme, payload) => { document.body.className = (payload.looks || []).map((name) => `look-${name}`).join(" "); },
});
