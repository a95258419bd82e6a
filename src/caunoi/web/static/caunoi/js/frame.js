// The frame of every page: search key, menus, notes, typed confirmation, idle log-out. Contracts: docs/frontend.md.

const toasts = document.getElementById("toasts");
const says = toasts ? toasts.dataset : {};

function note(text) {
  if (!toasts || !text) return;
  const box = document.createElement("div");
  const close = document.createElement("button");
  box.className = "toast-note";
  close.type = "button";
  close.textContent = says.close;
  close.addEventListener("click", () => box.remove());
  box.append(text, close);
  toasts.replaceChildren(box);
}
document.addEventListener("caunoi:note", (event) => note(event.detail));

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    document.querySelector("[data-search]")?.focus();
  }
  if (event.key === "Escape") closeMenus(null, true);
});
document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("[data-menu]"));
  if (event.target.closest("[data-print]")) print();
});
function closeMenus(except, refocus) {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (menu === except) continue;
    menu.open = false;
    if (refocus) menu.querySelector("summary").focus();
  }
}

// A page that only waits does not stay in the history: who goes back to it would be led on again.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, elt } = event.detail;
  const onward = xhr.getResponseHeader("HX-Redirect");
  if (!onward || !elt.matches('[hx-trigger^="every"]')) return;
  event.preventDefault();
  location.replace(onward);
});

// A refusal comes as a fragment with data-problem: it becomes a note and leaves the page as it is.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400 || !xhr.responseText.includes("data-problem")) return;
  const problem = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector("[data-problem]");
  event.detail.shouldSwap = event.detail.isError = false;
  note(problem.textContent.trim().replace(/\s+/g, " "));
});
document.addEventListener("htmx:responseError", (event) => {
  note({ 403: says.forbidden, 404: says.gone }[event.detail.xhr.status] || says.failed);
});
document.addEventListener("htmx:sendError", () => note(says.offline));

// A form is sent once; its button says that it works.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]")) return;
  if (form.ariaBusy === "true") return event.preventDefault();
  form.ariaBusy = "true";
  event.submitter?.classList.add("htmx-request");
  setTimeout(() => rest(form), 8000);
});
function rest(form) {
  form.ariaBusy = null;
  for (const button of form.querySelectorAll(".htmx-request")) button.classList.remove("htmx-request");
}
addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(rest));

// The browser's own file control speaks the browser's language; ours says the same in Vietnamese.
function dressFileControl(input) {
  const dress = document.createElement("span");
  const pick = document.createElement("label");
  const chosen = document.createElement("span");
  dress.className = "file-pick";
  pick.className = "btn btn-quiet";
  pick.htmlFor = input.id;
  pick.textContent = says.pick;
  dress.append(pick, chosen);
  input.before(dress);
  const tell = () => (chosen.textContent = [...input.files].map((file) => file.name).join("; ") || says.unpicked);
  input.addEventListener("change", tell);
  tell();
}
function dressFileControls(part) {
  for (const input of part.querySelectorAll("input[type=file]:not(.file-pick + input)")) dressFileControl(input);
}
dressFileControls(document);
document.addEventListener("htmx:load", (event) => dressFileControls(event.detail.elt));

// The browser would say what is missing in its own language.
const lacks = (field) => {
  if (field.validity.valueMissing) return field.type === "file" ? says.pickFirst : says.required;
  return field.validity.patternMismatch ? says.dateForm : "";
};
document.addEventListener("invalid", (event) => event.target.setCustomValidity(lacks(event.target)), true);
for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => event.target.setCustomValidity?.(""), true);
}

function weighConfirmation(form) {
  const typed = form.elements.confirmation.value.normalize("NFC").trim();
  form.querySelector("[type=submit]").disabled = typed !== form.dataset.confirm.normalize("NFC");
}
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-confirm]");
  if (form) weighConfirmation(form);
});
document.querySelectorAll("form[data-confirm]").forEach(weighConfirmation);

// The server counts requests, not keystrokes: whoever works on one page for long sends it a sign of life.
const idle = Number(document.body.dataset.idleSeconds) * 1000;
let lastSign = Date.now();
let warning;
function sign() {
  lastSign = Date.now();
  clearTimeout(warning);
  warning = setTimeout(() => note(says.idle), idle - 120000);
}
function stillHere() {
  if (Date.now() - lastSign < Math.min(300000, idle / 3)) return;
  toasts.replaceChildren();
  sign();
  fetch(document.body.dataset.sign, { method: "HEAD" }).catch(() => {});
}
if (idle > 180000) {
  sign();
  addEventListener("pointerdown", stillHere, { passive: true });
  addEventListener("keydown", stillHere, { passive: true });
}
