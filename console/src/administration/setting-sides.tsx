/**
 * What holds now and what would hold then, side by side; and what a change of the two switches means. In: the setting and both texts, null
 * where one is not known. Out: what is shown before a change is put in force.
 */
import { Alert, SimpleGrid, Text } from "@mantine/core";
import { useFigures } from "../words/figures.ts";
import { useWords } from "../words/words.ts";
import { ADMINISTRATION_WORDS } from "./administration-words.ts";
import { CATEGORY_WORDS } from "./setting-names.ts";
import { settingWords } from "./setting-value.ts";
import classes from "./administration.module.css";

interface SidesProps {
  readonly name: string;
  readonly now: string;
  readonly then: string | null;
}

export function SettingSides({ name, now, then }: SidesProps) {
  const say = useWords(ADMINISTRATION_WORDS);
  const categories = useWords(CATEGORY_WORDS);
  const figures = useFigures();
  const shown = (text: string | null): string => {
    if (text === null) return "–";
    const told = settingWords(name, text, { ...say, categories }, figures);
    return text.startsWith("{") ? `${told}\n${JSON.stringify(JSON.parse(text), null, 2)}` : told;
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {[
        { title: say.before, text: shown(now) },
        { title: say.after, text: shown(then) },
      ].map(({ title, text }) => (
        <div key={title}>
          <Text size="sm" fw={600} mb={2}>
            {title}
          </Text>
          <div className={classes.side ?? ""}>{text}</div>
        </div>
      ))}
    </SimpleGrid>
  );
}

export function SettingWarning({ name, then }: { readonly name: string; readonly then: string | null }) {
  const say = useWords(ADMINISTRATION_WORDS);
  if (then !== "off" || (name !== "delivery-enabled" && name !== "four-eyes")) return null;
  return (
    <Alert color="orange" role="status">
      {name === "four-eyes" ? say.eyesWarning : say.offWarning}
    </Alert>
  );
}
