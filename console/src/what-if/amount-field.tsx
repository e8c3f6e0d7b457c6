/**
 * An amount of money: by a slider in steps of whole units, or typed to the last decimal. In: minor units. Out: others; never a float.
 */
import { Group, Slider, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { formatMinor } from "../../../src/domain/money.ts";
import { useFigures } from "../words/figures.ts";
import { useWords, words } from "../words/words.ts";
import { readAmount } from "./amount-text.ts";

const WORDS = words({
  en: { invalid: (example: string) => `An amount, such as ${example}` },
  de: { invalid: (example: string) => `Ein Betrag wie ${example}` },
  sv: { invalid: (example: string) => `Ett belopp som ${example}` },
});

/** Steps of a slider from end to end. */
const STEPS = 400n;

interface AmountFieldProps {
  readonly label: string;
  readonly valueMinor: bigint;
  readonly leastMinor: bigint;
  readonly usualMostMinor: bigint;
  readonly exponent: number;
  readonly currency: string;
  readonly disabled?: boolean;
  readonly onChange: (minor: bigint) => void;
}

export function AmountField(props: AmountFieldProps) {
  const { label, valueMinor, leastMinor, usualMostMinor, exponent, currency, disabled = false, onChange } = props;
  const text = useWords(WORDS);
  const figures = useFigures();
  /** What is being typed, until it is left; the value goes along whenever it can be read. */
  const [typed, setTyped] = useState<string | null>(null);
  const most = valueMinor > usualMostMinor ? valueMinor : usualMostMinor;
  const atStep = (step: number) => minorAtStep(step, most, leastMinor, exponent);
  const amount = (minor: bigint) => figures.amount(formatMinor(minor, exponent));
  const typedMinor = typed === null ? valueMinor : readAmount(typed, exponent);
  const isInvalid = typedMinor === null || typedMinor < leastMinor;
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" fw={500} aria-hidden>
          {label}
        </Text>
        <TextInput
          aria-label={`${label} (${currency})`}
          value={typed ?? amount(valueMinor)}
          inputMode="decimal"
          disabled={disabled}
          size="xs"
          w={170}
          rightSection={
            <Text size="xs" c="dimmed" aria-hidden>
              {currency}
            </Text>
          }
          rightSectionWidth={44}
          error={isInvalid ? text.invalid(amount(usualMostMinor)) : null}
          onChange={(event) => {
            const now = event.currentTarget.value;
            setTyped(now);
            const minor = readAmount(now, exponent);
            if (minor !== null && minor >= leastMinor) onChange(minor);
          }}
          onBlur={() => {
            setTyped(null);
          }}
        />
      </Group>
      <Slider
        thumbLabel={label}
        thumbValueText={(step) => figures.money(formatMinor(atStep(step), exponent), currency)}
        label={(step) => amount(atStep(step))}
        value={Number((valueMinor * STEPS) / most)}
        min={0}
        max={Number(STEPS)}
        disabled={disabled}
        onChange={(step) => {
          setTyped(null);
          onChange(atStep(step));
        }}
      />
    </Stack>
  );
}

/** In whole units of the currency: nobody aims at a cent with a slider. */
function minorAtStep(step: number, most: bigint, least: bigint, exponent: number): bigint {
  const unit = 10n ** BigInt(exponent);
  // Up, so that the slider stands on the very step that was chosen.
  const minor = (((most * BigInt(step) + STEPS - 1n) / STEPS + unit - 1n) / unit) * unit;
  return minor < least ? least : minor > most ? most : minor;
}
