// The page of Core View's stand-in. It asks for the state every second and shows it; every text is put in as text, never as HTML.
// Amounts come as decimals and as integers of minor units in texts: sorting and adding is done with BigInt.

const ROWS_SHOWN = 500;
const $ = (id) => document.getElementById(id);

/** The three tables: what a column shows, how it sorts, whether it is a figure. */
const TABLES = {
  sums: {
    title: "Sums",
    columns: [
      { title: "market", key: "market" },
      { title: "agent", key: "agent" },
      { title: "booked in", key: "bookedIn" },
      { title: "entries", key: "entries", number: true },
      { title: "sum", key: "amount", number: true, money: true },
      { title: "", key: "currency" },
    ],
    sort: { key: "market", down: false },
  },
  batches: {
    title: "Batches",
    columns: [
      { title: "batch", key: "batch", code: true },
      { title: "market", key: "market" },
      { title: "booked in", key: "bookedIn" },
      { title: "entries", key: "entries", number: true },
      { title: "refused", key: "refused", number: true, badAboveZero: true },
      { title: "sum", key: "amount", number: true, money: true },
      { title: "", key: "currency" },
      { title: "came at", key: "at", time: true },
    ],
    sort: { key: "at", down: true },
  },
  entries: {
    title: "Entries",
    columns: [
      { title: "agent", key: "agent" },
      { title: "contract", key: "contract" },
      { title: "market", key: "market" },
      { title: "period", key: "period" },
      { title: "booked in", key: "bookedIn" },
      { title: "kind", key: "kind" },
      { title: "amount", key: "amount", number: true, money: true },
      { title: "", key: "currency" },
      { title: "state", key: "refused", state: true },
      { title: "batch", key: "batch", code: true },
    ],
    sort: { key: "agent", down: false },
  },
};

let state = null;
const query = new URLSearchParams(location.search);
let shown = Object.hasOwn(TABLES, query.get("show")) ? query.get("show") : "sums";
const filters = {
  market: query.get("market") ?? "",
  bookedIn: query.get("bookedIn") ?? "",
  text: query.get("text") ?? "",
};
const sorts = Object.fromEntries(Object.entries(TABLES).map(([name, table]) => [name, { ...table.sort }]));

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** 1234567.80 as 1 234 567.80, with narrow spaces. */
function grouped(decimal) {
  const [whole, rest] = String(decimal).split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f").replace("-", "\u2212");
  return rest === undefined ? spaced : `${spaced}.${rest}`;
}

/** Integers of minor units as a decimal like `sample`. */
function decimalLike(minor, sample) {
  const decimals = sample.split(".")[1]?.length ?? 0;
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, "0");
  const at = digits.length - decimals;
  return `${minor < 0n ? "-" : ""}${digits.slice(0, at)}${decimals > 0 ? `.${digits.slice(at)}` : ""}`;
}

function byText(a, b) {
  return a.localeCompare(b, "en", { numeric: true });
}

function compare(column, a, b) {
  if (column.money) {
    const difference = BigInt(a.minor) - BigInt(b.minor);
    return difference < 0n ? -1 : Number(difference > 0n);
  }
  const [x, y] = [a[column.key] ?? "", b[column.key] ?? ""];
  return typeof x === "number" && typeof y === "number" ? x - y : byText(String(x), String(y));
}

function matching(rows) {
  const wanted = filters.text.trim().toLowerCase();
  return rows.filter((row) => {
    if (filters.market !== "" && row.market !== filters.market) return false;
    if (filters.bookedIn !== "" && row.bookedIn !== filters.bookedIn) return false;
    return wanted === "" || Object.values(row).join("\n").toLowerCase().includes(wanted);
  });
}

function cellOf(column, row) {
  const value = row[column.key];
  if (column.state) {
    if (row.refused !== null)
      return element(
        "td",
        { title: row.refused },
        element("span", { className: "tag bad", textContent: "refused" }),
        ` ${row.refused}`,
      );
    if (row.times > 1)
      return element("td", {}, element("span", { className: "tag bad", textContent: `booked ${row.times} times` }));
    return element("td", {}, element("span", { className: "tag good", textContent: "booked" }));
  }
  const cell = element("td", {
    className: [column.number && "number", column.code && "code"].filter(Boolean).join(" "),
  });
  if (column.money || column.number) cell.textContent = grouped(value);
  else if (column.time) cell.textContent = new Date(value).toLocaleString();
  else cell.textContent = value;
  if (column.badAboveZero && value > 0)
    cell.replaceChildren(element("span", { className: "tag bad", textContent: value }));
  return cell;
}

