/* The claim page: blocks added and removed, the value read while it is typed, keys, a warning
   before typed text is left behind. Everything is sent by the one form. */
"use strict";
(() => {
  const form = document.querySelector("[data-desk]");
  if (!form) return;
  const one = (selector, from = form) => from.querySelector(selector);
  const all = (selector, from = form) => [...from.querySelectorAll(selector)];

  // Blocks. A template holds 9999 where the index goes.
  const copy = (id, replacements) => {
    const holder = document.createElement("div");
    let html = document.getElementById(id).innerHTML;
    for (const [from, to] of replacements) html = html.replaceAll(from, to);
    holder.innerHTML = html;
    return holder.firstElementChild;
  };
  const place = (block, list) => {
    list.append(block);
    block.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
    counters(block);
    const first = one(".select2-selection, select, input:not([type=hidden]), textarea", block);
    if (first) first.focus();
    dirty = true;
  };
  const next = (pattern) => {
    const numbers = all("[name]").map((field) => (field.name.match(pattern) || [])[1]);
    return Math.max(-1, ...numbers.filter(Boolean).map(Number)) + 1;
  };
  const addCitation = () => {
    const index = next(/^citations-(\d+)-/);
    const block = copy("blank-citation", [["citations-9999", `citations-${index}`]]);
    block.dataset.index = index;
    place(block, one("[data-citations]"));
  };
  const addHop = (button) => {
    const citation = button.closest("[data-citation]");
    const where = `citations-${citation.dataset.index}`;
    const hop = next(new RegExp(`^${where}-hops-(\\d+)-`));
    const block = copy("blank-hop", [["citations-9999-hops-9999", `${where}-hops-${hop}`]]);
    place(block, one("[data-hops]", citation));
  };
  const remove = (button) => {
    const block = button.closest(button.dataset.remove);
    const beside = block.parentElement.closest("fieldset, section");
    block.remove();
    dirty = true;
    const back = beside && one("[data-add-hop], [data-add-citation]", beside);
    (back || one("[data-add-citation]")).focus();
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-add-citation]")) addCitation();
    if (button.matches("[data-add-hop]")) addHop(button);
    if (button.matches("[data-remove]")) remove(button);
  });

  // A list on top leads to its field, also into a closed part of the page.
  form.addEventListener("click", (event) => {
    const link = event.target.closest('.d-refusal a[href^="#"], .d-warnings a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    for (let el = target; el; el = el.parentElement) if (el.tagName === "DETAILS") el.open = true;
    const chooser = target.nextElementSibling;
    const focus = target.matches(".select2-hidden-accessible") && chooser
      ? one(".select2-selection", chooser) : target;
    focus.focus();
    focus.scrollIntoView({ block: "center" });
  });

  // Counted, never cut.
  function counters(from) {
    for (const field of all("[data-limit]", from)) {
      const limit = Number(field.dataset.limit);
      const counter = document.createElement("span");
      counter.className = "d-counter";
      const count = () => {
        const length = [...field.value].length;
        counter.textContent = length > limit * 0.7 ? `${length} of ${limit}` : "";
        counter.classList.toggle("is-over", length > limit);
      };
      field.after(counter);
      field.addEventListener("input", count);
      count();
    }
  }
  counters(form);

  // The value, as the server reads it.
  const box = one("[data-value-box]");
  const reading = one("[data-value-reading]");
  if (box && reading) {
    let timer, latest = 0;
    const read = async () => {
      const mine = ++latest;
      if (!box.value.trim()) {
        reading.textContent = "";
        return;
      }
      const measure = one("[name=measure]");
      const query = new URLSearchParams({ text: box.value, measure: measure ? measure.value : "" });
      const response = await fetch(`${reading.dataset.url}?${query}`).catch(() => null);
      if (mine !== latest || !response || !response.ok || response.redirected) return;
      const found = await response.json();
      reading.classList.toggle("is-bad", Boolean(found.problems));
      reading.textContent = found.problems
        ? found.problems.join(" ")
        : `Read as ${found.phrase} · ${found.comparator} · ${found.interval} ${found.unit}`;
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(read, 250);
    };
    box.addEventListener("input", later);
    if (window.django && django.jQuery) django.jQuery("[name=measure]").on("change", later);
    if (box.value && !box.closest(".errors")) later();
  }

  // A date that is given is known to the day, or the minute, unless somebody says otherwise.
  const PRECISION = { as_of: "day", stated_at: "minute", period_start: "day", period_end: "day" };
  form.addEventListener("change", (event) => {
    const found = PRECISION[event.target.name];
    const name = event.target.name.replace(/_(at|start|end)$/, "") + "_precision";
    const select = found && one(`[name=${name}]`);
    if (select && event.target.value && select.value === "unknown") select.value = found;
  });

  // Enter in the answer to a warning gives it; in any other field it saves.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-answer] input")) return;
    event.preventDefault();
    one("button", event.target.closest("[data-answer]")).click();
  });

  // Keys: Ctrl or Cmd with S, Enter and ?. Ctrl Enter goes to the step that leads on, and
  // takes it from there; one without words of its own is taken at once.
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === "?" || event.key === "/") {
      const keys = document.getElementById("keys");
      event.preventDefault();
      keys.open = true;
      one("summary", keys).focus();
      keys.scrollIntoView({ block: "nearest" });
      return;
    }
    if (event.shiftKey) return;
    const step = event.key === "Enter" && event.target.closest("[data-step]");
    const button = step ? one("button[name=verb]", step) : one(`[data-keys="${event.key}"]`);
    if (!button) return;
    event.preventDefault();
    const part = button.closest("[data-step]");
    if (!step && part) {
      part.open = true;
      one("textarea, select, input:not([type=hidden])", part).focus();
      part.scrollIntoView({ block: "nearest" });
      return;
    }
    form.requestSubmit(button);
  });

  // Typed text is not left behind by accident.
  let dirty = "unsaved" in form.dataset;
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("change", (event) => { if (event.isTrusted) dirty = true; });
  for (const leaving of ["submit", "desk:leaving"]) form.addEventListener(leaving, () => { dirty = false; });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  const refusal = document.getElementById("refusal");
  const start = refusal || one("[data-leads]");
  if (start) start.focus();
})();
