/**
 * Changes one setting: what holds now and what would hold then stand side by side before it is put in force. A change that somebody else
 * made meanwhile is shown, and nothing that was typed is lost.
 */
import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import {
  DEFAULT_SETTINGS,
  parseSetting,
  settingKey,
  settingProblem,
  settingText,
} from "../../../src/domain/settings.ts";
import { problemOf } from "../api/api-problem.ts";
import { useAct } from "../api/queries.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { ADMINISTRATION_WORDS } from "./administration-words.ts";
import { SETTING_WORDS } from "./setting-names.ts";
import { SettingEditor } from "./setting-editor.tsx";
import { SettingSides, SettingWarning } from "./setting-sides.tsx";
import type { SettingRow } from "./settings.ts";
import { useReturnFocus } from "../feedback/return-focus.ts";

interface SettingDialogProps {
  readonly row: SettingRow;
  readonly market: string | null;
  /** Of what stands in `row`, which follows the server. */
  readonly tag: string;
  readonly onClose: () => void;
}

/** As the setting writes it itself, so that two ways of saying the same are the same; null when it cannot be read. */
function canonical(name: string, text: string): string | null {
  const key = settingKey(name);
  const part = key === null ? null : parseSetting(key, text);
  return key === null || part === null ? null : settingText(key, { ...DEFAULT_SETTINGS, ...part });
}

export function SettingDialog({ row, market, tag, onClose }: SettingDialogProps) {
  useReturnFocus();
  const say = useWords(ADMINISTRATION_WORDS);
  const known = useWords(SETTING_WORDS);
  const figures = useFigures();
  const now = row.text ?? "";
  const [seenTag] = useState(tag);
  const [draft, setDraft] = useState(now);
  const changing = useAct("put", "/settings/{key}");
  const { name, about } = known[row.key] ?? { name: row.key, about: row.expected };
  const then = canonical(row.key, draft);
  // A market that is given the value that holds for all keeps it when the one for all changes.
  const isSame = then === canonical(row.key, now) && (market === null || row.from === "market");
  const isStale = changing.error !== null && problemOf(changing.error).status === 412;
  const movedOn = isStale || (tag !== seenTag && changing.isIdle);
  return (
    <Modal
      opened
      onClose={onClose}
      title={say.changeOf(name)}
      size="lg"
      closeButtonProps={{ "aria-label": say.cancel }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (then === null || isSame || changing.isPending) return;
          const body = { value: draft, ...(market === null ? {} : { market }) };
          changing.mutate({ params: { key: row.key }, body, ifMatch: tag }, { onSuccess: onClose });
        }}
      >
        <Stack>
          <Text size="sm">{about}</Text>
          <Text size="sm" fw={600}>
            {market === null ? say.forEvery : say.forMarket(figures.market(market))}
          </Text>
          {movedOn && (
            <Alert color="yellow" title={say.changedTitle} role="alert">
              {say.changedText}
            </Alert>
          )}
          <SettingEditor name={row.key} label={name} text={draft} onChange={setDraft} />
          {then === null && <Unreadable name={row.key} text={draft} />}
          <SettingSides name={row.key} now={now} then={then} />
          <SettingWarning name={row.key} then={then} />
          {changing.error !== null && !isStale && <ProblemAlert error={changing.error} />}
          <Text size="xs" c="dimmed">
            {say.record}
          </Text>
          <Group justify="flex-end">
            {isSame && (
              <Text size="sm" c="dimmed" role="status">
                {say.same}
              </Text>
            )}
            <Button variant="default" onClick={onClose}>
              {say.cancel}
            </Button>
            <Button type="submit" loading={changing.isPending} disabled={then === null || isSame}>
              {say.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Unreadable({ name, text }: { readonly name: string; readonly text: string }) {
  const say = useWords(ADMINISTRATION_WORDS);
  const key = settingKey(name);
  // The destination's form tells it at its fields.
  if (key === null) return null;
  const { found, expected } = settingProblem(key, text);
  return (
    <Text size="sm" role="status" c="var(--mantine-color-error)">
      {`${say.notReadable} ${say.foundExpected(found, expected)}`}
    </Text>
  );
}
