/**
 * Step 3: the matrix with the bands that were hit, and every bound compared.
 */
import { Alert, List, Text } from "@mantine/core";
import { IconArrowDownRight, IconHandStop } from "@tabler/icons-react";
import type { Search } from "../app/search.ts";
import { cellName } from "../matrix/spots.ts";
import { useFigures, type Figures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { AXIS_WORDS, boundName, comparedText } from "./axis-names.ts";
import { BoundsCompared } from "./bounds-compared.tsx";
import { achievementOf, penetrationOf, type Explanation } from "./explanation.ts";
import { MatrixPicture } from "./matrix-picture.tsx";
import { Origin } from "./origin.tsx";
import { WhySection } from "./why-section.tsx";
import classes from "./matrix-section.module.css";

type Missed = Explanation["missed"][number];

const WORDS = words({
  en: {
    title: "The matrix and its bands",
    gives: (rate: string) => `The two bands meet at the rate ${rate}.`,
    all: "Every bound, compared in whole numbers",
    how: "numerator × 1,000,000 against bound in ppm × denominator: nothing is divided, so nothing is rounded before it is decided.",
    none: "There is no commission matrix for this market and year, so there is no rate yet.",
    noTarget: "Without a target there is no achievement, so no cell of the matrix is hit.",
    under: "A ratio is under its lowest band, so every contract earns 0",
    volume: (bound: string, missing: string) => `Target achievement: ${missing} more financed volume reaches ${bound}.`,
    contracts: (bound: string, ways: string) => `Penetration rate: ${ways} reaches ${bound}.`,
    never: (bound: string) => `Penetration rate: ${bound} is the lowest band.`,
    sales: (n: number) => (n === 1 ? "1 more financed contract" : `${n} more financed contracts`),
    instead: (n: number) => (n === 1 ? "1 cash sale financed instead" : `${n} cash sales financed instead`),
    or: ", or ",
  },
  de: {
    title: "Die Matrix und ihre Stufen",
    gives: (rate: string) => `Wo sich beide Stufen treffen, steht der Satz ${rate}.`,
    all: "Jede Grenze, in ganzen Zahlen verglichen",
    how: "Zähler × 1.000.000 gegen Grenze in ppm × Nenner: Es wird nicht geteilt, also vor der Entscheidung nichts gerundet.",
    none: "Für diesen Markt und dieses Jahr gibt es keine Provisionsmatrix, also noch keinen Satz.",
    noTarget: "Ohne Ziel gibt es keine Zielerreichung, also wird keine Zelle der Matrix getroffen.",
    under: "Eine Quote liegt unter ihrer untersten Stufe, darum bringt jeder Vertrag 0",
    volume: (bound: string, missing: string) =>
      `Zielerreichung: ${missing} mehr finanziertes Volumen erreicht ${bound}.`,
    contracts: (bound: string, ways: string) => `Penetrationsrate: ${ways}, dann ist ${bound} erreicht.`,
    never: (bound: string) => `Penetrationsrate: ${bound} ist die unterste Stufe.`,
    sales: (n: number) => (n === 1 ? "1 finanzierter Vertrag mehr" : `${n} finanzierte Verträge mehr`),
    instead: (n: number) =>
      n === 1 ? "1 Barverkauf stattdessen finanziert" : `${n} Barverkäufe stattdessen finanziert`,
    or: " oder ",
  },
  sv: {
    title: "Matrisen och dess nivåer",
    gives: (rate: string) => `Där båda nivåerna möts står satsen ${rate}.`,
    all: "Varje gräns, jämförd i heltal",
    how: "täljare × 1 000 000 mot gräns i ppm × nämnare: inget delas, så inget avrundas innan det är avgjort.",
    none: "Det finns ingen provisionsmatris för marknaden och året, så det finns ingen sats ännu.",
    noTarget: "Utan mål finns ingen måluppfyllelse, så ingen cell i matrisen träffas.",
    under: "En kvot ligger under sin lägsta nivå, så varje avtal ger 0",
    volume: (bound: string, missing: string) => `Måluppfyllelse: ${missing} mer finansierad volym når ${bound}.`,
    contracts: (bound: string, ways: string) => `Penetrationsgrad: ${ways} når ${bound}.`,
    never: (bound: string) => `Penetrationsgrad: ${bound} är den lägsta nivån.`,
    sales: (n: number) => (n === 1 ? "1 finansierat avtal till" : `${n} finansierade avtal till`),
    instead: (n: number) => (n === 1 ? "1 kontantköp finansierat i stället" : `${n} kontantköp finansierade i stället`),
    or: ", eller ",
  },
});

function missedText(missed: Missed, currency: string, figures: Figures, text: (typeof WORDS)["en"]): string {
  const bound = boundName(missed.bound, figures);
  if (missed.axis === "achievement") return text.volume(bound, figures.money(missed.missingVolume, currency));
  const ways = [
    missed.missingNewSales === null ? null : text.sales(missed.missingNewSales),
    missed.missingConversions === null ? null : text.instead(missed.missingConversions),
  ].filter((way) => way !== null);
  return ways.length === 0 ? text.never(bound) : text.contracts(bound, ways.join(text.or));
}

export function MatrixSection({ step, explanation }: { readonly step: number; readonly explanation: Explanation }) {
  const text = useWords(WORDS);
  const { matrix, cell, missed, statement } = explanation;
  const figures = useFigures();
  const at = matrixCellOf(explanation);
  if (matrix === null)
    return (
      <WhySection step={step} title={text.title}>
        <Alert color="red" icon={<IconHandStop />} title={text.none} />
      </WhySection>
    );
  return (
    <WhySection step={step} title={text.title}>
      <Bands explanation={explanation} />
      {statement?.status === "blocked" && <Text>{text.noTarget}</Text>}
      {missed.length > 0 && (
        <Alert color="yellow" className={classes.under ?? ""} icon={<IconArrowDownRight />} title={text.under}>
          {missed.map((each) => missedText(each, explanation.currency, figures, text)).join(" ")}
        </Alert>
      )}
      <MatrixPicture
        matrix={matrix}
        penetration={penetrationOf(explanation)}
        achievement={achievementOf(explanation)}
      />
      <div>
        {cell !== null && <Text fw={600}>{text.gives(figures.tableRate(cell.ratePpm))}</Text>}
        <Origin
          of={matrix}
          version={matrix.version}
          {...(cell === null || at === null ? {} : { cell, at: { to: "/matrix", search: at } })}
        />
      </div>
      <EveryBound explanation={explanation} />
    </WhySection>
  );
}

/** The cell in the heatmap, opened; null where no rate was reached. */
function matrixCellOf(explanation: Explanation): Search | null {
  const { period, market, matrix } = explanation;
  const [p, a] = [penetrationOf(explanation)?.band ?? -1, achievementOf(explanation)?.band ?? -1];
  if (matrix === null || p < 0 || a < 0) return null;
  return { period, market, year: String(matrix.year), version: String(matrix.version), open: cellName(p, a) };
}

/** Both bands in a sentence each: what was reached, and what was not. */
function Bands({ explanation }: { readonly explanation: Explanation }) {
  const names = useWords(AXIS_WORDS);
  const figures = useFigures();
  const penetration = penetrationOf(explanation);
  const achievement = achievementOf(explanation);
  return (
    <List spacing={2}>
      {penetration !== null && (
        <List.Item>{`${names.penetration}: ${comparedText(penetration, figures, names)}`}</List.Item>
      )}
      {achievement !== null && (
        <List.Item>{`${names.achievement}: ${comparedText(achievement, figures, names)}`}</List.Item>
      )}
    </List>
  );
}

function EveryBound({ explanation }: { readonly explanation: Explanation }) {
  const text = useWords(WORDS);
  const names = useWords(AXIS_WORDS);
  const penetration = penetrationOf(explanation);
  const achievement = achievementOf(explanation);
  return (
    <details className={classes.more ?? ""}>
      <summary>{text.all}</summary>
      <Text size="sm" c="dimmed" my="xs">
        {text.how}
      </Text>
      {penetration !== null && <BoundsCompared name={names.penetration} axis={penetration} />}
      {achievement !== null && <BoundsCompared name={names.achievement} axis={achievement} />}
    </details>
  );
}