function showTable() {
  const { columns } = TABLES[shown];
  const sort = sorts[shown];
  const sorted = columns.find((column) => column.key === sort.key);
  const all = matching(state[shown]).sort((a, b) => {
    const first = compare(sorted, a, b) * (sort.down ? -1 : 1);
    return first === 0 ? (columns.map((column) => compare(column, a, b)).find((order) => order !== 0) ?? 0) : first;
  });
  const heads = columns.map((column) => {
    const head = element("th", { scope: "col", className: column.number ? "number" : "" });
    if (column.title === "") return head;
    const isSorted = column.key === sort.key;
    const arrow = isSorted ? (sort.down ? " ↓" : " ↑") : "";
    const button = element("button", { type: "button", textContent: column.title + arrow });
    button.dataset.sort = column.key;
    if (isSorted) head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
    head.append(button);
    return head;
  });
  const table = $("table");
  const focused = document.activeElement?.dataset?.sort;
  table.tHead.replaceChildren(element("tr", {}, ...heads));
  if (focused !== undefined) table.tHead.querySelector(`[data-sort="${focused}"]`)?.focus();
  table.tBodies[0].replaceChildren(
    ...all.slice(0, ROWS_SHOWN).map((row) => element("tr", {}, ...columns.map((column) => cellOf(column, row)))),
  );
  showTotal(columns, all);
  showEmpty(all.length);
  const whole = state[shown].length;
  const cut = all.length > ROWS_SHOWN ? `The first ${ROWS_SHOWN} are shown. ` : "";
  const older =
    shown === "entries" && state.entryCount + state.refusedCount > whole ? " Only the newest entries are here." : "";
  $("count").textContent = whole === 0 ? "" : `${cut}${grouped(all.length)} of ${grouped(whole)} ${shown}.${older}`;
}

/** A total where all rows are of one currency; what is refused is no part of it. */
function showTotal(columns, rows) {
  const foot = $("table").tFoot;
  const currencies = new Set(rows.map((row) => row.currency));
  if (rows.length < 2 || currencies.size !== 1) return foot.replaceChildren();
  const counted = rows.filter((row) => typeof row.refused !== "string");
  const minor = counted.reduce((sum, row) => sum + BigInt(row.minor) * BigInt(row.times ?? 1), 0n);
  const cells = columns.map((column, index) => {
    const cell = element("td", { className: column.number ? "number" : "" });
    if (index === 0) cell.textContent = "total";
    if (column.money) cell.textContent = grouped(decimalLike(minor, rows[0].amount));
    if (column.key === "currency") cell.textContent = rows[0].currency;
    if (column.key === "entries") cell.textContent = grouped(rows.reduce((sum, row) => sum + row.entries, 0));
    return cell;
  });
  foot.replaceChildren(element("tr", {}, ...cells));
}

function showEmpty(count) {
  $("empty").hidden = count > 0;
  $("table").hidden = count === 0;
  if (count > 0) return;
  if (state[shown].length > 0)
    return $("empty").replaceChildren("Nothing matches. Clear the filters to see everything.");
  const setting = `opencommission settings set delivery '{"adapter":"http","url":"${location.origin}"}'`;
  $("empty").replaceChildren(
    element("p", { textContent: "Nothing has been delivered yet." }),
    element("p", {}, element("code", { textContent: setting })),
    element("p", {}, element("code", { textContent: "opencommission deliver" })),
  );
}

function showTiles() {
  const totals = new Map();
  for (const sum of state.sums) {
    const [minor, sample] = totals.get(sum.currency) ?? [0n, sum.amount];
    totals.set(sum.currency, [minor + BigInt(sum.minor), sample]);
  }
  const tile = (title, value, unit = "", bad = false) =>
    element(
      "div",
      { className: bad ? "bad" : "" },
      element("dt", { textContent: title }),
      element("dd", {}, value, element("small", { textContent: unit && ` ${unit}` })),
    );
  const money = [...totals]
    .sort(([a], [b]) => byText(a, b))
    .map(([currency, [minor, sample]]) => tile("booked", grouped(decimalLike(minor, sample)), currency));
  $("tiles").replaceChildren(
    tile("batches", grouped(state.batches.length)),
    tile("entries booked", grouped(state.entryCount)),
    tile("entries refused", grouped(state.refusedCount), "", state.refusedCount > 0),
    ...money,
  );
}

function showFilters() {
  for (const key of ["market", "bookedIn"]) {
    const select = $("filters").elements[key];
    const values = [...new Set([filters[key], ...state.batches.map((batch) => batch[key])])]
      .filter(Boolean)
      .sort(byText);
    const options = [
      element("option", { value: "", textContent: "all" }),
      ...values.map((value) => element("option", { value, textContent: value })),
    ];
    if ([...select.options].map((o) => o.value).join() !== ["", ...values].join()) select.replaceChildren(...options);
    select.value = filters[key];
  }
  const { text } = $("filters").elements;
  if (document.activeElement !== text) text.value = filters.text;
}

function showTabs() {
  const tabs = $("tabs");
  if (tabs.childElementCount === 0) {
    for (const [name, { title }] of Object.entries(TABLES)) {
      const tab = element("button", { type: "button", id: `tab-${name}`, textContent: title });
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", "table-room");
      tab.addEventListener("click", () => change(() => (shown = name)));
      tab.addEventListener("keydown", moveTab);
      tabs.append(tab);
    }
  }
  for (const tab of tabs.children) {
    const isShown = tab.id === `tab-${shown}`;
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
  }
  $("table-room").setAttribute("aria-labelledby", `tab-${shown}`);
}

