// Form sheet: moving, pasting a column, live marks, "không phát sinh", autosaved draft.

const form = document.querySelector("form[data-sheet]");
const says = form.dataset;
const cells = [...form.querySelectorAll("[data-cell]")];
const rowOf = (cell) => cell.closest("[data-field]");
const stateOf = (cell) => rowOf(cell).querySelector("[data-cell-state]");

const NUMBER = /^-?(\d{1,3}(\.\d{3})+|\d{1,3}([ \u00a0\u202f]\d{3})+|\d+)(,\d+)?$/;
function value(cell) {
  const typed = cell.value.trim();
  return NUMBER.test(typed) ? Number(typed.replace(/[. \u00a0\u202f]/g, "").replace(",", ".")) : null;
}

function fault(cell) {
  const typed = cell.value.trim();
  const kind = cell.dataset.cell;
  if (!typed || typed === "-" || kind === "text") return "";
  const number = value(cell);
  if (number === null) return says.saysLetters;
  if (number < 0 && kind !== "signed") return says.saysNegative;
  if (kind === "count" && !Number.isInteger(number)) return says.saysWhole;
  const whole = document.getElementById(cell.dataset.atMost);
  const limit = whole && value(whole);
  return typeof limit === "number" && number > limit ? says.saysAbove.replace("{label}", cell.dataset.atMostLabel) : "";
}

function mark() {
  let faults = 0;
  for (const cell of cells) {
    const sentence = fault(cell);
    faults += sentence ? 1 : 0;
    if (sentence) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    const place = rowOf(cell).querySelector(".error");
    if (place && place.textContent.trim() !== sentence) place.textContent = sentence;
  }
  const top = form.querySelector("[data-sheet-errors]");
  const count = faults ? says.saysCount.replace("{n}", faults) : "";
  if (top && top.textContent !== count) top.textContent = count;
}

function show(cell) {
  const state = stateOf(cell);
  if (!state) return;
  const row = rowOf(cell);
  row.className = row.className.replace(/\bis-[a-z-]+/g, "").trim();
  row.classList.add(`is-${state.value}`);
  cell.placeholder = cell.value ? "" : state.selectedOptions[0].textContent.trim();
}

// What is typed decides the state: a number is a number, nothing is "trống", a lone "-" is "không phát sinh".
function settle(cell, left) {
  const state = stateOf(cell);
  if (state) {
    if (left && cell.value.trim() === "-") {
      cell.value = "";
      state.value = "nil";
    } else if (!cell.value.trim() && ["value", "estimate"].includes(state.value)) state.value = "blank";
    else if (cell.value.trim() && cell.value.trim() !== "-" && state.value !== "estimate") state.value = "value";
  }
  show(cell);
}

function changed() {
  mark();
  dirty = true;
  clearTimeout(timer);
  timer = setTimeout(save, 1500);
}

function move(cell, by) {
  const next = cells[cells.indexOf(cell) + by];
  next?.focus();
  next?.select?.();
  return Boolean(next);
}

form.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!cell.matches("[data-cell]") || cell.tagName === "TEXTAREA") return;
  const by = { Enter: event.shiftKey ? -1 : 1, Tab: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "F2") stateOf(cell)?.focus();
  if (event.key === "Enter" || event.key === "F2") event.preventDefault();
  if (by && move(cell, by)) event.preventDefault();
});
form.addEventListener("input", (event) => {
  if (event.target.matches("[data-cell]")) settle(event.target);
  changed();
});
form.addEventListener("focusout", (event) => {
  if (event.target.matches("[data-cell]")) settle(event.target, true);
});
form.addEventListener("change", (event) => {
  if (!event.target.matches("[data-cell-state]")) return;
  const cell = rowOf(event.target).querySelector("[data-cell]");
  const numbered = ["value", "estimate"].includes(event.target.value);
  if (!numbered && cell.value) [cell.dataset.kept, cell.value] = [cell.value, ""];
  if (numbered && !cell.value) cell.value = cell.dataset.kept || "";
  show(cell);
  changed();
});
form.addEventListener("paste", (event) => {
  const rows = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
  if (!event.target.matches("[data-cell]") || rows.length < 2) return;
  event.preventDefault();
  const from = cells.indexOf(event.target);
  rows.slice(0, cells.length - from).forEach((row, index) => {
    cells[from + index].value = row.split("\t")[0].trim();
    settle(cells[from + index], true);
  });
  changed();
});

// The draft: saved against its revision; without a connection the browser keeps a copy.
const place = form.querySelector("[data-draft-state]");
const key = `caunoi:${says.sheet}`;
let dirty = false;
let saving = false;
let stopped = false;
let timer;

function tell(sentence, kind = "") {
  if (!place) return;
  place.textContent = sentence;
  place.className = `draft-state ${kind}`;
}
const typed = () => Object.fromEntries([...new FormData(form)].filter(([name]) => !/^(csrf|revision)/.test(name)));
const now = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
function keep() {
  if (dirty) localStorage.setItem(key, JSON.stringify({ time: now(), typed: typed() }));
}

async function save() {
  if (!says.draftUrl || !dirty || stopped) return;
  if (saving) return (timer = setTimeout(save, 500));
  saving = true;
  dirty = false;
  tell(says.saysSaving);
  try {
    const answer = await fetch(says.draftUrl, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    await took(answer);
  } catch {
    unsaved(says.saysOffline, "is-offline");
  }
  saving = false;
}

async function took(answer) {
  const body = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
  if (answer.status === 409) {
    stopped = true;
    return unsaved(body.message || says.saysConflict, "is-conflict");
  }
  if (!answer.ok || !body.revision) return unsaved(body.message || says.saysFailed, "is-offline");
  form.elements.revision.value = body.revision;
  if (!dirty) localStorage.removeItem(key);
  tell(says.saysSaved.replace("{time}", body.time || now()));
}

function unsaved(sentence, kind) {
  dirty = true;
  keep();
  tell(sentence, kind);
  if (!stopped) timer = setTimeout(save, 20000);
}
addEventListener("online", save);
addEventListener("offline", () => tell(says.saysOffline, "is-offline"));
addEventListener("pagehide", keep);
form.addEventListener("submit", () => {
  for (const cell of cells) settle(cell, true);
  clearTimeout(timer);
  stopped = true;
  keep();
});

function offerCopy() {
  const bar = form.querySelector("[data-restore]");
  const copy = JSON.parse(localStorage.getItem(key) || "null");
  const here = typed();
  if (!bar || !copy || Object.keys(copy.typed).every((name) => copy.typed[name] === here[name])) return localStorage.removeItem(key);
  bar.hidden = false;
  bar.querySelector("[data-restore-time]").textContent = copy.time;
  bar.addEventListener("click", (event) => {
    if (event.target.closest("[data-restore-take]")) restore(copy.typed);
    else if (!event.target.closest("[data-restore-drop]")) return;
    localStorage.removeItem(key);
    bar.hidden = true;
  });
}
function restore(values) {
  for (const [name, content] of Object.entries(values)) if (form.elements[name]) form.elements[name].value = content;
  cells.forEach(show);
  changed();
}

cells.forEach(show);
mark();
offerCopy();
