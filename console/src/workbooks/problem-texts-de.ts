/**
 * Problems of a workbook in German: what is wrong, what to do, and what was expected. `{found}` is what stands in the cell; `{1}` and `{2}`
 * are the figures of what was expected (`problem-texts.ts`).
 */
import type { ProblemTexts } from "./problem-text.ts";

export const PROBLEM_TEXTS_DE: ProblemTexts = {
  // The file.
  "file-name": [
    "Der Dateiname {found} sagt nicht, was die Datei enthält.",
    "Benennen Sie sie um, etwa in commission_matrices_2024.xlsx (Provisionsmatrizen) oder sales_targets_2024.xlsx (Ziele), mit dem Jahr ihrer Zahlen.",
  ],
  "file-too-large": [
    "Die Datei ist zu groß.",
    "Teilen Sie sie auf oder entfernen Sie Bilder und Formate.",
    "höchstens 10 MiB",
  ],
  "not-xlsx": [
    "Die Datei ist keine Excel-Arbeitsmappe (.xlsx), ist unvollständig oder trägt einen falschen Namen.",
    "Öffnen Sie sie in Excel und speichern Sie sie als .xlsx.",
  ],
  encrypted: [
    "Die Arbeitsmappe ist mit einem Kennwort geschützt.",
    "Entfernen Sie in Excel das Kennwort, speichern Sie und laden Sie sie erneut hoch.",
  ],
  "zip-bomb": [
    "Die Datei entpackt sich zu viel mehr, als eine Arbeitsmappe enthält.",
    "Sie wurde nicht gelesen. Speichern Sie die Mappe in Excel neu.",
  ],
  "zip-invalid": [
    "Die Datei ist beschädigt oder gefälscht.",
    "Öffnen Sie sie in Excel, speichern Sie sie neu als .xlsx und laden Sie diese hoch.",
  ],
  "xml-entity": [
    "Die Datei enthält Anweisungen (DTD), die in keine Arbeitsmappe gehören.",
    "Sie wurde nicht gelesen. Speichern Sie die Mappe in Excel neu.",
  ],
  "xml-invalid": ["Ein Teil der Datei ist beschädigt.", "Öffnen Sie sie in Excel und speichern Sie sie neu als .xlsx."],
  macro: ["Die Arbeitsmappe enthält Makros.", "Speichern Sie sie als .xlsx ohne Makros."],
  "too-many-cells": [
    "Die Arbeitsmappe hat zu viele Blätter oder Zellen.",
    "Teilen Sie sie auf.",
    "höchstens 64 Blätter und je Blatt 200 000 gefüllte Zellen",
  ],
  "too-slow": ["Die Datei ließ sich nicht in 10 Sekunden lesen.", "Teilen Sie sie auf oder speichern Sie sie neu."],
  // The matrix and its market.
  "no-matrix": [
    "Kein Blatt enthält eine Provisionsmatrix.",
    "Prüfen Sie, ob es die richtige Datei ist.",
    "eine Matrix auf mindestens einem Blatt",
  ],
  "too-many-blocks": ["Das Blatt hat mehr Blöcke, als es Märkte gibt.", "Schließen Sie die Lücken in der Matrix."],
  "too-small": [
    "Der Block {found} ist zu klein für eine Matrix.",
    "Ergänzen Sie die Matrix oder löschen Sie den Block.",
    "mindestens eine Zeile und eine Spalte mit Sätzen",
  ],
  "too-large": ["Der Block {found} ist zu groß.", "Entfernen Sie, was weit außerhalb der Matrix steht."],
  "market-contradicts": [
    "Der Name über dem Block, {found}, ist ein anderer Markt als der des Blattes.",
    "Ändern Sie einen von beiden.",
    "{1}",
  ],
  "market-unknown": [
    "Kein Markt heißt „{found}“.",
    "Schreiben Sie einen Markt: englischer Name, Landesname oder Kürzel.",
    "ein Markt, etwa Sweden, Sverige oder SE",
  ],
  "market-unnamed": [
    "Über einer von mehreren Matrizen fehlt der Name ihres Marktes.",
    "Schreiben Sie ihn über die erste Spalte der Matrix.",
    "ein Markt, etwa Sweden, Sverige oder SE",
  ],
  "market-twice": [
    "Der Markt {found} hat schon eine Matrix in dieser Datei.",
    "Behalten Sie eine davon, oder berichtigen Sie den Markt der anderen.",
    "eine Matrix je Markt",
  ],
  "bounds-not-found": [
    "Die Grenzen der Zielerreichung wurden nicht gefunden.",
    "Sie stehen in der ersten oder letzten Zeile, deren erste Zelle leer ist.",
  ],
  "axis-labels": [
    "Die Beschriftung {found} steht an der anderen Achse.",
    "Versetzen Sie sie, oder tauschen Sie die Achsen.",
  ],
  "blank-row": ["Eine leere Zeile teilt die Matrix.", "Löschen Sie die Zeile.", "eine Matrix ohne leere Zeilen"],
  "blank-column": ["Eine leere Spalte teilt die Matrix.", "Löschen Sie die Spalte.", "eine Matrix ohne leere Spalten"],
  "merged-cells": [
    "Hier sind Zellen verbunden: {found}.",
    "Heben Sie die Verbindung auf und füllen Sie jede Zelle.",
    "ein Wert in jeder Zelle",
  ],
  "stray-number": [
    "{found} steht neben oder unter der Matrix, ohne dass ein Text sagt, was es ist.",
    "Entfernen Sie es, oder schreiben Sie links davon einen erklärenden Text.",
  ],
  // A cell.
  "bound-missing": ["Die Grenze dieser Sätze fehlt.", "Tragen Sie sie ein.", "eine Grenze, etwa 70 %"],
  "cell-empty": [
    "Die Zelle ist leer.",
    "Tragen Sie den Satz ein; wo nichts gezahlt wird, 0 %.",
    "ein Satz, etwa 2,22 %",
  ],
  "error-cell": [
    "Die Zelle zeigt den Fehler {found}.",
    "Berichtigen Sie ihre Formel, oder tragen Sie den Wert selbst ein.",
  ],
  "formula-uncached": [
    "Das Ergebnis der Formel ist nicht in der Datei gespeichert.",
    "Öffnen Sie die Mappe, lassen Sie sie rechnen, speichern Sie und laden Sie sie erneut hoch.",
  ],
  "external-value": [
    "Der Wert kommt von außerhalb der Arbeitsmappe.",
    "Tragen Sie ihn selbst ein: verknüpfte Dateien werden nie geöffnet.",
  ],
  "date-cell": [
    "Die Zelle {found} ist ein Datum.",
    "Tragen Sie den Prozentwert ein und geben Sie der Zelle ein Prozentformat.",
  ],
  "percent-sign-missing": [
    "Der Text „{found}“ kann Prozent oder ein Bruchteil sein.",
    "Schreiben Sie ihn mit Prozentzeichen, oder als Zahl mit Prozentformat.",
    "ein Prozentzeichen",
  ],
  "percent-ambiguous": [
    "„{found}“ kann Tausender oder drei Nachkommastellen haben.",
    "Tragen Sie eine Zahl mit Prozentformat ein, oder eine weitere Nachkommastelle.",
    "ein Prozentwert, der nur eine Lesart hat",
  ],
  "cell-unreadable": [
    "„{found}“ lässt sich nicht als Prozentwert oder Grenze lesen.",
    "Tragen Sie eine Zahl mit Prozentformat ein.",
    "etwa 2,22 %; als Grenze 70 %, ≥70 %, >115 %, 70-85 % oder <85 %",
  ],
  "too-precise": [
    "{found} hat mehr Nachkommastellen, als hier erlaubt sind.",
    "Runden Sie den Wert in der Mappe.",
    "Prozente mit höchstens vier Nachkommastellen; Ziele mit denen ihrer Währung",
  ],
  "bound-out-of-range": [
    "Die Grenze {found} liegt außerhalb des Erlaubten.",
    "Eine Zahl ist ein Bruchteil: 70 % ist 0,7. Berichtigen Sie die Grenze.",
    "0 % bis {1}",
  ],
  "rate-out-of-range": [
    "Der Satz {found} liegt außerhalb des Provisionsplans.",
    "Eine Zahl ist ein Bruchteil: 2,2 % ist 0,022. Berichtigen Sie den Satz.",
    "0 % bis {1}",
  ],
  "bound-repeated": [
    "Die Grenze {found} steht zweimal da.",
    "Berichtigen Sie eine davon, oder löschen Sie ihre Zeile oder Spalte.",
    "jede Grenze einmal",
  ],
  "bound-order": [
    "Die Grenze {found} fällt aus der Reihe.",
    "Ordnen Sie die Grenzen, oder berichtigen Sie diese.",
    "{1} {2}",
  ],
  "range-gap": [
    "Zwischen den Bändern {found} ist eine Lücke.",
    "Lassen Sie jedes Band dort beginnen, wo das darunter endet.",
    "das nächste Band ab {1}",
  ],
  "range-overlap": [
    "Die Bänder {found} überschneiden sich.",
    "Lassen Sie jedes Band dort beginnen, wo das darunter endet.",
    "das nächste Band ab {1}",
  ],
  "format-differs": [
    "Die Zelle zeigt {found}, enthält aber einen anderen Wert, und der wurde gelesen.",
    "Prüfen Sie den Wert, oder geben Sie der Zelle ein Format mit mehr Nachkommastellen.",
    "ein Format, das {1} zeigt",
  ],
  "rate-falls": [
    "Der Satz {found} fällt, obwohl Finanzierungsquote oder Zielerreichung steigt.",
    "Prüfen Sie beide Zellen.",
    "mindestens {1} wie in {2}",
  ],
  "rate-ten-times": [
    "Der Satz {found} ist etwa das Zehnfache seiner Nachbarn.",
    "Prüfen Sie das Komma.",
    "ein Satz nahe {1}",
  ],
  "hidden-sheet": ["Das Blatt ist ausgeblendet und wurde gelesen.", "Prüfen Sie es, oder löschen Sie es."],
  "hidden-row": ["Die Zeile ist ausgeblendet und wurde gelesen.", "Prüfen Sie sie, oder löschen Sie sie."],
  "hidden-column": ["Die Spalte ist ausgeblendet und wurde gelesen.", "Prüfen Sie sie, oder löschen Sie sie."],
  "text-outside": [
    "Der Text „{found}“ steht außerhalb der Matrix und wurde nicht gelesen.",
    "Prüfen Sie, ob er ändert, was die Matrix bedeutet.",
  ],
  "number-above": [
    "Die Zahl {found} steht über der Matrix und wurde nicht gelesen.",
    "Entfernen Sie sie, oder schreiben Sie daneben, was sie ist.",
  ],
  "sheet-skipped": [
    "Das Blatt hat Inhalt, aber weder Matrix noch Zieltabelle; es wurde übersprungen.",
    "Prüfen Sie, ob darauf etwas fehlt.",
  ],
  // Targets.
  "no-table": [
    "Kein Blatt hat Agenten unter einer Zeile von Monaten.",
    "Prüfen Sie, ob es die richtige Datei ist.",
    "oben eine Zeile mit Monaten, darunter je Agent eine Zeile",
  ],
  "month-unreadable": [
    "Über der Spalte steht kein Monat: „{found}“.",
    "Schreiben Sie den Monat mit Jahr, oder nehmen Sie die Spalte heraus (auch Summen).",
    "ein Monat von {1}",
  ],
  "month-ambiguous": [
    "„{found}“ kann mehrere Monate meinen.",
    "Schreiben Sie den Monat wie 2024-01.",
    "ein Monat von {1}",
  ],
  "month-other-year": [
    "{found} ist aus einem anderen Jahr als dem im Dateinamen.",
    "Berichtigen Sie die Überschrift oder den Dateinamen.",
    "ein Monat von {1}",
  ],
  "month-twice": [
    "Der Monat {found} steht über zwei Spalten.",
    "Behalten Sie eine Spalte je Monat.",
    "jeder Monat einmal",
  ],
  "agent-missing": [
    "Die Zeile hat Ziele, aber keinen Agenten.",
    "Tragen Sie den Agenten ein; löschen Sie die Zeile, wenn es Summen sind.",
  ],
  "agent-name": [
    "„{found}“ kann kein Name eines Agenten sein.",
    "Berichtigen Sie den Namen.",
    "1 bis 200 sichtbare Zeichen",
  ],
  "agent-twice": [
    "{found} hat in diesem Markt schon eine Zeile.",
    "Führen Sie die beiden Zeilen zusammen.",
    "eine Zeile je Agent und Markt",
  ],
  "total-row": [
    "Zwischen den Agenten steht eine Summenzeile: {found}.",
    "Löschen Sie sie und laden Sie die Mappe erneut hoch.",
  ],
  "target-zero": [
    "Das Ziel ist null.",
    "Lassen Sie die Zelle leer (keine Änderung), oder schreiben Sie none, um das Ziel zu streichen.",
    "ein Betrag über 0",
  ],
  "target-negative": [
    "Das Ziel {found} ist negativ.",
    "Tragen Sie den Betrag ein, der erreicht werden soll.",
    "ein Betrag über 0",
  ],
  "target-percent": ["Das Ziel {found} ist ein Prozentwert.", "Tragen Sie den Betrag ein.", "ein Betrag über 0"],
  "target-ambiguous": [
    "„{found}“ lässt sich als zwei Zahlen lesen: Tausender oder Nachkommastellen.",
    "Tragen Sie es als Zahl ein.",
  ],
  "target-not-number": ["„{found}“ ist kein Betrag.", "Tragen Sie die bloße Zahl ein, ohne Wörter und Währung."],
  "target-too-large": ["{found} hat mehr Stellen, als eine Arbeitsmappe behält.", "Prüfen Sie den Betrag."],
  "agent-without-targets": [
    "{found} hat kein Ziel; frühere Ziele bleiben bestehen.",
    "Tragen Sie Ziele ein, oder löschen Sie die Zeile.",
  ],
  "months-missing": [
    "Dem Blatt fehlen Monate des Jahres; deren Ziele bleiben, wie sie sind.",
    "Ergänzen Sie die Spalten, wenn sie versehentlich fehlen.",
    "die zwölf Monate von {1}",
  ],
  "filtered-sheet": [
    "Das Blatt ist gefiltert; auch ausgefilterte Zeilen wurden gelesen.",
    "Heben Sie den Filter auf und prüfen Sie die Zeilen.",
  ],
  "note-outside-table": [
    "Die Notiz „{found}“ wurde nicht gelesen.",
    "Prüfen Sie, ob sie die Ziele ändert, etwa Beträge in Tausend.",
  ],
  "currency-format": [
    "Das Zahlenformat zeigt eine andere Währung oder Tausende: {found}. Umgerechnet wurde nichts.",
    "Prüfen Sie den Betrag und berichtigen Sie das Format.",
    "ein Betrag in {1}",
  ],
  "market-missing": [
    "Der Markt ist leer, in anderen Zeilen aber angegeben.",
    "Tragen Sie den Markt ein; sonst gilt das Ziel dort, wo der Agent verkauft.",
  ],
  "market-differs": [
    "Der Markt {found} ist ein anderer als der des Blattes.",
    "Prüfen Sie, welcher gemeint ist.",
    "der Markt des Blattes, {1}",
  ],
  "agent-new": [
    "{found} ist neu: bisher ohne Ziele und Verträge.",
    "Berichtigen Sie den Namen, wenn er falsch geschrieben ist.",
    "ein bekannter Agent; am ähnlichsten: {1}",
  ],
  "agent-case": [
    "{found} unterscheidet sich von einem anderen Namen nur durch Groß- und Kleinschreibung.",
    "Schreiben Sie beide gleich, wenn es ein Agent ist.",
    "{1} wie in {2}",
  ],
  "agent-formula": ["Der Name {found} beginnt wie eine Formel.", "Prüfen Sie den Namen."],
  "agent-alphabets": [
    "Der Name {found} mischt Alphabete: Buchstaben, die gleich aussehen, sind verschieden.",
    "Tippen Sie den Namen neu.",
  ],
};
