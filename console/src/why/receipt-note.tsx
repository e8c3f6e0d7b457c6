/**
 * The end of the story: the receipt, and how anybody checks it without us.
 */
import { Anchor, Code, Paper, Text } from "@mantine/core";
import { useWords, words } from "../words/words.ts";
import { receiptHref, receiptName } from "./receipt-address.ts";
import type { Why } from "./why-address.ts";

const WORDS = words({
  en: {
    take: "The receipt",
    holds: " holds all of this with its hashes. Anybody can check it without this server, and without trusting it:",
  },
  de: {
    take: "Der Beleg",
    holds: " enthält all dies mit seinen Hashes. Jeder kann ihn ohne diesen Server prüfen, und ohne ihm zu vertrauen:",
  },
  sv: {
    take: "Kvittot",
    holds:
      " innehåller allt detta med sina hashar. Vem som helst kan kontrollera det utan den här servern, och utan att lita på den:",
  },
});

export function ReceiptNote({ why }: { readonly why: Why }) {
  const text = useWords(WORDS);
  return (
    <Paper withBorder p="sm" radius="md">
      <Text size="sm">
        <Anchor href={receiptHref(why)} download={receiptName(why)} inherit underline="always">
          {text.take}
        </Anchor>
        {text.holds}
      </Text>
      <Code block mt="xs">
        {`opencommission verify-receipt ${receiptName(why)}`}
      </Code>
    </Paper>
  );
}
