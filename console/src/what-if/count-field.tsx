/**
 * A number of contracts: by a slider, or typed. In: the number and its bounds. Out: another one.
 */
import { Group, NumberInput, Slider, Stack, Text } from "@mantine/core";
import { useFigures } from "../words/figures.ts";

interface CountFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  /** Of the slider; more can be typed. */
  readonly usualMost: number;
  readonly most: number;
  readonly start: number;
  readonly onChange: (value: number) => void;
}

export function CountField({ label, value, least, usualMost, most, start, onChange }: CountFieldProps) {
  const { count } = useFigures();
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={500} aria-hidden>
          {label}
        </Text>
        <NumberInput
          aria-label={label}
          value={value}
          min={least}
          max={most}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="blur"
          w={110}
          size="xs"
          onChange={(typed) => {
            if (typeof typed === "number" && Number.isInteger(typed) && typed >= least && typed <= most)
              onChange(typed);
          }}
        />
      </Group>
      <Slider
        thumbLabel={label}
        thumbValueText={(at) => count(at)}
        label={(at) => count(at)}
        value={value}
        min={0}
        max={Math.max(usualMost, value)}
        domain={[least, Math.max(usualMost, value)]}
        startPointValue={start}
        onChange={onChange}
      />
    </Stack>
  );
}
