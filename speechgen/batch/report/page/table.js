// The table: sorted, filtered, a page of rows at a time in the document.

const PAGE = 100;
const MOST_PRINTED = 2000;
const columns = [
  { key: "row", value: (entry) => entry[ROW] },
  { key: "name", value: (entry) => entry[NAME], text: true },
  { key: "status", value: urgency },
  { key: "characters", value: (entry) => entry[CHARACTERS] || null, down: true },
  { key: "differs", value: (entry) => entry[DIFFERS], down: true },
  { key: "leaks", value: (entry) => leaks(entry).length, down: true },
  { key: "warnings", value: (entry) => warnings(entry).length, down: true },
  { key: "seconds", value: (entry) => entry[MS] || null, down: true },
];
const asked = { words: [], chips: new Set(), lengths: null, differences: null, rows: null };
const view = {
  sort: "status",
  down: false,
  sorted: [],
  shown: [],
  page: 0,
  open: new Set(),
  printing: false,
};

const URGENT = ["failed", "pending", "leaking", "kept", "warned"];

/** What needs a look comes first, then the rest by what became of it. */
function urgency(entry) {
  const found = URGENT.findIndex((key) => tests[key](entry));
  return found < 0 ? URGENT.length + entry[STATUS] : found;
}

/** Put the rows in order; those without a value come last either way. */
function sortRows() {
  const column = columns.find((one) => one.key === view.sort);
  const keys = entries.map(column.value);
  const way = view.down ? -1 : 1;
  const language = document.documentElement.lang;
  const byText = new Intl.Collator(language, { numeric: true }).compare;
  const order = column.text ? byText : (a, b) => a - b;
  const inOrder = (a, b) =>
    (keys[a] === null) - (keys[b] === null) ||
    way * order(keys[a], keys[b]) ||
    entries[a][ROW] - entries[b][ROW];
  view.sorted = keys.map((_, index) => index).sort(inOrder);
}

const tests = {
  all: () => true,
  leaking: (entry) => leaks(entry).length > 0,
  warned: (entry) => warnings(entry).length > 0,
};
run.statuses.forEach((name) => (tests[name] = (entry) => state(entry) === name));

const sought = [];

/** All that the text filter looks at, made when it is first asked for. */
function words(index) {
  if (sought[index] === undefined) {
    const entry = entries[index];
    const said = diagnostics(entry).flatMap((found) => [found[1], found[2], found[4]]);
    const leaked = leaks(entry).flatMap((found) => [found[1], found[3]]);
    sought[index] = [entry[ROW], entry[NAME], ...(entry[IDENTITY] || NONE), ...said, ...leaked]
      .join("\n")
      .toLowerCase();
  }
  return sought[index];
}

function fits(index) {
  const entry = entries[index];
  const within = (range, value) =>
    !range || (value !== null && value >= range[0] - 1e-9 && value < range[1] - 1e-9);
  return (
    (!asked.chips.size || [...asked.chips].some((chip) => tests[chip](entry))) &&
    (!asked.rows || asked.rows.has(entry[ROW])) &&
    within(asked.lengths, lengthOf(entry)) &&
    within(asked.differences, entry[DIFFERS]) &&
    asked.words.every((word) => words(index).includes(word))
  );
}

/** Apply the filters and show the first page of what is left. */
function filterRows() {
  view.shown = view.sorted.filter(fits);
  view.page = 0;
  show();
}

function show() {
  const pages = Math.max(1, Math.ceil(view.shown.length / PAGE));
  view.page = Math.min(Math.max(view.page, 0), pages - 1);
  const from = view.printing ? 0 : view.page * PAGE;
  const rows = view.shown.slice(from, from + (view.printing ? MOST_PRINTED : PAGE));
  document
    .querySelector("#table tbody")
    .replaceChildren(...rows.flatMap((index) => lines(entries[index])));
  find("count").textContent = fill(say.count, {
    shown: number.format(view.shown.length),
    all: number.format(entries.length),
  });
  find("none").hidden = view.shown.length > 0;
  find("table").hidden = view.shown.length === 0;
  find("clear").hidden = !(
    asked.words.length ||
    asked.chips.size ||
    asked.lengths ||
    asked.differences ||
    asked.rows
  );
  showPager(pages);
}

