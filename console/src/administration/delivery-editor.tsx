/**
 * Says where a market's entries are delivered: as a form, or as JSON for who has it from elsewhere. In: the setting's text.
 * Out: the text as it would be sent; what is wrong is told at its field.
 */
import { NativeSelect, SegmentedControl, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { DEFAULT_DELIVERY, parseDelivery } from "../../../src/domain/delivery-setting.ts";
import { useWords } from "../words/words.ts";
import { ADMINISTRATION_WORDS } from "./administration-words.ts";
import { ADAPTERS, draftOf, FIELDS, problemOfDraft, textOfDraft, type DeliveryDraft } from "./delivery-draft.ts";
import { DESTINATION_WORDS } from "./destination-words.ts";

interface DeliveryEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

export function DeliveryEditor({ text, onChange }: DeliveryEditorProps) {
  const say = useWords(ADMINISTRATION_WORDS);
  const [asJson, setAsJson] = useState(false);
  const [draft, setDraft] = useState(() => draftOfText(text));
  const change = (next: DeliveryDraft) => {
    setDraft(next);
    onChange(textOfDraft(next));
  };
  return (
    <Stack gap="sm">
      <SegmentedControl
        size="xs"
        aria-label={say.how}
        value={asJson ? "json" : "form"}
        data={[
          { value: "form", label: say.form },
          { value: "json", label: say.json },
        ]}
        onChange={(next) => {
          // Back to the form with what the JSON says, as far as it can be read.
          if (next === "form" && parseDelivery(text).ok) setDraft(draftOfText(text));
          setAsJson(next === "json");
        }}
      />
      {asJson ? <JsonText text={text} onChange={onChange} /> : <DestinationForm draft={draft} onChange={change} />}
      <Text size="xs" c="dimmed">
        {say.jsonHint}
      </Text>
    </Stack>
  );
}

function draftOfText(text: string): DeliveryDraft {
  const read = parseDelivery(text);
  return draftOf(read.ok ? read.delivery : DEFAULT_DELIVERY);
}

interface DestinationFormProps {
  readonly draft: DeliveryDraft;
  readonly onChange: (draft: DeliveryDraft) => void;
}

function DestinationForm({ draft, onChange }: DestinationFormProps) {
  const say = useWords(ADMINISTRATION_WORDS);
  const { adapters, fields } = useWords(DESTINATION_WORDS);
  const problem = problemOfDraft(draft);
  return (
    <>
      <NativeSelect
        label={say.kind}
        value={draft.adapter}
        data={ADAPTERS.map((value) => ({ value, label: adapters[value] }))}
        onChange={(event) => {
          const adapter = ADAPTERS.find((one) => one === event.currentTarget.value);
          if (adapter !== undefined) onChange({ ...draft, adapter });
        }}
      />
      {FIELDS[draft.adapter].map(({ path, required }) => (
        <TextInput
          key={path}
          label={fields[path] ?? path}
          required={required}
          value={draft.typed[path] ?? ""}
          autoComplete="off"
          spellCheck={false}
          error={problem?.field === path ? say.foundExpected(problem.found, problem.expected) : null}
          onChange={(event) => {
            onChange({ ...draft, typed: { ...draft.typed, [path]: event.currentTarget.value } });
          }}
        />
      ))}
    </>
  );
}

export function JsonText({ text, onChange }: DeliveryEditorProps) {
  const say = useWords(ADMINISTRATION_WORDS);
  return (
    <Textarea
      label={say.json}
      value={text}
      autosize
      minRows={8}
      maxRows={20}
      maxLength={20_000}
      spellCheck={false}
      ff="monospace"
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
