/**
 * There is nothing to show: says what is missing, and offers the next act.
 */
import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  readonly text: ReactNode;
  readonly act?: ReactNode;
}

export function EmptyState({ title, text, act }: EmptyStateProps) {
  return (
    <Paper withBorder p="xl" radius="md">
      <Stack align="center" gap="xs" ta="center">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text c="dimmed" maw="60ch">
          {text}
        </Text>
        {act}
      </Stack>
    </Paper>
  );
}
