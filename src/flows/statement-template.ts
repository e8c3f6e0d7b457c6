/**
 * How an agent's statement looks: a template of Typst. All of its texts and figures come as data (`StatementSheet`), so that no name of an
 * agent, contract or file is ever read as markup. What is a table has a head; what only stands side by side is a grid, which is told
 * to who cannot see as a line after the other.
 */
export const STATEMENT_TEMPLATE = String.raw`
#let d = json(bytes(sys.inputs.data))
#let ink = rgb("#1b2733")
#let soft = rgb("#5b6875")
#let rule = rgb("#cfd6de")
#let tint = rgb("#eef2f6")
#let accent = rgb("#0b5c8a")
#let warm = rgb("#8a4b00")

#set document(title: d.title, description: d.description, date: none)
#set text(font: ("Noto Sans", "Noto Sans JP", "Noto Sans Arabic"), size: 9pt, fill: ink, lang: d.lang, number-width: "tabular")
#set par(leading: 0.55em)
#set page(
  paper: "a4",
  margin: (x: 18mm, top: 18mm, bottom: 20mm),
  background: if d.provisional != none {
    rotate(-38deg, text(size: 64pt, weight: 600, fill: rgb("#f3eee6"), upper(d.provisional)))
  },
  footer: context [
    #set text(size: 7.5pt, fill: soft)
    #line(length: 100%, stroke: 0.4pt + rule)
    #v(-0.6em)
    #d.footer #h(1fr) #d.page #counter(page).display() #d.of #counter(page).final().first()
  ],
)
#set table(stroke: none, inset: (x: 4pt, y: 3.2pt))
#show heading.where(level: 1): set text(size: 19pt, weight: 600)
#show heading.where(level: 2): it => block(above: 15pt, below: 6pt, sticky: true, text(size: 10.5pt, weight: 600, fill: accent, it.body))

#let head(..cells) = table.header(..cells.pos().map(c => table.cell(stroke: (bottom: 0.8pt + ink), text(size: 8pt, weight: 600, fill: soft, c))))
// Only a word that would leave its column may break anywhere: in any other, nothing unseen comes along when it is copied.
#let wrap(s, most: 36) = s.split(" ").map(w => if w.clusters().len() > most { w.clusters().join(sym.zws) } else { w }).join(" ")

= #d.title

#grid(
  columns: (1fr, auto), column-gutter: 12pt, align: (left, right + bottom),
  [
    #text(size: 13pt, weight: 600, wrap(d.agent, most: 24)) \
    #text(fill: soft)[#d.market · #d.month]
  ],
  [
    #text(size: 8pt, fill: soft, d.commissionLabel) \
    #text(size: 19pt, weight: 600, d.commission)
  ],
)

#if d.banner != none {
  block(width: 100%, fill: rgb("#fff4e2"), stroke: (left: 3pt + warm), inset: 7pt, text(fill: warm, d.banner))
}

#block(width: 100%, fill: tint, inset: 9pt, radius: 3pt, grid(
  columns: (1fr, 1fr, 1fr, 1fr), row-gutter: 9pt, column-gutter: 10pt,
  ..d.facts.map(f => [#text(size: 7.5pt, fill: soft, f.label) \ #text(size: 10.5pt, weight: 600, f.value) #if f.note != "" [ \ #text(size: 7.5pt, fill: soft, f.note)]]),
))

#if d.matrix != none [
  == #d.matrix.caption
  #let m = d.matrix
  #table(
    columns: (auto,) + (1fr,) * m.columns.len(),
    align: (x, y) => if x == 0 { left } else { center },
    table.header(
      table.cell(fill: tint, text(size: 7pt, fill: soft, m.corner)),
      ..m.columns.enumerate().map(((i, c)) => table.cell(fill: if i == m.achievement { rgb("#cfe3f0") } else { tint }, text(size: 8pt, weight: 600, c))),
    ),
    ..m.rows.enumerate().map(((r, row)) => (
      table.cell(fill: if r == m.penetration { rgb("#cfe3f0") } else { tint }, text(size: 8pt, weight: 600, row.bound)),
      ..row.cells.enumerate().map(((c, cell)) => if r == m.penetration and c == m.achievement {
        table.cell(fill: accent, text(size: 8pt, weight: 600, fill: white)[» #cell «])
      } else {
        table.cell(stroke: (bottom: 0.4pt + rule), fill: if r == m.penetration or c == m.achievement { rgb("#eaf3f9") } else { none }, text(size: 8pt, cell))
      }),
    )).flatten(),
  )
]

== #d.lines.caption
#if d.lines.rows.len() == 0 [ #d.lines.none ] else {
  table(
    columns: (1fr, auto, auto, auto, auto), align: (left, right, right, right, left),
    head(..d.lines.titles),
    ..d.lines.rows.map(row => row.enumerate().map(((i, c)) => table.cell(stroke: (bottom: 0.3pt + rule), if i == 4 { text(size: 7.5pt, fill: soft, c) } else if i == 0 { wrap(c) } else { c }))).flatten(),
    table.footer(repeat: false, ..d.lines.total.map(c => table.cell(stroke: (top: 0.8pt + ink), text(weight: 600, c)))),
  )
}

== #d.changes.caption
#if d.changes.rows.len() == 0 [ #d.changes.none ] else {
  table(
    columns: (1fr, auto, auto, auto, auto), align: (left, left, left, right, left),
    head(..d.changes.titles),
    ..d.changes.rows.map(row => row.enumerate().map(((i, c)) => table.cell(stroke: (bottom: 0.3pt + rule), if i == 4 { text(size: 7.5pt, fill: soft, c) } else if i == 0 { wrap(c) } else { c }))).flatten(),
  )
}
#if d.booked.len() > 0 {
  block(breakable: false, above: 8pt, grid(
    columns: (1fr, auto), align: (left, right), inset: (x: 4pt, y: 3.2pt),
    ..d.booked.enumerate().map(((i, row)) => {
      let last = i == d.booked.len() - 1
      row.map(c => grid.cell(stroke: if last { (top: 0.8pt + ink) } else { none }, text(weight: if last { 600 } else { 400 }, c)))
    }).flatten(),
  ))
}

== #d.basis.caption
#block(text(size: 8pt, grid(
  columns: (auto, 1fr), inset: (x: 0pt, y: 2.4pt), column-gutter: 10pt,
  ..d.basis.rows.map(row => (text(fill: soft, row.at(0)), if row.at(1).starts-with("SHA-256 ") { row.at(1) } else { wrap(row.at(1)) })).flatten(),
)))

#block(breakable: false)[
  == #d.objection.caption
  #text(size: 8.5pt, d.objection.text)
]
`;
