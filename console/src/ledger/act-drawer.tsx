/**
 * One act on record, opened: everything that was written down with it, what was before and after side by side.
 */
import { Drawer, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { shownDetail } from "./act-detail.ts";
import classes from "./act-drawer.module.css";
import { ACT_WORDS } from "./act-words.ts";
import type { Act } from "./acts.ts";
import { actorName } from "./audit-columns.tsx";
import { AUDIT_WORDS } from "./audit-words.ts";

interface ActDrawerProps {
  readonly act: Act;
  readonly onClose: () => void;
}

export function ActDrawer({ act, onClose }: ActDrawerProps) {
  const text = useWords(AUDIT_WORDS);
  const names = useWords(ACT_WORDS);
  const figures = useFigures();
  const { before, after, fields } = shownDetail(act.detail);
  const fieldNames: Readonly<Record<string, string>> = text.fields;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={680}
      title={
        <Text span fw={650}>
          {`${text.title(act.seq)}: ${names[act.action] ?? act.action}`}
        </Text>
      }
      closeButtonProps={{ "aria-label": text.close }}
    >
      <Stack>
        <Table variant="vertical" layout="fixed" aria-label={text.title(act.seq)}>
          <Table.Tbody>
            <Line name={text.when}>{figures.instant(act.at)}</Line>
            <Line name={text.who}>{actorName(act.actor, text.scheduler)}</Line>
            <Line name={text.subject}>{act.subject}</Line>
            {act.market !== null && <Line name={text.market}>{figures.market(act.market)}</Line>}
            {act.origin !== null && <Line name={text.from}>{act.origin}</Line>}
            {fields
              .filter(([name]) => name !== "market")
              .map(([name, value]) => (
                <Line key={name} name={fieldNames[name] ?? name}>
                  {value}
                </Line>
              ))}
          </Table.Tbody>
        </Table>
        {(before !== null || after !== null) && (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Side title={text.before} value={before} />
            <Side title={text.after} value={after} />
          </SimpleGrid>
        )}
      </Stack>
    </Drawer>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={150} fw={500}>
        {name}
      </Table.Th>
      <Table.Td className={classes.value ?? ""}>{children}</Table.Td>
    </Table.Tr>
  );
}

function Side({ title, value }: { readonly title: string; readonly value: string | null }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <pre className={classes.side ?? ""} tabIndex={0} aria-label={title} role="region">
        {value === null || value === "" ? "–" : value}
      </pre>
    </div>
  );
}
