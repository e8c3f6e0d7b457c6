/**
 * Links to a page of the console with what is to be seen there: as text, or as a button. In: the page, month, market, what is open.
 */
import { Anchor, Button, type AnchorProps, type ButtonProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { WORKPLACES } from "./navigation.ts";
import type { Search } from "./search.ts";

interface Goal {
  readonly to: (typeof WORKPLACES)[number]["to"] | ".";
  readonly search?: Search | ((before: Search) => Search);
  readonly children: ReactNode;
}

/** Of the size of the text around it, when none is said. */
export function PageLink({ to, search = {}, children, ...look }: Goal & AnchorProps) {
  return (
    <Anchor
      inherit={look.size === undefined}
      renderRoot={(props) => <Link {...props} to={to} search={search} />}
      {...look}
    >
      {children}
    </Anchor>
  );
}

export function PageButton({ to, search = {}, children, ...look }: Goal & ButtonProps) {
  return (
    <Button renderRoot={(props) => <Link {...props} to={to} search={search} />} {...look}>
      {children}
    </Button>
  );
}
