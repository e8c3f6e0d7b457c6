/**
 * The very first start: nothing was received yet. In: which workbooks are in force, who looks. Out: what has to be there before a month can be
 * closed, how far it is, and the act that comes next, for who may do it.
 */
import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed, IconCircleDot } from "@tabler/icons-react";
import { useAsk } from "../api/queries.ts";
import { PageButton } from "../app/page-link.tsx";
import { may, useMe } from "../app/session.ts";
import { useWords, words } from "../words/words.ts";
import { firstSteps, type FirstStepCode } from "./first-steps-done.ts";

interface StepSaid {
  readonly title: string;
  readonly text: string;
}

const WORDS = words<{
  readonly title: string;
  readonly about: string;
  readonly done: string;
  readonly upload: string;
  readonly who: string;
  readonly steps: Readonly<Record<FirstStepCode, StepSaid>>;
}>({
  en: {
    title: "Nothing was received yet",
    about: "Three things have to be here before a month can be closed, in whatever order they come.",
    done: "Done.",
    upload: "Upload workbooks",
    who: "An uploader brings workbooks; your roles let you look.",
    steps: {
      matrices: { title: "Commission matrices", text: "One workbook a year, a sheet for each market." },
      targets: { title: "Sales targets", text: "One workbook a year, a row for each agent." },
      contracts: {
        title: "Contracts",
        text: "The source sends them as events, or an administrator has them pulled. They show here as they arrive.",
      },
    },
  },
  de: {
    title: "Noch wurde nichts empfangen",
    about: "Drei Dinge müssen da sein, bevor ein Monat abgeschlossen werden kann, in welcher Reihenfolge auch immer.",
    done: "Erledigt.",
    upload: "Arbeitsmappen hochladen",
    who: "Arbeitsmappen bringt jemand mit der Rolle zum Hochladen; mit Ihren Rollen sehen Sie zu.",
    steps: {
      matrices: { title: "Provisionsmatrizen", text: "Eine Arbeitsmappe im Jahr, ein Blatt je Markt." },
      targets: { title: "Verkaufsziele", text: "Eine Arbeitsmappe im Jahr, eine Zeile je Agent." },
      contracts: {
        title: "Verträge",
        text: "Die Quelle sendet sie als Ereignisse, oder die Administration lässt sie abholen. Sie erscheinen hier, sobald sie eintreffen.",
      },
    },
  },
  sv: {
    title: "Inget har tagits emot än",
    about: "Tre saker måste finnas innan en månad kan stängas, i vilken ordning de än kommer.",
    done: "Klart.",
    upload: "Ladda upp arbetsböcker",
    who: "En uppladdare lämnar arbetsböcker; dina roller låter dig titta.",
    steps: {
      matrices: { title: "Provisionsmatriser", text: "En arbetsbok om året, ett blad per marknad." },
      targets: { title: "Försäljningsmål", text: "En arbetsbok om året, en rad per agent." },
      contracts: {
        title: "Avtal",
        text: "Källan skickar dem som händelser, eller så låter en administratör hämta dem. De visas här när de kommer.",
      },
    },
  },
});

const SIGNS = { done: IconCircleCheck, next: IconCircleDot, later: IconCircleDashed } as const;
const COLOURS = {
  done: "var(--mantine-color-green-text)",
  next: "var(--mantine-primary-color-light-color)",
  later: "var(--mantine-color-dimmed)",
} as const;

export function FirstSteps() {
  const text = useWords(WORDS);
  const me = useMe();
  const workbooks = useAsk("/workbooks", { query: { limit: 1000 } });
  const steps = firstSteps(workbooks.data?.workbooks ?? []);
  const brings = may(me, "upload");
  return (
    <Paper withBorder p="lg" component="section" aria-label={text.title}>
      <Title order={2} size="h4" mb={4}>
        {text.title}
      </Title>
      <Text mb="md">{text.about}</Text>
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {steps.map(({ code, state }) => {
          const Sign = SIGNS[state];
          return (
            <Group key={code} component="li" gap="sm" wrap="nowrap" align="flex-start">
              <Sign size={22} aria-hidden color={COLOURS[state]} style={{ flex: "none" }} />
              <div>
                <Text fw={600}>{text.steps[code].title}</Text>
                <Text size="sm" c="dimmed">
                  {state === "done" ? text.done : text.steps[code].text}
                </Text>
              </div>
            </Group>
          );
        })}
      </Stack>
      {brings ? (
        <PageButton to="/workbooks" mt="lg">
          {text.upload}
        </PageButton>
      ) : (
        <Text size="sm" mt="lg">
          {text.who}
        </Text>
      )}
    </Paper>
  );
}
