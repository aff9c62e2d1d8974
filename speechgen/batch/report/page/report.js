// The page as a whole: what stands above the table, and what its controls do.

const lengthOf = (entry) => (exists(entry) && entry[CHARACTERS] ? entry[CHARACTERS] : null);
const charts = [
  histogram(
    find("lengths"),
    lengthOf,
    (value) => number.format(value),
    true,
    (range) => choose("lengths", range),
  ),
  histogram(
    find("differences"),
    (entry) => entry[DIFFERS],
    (value) => percent.format(Math.min(value, 1)),
    false,
    (range) => choose("differences", range),
  ),
];

function choose(key, range) {
  asked[key] = range;
  filterRows();
}

function fillHead() {
  const started = new Date(`${run.started.slice(0, 19)}Z`); // shown in the zone of the run
  const written = run.totals.built;
  const facts = [
    [say.data, run.data],
    [say.output, `${run.output} · ${run.format}`],
    [
      say.started,
      started.toLocaleString(document.documentElement.lang, {
        dateStyle: "medium",
        timeStyle: "short",
        timeZone: "UTC",
      }),
    ],
    [say.took, duration(run.seconds)],
    [say.jobs, number.format(run.jobs)],
  ];
  if (written && run.seconds)
    facts.splice(4, 0, [
      say.rate_word,
      fill(say.rate, { number: number.format(Math.round(written / run.seconds)) }),
    ]);
  find("facts").replaceWith(Object.assign(definitions(facts, "facts"), { id: "facts" }));
  find("interrupted").hidden = !run.interrupted;
  find("made").textContent = `speechgen ${run.speechgen} · report.json ${run.report}`;
}

function fillResults() {
  const { totals } = run;
  for (const name of run.statuses.filter((one) => totals[one])) {
    const part = make("span", { class: `part ${name}` });
    part.style.flexGrow = totals[name];
    find("share").append(part);
  }
  const shown = [
    [say.documents, number.format(totals.built + totals.unchanged + totals.kept)],
    [say.characters, number.format(totals.characters)],
    [say.size, size(totals.bytes)],
    [say.leaks, number.format(totals.leaks)],
    [say.warnings, number.format(totals.warnings)],
  ];
  find("figures").replaceWith(Object.assign(definitions(shown, "figures"), { id: "figures" }));
}

/** A list that unfolds, left out when there is nothing in it. */
function fillFold(id, items, most = 200, count = items.length) {
  const card = find(id);
  card.hidden = !items.length;
  if (items.length) find("folds").hidden = false;
  card.querySelector(".count").textContent = number.format(count);
  card.querySelector("ul").replaceChildren(...items.slice(0, most));
  if (items.length > most)
    card
      .querySelector("ul")
      .append(make("li", { text: `… +${number.format(items.length - most)}` }));
}

function fillFolds() {
  fillFold("notes", run.notes.map(finding));
  find("notes").open = run.notes.some(([error]) => error);
  fillFold("alike", run.alike.map(alikeGroup));
  fillFold(
    "gone",
    run.gone.map((name) => make("li", {}, foreign(name))),
  );
  if (run.totals.pruned) {
    find("gone").querySelector("small").textContent = fill(say.pruned, {
      count: number.format(run.totals.pruned),
    });
  }
}

/** A group of documents with the same words: a button that filters, and the first names. */
function alikeGroup(rows) {
  const known = rows.filter((row) => place.has(row));
  const names = known.slice(0, 6).map((row) => documentLink(entries[place.get(row)]));
  const text = fill(say.alike_group, { count: number.format(rows.length) });
  const item = make(
    "li",
    {},
    button({ class: "chip", text }, () => {
      asked.rows = new Set(rows);
      filterRows();
      find("rows-title").parentElement.scrollIntoView();
    }),
  );
  names.forEach((name) => item.append(" ", name));
  if (known.length > names.length) item.append(" …");
  return item;
}

function fillChips() {
  for (const key of [
    "all",
    "failed",
    "pending",
    "leaking",
    "kept",
    "warned",
    "built",
    "unchanged",
  ]) {
    const count =
      key === "all" ? entries.length : entries.reduce((sum, entry) => sum + tests[key](entry), 0);
    if (!count && key !== "all") continue;
    const chip = button(
      { class: `chip ${key}`, "data-chip": key, text: say[key] || say[`status_${key}`] },
      () => press(key),
    );
    chip.append(" ", make("b", { text: number.format(count) }));
    find("chips").append(chip);
  }
  showChips();
}

function press(key) {
  if (key === "all") asked.chips.clear();
  else if (!asked.chips.delete(key)) asked.chips.add(key);
  showChips();
  filterRows();
}

function showChips() {
  for (const chip of find("chips").children) {
    const key = chip.dataset.chip;
    chip.setAttribute("aria-pressed", key === "all" ? !asked.chips.size : asked.chips.has(key));
  }
}

function fillHeadings() {
  for (const column of columns) {
    const sorter = button({ text: say[column.key] }, () => sortBy(column));
    const cell = make(
      "th",
      {
        role: "columnheader",
        scope: "col",
        class: column.key,
        "data-sort": column.key,
        "data-label": say[column.key],
      },
      sorter,
    );
    document.querySelector("#table thead tr").append(cell);
  }
}

function sortBy(column) {
  view.down = view.sort === column.key ? !view.down : Boolean(column.down);
  view.sort = column.key;
  showSort();
  sortRows();
  filterRows();
}

function showSort() {
  for (const cell of document.querySelectorAll("#table th")) {
    if (cell.dataset.sort !== view.sort) cell.removeAttribute("aria-sort");
    else cell.setAttribute("aria-sort", view.down ? "descending" : "ascending");
  }
}

function clearFilters() {
  Object.assign(asked, { words: [], rows: null });
  asked.chips.clear();
  find("filter").value = "";
  charts.forEach((chart) => chart.clear());
  showChips();
  filterRows();
}

function turn(to) {
  view.page = { first: 0, previous: view.page - 1, next: view.page + 1, last: Infinity }[to];
  show();
  find("table").scrollIntoView();
}

function forPrint(now) {
  view.printing = now;
  find("printed").hidden = view.shown.length <= MOST_PRINTED;
  find("printed").textContent = fill(say.printed, { count: number.format(MOST_PRINTED) });
  show();
}

function listen() {
  find("filter").addEventListener("input", () => {
    asked.words = find("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    filterRows();
  });
  find("clear").addEventListener("click", () => {
    clearFilters();
    find("filter").focus();
  });
  find("page").addEventListener("change", () => {
    view.page = Number(find("page").value) - 1 || 0;
    show();
  });
  for (const one of document.querySelectorAll("#pager button"))
    one.addEventListener("click", () => turn(one.dataset.to));
  addEventListener("beforeprint", () => forPrint(true));
  addEventListener("afterprint", () => forPrint(false));
  addEventListener("hashchange", showAsked);
}

/** `report.html#row=12` leads to a row. */
function showAsked() {
  const found = /^#row=(\d+)$/.exec(location.hash);
  if (found) showRow(Number(found[1]));
}

fillHead();
fillResults();
fillFolds();
fillChips();
fillHeadings();
showSort();
sortRows();
filterRows();
listen();
showAsked();
