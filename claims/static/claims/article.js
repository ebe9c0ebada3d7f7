/* “New from an article”: keys, the passage of the proposal at hand, and what was pasted and chosen
   kept in this browser until it is saved or forgotten. Without it the page works all the same. */
"use strict";
(() => {
  const page = document.querySelector("[data-article]");
  if (!page) return;
  const one = (selector, from = page) => from.querySelector(selector);
  const all = (selector, from = page) => [...from.querySelectorAll(selector)];
  const place = `corroborate-article-${page.dataset.person}`;
  const LARGEST = 2_000_000;

  // Kept in the browser. It may refuse (private windows, full): then nothing is kept.
  const keep = (fields) => {
    try {
      const text = JSON.stringify({ at: new Date().toISOString(), fields });
      if (text.length <= LARGEST) localStorage.setItem(place, text);
    } catch { /* see above */ }
  };
  const forget = () => { try { localStorage.removeItem(place); } catch { /* see above */ } };
  const kept = () => {
    try { return JSON.parse(localStorage.getItem(place)); } catch { return null; }
  };
  const form = one("[data-article-form]");
  if ("saved" in page.dataset) forget();
  if (form) {
    const all_fields = () => [...new FormData(form)].filter(
      ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "step",
    );
    let timer;
    const later = () => { clearTimeout(timer); timer = setTimeout(() => keep(all_fields()), 300); };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    if (window.django && django.jQuery) django.jQuery(form).on("change", "select", later);
    window.addEventListener("pagehide", () => { if (!("saved" in page.dataset)) keep(all_fields()); });
    keep(all_fields());
  }
  const offer = one("[data-kept]");
  const found = offer && kept();
  if (found && Array.isArray(found.fields)) {
    const title = (found.fields.find(([name]) => name === "doc-title") || [])[1] || "Without a title";
    one("[data-kept-words]").textContent = `“${title}”, kept in this browser since ${new Date(found.at).toLocaleString()}.`;
    offer.hidden = false;
    one("[data-kept-form]").addEventListener("submit", (event) => {
      for (const [name, value] of found.fields) {
        const field = document.createElement("textarea");
        Object.assign(field, { name, value, hidden: true });
        event.target.append(field);
      }
    });
    one("[data-forget]").addEventListener("click", () => { forget(); offer.hidden = true; });
  }

  // Ctrl or Cmd with a key presses the button that names it.
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const button = one(`[data-keys="${event.key}"]`);
    if (!button) return;
    event.preventDefault();
    button.form.requestSubmit(button);
  });

  const refusal = document.getElementById("refusal");
  const start = refusal || one("[name=pasted]");
  if (start) start.focus();
  if (!form) return;

  // The proposal at hand, and its passage in the text.
  const cards = all("[data-draft]");
  let current = null;
  const show = (card) => {
    if (!card || card === current) return;
    current = card;
    for (const other of cards) other.classList.toggle("is-current", other === card);
    const marks = all("mark[data-marks]");
    const mine = marks.filter((mark) => mark.dataset.marks.split(" ").includes(card.dataset.draft));
    for (const mark of marks) mark.classList.toggle("is-current", mine.includes(mark));
    const pane = one(".a-text");
    if (mine[0]) pane.scrollTo({ top: mine[0].offsetTop - pane.offsetTop - pane.clientHeight / 3 });
  };
  const go = (card) => {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    show(card);
  };
  for (const card of cards) card.addEventListener("focusin", () => show(card));
  const beside = (step) => cards[cards.indexOf(current) + step];
  const tally = () => {
    const count = (how) => cards.filter((card) => card.dataset.decided === how).length;
    const open = cards.length - count("accept") - count("drop");
    one("[data-tally]").textContent = `${count("accept")} of ${cards.length} accepted, ${count("drop")} dropped, ${open} to decide.`;
  };
  for (const card of cards) {
    card.addEventListener("change", (event) => {
      if (event.target.type !== "radio") return;
      card.dataset.decided = event.target.value;
      tally();
    });
  }
  const decide = (how) => {
    const radio = current && one(`input[type=radio][value=${how}]`, current);
    if (!radio) return;
    radio.click();
    const after = [...cards.slice(cards.indexOf(current) + 1), ...cards];
    go(after.find((card) => !card.dataset.decided) || one(".a-save button") && current);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=radio]), textarea, select, .select2, .select2-container, [contenteditable]")) return;
    // Only while a proposal has the focus, as WCAG 2.1.4 asks of keys that are a single letter.
    if (!event.target.closest("[data-draft]")) return;
    const key = event.key.toLowerCase();
    if (key === "a") decide("accept");
    else if (key === "d") decide("drop");
    else if (key === "j") go(beside(1));
    else if (key === "k") go(beside(-1));
    else if (key === "e" && current) {
      const field = one("textarea", current);
      event.preventDefault();
      field.focus();
    }
  });
  if (!refusal) go(cards.find((card) => !card.dataset.decided) || cards[0]);

  // A list on top leads to its field, also into a closed part of the page.
  page.addEventListener("click", (event) => {
    const link = event.target.closest('.d-refusal a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    for (let el = target; el; el = el.parentElement) if (el.tagName === "DETAILS") el.open = true;
    const chooser = target.nextElementSibling;
    const field = target.matches(".select2-hidden-accessible") && chooser
      ? one(".select2-selection", chooser) : target;
    field.focus();
    field.scrollIntoView({ block: "center" });
  });
  if (cards.length && !refusal) show(cards.find((card) => !card.dataset.decided) || cards[0]);
  tally();
})();
