/**
 * A state as a sign and a word, never as a colour alone.
 */
import { Badge } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";

interface StateBadgeProps {
  readonly icon: Icon;
  readonly color: string;
  readonly label: string;
}

export function StateBadge({ icon: Sign, color, label }: StateBadgeProps) {
  return (
    <Badge color={color} variant="light" size="lg" radius="sm" fw={500} leftSection={<Sign size={14} aria-hidden />}>
      {label}
    </Badge>
  );
}
