/**
 * The links to the workplaces; the one that is open is marked for eyes and for screen readers.
 */
import { NavLink } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { useWords } from "../words/words.ts";
import { WORKPLACE_NAMES, WORKPLACES } from "./navigation.ts";
import { useSearchTexts } from "./search.ts";

export function NavigationLinks({ onGo }: { readonly onGo: () => void }) {
  const names = useWords(WORKPLACE_NAMES);
  const { pathname } = useLocation();
  const { period, market } = useSearchTexts();
  return WORKPLACES.map(({ to, key, icon: Icon }) => {
    const here = to === "/" ? pathname === "/" : pathname.startsWith(to);
    return (
      <NavLink
        key={key}
        renderRoot={(props) => <Link to={to} search={{ period, market }} {...props} />}
        label={names[key]}
        leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
        active={here}
        aria-current={here ? "page" : undefined}
        onClick={onGo}
        variant="light"
        mb={2}
      />
    );
  });
}
