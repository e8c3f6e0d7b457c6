/**
 * Shows the panel "why this amount" over any page when the address asks for it. Loaded when it is first asked for.
 */
import { lazy, Suspense } from "react";
import { useSearchTexts, useSetSearch } from "../app/search.ts";
import { readWhy } from "./why-address.ts";

const Panel = lazy(() => import("./why-panel.tsx"));

export function WhyPanel() {
  const why = readWhy(useSearchTexts().why);
  const setSearch = useSetSearch();
  if (why === null) return null;
  return (
    <Suspense fallback={null}>
      <Panel
        why={why}
        onClose={() => {
          setSearch({ why: undefined });
        }}
      />
    </Suspense>
  );
}
