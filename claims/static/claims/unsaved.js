/* What was typed on a claim's page and not saved, kept in this browser: after a crash, or a session
   that ended, it is offered again. The newest first, and one that nobody decided on stays behind it. */
"use strict";
(() => {
  const form = document.querySelector("[data-desk]");
  const offer = document.querySelector("[data-kept]");
  if (!form || !offer) return;
  const PREFIX = "corroborate-claim-";
  const DAYS = 30, MOST = 3, LARGEST = 500_000;
  const mine = `${PREFIX}${form.dataset.person}-`;
  const place = mine + form.dataset.key;

  // The browser may refuse (private windows, full): then nothing is kept.
  const read = (name = place) => {
    try {
      const found = JSON.parse(localStorage.getItem(name));
      return Array.isArray(found) ? found : [];
    } catch { return []; }
  };
  const write = (kept, name = place) => {
    try {
      const text = JSON.stringify(kept.slice(0, MOST));
      if (!kept.length) localStorage.removeItem(name);
      else if (text.length <= LARGEST) localStorage.setItem(name, text);
    } catch { /* see above */ }
  };
  const forgetOld = () => {
    const oldest = Date.now() - DAYS * 86_400_000;
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith(PREFIX)) write(read(name).filter((one) => Date.parse(one.at) > oldest), name);
      }
    } catch { /* see above */ }
  };
  const LEFT_OUT = ["csrfmiddlewaretoken", "version", "verb"];
  const typed = () => ({
    at: new Date().toISOString(),
    version: form.elements.version ? form.elements.version.value : "",
    fields: [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.includes(name)),
  });

  forgetOld();
  if (form.dataset.saved) write(read(mine + form.dataset.saved).slice(1), mine + form.dataset.saved);
  // What the page itself still holds is the newest.
  const isHere = "unsaved" in form.dataset;
  let undecided = read().slice(isHere ? 1 : 0);
  let hasTyped = isHere;
  const keep = () => { if (hasTyped) write([typed(), ...undecided]); };
  keep();

  let timer;
  const later = () => {
    hasTyped = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", (event) => { if (event.isTrusted) later(); });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-add-citation], [data-add-hop], [data-remove]")) later();
  });
  if (window.django && django.jQuery) django.jQuery(form).on("select2:select select2:clear", later);
  form.addEventListener("submit", keep);
  window.addEventListener("pagehide", keep);

  const show = () => {
    offer.hidden = !undecided.length;
    if (offer.hidden) return;
    const [first] = undecided;
    const title = (first.fields.find(([name]) => name === "statement") || ["", ""])[1];
    const since = new Date(first.at).toLocaleString();
    offer.querySelector("[data-kept-words]").textContent =
      `${title ? `“${title}”, typed` : "What you typed into a step was"} kept in this browser on ${since}. Restoring shows it here; nothing is stored until you save.`;
  };
  offer.querySelector("[data-restore]").addEventListener("click", () => {
    const [first, ...rest] = undecided;
    clearTimeout(timer);
    write([first, ...(hasTyped ? [typed()] : []), ...rest]);
    hasTyped = false;
    const sent = document.createElement("form");
    Object.assign(sent, { method: "post", action: form.action, hidden: true });
    const fields = [...first.fields, ["version", first.version], ["verb", "restore"],
      ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value]];
    for (const [name, value] of fields) {
      sent.append(Object.assign(document.createElement("textarea"), { name, value }));
    }
    document.body.append(sent);
    form.dispatchEvent(new CustomEvent("desk:leaving"));
    sent.submit();
  });
  offer.querySelector("[data-discard]").addEventListener("click", () => {
    undecided = undecided.slice(1);
    write([...(hasTyped ? [typed()] : []), ...undecided]);
    show();
    const next = offer.hidden ? form.querySelector("textarea, input:not([type=hidden]), summary") : offer.querySelector("button");
    if (next) next.focus();
  });
  show();
})();
