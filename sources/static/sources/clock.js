/* Moments in the reader's own zone. They are stored, and come, in UTC; the switch below the page
   shows them as stored, and the tooltip has the other one. Without this script they stay in UTC. */
"use strict";
(() => {
  const KEY = "corroborate-utc";
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const two = { month: "2-digit", day: "2-digit", year: "numeric" };
  // Swedish writes a date as ISO 8601 does.
  const formats = {
    day: new Intl.DateTimeFormat("sv-SE", two),
    minute: new Intl.DateTimeFormat("sv-SE", { ...two, hour: "2-digit", minute: "2-digit" }),
  };
  const offset = new Intl.DateTimeFormat("en-US", { timeZoneName: "shortOffset" });
  const local = (at, show) => {
    if (show === "day") return formats.day.format(at);
    const name = offset.formatToParts(at).find((part) => part.type === "timeZoneName").value;
    return `${formats.minute.format(at)} ${name}`;
  };
  const remembered = () => { try { return localStorage.getItem(KEY) === "1"; } catch { return false; } };
  const remember = (is) => { try { localStorage.setItem(KEY, is ? "1" : "0"); } catch { /* for this page only */ } };

  // The admin's own columns and fields are text. Midnight is how a day without an hour is stored:
  // it stays as it is, for a day must not shift.
  const STORED = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC$/;
  const wrap = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const match = walker.currentNode.data.trim().match(STORED);
      if (match && match[2] !== "00:00" && !walker.currentNode.parentElement.closest("time")) found.push([walker.currentNode, match]);
    }
    for (const [node, match] of found) {
      const time = document.createElement("time");
      time.dateTime = `${match[1]}T${match[2]}Z`;
      time.dataset.moment = "minute";
      time.title = time.textContent = match[0];
      node.replaceWith(time);
    }
  };
  const show = (times, isStored) => {
    for (const time of times) {
      const stored = time.dataset.stored ||= time.title;
      const mine = local(new Date(time.dateTime), "minute");
      time.title = isStored ? mine : `${stored}, as it is stored`;
      if (time.dataset.moment === "words") continue;
      const day = time.dataset.moment === "day";
      time.textContent = isStored ? (day ? stored.slice(0, 10) : stored) : local(new Date(time.dateTime), time.dataset.moment);
    }
  };
  const start = () => {
    for (const root of document.querySelectorAll("#content table, #content .readonly")) wrap(root);
    const times = [...document.querySelectorAll("time[data-moment]")];
    const isElsewhere = times.some((time) => new Date(time.dateTime).getTimezoneOffset() !== 0);
    if (!isElsewhere) return;
    let isStored = remembered();
    show(times, isStored);
    const bar = document.querySelector("[data-zone]");
    if (!bar) return;
    const button = bar.querySelector("button");
    const tell = () => {
      bar.querySelector("span").textContent = isStored ? "Times are shown as stored, in UTC." : `Times are shown in your zone, ${zone}.`;
      button.textContent = isStored ? `Show them in ${zone}` : "Show them as stored, in UTC";
    };
    button.addEventListener("click", () => {
      isStored = !isStored;
      remember(isStored);
      show(times, isStored);
      tell();
    });
    tell();
    bar.hidden = false;
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
