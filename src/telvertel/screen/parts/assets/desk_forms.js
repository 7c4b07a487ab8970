// The forms of the page from the desk: opened, filled with the line at hand where a field is still
// empty, and brought under the eyes. What somebody typed is never written over.

import { forms } from "./room.js";

export class Forms {
  constructor(desk) {
    this.desk = desk;
  }

  agreement(field) {
    const line = this.desk.lines.chosen();
    this.open(`agreement.${this.desk.item}`, line && { [field]: line.text });
  }

  dispute() {
    this.open(`dispute.${this.desk.item}`);
  }

  async open(name, values) {
    const form = forms.get(name);
    if (!form) return this.desk.say(this.desk.texts.no_form, "tv-warn");
    for (let fold = folding(form.host); fold; fold = folding(fold.parentElement)) if (!fold.open) fold.querySelector("summary").click();
    for (const [field, text] of Object.entries(values ?? {})) {
      if (form.inputs[field].value) continue;
      form.inputs[field].value = text;
      form.typed(field);
    }
    const first = Object.values(form.inputs).find((input) => !input.value) ?? Object.values(form.inputs)[0];
    await new Promise((done) => setTimeout(done, 60)); // a fold that opens has to have its height
    form.host.scrollIntoView({ block: "center", behavior: "smooth" });
    first.focus({ preventScroll: true });
  }
}

/** The fold that something stands in, also from inside a component. */
function folding(node) {
  for (let at = node; at; at = at.parentElement ?? at.getRootNode().host) {
    const fold = at.closest("details");
    if (fold) return fold;
    if (!at.getRootNode().host) return null;
    at = at.getRootNode().host;
    const outer = at.closest("details");
    if (outer) return outer;
  }
  return null;
}