function showPager(pages) {
  find("pager").hidden = pages < 2;
  find("page").value = view.page + 1;
  find("page").max = pages;
  find("pages").textContent = fill(say.pages, { count: number.format(pages) });
  for (const one of document.querySelectorAll("#pager button")) {
    one.disabled = ["first", "previous"].includes(one.dataset.to)
      ? view.page === 0
      : view.page === pages - 1;
  }
}

/** The line of a row, and what is unfolded below it. */
function lines(entry) {
  const unfolded = view.printing
    ? diagnostics(entry).length + leaks(entry).length > 0
    : view.open.has(entry[ROW]);
  const line = rowLine(entry, unfolded);
  return unfolded ? [line, detailsLine(entry)] : [line];
}

function rowLine(entry, unfolded) {
  const line = make("tr", { role: "row", class: `row ${state(entry)}`, "data-row": entry[ROW] });
  const fold = button(
    {
      class: "fold-button",
      "aria-expanded": unfolded,
      "aria-controls": `details-${entry[ROW]}`,
      "aria-label": `${say.details} ${entry[ROW]}`,
    },
    () => toggle(line, entry),
  );
  const cell = (key, ...children) =>
    line.append(make("td", { role: "cell", class: key, "data-label": say[key] }, ...children));
  cell("row", fold, make("span", { text: number.format(entry[ROW]) }));
  cell("name", documentLink(entry), ...first(entry));
  cell(
    "status",
    make("span", { class: `pill ${state(entry)}`, text: say[`status_${state(entry)}`] }),
  );
  cell("characters", entry[CHARACTERS] ? number.format(entry[CHARACTERS]) : "");
  cell("differs", ...difference(entry[DIFFERS]));
  cell("leaks", ...tally(leaks(entry).length, "leaking"));
  cell("warnings", ...tally(warnings(entry).length, "warned"));
  cell("seconds", entry[MS] ? number.format(entry[MS]) : "");
  line.addEventListener("click", (event) => {
    if (!event.target.closest("a, button") && !String(getSelection())) toggle(line, entry);
  });
  return line;
}

/** The worst that was found, so that a row need not be unfolded to see what ails it. */
function first(entry) {
  const found = diagnostics(entry).find(([error]) => error);
  if (found)
    return [
      make(
        "p",
        { class: "first bad" },
        make("span", { class: "code", text: found[1] }),
        " ",
        foreign(found[2]),
      ),
    ];
  if (!leaks(entry).length) return [];
  const [kind, text] = leaks(entry)[0];
  const word = kind === "level" ? say.leak_level : say.leak_identity;
  return [
    make(
      "p",
      { class: "first leak" },
      make("span", { class: "code", text: word }),
      " ",
      foreign(text),
    ),
  ];
}

/** How much a document differs, as a small bar and a number. */
function difference(share) {
  if (share === null || share === undefined) return [];
  const meter = make("span", { class: "meter", "aria-hidden": "true" }, make("i"));
  meter.firstChild.style.width = `${Math.max(share * 100, share ? 4 : 0)}%`;
  return [meter, make("span", { text: percent.format(share) })];
}

const tally = (count, name) =>
  count ? [make("span", { class: `tally ${name}`, text: number.format(count) })] : [];

function detailsLine(entry) {
  const cell = make("td", { role: "cell", colspan: columns.length }, details(entry));
  return make("tr", { role: "row", class: "below", id: `details-${entry[ROW]}` }, cell);
}

function toggle(line, entry) {
  const unfolded = !view.open.delete(entry[ROW]);
  if (unfolded) view.open.add(entry[ROW]);
  line.querySelector(".fold-button").setAttribute("aria-expanded", unfolded);
  if (unfolded) line.after(detailsLine(entry));
  else line.nextElementSibling.remove();
}

/** Lead to a row whatever the filters hide: unfolded, in sight, with the focus. */
function showRow(row) {
  if (!place.has(row)) return;
  clearFilters();
  view.page = Math.floor(view.shown.indexOf(place.get(row)) / PAGE);
  view.open.add(row);
  show();
  const line = document.querySelector(`tr[data-row="${row}"]`);
  line.querySelector(".fold-button").focus({ preventScroll: true });
  line.scrollIntoView({ block: "center" });
}
