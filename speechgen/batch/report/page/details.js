// What unfolds below a row: its values, what was said of it, what leaked into it.

/** Everything about one row that its line does not show. */
function details(entry) {
  const box = make("div", { class: "details" });
  box.append(facts(entry));
  const found = [...diagnostics(entry)].sort((a, b) => b[0] - a[0]);
  if (found.length) box.append(make("ul", { class: "findings" }, ...found.map(finding)));
  if (leaks(entry).length) box.append(make("ul", { class: "findings" }, ...leaks(entry).map(leak)));
  if (!found.length && !leaks(entry).length)
    box.append(make("p", { class: "quiet", text: say.nothing }));
  return box;
}

/** The identity values and the sizes. */
function facts(entry) {
  const pairs = run.columns.map((column, index) => [
    column,
    (entry[IDENTITY] || NONE)[index] ?? "",
  ]);
  if (entry[LINE]) pairs.push([run.data, fill(say.line, { line: number.format(entry[LINE]) })]);
  if (entry[BYTES]) pairs.push([say.size, size(entry[BYTES])]);
  return definitions(pairs, "facts");
}

/** Pairs of a word and a value. */
function definitions(pairs, name) {
  const list = make("dl", { class: name });
  for (const [word, value] of pairs) {
    list.append(make("div", {}, make("dt", { text: word }), make("dd", {}, foreign(value))));
  }
  return list;
}

/** A diagnostic: [error, code, message, hint, place, trace]. */
function finding([error, code, message, hint, where, trace]) {
  const word = error ? say.error : say.warning;
  const item = make("li", { class: error ? "finding bad" : "finding" });
  const head = make(
    "p",
    { class: "said" },
    make("span", { class: "code", text: `${word} ${code}` }),
  );
  head.append(" ", foreign(message));
  item.append(head);
  if (where) item.append(make("p", { class: "place", dir: "ltr", text: where }));
  for (const from of trace)
    item.append(make("p", { class: "place", dir: "ltr", text: `${say.used} ${from}` }));
  if (hint)
    item.append(make("p", { class: "hint" }, make("b", { text: say.hint }), " ", foreign(hint)));
  return item;
}

/** A leak: [kind, text, column, sentence, others, place]. */
function leak([kind, text, column, sentence, others, where]) {
  const item = make("li", { class: "finding leak" });
  const word = kind === "level" ? say.leak_level : say.leak_identity;
  const head = make("p", { class: "said" }, make("span", { class: "code", text: word }));
  head.append(" ", foreign(text, { class: "leaked" }));
  if (column) head.append(" ", make("span", { class: "quiet" }, foreign(column)));
  item.append(head, make("blockquote", { dir: "auto" }, ...marked(sentence, text)));
  if (others.length) item.append(owners(others));
  if (where) item.append(make("p", { class: "place", dir: "ltr", text: where }));
  return item;
}

/** A sentence with every occurrence of a text marked. */
function marked(sentence, text) {
  if (!text) return visible(sentence);
  return sentence
    .split(text)
    .flatMap((piece, index) =>
      index ? [make("mark", { text }), ...visible(piece)] : visible(piece),
    );
}

/** The rows that a leaked value belongs to, each a button that leads there. */
function owners(others) {
  const line = make("p", { class: "owners" }, `${say.leak_others} `);
  for (const [row, name] of others) {
    const words = `${fill(say.row_number, { row: number.format(row) })} ${name}`;
    line.append(
      place.has(row) ? button({ class: "plain", text: words }, () => showRow(row)) : foreign(words),
      " ",
    );
  }
  return line;
}
