/**
 * A filter that the server applies: typed whole, and sent with Enter or when the field is left. In: what holds now. Out: what was typed.
 */
import { CloseButton, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useWords, words } from "../words/words.ts";

const WORDS = words({ en: { clear: "Clear" }, de: { clear: "Leeren" }, sv: { clear: "Rensa" } });

interface ExactFilterProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

export function ExactFilter({ label, placeholder, value = "", onChange }: ExactFilterProps) {
  const { clear } = useWords(WORDS);
  const [typed, setTyped] = useState(value);
  // The way back of the browser changes it too.
  useEffect(() => {
    setTyped(value);
  }, [value]);
  const send = (text: string) => {
    const next = text.trim();
    if (next !== value) onChange(next === "" ? undefined : next);
  };
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      w={220}
      maxLength={400}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
      }}
      onBlur={() => {
        send(typed);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") send(typed);
      }}
      rightSection={
        value === "" ? null : (
          <CloseButton
            size="sm"
            aria-label={`${clear}: ${label}`}
            onClick={() => {
              setTyped("");
              onChange(undefined);
            }}
          />
        )
      }
    />
  );
}
