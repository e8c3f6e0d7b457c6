/**
 * The sign of an error or a warning: shape and colour, with its word for who sees neither.
 */
import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";

interface SeverityIconProps {
  readonly severity: "error" | "warning";
  readonly size?: number;
}

export function SeverityIcon({ severity, size = 18 }: SeverityIconProps) {
  const Sign = severity === "error" ? IconCircleX : IconAlertTriangle;
  const colour = severity === "error" ? "var(--mantine-color-error)" : "var(--mantine-color-orange-text)";
  return <Sign size={size} color={colour} aria-hidden style={{ flexShrink: 0 }} />;
}
