/**
 * The last look before a workbook counts: what will be in force, what it does in money, who is then bound by four eyes. In: the upload. Out:
 * exactly what was shown is in force; or, where somebody else changed figures meanwhile, nothing, and a new look is offered.
 */
import { Button, Group, List, Modal, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { problemOf } from "../api/api-problem.ts";
import { useAct } from "../api/queries.ts";
import { useSetSearch } from "../app/search.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { countProblems } from "./cell-marks.ts";
import { marketEffects } from "./effects.ts";
import type { Upload } from "./send-workbook.ts";
import { StaleUpload } from "./stale-upload.tsx";
import { COUNT_WORDS, KIND_WORDS } from "./workbook-words.ts";

const WORDS = words({
  en: {
    close: "Close",
    title: "Put this workbook in force?",
    matrices: (markets: string) => `A new version of the matrix of ${markets}`,
    targets: (n: string) => `${n} targets`,
    warnings: "Yet to be thought of:",
    money: "Commission of all months with sales, altogether:",
    nobody: "No statement comes out otherwise.",
    closed:
      "Months that are closed stay as posted; the next close posts corrections. With four eyes, somebody else approves the closes that use this workbook.",
    cancel: "Not yet",
    activate: "Put in force",
    done: "is in force.",
    unchanged: "was in force already; nothing has changed.",
  },
  de: {
    close: "Schließen",
    title: "Diese Arbeitsmappe in Kraft setzen?",
    matrices: (markets: string) => `Eine neue Version der Matrix von ${markets}`,
    targets: (n: string) => `${n} Ziele`,
    warnings: "Noch zu bedenken:",
    money: "Provision aller Monate mit Verkäufen, insgesamt:",
    nobody: "Keine Abrechnung fällt anders aus.",
    closed:
      "Abgeschlossene Monate bleiben, wie sie gebucht sind; der nächste Abschluss bucht Korrekturen. Bei vier Augen gibt jemand anderes die Abschlüsse frei, die diese Mappe verwenden.",
    cancel: "Noch nicht",
    activate: "In Kraft setzen",
    done: "gilt jetzt.",
    unchanged: "galt bereits; es hat sich nichts geändert.",
  },
  sv: {
    close: "Stäng",
    title: "Sätta arbetsboken i kraft?",
    matrices: (markets: string) => `En ny version av matrisen för ${markets}`,
    targets: (n: string) => `${n} mål`,
    warnings: "Att tänka på först:",
    money: "Provision i alla månader med försäljning, sammanlagt:",
    nobody: "Ingen avräkning blir annorlunda.",
    closed:
      "Stängda månader står kvar som de bokförts; nästa bokslut bokför rättelser. Med fyra ögon godkänner någon annan de bokslut som bygger på arbetsboken.",
    cancel: "Inte än",
    activate: "Sätt i kraft",
    done: "gäller nu.",
    unchanged: "gällde redan; inget har ändrats.",
  },
});

interface ActivateDialogProps {
  readonly upload: Upload;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function useActivate(upload: Upload, onClose: () => void) {
  const text = useWords(WORDS);
  const setSearch = useSetSearch();
  const activation = useAct("post", "/uploads/{id}/activation");
  const activate = async () => {
    const { file, workbook } = await activation.mutateAsync({ params: { id: upload.upload } });
    notifications.show({
      color: "green",
      closeButtonProps: { "aria-label": text.close },
      message: `${file.file} ${file.status === "imported" ? text.done : text.unchanged}`,
    });
    onClose();
    setSearch({ open: workbook ?? undefined, tab: undefined });
  };
  return { activation, activate };
}

export function ActivateDialog({ upload, opened, onClose }: ActivateDialogProps) {
  const text = useWords(WORDS);
  const { activation, activate } = useActivate(upload, onClose);
  const stale = activation.error !== null && problemOf(activation.error).code === "upload-stale";
  return (
    <Modal.Root opened={opened} onClose={onClose} size="lg">
      <Modal.Overlay />
      <Modal.Content aria-label={text.title}>
        <Modal.Body>
          <Stack gap="sm">
            <Title order={2} size="h4">
              {text.title}
            </Title>
            <Summary upload={upload} />
            {stale && <StaleUpload upload={upload} why="refused" />}
            {activation.error !== null && !stale && <ProblemAlert error={activation.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {text.cancel}
              </Button>
              <Button
                disabled={stale}
                loading={activation.isPending}
                data-autofocus
                onClick={() => {
                  // What went wrong is shown from the mutation's own state.
                  activate().catch(() => undefined);
                }}
              >
                {text.activate}
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Summary({ upload: { file } }: { readonly upload: Upload }) {
  const text = useWords(WORDS);
  const kinds = useWords(KIND_WORDS);
  const counts = useWords(COUNT_WORDS);
  const figures = useFigures();
  const markets = [...new Set(file.changes.flatMap(({ market }) => (market === null ? [] : [market])))];
  const { warnings } = countProblems(file.problems, null);
  const effects = marketEffects(file.effects);
  return (
    <>
      <Text fw={600}>{`${file.file}: ${file.kind === null ? "" : kinds[file.kind]} ${file.year ?? ""}`}</Text>
      <List size="sm" spacing={4}>
        <List.Item>
          {file.kind === "sales-targets"
            ? text.targets(figures.count(file.changes.length))
            : text.matrices(markets.map(figures.market).join(", "))}
          {`: ${counts.changes(file.changes.length, figures.count(file.changes.length))}.`}
        </List.Item>
        {warnings > 0 && (
          <List.Item>{`${text.warnings} ${counts.warnings(warnings, figures.count(warnings))}.`}</List.Item>
        )}
        {effects.length === 0 ? (
          <List.Item>{text.nobody}</List.Item>
        ) : (
          <List.Item>
            {text.money}
            <List size="sm" withPadding>
              {effects.map(({ market, currency, difference, agents }) => (
                <List.Item key={`${market} ${currency}`}>
                  {figures.market(market)}: <strong>{`${figures.change(difference)}\u00a0${currency}`}</strong> (
                  {counts.agents(agents, figures.count(agents))})
                </List.Item>
              ))}
            </List>
          </List.Item>
        )}
      </List>
      <Text size="sm" c="dimmed">
        {text.closed}
      </Text>
    </>
  );
}
