/**
 * What was chosen in the matrix, beside it: focus goes to its head when it opens, and back when it is closed. In: a head and what it holds.
 */
import { CloseButton, Group, Paper, Stack, Title } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { useWords } from "../words/words.ts";
import { MATRIX_WORDS } from "./matrix-words.ts";

interface DetailsPanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function DetailsPanel({ title, onClose, children }: DetailsPanelProps) {
  const text = useWords(MATRIX_WORDS);
  const head = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    const from = document.activeElement;
    if (from !== null && from !== document.body && from !== head.current) opener.current = from;
    head.current?.focus({ preventScroll: false });
  }, [title]);
  const close = () => {
    onClose();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h4" ref={head} tabIndex={-1}>
            {title}
          </Title>
          <CloseButton aria-label={text.close} onClick={close} />
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
