/**
 * Problems of a workbook in Swedish: what is wrong, what to do, and what was expected. `{found}` is what stands in the cell; `{1}` and `{2}`
 * are the figures of what was expected (`problem-texts.ts`).
 */
import type { ProblemTexts } from "./problem-text.ts";

export const PROBLEM_TEXTS_SV: ProblemTexts = {
  // The file.
  "file-name": [
    "Filnamnet {found} säger inte vad filen innehåller.",
    "Döp om den, till exempel till commission_matrices_2024.xlsx (provisionsmatriser) eller sales_targets_2024.xlsx (mål), med siffrornas år.",
  ],
  "file-too-large": ["Filen är för stor.", "Dela upp den, eller ta bort bilder och format.", "högst 10 MiB"],
  "not-xlsx": [
    "Filen är ingen Excel-arbetsbok (.xlsx), är ofullständig eller har fel namn.",
    "Öppna den i Excel och spara den som .xlsx.",
  ],
  encrypted: ["Arbetsboken är skyddad med lösenord.", "Ta bort lösenordet i Excel, spara och ladda upp den igen."],
  "zip-bomb": [
    "Filen packas upp till mycket mer än en arbetsbok innehåller.",
    "Den lästes inte. Spara arbetsboken på nytt i Excel.",
  ],
  "zip-invalid": [
    "Filen är skadad eller förfalskad.",
    "Öppna den i Excel, spara den på nytt som .xlsx och ladda upp den.",
  ],
  "xml-entity": [
    "Filen innehåller instruktioner (DTD) som inte hör hemma i en arbetsbok.",
    "Den lästes inte. Spara arbetsboken på nytt i Excel.",
  ],
  "xml-invalid": ["En del av filen är skadad.", "Öppna den i Excel och spara den på nytt som .xlsx."],
  macro: ["Arbetsboken innehåller makron.", "Spara den som .xlsx utan makron."],
  "too-many-cells": [
    "Arbetsboken har för många blad eller celler.",
    "Dela upp den.",
    "högst 64 blad och 200 000 ifyllda celler per blad",
  ],
  "too-slow": ["Filen kunde inte läsas på 10 sekunder.", "Dela upp den eller spara den på nytt."],
  // The matrix and its market.
  "no-matrix": [
    "Inget blad innehåller en provisionsmatris.",
    "Kontrollera att det är rätt fil.",
    "en matris på minst ett blad",
  ],
  "too-many-blocks": ["Bladet har fler block än det finns marknader.", "Stäng luckorna i matrisen."],
  "too-small": [
    "Blocket {found} är för litet för en matris.",
    "Fyll ut matrisen eller ta bort blocket.",
    "minst en rad och en kolumn med satser",
  ],
  "too-large": ["Blocket {found} är för stort.", "Ta bort det som står långt utanför matrisen."],
  "market-contradicts": ["Namnet över blocket, {found}, är en annan marknad än bladets.", "Ändra ett av dem.", "{1}"],
  "market-unknown": [
    "Ingen marknad heter ”{found}”.",
    "Skriv en marknad: engelskt namn, landets eget namn eller kod.",
    "en marknad, till exempel Sweden, Sverige eller SE",
  ],
  "market-unnamed": [
    "Namnet på marknaden saknas över en av flera matriser.",
    "Skriv det över matrisens första kolumn.",
    "en marknad, till exempel Sweden, Sverige eller SE",
  ],
  "market-twice": [
    "Marknaden {found} har redan en matris i filen.",
    "Behåll en av dem, eller rätta den andras marknad.",
    "en matris per marknad",
  ],
  "bounds-not-found": [
    "Gränserna för måluppfyllelse hittades inte.",
    "De står i första eller sista raden, vars första cell är tom.",
  ],
  "axis-labels": ["Etiketten {found} står vid den andra axeln.", "Flytta den, eller byt plats på axlarna."],
  "blank-row": ["En tom rad delar matrisen.", "Ta bort raden.", "en matris utan tomma rader"],
  "blank-column": ["En tom kolumn delar matrisen.", "Ta bort kolumnen.", "en matris utan tomma kolumner"],
  "merged-cells": ["Här är celler sammanfogade: {found}.", "Dela dem och fyll i varje cell.", "ett värde i varje cell"],
  "stray-number": [
    "{found} står bredvid eller under matrisen utan att någon text säger vad det är.",
    "Ta bort det, eller skriv en förklarande text till vänster.",
  ],
  // A cell.
  "bound-missing": ["Gränsen för dessa satser saknas.", "Fyll i den.", "en gräns, till exempel 70 %"],
  "cell-empty": ["Cellen är tom.", "Fyll i satsen; där inget betalas, 0 %.", "en sats, till exempel 2,22 %"],
  "error-cell": ["Cellen visar felet {found}.", "Rätta formeln, eller fyll i värdet självt."],
  "formula-uncached": [
    "Formelns resultat är inte sparat i filen.",
    "Öppna arbetsboken, låt den räkna, spara och ladda upp den igen.",
  ],
  "external-value": ["Värdet kommer utifrån arbetsboken.", "Fyll i värdet självt: länkade filer öppnas aldrig."],
  "date-cell": ["Cellen {found} är ett datum.", "Fyll i procenttalet och ge cellen procentformat."],
  "percent-sign-missing": [
    "Texten ”{found}” kan vara procent eller en bråkdel.",
    "Skriv den med procenttecken, eller som tal med procentformat.",
    "ett procenttecken",
  ],
  "percent-ambiguous": [
    "”{found}” kan ha tusental eller tre decimaler.",
    "Fyll i ett tal med procentformat, eller en decimal till.",
    "ett procenttal som bara kan läsas på ett sätt",
  ],
  "cell-unreadable": [
    "”{found}” kan inte läsas som procenttal eller gräns.",
    "Fyll i ett tal med procentformat.",
    "till exempel 2,22 %; som gräns 70 %, ≥70 %, >115 %, 70-85 % eller <85 %",
  ],
  "too-precise": [
    "{found} har fler decimaler än tillåtet här.",
    "Avrunda värdet i arbetsboken.",
    "procent med högst fyra decimaler; mål med valutans decimaler",
  ],
  "bound-out-of-range": [
    "Gränsen {found} ligger utanför det tillåtna.",
    "Ett tal är en bråkdel: 70 % är 0,7. Rätta gränsen.",
    "0 % till {1}",
  ],
  "rate-out-of-range": [
    "Satsen {found} ligger utanför provisionsplanen.",
    "Ett tal är en bråkdel: 2,2 % är 0,022. Rätta satsen.",
    "0 % till {1}",
  ],
  "bound-repeated": [
    "Gränsen {found} står två gånger.",
    "Rätta en av dem, eller ta bort dess rad eller kolumn.",
    "varje gräns en gång",
  ],
  "bound-order": ["Gränsen {found} bryter ordningen.", "Ordna gränserna, eller rätta denna.", "{1} {2}"],
  "range-gap": [
    "Det är en lucka mellan banden {found}.",
    "Låt varje band börja där det under slutar.",
    "nästa band från {1}",
  ],
  "range-overlap": [
    "Banden {found} går i varandra.",
    "Låt varje band börja där det under slutar.",
    "nästa band från {1}",
  ],
  "format-differs": [
    "Cellen visar {found} men innehåller ett annat värde, och det lästes.",
    "Kontrollera värdet, eller ge cellen ett format med fler decimaler.",
    "ett format som visar {1}",
  ],
  "rate-falls": [
    "Satsen {found} sjunker fastän finansieringsgrad eller måluppfyllelse stiger.",
    "Kontrollera båda cellerna.",
    "minst {1} som i {2}",
  ],
  "rate-ten-times": [
    "Satsen {found} är ungefär tio gånger sina grannar.",
    "Kontrollera decimaltecknet.",
    "en sats nära {1}",
  ],
  "hidden-sheet": ["Bladet är dolt och lästes.", "Kontrollera det, eller ta bort det."],
  "hidden-row": ["Raden är dold och lästes.", "Kontrollera den, eller ta bort den."],
  "hidden-column": ["Kolumnen är dold och lästes.", "Kontrollera den, eller ta bort den."],
  "text-outside": [
    "Texten ”{found}” står utanför matrisen och lästes inte.",
    "Kontrollera att den inte ändrar vad matrisen betyder.",
  ],
  "number-above": [
    "Talet {found} står ovanför matrisen och lästes inte.",
    "Ta bort det, eller skriv bredvid vad det är.",
  ],
  "sheet-skipped": [
    "Bladet har innehåll men varken matris eller måltabell; det hoppades över.",
    "Kontrollera att inget saknas.",
  ],
  // Targets.
  "no-table": [
    "Inget blad har agenter under en rad med månader.",
    "Kontrollera att det är rätt fil.",
    "överst en rad med månader, därunder en rad per agent",
  ],
  "month-unreadable": [
    "Över kolumnen står ingen månad: ”{found}”.",
    "Skriv månaden med år, eller ta bort kolumnen (även summor).",
    "en månad i {1}",
  ],
  "month-ambiguous": ["”{found}” kan betyda flera månader.", "Skriv månaden som 2024-01.", "en månad i {1}"],
  "month-other-year": [
    "{found} är från ett annat år än filnamnets.",
    "Rätta rubriken eller filnamnet.",
    "en månad i {1}",
  ],
  "month-twice": ["Månaden {found} står över två kolumner.", "Behåll en kolumn per månad.", "varje månad en gång"],
  "agent-missing": ["Raden har mål men ingen agent.", "Fyll i agenten; ta bort raden om det är summor."],
  "agent-name": ["”{found}” kan inte vara en agents namn.", "Rätta namnet.", "1 till 200 synliga tecken"],
  "agent-twice": ["{found} har redan en rad på marknaden.", "Slå ihop de två raderna.", "en rad per agent och marknad"],
  "total-row": ["En summarad står bland agenterna: {found}.", "Ta bort den och ladda upp arbetsboken igen."],
  "target-zero": [
    "Målet är noll.",
    "Lämna cellen tom (ingen ändring), eller skriv none för att ta bort målet.",
    "ett belopp över 0",
  ],
  "target-negative": ["Målet {found} är negativt.", "Fyll i beloppet som ska nås.", "ett belopp över 0"],
  "target-percent": ["Målet {found} är ett procenttal.", "Fyll i beloppet.", "ett belopp över 0"],
  "target-ambiguous": ["”{found}” kan läsas som två tal: tusental eller decimaler.", "Fyll i det som ett tal."],
  "target-not-number": ["”{found}” är inget belopp.", "Fyll i bara talet, utan ord och valuta."],
  "target-too-large": ["{found} har fler siffror än en arbetsbok behåller.", "Kontrollera beloppet."],
  "agent-without-targets": ["{found} har inget mål; tidigare mål står kvar.", "Fyll i mål, eller ta bort raden."],
  "months-missing": [
    "Bladet saknar månader av året; deras mål står kvar som de är.",
    "Lägg till kolumnerna om de saknas av misstag.",
    "årets tolv månader {1}",
  ],
  "filtered-sheet": [
    "Bladet är filtrerat; även bortfiltrerade rader lästes.",
    "Ta bort filtret och kontrollera raderna.",
  ],
  "note-outside-table": [
    "Anteckningen ”{found}” lästes inte.",
    "Kontrollera att den inte ändrar målen, till exempel belopp i tusental.",
  ],
  "currency-format": [
    "Talformatet visar en annan valuta eller tusental: {found}. Inget räknades om.",
    "Kontrollera beloppet och rätta formatet.",
    "ett belopp i {1}",
  ],
  "market-missing": [
    "Marknaden är tom men ifylld på andra rader.",
    "Fyll i marknaden; annars gäller målet där agenten säljer.",
  ],
  "market-differs": [
    "Marknaden {found} är en annan än bladets.",
    "Kontrollera vilken som menas.",
    "bladets marknad, {1}",
  ],
  "agent-new": [
    "{found} är ny: har varken mål eller avtal ännu.",
    "Rätta namnet om det är felstavat.",
    "en känd agent; mest likt: {1}",
  ],
  "agent-case": [
    "{found} skiljer sig från ett annat namn bara i stora och små bokstäver.",
    "Skriv båda lika om det är en agent.",
    "{1} som i {2}",
  ],
  "agent-formula": ["Namnet {found} börjar som en formel.", "Kontrollera namnet."],
  "agent-alphabets": ["Namnet {found} blandar alfabet: bokstäver som ser lika ut är olika.", "Skriv namnet på nytt."],
};
