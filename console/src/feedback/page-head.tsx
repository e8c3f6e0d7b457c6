/**
 * The head of a page: its name, which is the document's title too, one line of what it shows, and its acts.
 */
import { Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

interface PageHeadProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly acts?: ReactNode;
}

export function PageHead({ title, about, acts }: PageHeadProps) {
  useDocumentTitle(`${title} · OpenCommission`);
  return (
    <Group justify="space-between" align="flex-end" mb="md" gap="sm">
      <Stack gap={2} style={{ minWidth: 0 }}>
        <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
          {title}
        </Title>
        {about !== undefined && (
          <Text c="dimmed" size="sm">
            {about}
          </Text>
        )}
      </Stack>
      {acts !== undefined && <Group gap="xs">{acts}</Group>}
    </Group>
  );
}
