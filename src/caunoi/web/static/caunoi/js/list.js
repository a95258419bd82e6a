// Lists: choose columns, select many, open a row by keyboard. Without this file the same happens by links and forms.

for (const chooser of document.querySelectorAll("[data-columns]")) {
  const table = document.querySelector(chooser.dataset.columns);
  const form = chooser.querySelector("form");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const apply = (write) => {
    for (const box of boxes) {
      const head = table.querySelector(`th[data-col="${CSS.escape(box.value)}"]`);
      for (const row of table.rows) if (row.cells[head?.cellIndex]) row.cells[head.cellIndex].hidden = !box.checked;
    }
    if (write) address(boxes);
  };
  form.querySelector("[type=submit]").hidden = true;
  form.addEventListener("change", () => apply(true));
  apply(false);
}

// The address and the Excel link name the columns, so that both give the list as shown.
function address(boxes) {
  const links = [...document.querySelectorAll("a[data-export]")];
  for (const [place, set] of [[location.href, (url) => history.replaceState(null, "", url)], ...links.map((a) => [a.href, (url) => (a.href = url)])]) {
    const url = new URL(place);
    for (const name of new Set(boxes.map((box) => box.name))) url.searchParams.delete(name);
    for (const box of boxes) if (box.checked) url.searchParams.append(box.name, box.value);
    set(url);
  }
}

function counted(table) {
  const boxes = [...table.querySelectorAll("tbody td.check input")];
  const chosen = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.closest("tr").ariaSelected = box.checked;
  const all = table.querySelector("[data-select-all]");
  if (all) Object.assign(all, { checked: chosen > 0 && chosen === boxes.length, indeterminate: chosen > 0 && chosen < boxes.length });
  for (const place of document.querySelectorAll("[data-selected-text]")) {
    place.hidden = !chosen;
    place.textContent = place.dataset.selectedText.replace("{n}", chosen);
  }
}
document.addEventListener("change", (event) => {
  const table = event.target.closest("table[data-list]");
  if (!table || event.target.type !== "checkbox") return;
  if (event.target.matches("[data-select-all]"))
    for (const box of table.querySelectorAll("tbody td.check input")) box.checked = event.target.checked;
  counted(table);
});

function ready() {
  for (const row of document.querySelectorAll("table[data-list] tr[data-row]")) row.tabIndex = -1;
  const first = document.querySelector("table[data-list] tr[data-row]");
  if (first) first.tabIndex = 0;
}
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("tr[data-row]");
  if (event.key === "Escape") document.querySelector(".row-panel")?.replaceChildren();
  if (row !== event.target || event.ctrlKey || event.altKey || event.metaKey) return;
  const to = { j: row.nextElementSibling, ArrowDown: row.nextElementSibling, k: row.previousElementSibling, ArrowUp: row.previousElementSibling }[event.key];
  if (event.key === "Enter") row.querySelector("a[data-open]")?.click();
  else if (event.key === " ") row.querySelector("td.check input")?.click();
  else if (!to) return;
  event.preventDefault();
  if (to) [row.tabIndex, to.tabIndex] = [-1, 0];
  to?.focus();
});
document.addEventListener("htmx:afterSettle", ready);
ready();
