// Review: text and cards point at each other; j k Enter E X; words selected in the text become a new finding.

const root = document.querySelector("[data-review]");
const text = root.querySelector("[data-review-text]");
const cards = () => [...root.querySelectorAll("[data-review-cards] [data-finding-id]")];
// What lies folded away is passed over.
const inSight = () => cards().filter((card) => !card.closest("details:not([open])"));
const marksOf = (id) => text.querySelectorAll(`[data-finding-id="${CSS.escape(id)}"]`);
const cardOf = (id) => cards().find((card) => card.dataset.findingId === id);
// Going back, a browser may show the page as it was before the last answers.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") location.reload();

let current = null;
let onward = false;

function choose(id, from) {
  current = id;
  for (const old of root.querySelectorAll(".is-current")) old.classList.remove("is-current");
  const card = cardOf(id);
  const marks = marksOf(id);
  for (const part of [card, ...marks]) part?.classList.add("is-current");
  if (from !== "text" && marks.length) reveal(text, marks[0]);
  if (card?.dataset.page) showPage(Number(card.dataset.page));
  if (card && from !== "card") {
    card.focus({ preventScroll: true });
    reveal(root.querySelector("[data-review-cards]"), card);
  }
}

// The page of the original beside the text: it follows the current card, and its own links.
const pane = root.querySelector("[data-review-image]");
function showPage(page) {
  if (!pane || page < 1 || page > Number(pane.dataset.pages)) return;
  const shown = pane.querySelector("[data-page-shown]");
  if (shown.textContent === String(page)) return;
  const image = pane.querySelector("[data-page-image]");
  const address = pane.dataset.pattern.replace("/0/anh.webp", `/${page}/anh.webp`);
  image.src = pane.querySelector("[data-page-link]").href = address;
  image.alt = image.alt.replace(/\d+/, page);
  shown.textContent = page;
  pane.scrollTop = 0;
}
pane?.addEventListener("click", (event) => {
  const step = event.target.closest("[data-page-step]");
  if (!step) return;
  event.preventDefault();
  showPage(Number(pane.querySelector("[data-page-shown]").textContent) + Number(step.dataset.pageStep));
});

// Only the pane moves, and only when the part is out of sight: the page itself stays where it is.
function reveal(pane, part) {
  if (pane.scrollHeight <= pane.clientHeight) return part.scrollIntoView({ block: "nearest" });
  const frame = pane.getBoundingClientRect();
  const box = part.getBoundingClientRect();
  if (box.top >= frame.top + 30 && box.bottom <= frame.bottom) return;
  pane.scrollTop += box.top - frame.top - Math.max(30, (frame.height - box.height) / 3);
}

function step(by) {
  const all = inSight();
  const at = all.findIndex((card) => card.dataset.findingId === current);
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  if (next) choose(next.dataset.findingId);
}

function nextOpen() {
  const all = inSight();
  const at = all.findIndex((card) => card.dataset.findingId === current);
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find((card) => card.dataset.state === "proposed");
  choose(next ? next.dataset.findingId : current);
}

function act(name) {
  const control = cardOf(current)?.querySelector(`[data-act="${name}"]`);
  if (!control) return;
  onward = name !== "edit";
  control.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") cardOf(current)?.querySelector('[data-act="stop"]')?.click();
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], .side, .top")) return;
  const key = event.key.toLowerCase();
  if (key === "enter" && event.target.closest("a, button, summary")) return;
  const acts = { j: () => step(1), k: () => step(-1), enter: () => act("confirm"), e: () => act("edit"), x: () => act("reject") };
  if (!acts[key]) return;
  event.preventDefault();
  acts[key]();
});

root.addEventListener("click", (event) => {
  const part = event.target.closest("[data-finding-id]");
  if (!part || !getSelection().isCollapsed) return;
  choose(part.dataset.findingId, text.contains(part) ? "text" : "card");
});
root.addEventListener("focusin", (event) => {
  const card = event.target.closest("[data-review-cards] [data-finding-id]");
  if (card && card.dataset.findingId !== current) choose(card.dataset.findingId, "card");
});

// After each answer of the server the marks and the progress line follow the cards.
function follow() {
  const all = cards();
  const done = all.filter((card) => card.dataset.state !== "proposed").length;
  for (const card of all) for (const mark of marksOf(card.dataset.findingId)) mark.dataset.state = card.dataset.state;
  const line = document.querySelector('[data-progress="review"]');
  if (!line) return;
  Object.assign(line.querySelector("progress"), { max: all.length || 1, value: done });
  const shown = line.querySelector("[data-progress-done]");
  if (shown) shown.textContent = done;
  const total = line.querySelector("[data-progress-total]");
  if (total) total.textContent = all.length;
}
document.addEventListener("htmx:afterSettle", () => {
  follow();
  if (current && onward) nextOpen();
  else if (current) {
    choose(current);
    cardOf(current)?.querySelector("form :is(input:not([type=hidden]), select, textarea)")?.focus({ preventScroll: true });
  }
  onward = false;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) onward = false;
});

// Offsets count code points from the start of the version's text, as Python does; a string here counts UTF-16 units.
function words(range) {
  const copy = range.cloneContents();
  for (const extra of copy.querySelectorAll("[data-skip]")) extra.remove();
  return copy.textContent;
}

function inside(block, node, at) {
  const range = document.createRange();
  range.selectNodeContents(block);
  if (node) range.setEnd(node, at);
  return [...words(range)];
}

function offset(node, at) {
  const block = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-start]");
  if (!block || !text.contains(block)) return null;
  return Number(block.dataset.start) + inside(block, node, at).length;
}

// Taken block by block: what stands between two blocks on the page is the template's and not the text's.
function span(range) {
  const from = offset(range.startContainer, range.startOffset);
  if (from === null) return null;
  const to = offset(range.endContainer, range.endOffset) ?? Infinity;
  const picked = [];
  for (const block of text.querySelectorAll("[data-start]")) {
    if (!range.intersectsNode(block)) continue;
    inside(block).forEach((letter, index) => picked.push({ letter, at: Number(block.dataset.start) + index }));
    picked.push({ letter: "\n", at: NaN });
  }
  const chosen = picked.filter(({ at }) => Number.isNaN(at) || (at >= from && at < to));
  while (chosen.length && !chosen[0].letter.trim()) chosen.shift();
  while (chosen.length && !chosen.at(-1).letter.trim()) chosen.pop();
  if (!chosen.length) return null;
  return { start: chosen[0].at, end: chosen.at(-1).at + 1, words: chosen.map(({ letter }) => letter).join("") };
}

const adding = root.querySelector("form[data-review-add]");
document.addEventListener("pointerup", (event) => {
  if (text.contains(event.target)) setTimeout(takeSelection);
});
document.addEventListener("keyup", (event) => {
  if (event.shiftKey && text.contains(getSelection().anchorNode)) takeSelection();
});
function takeSelection() {
  const selection = getSelection();
  if (!adding || selection.isCollapsed || !selection.rangeCount) return;
  const found = span(selection.getRangeAt(0));
  if (!found) return;
  for (const name of ["start", "end", "words"]) adding.elements[name].value = found[name];
  const box = adding.closest("details");
  if (box) box.open = true;
  reveal(root.querySelector("[data-review-cards]"), adding);
}
// Words typed by hand are looked up by the server: an older span would contradict them.
adding?.elements.words.addEventListener("input", () => {
  adding.elements.start.value = adding.elements.end.value = "";
});

follow();
const named = cards().find((card) => `#${card.id}` === location.hash);
if (named) choose(named.dataset.findingId);
