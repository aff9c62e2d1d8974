// Histograms as SVG; each bar is a button that filters the table.

const CHART = { height: 132, top: 10, bottom: 22, bars: 28 };

/** Draw a histogram into a card; `choose` is told the range of the bar, or null for none. */
function histogram(card, measure, format, whole, choose) {
  const values = entries.filter((entry) => measure(entry) !== null).map(measure);
  if (values.length < 2) return { clear() {} };
  const bins = binned(values, whole);
  const chart = { card, bins, format, chosen: -1, choose };
  card.hidden = false;
  chart.frame = card.appendChild(make("div", { class: "chart" }));
  new ResizeObserver(() => draw(chart)).observe(chart.frame);
  return { clear: () => pick(chart, -1) };
}

/** Counts over equal steps of a round width. */
function binned(values, whole) {
  const [low, high] = values.reduce(
    ([a, b], v) => [Math.min(a, v), Math.max(b, v)],
    [values[0], values[0]],
  );
  const step = roundStep((high - low) / CHART.bars, whole);
  const first = Math.floor(low / step + 1e-9);
  const counts = new Array(Math.floor(high / step + 1e-9) - first + 1).fill(0);
  for (const value of values) counts[Math.floor(value / step + 1e-9) - first] += 1;
  return { counts, most: Math.max(...counts), edge: (index) => (first + index) * step };
}

/** The next of 1, 2, 5 × a power of ten. */
function roundStep(width, whole) {
  if (!(width > 0)) return whole ? 1 : 0.01;
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= width * (1 - 1e-9)) * power;
  return whole ? Math.max(1, step) : step;
}

function shape(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function draw(chart) {
  const width = Math.max(200, Math.floor(chart.frame.clientWidth));
  if (width === chart.width) return;
  chart.width = width;
  const { height } = CHART;
  const bars = chart.bins.counts.map((count, index) => bar(chart, count, index));
  chart.bars = bars.filter((one) => one.hasAttribute("role"));
  if (chart.bars.length) chart.bars[0].setAttribute("tabindex", "0");
  const labelled = chart.card.getAttribute("aria-labelledby");
  const svg = {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "group",
    "aria-labelledby": labelled,
  };
  chart.frame.replaceChildren(shape("svg", svg, ...axis(chart), ...bars));
  pressed(chart);
}

function bar(chart, count, index) {
  const { bins, width } = chart;
  const across = Math.min(width / bins.counts.length, 64);
  const room = CHART.height - CHART.top - CHART.bottom;
  const tall = count ? Math.max(3, (room * count) / bins.most) : 0;
  const x = index * across;
  const column = {
    x: x + 1,
    y: CHART.height - CHART.bottom - tall,
    width: Math.max(1, across - 2),
    height: tall,
    rx: 2,
  };
  if (!count) return shape("g", {}, shape("rect", { class: "bar", ...column }));
  const values = { low: chart.format(bins.edge(index)), high: chart.format(bins.edge(index + 1)) };
  const told = fill(say.bar, { ...values, count: number.format(count) });
  const title = shape("title", {}, told);
  const hit = shape("rect", {
    class: "hit",
    x,
    y: 0,
    width: across,
    height: CHART.height - CHART.bottom,
  });
  const group = shape(
    "g",
    { role: "button", tabindex: -1, "aria-label": told, "data-bar": index },
    title,
    hit,
    shape("rect", { class: "bar", ...column }),
  );
  group.addEventListener("click", () => pick(chart, chart.chosen === index ? -1 : index));
  group.addEventListener("keydown", (event) => keyed(chart, group, event));
  return group;
}

/** The line below the bars and three values on it. */
function axis(chart) {
  const { bins, width } = chart;
  const y = CHART.height - CHART.bottom;
  const length = Math.min(width, bins.counts.length * 64);
  const line = shape("line", { class: "axis", x1: 0, x2: length, y1: y + 0.5, y2: y + 0.5 });
  const middle = Math.round(bins.counts.length / 2);
  const marks = [
    [0, "start"],
    [middle, "middle"],
    [bins.counts.length, "end"],
  ];
  const shown = bins.counts.length > 2 ? marks : [marks[0], marks[2]];
  const texts = shown.map(([index, anchor]) =>
    shape(
      "text",
      { x: (length * index) / bins.counts.length, y: CHART.height - 5, "text-anchor": anchor },
      chart.format(bins.edge(index)),
    ),
  );
  return [line, ...texts];
}

/** Arrows go from bar to bar: a chart is one stop of the Tab key. Enter and Space choose. */
function keyed(chart, group, event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step) {
    const next = chart.bars[chart.bars.indexOf(group) + step];
    if (next) {
      group.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    }
  } else if (event.key === "Enter" || event.key === " ") {
    const index = Number(group.dataset.bar);
    pick(chart, chart.chosen === index ? -1 : index);
  } else return;
  event.preventDefault();
}

function pick(chart, index) {
  if (chart.chosen === index) return;
  chart.chosen = index;
  pressed(chart);
  chart.choose(index < 0 ? null : [chart.bins.edge(index), chart.bins.edge(index + 1)]);
}

function pressed(chart) {
  chart.frame.classList.toggle("chosen", chart.chosen >= 0);
  for (const one of chart.bars || NONE) {
    one.setAttribute("aria-pressed", String(Number(one.dataset.bar) === chart.chosen));
  }
}
