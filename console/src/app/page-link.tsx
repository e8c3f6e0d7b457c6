/**
 * A link to a page of the console, with what is to stand in its address.
 */
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { WORKPLACES } from "./navigation.ts";
import type { Search } from "./search.ts";

interface PageLinkProps {
  readonly to: (typeof WORKPLACES)[number]["to"] | ".";
  readonly search?: Search | ((before: Search) => Search);
  readonly children: ReactNode;
}

/** Of the size of the text around it. */
export function PageLink({ to, search, children }: PageLinkProps) {
  return (
    <Anchor
      inherit
      underline="always"
      renderRoot={(props) => <Link {...props} to={to} {...(search === undefined ? {} : { search })} />}
    >
      {children}
    </Anchor>
  );
}
