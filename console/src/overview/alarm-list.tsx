/**
 * The alarms that a watchdog sees too, in words and by what they are about. In: the alarms of the status. Out: a list; nothing when all is well.
 */
import { Group, Paper, Text, Title } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import type { Answer } from "../api/routes.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import classes from "./overview.module.css";

type Alarm = Answer<"get", "/status">["alarms"][number];
type ByCode = Readonly<Record<string, string>>;

const WORDS = words<{ readonly title: string; readonly about: string; readonly codes: ByCode }>({
  en: {
    title: "Alarms of all months",
    about: "The same that the watchdog reports, whatever month is shown.",
    codes: {
      "period-not-closed": "Months have ended and are not closed",
      "close-waits": "A close waits for approval",
      "agents-blocked": "Agents are blocked: nothing is posted for them",
      "batches-due": "Batches are not delivered yet",
      "batches-unknown": "It is not known whether Core View has a batch: delivery asks before it sends again",
      "batches-refused": "Core View refused batches or parts of them",
      "delivery-off": "Delivery is switched off",
      "differences-open": "Differences between ledger and Core View are open",
      "messages-rejected": "Rejected messages are open",
    },
  },
  de: {
    title: "Alarme aller Monate",
    about: "Dieselben, die die Überwachung meldet, gleich welcher Monat gezeigt wird.",
    codes: {
      "period-not-closed": "Monate sind zu Ende und nicht abgeschlossen",
      "close-waits": "Ein Abschluss wartet auf Freigabe",
      "agents-blocked": "Agenten sind gesperrt: Für sie wird nichts gebucht",
      "batches-due": "Pakete sind noch nicht geliefert",
      "batches-unknown": "Es ist ungewiss, ob Core View ein Paket hat: Vor dem nächsten Senden wird gefragt",
      "batches-refused": "Core View hat Pakete ganz oder teils abgelehnt",
      "delivery-off": "Die Lieferung ist ausgeschaltet",
      "differences-open": "Differenzen zwischen Hauptbuch und Core View sind offen",
      "messages-rejected": "Abgewiesene Meldungen sind offen",
    },
  },
  sv: {
    title: "Larm för alla månader",
    about: "Samma som övervakningen rapporterar, vilken månad som än visas.",
    codes: {
      "period-not-closed": "Månader är slut men inte stängda",
      "close-waits": "Ett bokslut väntar på godkännande",
      "agents-blocked": "Agenter är spärrade: inget bokförs för dem",
      "batches-due": "Paket är inte levererade än",
      "batches-unknown": "Det är okänt om Core View har ett paket: leveransen frågar innan den skickar igen",
      "batches-refused": "Core View nekade paket helt eller delvis",
      "delivery-off": "Leveransen är avstängd",
      "differences-open": "Avvikelser mellan huvudbok och Core View är öppna",
      "messages-rejected": "Avvisade meddelanden är öppna",
    },
  },
});

export function AlarmList({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const text = useWords(WORDS);
  const figures = useFigures();
  if (alarms.length === 0) return null;
  const byCode = Map.groupBy(alarms, (alarm) => alarm.code);
  return (
    <Paper withBorder p="md" mt="md" component="section" aria-label={text.title}>
      <Title order={2} size="h4">
        {text.title}
      </Title>
      <Text size="sm" c="dimmed" mb={4}>
        {text.about}
      </Text>
      <ul className={classes.acts ?? ""}>
        {[...byCode].map(([code, some]) => (
          <li key={code}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <IconBell size={18} aria-hidden className={classes.sign ?? ""} />
              <Text size="sm">{text.codes[code] ?? some[0]?.message ?? code}</Text>
            </Group>
            <Text size="sm" c="dimmed">
              {some.flatMap((a) => (a.market === null ? [] : [figures.market(a.market)])).join(", ")}
            </Text>
          </li>
        ))}
      </ul>
    </Paper>
  );
}
