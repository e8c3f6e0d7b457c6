/**
 * The way to a version of a matrix on its own page.
 */
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface MatrixLinkProps {
  readonly market: string;
  readonly year: number;
  readonly version: number;
  readonly children: ReactNode;
}

export function MatrixLink({ market, year, version, children }: MatrixLinkProps) {
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => (
        <Link to="/matrix" search={{ market, year: String(year), version: String(version) }} {...props} />
      )}
    >
      {children}
    </Anchor>
  );
}