function moveTab(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const names = Object.keys(TABLES);
  const next = names[(names.indexOf(shown) + step + names.length) % names.length];
  change(() => (shown = next));
  $(`tab-${next}`).focus();
}

function showFaults() {
  const { on, kinds, seed } = state.faults;
  const byName = new Map(on.map((fault) => [fault.name, fault]));
  const seeded = seed === null ? "" : `Seed ${seed} plays one in three sendings a fault while none is on here. `;
  $("faults-note").textContent =
    seeded + (on.length === 0 ? (seed === null ? "None is on: it behaves." : "") : `${on.length} on.`);
  $("faults-off").disabled = on.length === 0;
  const focused = document.activeElement?.dataset?.fault;
  const all = Object.entries(kinds).sort(([a], [b]) => Number(byName.has(b)) - Number(byName.has(a)));
  const items = all.map(([name, kind]) => {
    const fault = byName.get(name);
    const left = fault === undefined ? "off" : fault.requests === null ? "on" : `on: ${fault.requests} left`;
    const button = element("button", { type: "button", textContent: left });
    button.dataset.fault = name;
    button.setAttribute("aria-pressed", String(fault !== undefined));
    button.setAttribute("aria-label", `${kind.title}: ${left}`);
    const incident = kind.incident ? [" ", element("span", { className: "tag warn", textContent: "incident" })] : [];
    const size = fault?.amount ?? kind.amount?.usual ?? 0;
    const amount = kind.amount === null || size === 0 ? "" : ` (${size} ${kind.amount.unit})`;
    return element(
      "li",
      { className: fault === undefined ? "" : "on" },
      element("span", {}, element("strong", { textContent: kind.title }), ...incident),
      button,
      element("span", { className: "quiet", textContent: kind.explanation + amount }),
    );
  });
  $("faults").replaceChildren(...items);
  if (focused !== undefined) $("faults").querySelector(`[data-fault="${focused}"]`)?.focus();
}

function showRecent() {
  const asked = state.recent.filter(({ request }) => $("questions").checked || request.startsWith("POST"));
  const rows = asked.toReversed().map((request) => {
    const isGood = /^20[01]$/.test(request.answer);
    const answer = element("span", { className: isGood ? "tag good" : "tag bad", textContent: request.answer });
    return element(
      "tr",
      {},
      element("td", { textContent: new Date(request.at).toLocaleTimeString() }),
      element("td", { className: "code", textContent: request.request }),
      element("td", {}, answer),
      element("td", { textContent: request.faults }),
    );
  });
  const none = element(
    "tr",
    {},
    element("td", { className: "quiet", colSpan: 4, textContent: "None has come since it was started." }),
  );
  $("recent").replaceChildren(...(rows.length === 0 ? [none] : rows));
}

function show() {
  if (state === null) return;
  showTiles();
  showTabs();
  showFilters();
  showTable();
  showFaults();
  showRecent();
}

/** What is looked at stands in the address, so that it can be handed on. */
function change(what) {
  what();
  const next = new URLSearchParams({ show: shown });
  for (const [key, value] of Object.entries(filters)) if (value !== "") next.set(key, value);
  history.replaceState(null, "", `?${next}`);
  show();
}

function tellLive(isThere) {
  $("live").classList.toggle("away", !isThere);
  $("live-text").textContent = isThere ? "live" : "the stand-in does not answer; what is shown may be old";
}

async function refresh() {
  try {
    const answer = await fetch(`/state?since=${state?.revision ?? ""}`);
    if (answer.status === 200) {
      state = await answer.json();
      show();
    }
    tellLive(answer.ok);
  } catch {
    tellLive(false);
  }
}

async function setFaults(faults) {
  try {
    const headers = { "content-type": "application/json" };
    await fetch("/faults", { method: "PUT", headers, body: JSON.stringify({ faults }) });
    await refresh();
  } catch {
    tellLive(false);
  }
}

$("filters").addEventListener("input", (event) => change(() => (filters[event.target.name] = event.target.value)));
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("filters").addEventListener("reset", () =>
  change(() => Object.assign(filters, { market: "", bookedIn: "", text: "" })),
);
$("table").addEventListener("click", (event) => {
  const key = event.target.dataset?.sort;
  const sort = sorts[shown];
  if (key !== undefined) change(() => Object.assign(sort, { key, down: sort.key === key && !sort.down }));
});
$("faults").addEventListener("click", (event) => {
  const name = event.target.dataset?.fault;
  if (name === undefined) return;
  const others = state.faults.on.filter((fault) => fault.name !== name);
  const isOn = others.length < state.faults.on.length;
  const requests = $("requests").value === "" ? null : Number($("requests").value);
  void setFaults(isOn ? others : [...others, { name, requests }]);
});
$("questions").addEventListener("change", show);
$("faults-off").addEventListener("click", () => void setFaults([]));

await refresh();
setInterval(() => void refresh(), 1000);
