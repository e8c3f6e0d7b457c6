/**
 * The sign of an error or a warning: shape and colour, with its word for who sees neither.
 */
import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import classes from "./severity-icon.module.css";

interface SeverityIconProps {
  readonly severity: "error" | "warning";
  readonly size?: number;
}

export function SeverityIcon({ severity, size = 18 }: SeverityIconProps) {
  const Sign = severity === "error" ? IconCircleX : IconAlertTriangle;
  return <Sign size={size} aria-hidden className={classes[severity] ?? ""} />;
}
