/**
 * Takes a setting's own value away, so that the general one holds again: what holds now and what would hold then stand side by side first.
 * In: the setting, its market (null: of all, whose default then holds). Out: sent with the tag of what was seen; nothing is guessed ahead.
 */
import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { DEFAULT_SETTINGS, settingKey, settingText } from "../../../src/domain/settings.ts";
import { problemOf } from "../api/api-problem.ts";
import { useAct } from "../api/queries.ts";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { useReturnFocus } from "../feedback/return-focus.ts";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { ADMINISTRATION_WORDS } from "./administration-words.ts";
import { SETTING_WORDS } from "./setting-names.ts";
import { SettingSides, SettingWarning } from "./setting-sides.tsx";
import { useSettings, type SettingRow } from "./settings.ts";

interface UnsetDialogProps {
  readonly row: SettingRow;
  readonly market: string | null;
  /** Of what stands in `row`, which follows the server. */
  readonly tag: string;
  readonly onClose: () => void;
}

/** Null while it is not known, and for who may not see it. */
function useGeneralText({ key }: SettingRow, market: string | null): string | null {
  const general = useSettings(null);
  if (market !== null) return general.data?.answer.keys.find((row) => row.key === key)?.text ?? null;
  const known = settingKey(key);
  return known === null ? null : settingText(known, DEFAULT_SETTINGS);
}

export function UnsetDialog({ row, market, tag, onClose }: UnsetDialogProps) {
  useReturnFocus();
  const say = useWords(ADMINISTRATION_WORDS);
  const known = useWords(SETTING_WORDS);
  const figures = useFigures();
  const [seenTag] = useState(tag);
  const then = useGeneralText(row, market);
  const dropping = useAct("delete", "/settings/{key}");
  const name = known[row.key]?.name ?? row.key;
  const isStale = dropping.error !== null && problemOf(dropping.error).status === 412;
  const isGone = row.from !== (market === null ? "all" : "market");
  return (
    <Modal opened onClose={onClose} title={say.unsetOf(name)} size="lg" closeButtonProps={{ "aria-label": say.cancel }}>
      <Stack>
        <Text size="sm">{market === null ? say.unsetAll : say.unsetMarket(figures.market(market))}</Text>
        {(isStale || (tag !== seenTag && dropping.isIdle)) && (
          <Alert color="yellow" title={say.changedTitle} role="alert">
            {say.changedText}
          </Alert>
        )}
        <SettingSides name={row.key} now={row.text ?? ""} then={then} />
        <SettingWarning name={row.key} then={then} />
        {dropping.error !== null && !isStale && <ProblemAlert error={dropping.error} />}
        <Text size="xs" c="dimmed">
          {say.record}
        </Text>
        <Group justify="flex-end">
          {isGone && dropping.isIdle && (
            <Text size="sm" c="dimmed" role="status">
              {say.gone}
            </Text>
          )}
          <Button variant="default" onClick={onClose} data-autofocus>
            {say.cancel}
          </Button>
          <Button
            loading={dropping.isPending}
            disabled={isGone}
            onClick={() => {
              const query = market === null ? {} : { market };
              dropping.mutate({ params: { key: row.key }, query, ifMatch: tag }, { onSuccess: onClose });
            }}
          >
            {say.unsetAct}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
