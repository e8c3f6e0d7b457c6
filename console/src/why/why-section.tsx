/**
 * One step of the story, with its number, on a line that leads from the facts to the ledger.
 */
import { Text, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";
import classes from "./why-section.module.css";

interface WhySectionProps {
  readonly step: number;
  readonly title: string;
  /** The step in one sentence; the rest is its proof. */
  readonly says?: ReactNode;
  readonly children?: ReactNode;
}

export function WhySection({ step, title, says, children }: WhySectionProps) {
  const id = useId();
  return (
    <section className={classes.section ?? ""} aria-labelledby={id}>
      <span className={classes.step ?? ""} aria-hidden>
        {step}
      </span>
      <Title order={3} size="h4" id={id}>
        {title}
      </Title>
      {says !== undefined && <Text mt={4}>{says}</Text>}
      {children !== undefined && <div className={classes.proof ?? ""}>{children}</div>}
    </section>
  );
}
