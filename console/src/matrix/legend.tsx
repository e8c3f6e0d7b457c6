/**
 * What the dots of the heatmap mean.
 */
import { Group, Text } from "@mantine/core";
import { useWords, words } from "../words/words.ts";
import { NEAR_CONTRACTS, NEAR_TARGET_PERCENT } from "./standing.ts";
import classes from "./heatmap.module.css";

const WORDS = words({
  en: {
    agent: "an agent at the exact ratios",
    near: (n: string, share: string) =>
      `just before a cliff: at most ${n} contracts or ${share} % of the target are lacking to a step that pays more`,
    many: "so many agents at nearly the same place",
    keys: "Arrow keys go from cell to cell.",
  },
  de: {
    agent: "ein Agent an seinen genauen Quoten",
    near: (n: string, share: string) =>
      `kurz vor einer Stufe: höchstens ${n} Verträge oder ${share} % des Ziels fehlen zu einem Schritt, der mehr zahlt`,
    many: "so viele Agenten an fast derselben Stelle",
    keys: "Die Pfeiltasten gehen von Zelle zu Zelle.",
  },
  sv: {
    agent: "en agent vid sina exakta kvoter",
    near: (n: string, share: string) =>
      `strax före ett steg: högst ${n} avtal eller ${share} % av målet saknas till ett steg som ger mer`,
    many: "så många agenter på nästan samma plats",
    keys: "Piltangenterna går från cell till cell.",
  },
});

export function Legend() {
  const text = useWords(WORDS);
  const dot = `${classes.dot ?? ""} ${classes.legendDot ?? ""}`;
  return (
    <Group gap="md" my="xs">
      <Group gap={8} wrap="nowrap">
        <span className={dot} aria-hidden />
        <Text size="xs">{text.agent}</Text>
      </Group>
      <Group gap={10} wrap="nowrap">
        <span className={dot} data-near aria-hidden />
        <Text size="xs">{text.near(String(NEAR_CONTRACTS), String(NEAR_TARGET_PERCENT))}</Text>
      </Group>
      <Group gap={8} wrap="nowrap">
        <span className={dot} data-many aria-hidden>
          3
        </span>
        <Text size="xs">{text.many}</Text>
      </Group>
      <Text size="xs" c="dimmed">
        {text.keys}
      </Text>
    </Group>
  );
}
