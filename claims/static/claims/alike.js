/* Claims that are like the one being typed. A hint: it never stands in the way of saving. */
"use strict";
(() => {
  const form = document.querySelector("[data-desk]");
  const place = form && form.querySelector("[data-alike]");
  if (!place) return;
  const ASKED = ["statement", "value", "measure", "subject", "scope", "as_of", "as_of_precision"];
  const SHORTEST = 12;

  const element = (tag, text, more = {}) =>
    Object.assign(document.createElement(tag), { textContent: text, ...more });
  const line = (one) => {
    const item = element("li", "");
    const said = one.value ? `${one.value}${one.claimant ? `, according to ${one.claimant}` : ""}` : "";
    item.append(
      element("a", `${one.ref}: ${one.statement}`, { href: one.url, target: "_blank" }),
      element("span", ` (opens in a new tab)`, { className: "d-sr" }),
      element("div", [said, one.state, one.why.join("; ")].filter(Boolean).join(" · "), { className: "d-help" }),
    );
    return item;
  };
  const show = (found) => {
    if (!found.length) {
      place.replaceChildren();
      return;
    }
    const list = element("ul", "");
    list.append(...found.map(line));
    const count = found.length === 1 ? "One claim is" : `${found.length} claims are`;
    place.replaceChildren(element("p", `${count} like this one: is yours new?`, { className: "d-error" }), list);
  };

  let timer, asking, before = "";
  const ask = async () => {
    const fields = new FormData(form);
    const query = new URLSearchParams({ claim: place.dataset.claim });
    for (const name of ASKED) query.set(name, fields.get(name) || "");
    if (query.get("statement").trim().length < SHORTEST && !query.get("value")) return show([]);
    if (query.toString() === before) return;
    before = query.toString();
    if (asking) asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const response = await fetch(`${place.dataset.url}?${query}`, { signal }).catch(() => null);
    if (!response || !response.ok || response.redirected || signal.aborted) return;
    show((await response.json()).found);
  };
  const later = (event) => {
    if (!ASKED.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 500);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  if (window.django && django.jQuery) django.jQuery(form).on("change", "select", later);
})();
