"use strict";
// The page reads without this. What it adds: filters, search, keys, and decisions that can be exported.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = JSON.parse($("#data").textContent);
  const info = new Map(data.claims.map((c) => [c[0], c]));
  const cards = $$(".card");
  const rows = $$(".row");
  const sheets = $$(".sheet");
  const anchors = new Map(cards.map((card) => [card, card.id || $(".inside", card).id]));
  const anchorOf = (card) => anchors.get(card);
  const byAnchor = new Map(cards.map((card) => [anchorOf(card), card]));
  const inRow = new Map(rows.map((row) => [row, $$(".card", row)]));
  const say = (text) => { $("#toast").textContent = text; clearTimeout(say.timer); say.timer = setTimeout(() => { $("#toast").textContent = ""; }, 2500); };

  // Decisions: in the page, and in the browser's storage where it lends one to files.
  const key = "claims-audit:" + data.key;
  const store = { get() { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } },
    set(value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* kept in the page alone */ } } };
  const decided = new Map(Object.entries({ ...data.decisions, ...store.get() }).filter(([a]) => info.has(a)));
  const words = { accept: "Accepted", change: "To change", reject: "To remove" };
  const reviewer = $("#reviewer");
  reviewer.value = [...decided.values()].map((d) => d.by).filter(Boolean).pop() || "";
  const today = () => { const d = new Date(); return [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, "0")).join("-"); };

  function record(anchor, change) {
    const next = { decision: null, note: "", ...decided.get(anchor), ...change, by: reviewer.value.trim(), on: today() };
    if (next.decision || next.note) decided.set(anchor, next); else decided.delete(anchor);
    store.set(Object.fromEntries(decided));
    show(anchor);
    progress();
  }

  function show(anchor) {
    const card = byAnchor.get(anchor);
    const now = decided.get(anchor);
    const choice = now && now.decision;
    if (choice) card.dataset.d = choice; else delete card.dataset.d;
    const box = $(".decide", card);
    if (!box) return;
    for (const button of $$("button[data-choice]", box)) button.setAttribute("aria-pressed", String(button.dataset.choice === choice));
    const note = $("textarea", box);
    if (document.activeElement !== note) note.value = (now && now.note) || "";
    $(".who", box).textContent = now ? [choice ? words[choice] : "Note", now.by && "by " + now.by, now.on].filter(Boolean).join(" · ") : "";
  }

  // In a long report the server leaves what a card holds as text; it becomes elements when somebody comes near.
  function fill(card) {
    const waiting = $("noscript", card);
    if (!waiting) return;
    const made = document.createElement("template");
    made.innerHTML = waiting.textContent;
    waiting.replaceWith(made.content);
  }

  function box(card) {
    fill(card);
    if ($(".decide", card)) return;
    const part = $("#decide").content.cloneNode(true);
    const number = $(".number", card).textContent.trim();
    $("fieldset", part).setAttribute("aria-label", "Decision on claim " + number);
    $("textarea", part).setAttribute("aria-label", "Note on claim " + number);
    ($(".inside", card) || card).append(part);
    show(anchorOf(card));
  }

  const counted = cards.filter((card) => !card.classList.contains("folded"));
  function progress() {
    const done = counted.filter((card) => card.dataset.d).length;
    $("#progress").textContent = done + " of " + counted.length + " decided";
    $("#meter").setAttribute("width", String(counted.length ? (100 * done) / counted.length : 0));
    $("#export").disabled = !decided.size;
  }

  function listed() {
    return [...decided].map(([anchor, d]) => {
      const [, name, number, text, statement, verdict] = info.get(anchor);
      const [sheet, uri, digest] = data.documents[number];
      const claim = name === null ? anchor.slice(sheet.length + 1) : name;
      return { claim, document: uri, digest, text, statement: statement === null ? text : statement, verdict,
        decision: d.decision, note: d.note, by: d.by || reviewer.value.trim(), on: d.on };
    });
  }

  function download(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function exportDecisions() {
    const file = { schema: "claims-audit/decisions/1", report: data.report, decisions: listed() };
    download(data.name + "-decisions.json", "application/json", JSON.stringify(file, null, 2) + "\n");
    const nameless = file.decisions.some((d) => !d.by);
    say(decided.size + (decided.size === 1 ? " decision" : " decisions") + " exported" + (nameless ? ", some without a name: fill in Reviewer and export again" : ""));
    if (nameless) reviewer.focus();
  }

  function savePage() {
    const page = document.documentElement.cloneNode(true);
    for (const part of $$(".decide", page)) part.remove();
    for (const part of $$(".current, .now, [data-d]", page)) { part.classList.remove("current", "now"); delete part.dataset.d; }
    for (const part of $$(".card, .row, .sheet", page)) part.hidden = false;
    for (const part of $$(".scripted", page)) part.hidden = true;
    page.classList.remove("on", "filtered");
    $("#toast", page).textContent = "";
    const kept = { ...data, decisions: Object.fromEntries(decided) };
    $("#data", page).textContent = JSON.stringify(kept).replace(/[<>&\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
    download(data.name + "-reviewed.html", "text/html", "<!DOCTYPE html>\n" + page.outerHTML + "\n");
    say("Page saved with its decisions");
  }

  // Filters: a claim shows if it meets all of them; a row of copy shows with a claim of its own, or if nothing filters.
  const search = $("#search");
  const picks = $$("select[data-filter]");
  const verdicts = $$("input[data-verdict]");
  const fine = $("#fine");
  const open = $("#open");
  const texts = new Map();
  const signs = { amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'", "#35": "#", "#58": ":" };
  const plain = (markup) => markup.replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt|#3[459]|#58);/g, (_, sign) => signs[sign]);
  function textOf(card) {
    let text = texts.get(card);
    if (text === undefined) {
      const [, , , said, statement] = info.get(anchorOf(card));
      const waiting = $("noscript", card);
      const held = waiting ? plain(waiting.textContent) : card.textContent;
      text = (said + " " + (statement || "") + " " + held).toLowerCase();
      texts.set(card, text);
    }
    return text;
  }

  function meets(card, off, needles, chosen) {
    const set = card.dataset;
    const folded = card.classList.contains("folded");
    const [, , number, , , verdict] = info.get(anchorOf(card));
    return !off.has(verdict) && !(fine.checked && folded) && !(open.checked && (set.d || folded))
      && chosen.every(([name, value]) => (name === "document" ? data.documents[number][0] === value : (set[name] || "").split(" ").includes(value)))
      && needles.every((needle) => textOf(card).includes(needle));
  }

  function filter() {
    const off = new Set(verdicts.filter((v) => !v.checked).map((v) => v.dataset.verdict));
    const needles = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = picks.filter((p) => p.value).map((p) => [p.dataset.filter, p.value]);
    const active = off.size > 0 || needles.length > 0 || chosen.length > 0 || fine.checked || open.checked;
    let shown = 0;
    for (const [row, own] of inRow) {
      let any = !active;
      for (const card of own) {
        const keep = meets(card, off, needles, chosen);
        card.keep = keep;
        if (keep) { shown += 1; any = true; }
      }
      if (row.hidden === any) row.hidden = !any;
      if (any) for (const card of own) if (card.hidden === card.keep) card.hidden = !card.keep;
    }
    for (const sheet of sheets) {
      const gone = active && !$(".row:not([hidden])", sheet);
      if (sheet.hidden !== gone) sheet.hidden = gone;
    }
    document.documentElement.classList.toggle("filtered", active);
    $("#shown").textContent = active ? shown + " of " + cards.length + " shown" : cards.length + (cards.length === 1 ? " claim" : " claims");
    $("#clear").hidden = !active;
    $("#none").hidden = shown > 0 || !active;
  }

  function clear() {
    search.value = "";
    for (const pick of picks) pick.value = "";
    for (const verdict of verdicts) verdict.checked = true;
    fine.checked = open.checked = false;
    filter();
  }

  // Moving from claim to claim.
  let current = null;
  function choose(card) {
    const mark = (on) => current && $$(".copy a", current.closest(".row")).filter((a) => a.hash === "#" + anchorOf(current)).forEach((a) => a.classList.toggle("now", on));
    mark(false);
    if (current) current.classList.remove("current");
    current = card;
    current.classList.add("current");
    mark(true);
    box(card);
  }

  function go(card, { focus = true } = {}) {
    choose(card);
    if (card.tagName === "DETAILS") card.open = true;
    card.scrollIntoView({ block: "start" });
    if (focus) (card.tagName === "DETAILS" ? $("summary", card) : card).focus({ preventScroll: true });
  }

  function step(by, want = () => true) {
    const visible = cards.filter((card) => card.keep);
    const from = current && visible.includes(current) ? visible.indexOf(current) : by > 0 ? -1 : visible.length;
    for (let i = from + by; i >= 0 && i < visible.length; i += by) if (want(visible[i])) return go(visible[i]);
    say(by > 0 ? "No further claim" : "No claim before this one");
    return undefined;
  }

  function copyLink(card) {
    const anchor = anchorOf(card);
    const link = location.href.split("#")[0] + "#" + anchor;
    history.replaceState(null, "", "#" + anchor);
    const done = () => say("Link to claim " + $(".number", card).textContent.trim() + " copied");
    const byHand = () => {
      const area = document.createElement("textarea");
      area.value = link;
      area.className = "away";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      done();
    };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(link).then(done, byHand); else byHand();
  }

  const keys = $("#keys");
  const help = $("#help");
  const actions = {
    j: () => step(1), k: () => step(-1),
    u: () => step(1, (card) => !card.dataset.d && !card.classList.contains("folded")),
    a: () => current && record(anchorOf(current), { decision: "accept" }),
    c: () => current && record(anchorOf(current), { decision: "change" }),
    r: () => current && record(anchorOf(current), { decision: "reject" }),
    e: () => { if (current) { box(current); $("textarea", current).focus(); } },
    l: () => current && copyLink(current),
    f: () => { fine.checked = !fine.checked; filter(); },
    x: () => decided.size && exportDecisions(),
    "/": () => search.focus(), "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const inField = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && inField) { inField.blur(); if (current) go(current); return; }
    if (inField || help.open || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actions[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  document.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    const button = event.target.closest("button");
    if (card && card !== current) choose(card);
    if (!button) return;
    if (button.dataset.choice) {
      const pressed = button.getAttribute("aria-pressed") === "true";
      record(anchorOf(card), { decision: pressed ? null : button.dataset.choice });
    } else if (button.classList.contains("link")) copyLink(card);
    else if (button.id === "export") exportDecisions();
    else if (button.id === "save") savePage();
    else if (button.id === "print") window.print();
    else if (button.id === "clear") clear();
    else if (button.id === "next") step(1);
    else if (button.id === "previous") step(-1);
    else if (button.id === "show-help") help.showModal();
    else if (button.id === "hide-help") help.close();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(".decide textarea")) record(anchorOf(event.target.closest(".card")), { note: event.target.value });
    else if (event.target === search) { clearTimeout(filter.timer); filter.timer = setTimeout(filter, 80); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest(".filters")) filter();
  });
  document.addEventListener("toggle", (event) => { if (event.target.open && event.target.matches(".card")) box(event.target); }, true);

  function arrive() {
    const target = byAnchor.get(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (!target.keep) clear();
    go(target, { focus: false });
  }

  document.documentElement.classList.add("on");
  for (const part of $$(".scripted")) part.hidden = false;
  for (const anchor of decided.keys()) show(anchor);
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      for (const card of inRow.get(target)) if (!card.classList.contains("folded")) box(card); else fill(card);
    }
  }, { rootMargin: "600px" });
  for (const [row, own] of inRow) if (own.length) near.observe(row);
  window.addEventListener("beforeprint", () => {
    for (const card of cards) fill(card);
    for (const anchor of decided.keys()) box(byAnchor.get(anchor));
  });
  window.addEventListener("hashchange", arrive);
  progress();
  filter();
  arrive();
})();
