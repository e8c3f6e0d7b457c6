/**
 * The control for one setting, by its kind. In: the setting's text as it would be sent. Out: the next text.
 */
import { Checkbox, Group, NumberInput, Radio, Stack, TagsInput, TextInput } from "@mantine/core";
import { CATEGORIES } from "../../../src/domain/category.ts";
import { parseSetting } from "../../../src/domain/settings.ts";
import { percentOf } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { ADMINISTRATION_WORDS } from "./administration-words.ts";
import { DeliveryEditor, JsonText } from "./delivery-editor.tsx";
import { CATEGORY_WORDS } from "./setting-names.ts";

export interface EditorProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

export function SettingEditor({ name, ...props }: EditorProps & { readonly name: string }) {
  switch (name) {
    case "clawback-months":
      return <MonthsEditor {...props} />;
    case "exempt-reasons":
      return <ReasonsEditor {...props} />;
    case "highest-rate":
      return <RateEditor {...props} />;
    case "eligible-categories":
      return <CategoriesEditor {...props} />;
    case "four-eyes":
    case "delivery-enabled":
      return <SwitchEditor {...props} />;
    case "delivery":
      return <DeliveryEditor text={props.text} onChange={props.onChange} />;
    default:
      return <JsonText text={props.text} onChange={props.onChange} />;
  }
}

function MonthsEditor({ label, text, onChange }: EditorProps) {
  return (
    <NumberInput
      label={label}
      min={0}
      max={120}
      allowDecimal={false}
      allowNegative={false}
      data-autofocus
      value={text}
      onChange={(value) => {
        onChange(String(value));
      }}
    />
  );
}

function ReasonsEditor({ label, text, onChange }: EditorProps) {
  const say = useWords(ADMINISTRATION_WORDS);
  return (
    <TagsInput
      label={label}
      description={say.reasonsHint}
      data-autofocus
      value={[...(parseSetting("exemptReasons", text)?.exemptReasons ?? [])]}
      onChange={(reasons) => {
        // As a list of its own: a reason may hold a semicolon.
        onChange(JSON.stringify(reasons));
      }}
    />
  );
}

function RateEditor({ label, text, onChange }: EditorProps) {
  const say = useWords(ADMINISTRATION_WORDS);
  const ppm = parseSetting("highestRatePpm", text)?.highestRatePpm;
  return (
    <TextInput
      label={label}
      description={say.percentHint}
      inputMode="decimal"
      rightSection="%"
      data-autofocus
      defaultValue={ppm === undefined ? text : percentOf(ppm)}
      onChange={(event) => {
        onChange(`${event.currentTarget.value.trim()}%`);
      }}
    />
  );
}

function CategoriesEditor({ label, text, onChange }: EditorProps) {
  const names = useWords(CATEGORY_WORDS);
  const chosen = parseSetting("eligibleCategories", text)?.eligibleCategories ?? [];
  return (
    <Checkbox.Group
      label={label}
      value={[...chosen]}
      onChange={(next) => {
        onChange(CATEGORIES.filter((category) => next.includes(category)).join(", "));
      }}
    >
      <Stack gap="xs" mt="xs">
        {CATEGORIES.map((category) => (
          <Checkbox key={category} value={category} label={names[category] ?? category} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function SwitchEditor({ label, text, onChange }: EditorProps) {
  const say = useWords(ADMINISTRATION_WORDS);
  return (
    <Radio.Group label={label} value={text} onChange={onChange}>
      <Group mt="xs">
        <Radio value="on" label={say.on} />
        <Radio value="off" label={say.off} />
      </Group>
    </Radio.Group>
  );
}
