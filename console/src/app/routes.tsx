/**
 * The pages and their addresses. Each is loaded when it is first gone to; month and market go along from page to page.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from "@tanstack/react-router";
import { NotFoundPage } from "../feedback/not-found-page.tsx";
import { CrashPage } from "../feedback/crash-page.tsx";
import { Loading } from "../feedback/loading.tsx";
import { PageNotLoaded } from "../feedback/page-not-loaded.ts";
import { Frame } from "./frame.tsx";
import { parseSearch, readSearch, stringifySearch } from "./search.ts";

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
  validateSearch: readSearch,
  search: { middlewares: [retainSearchParams(["period", "market"])] },
});

/** What cannot be loaded is told in its place, and the navigation stays. */
async function loaded<Page>(page: Promise<Page>): Promise<Page> {
  try {
    return await page;
  } catch (error) {
    throw new PageNotLoaded(error);
  }
}

const page = <const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component, errorComponent: CrashPage });

const tree = root.addChildren([
  page(
    "/",
    lazyRouteComponent(() => loaded(import("../overview/overview-page.tsx")), "OverviewPage"),
  ),
  page(
    "/workbooks",
    lazyRouteComponent(() => loaded(import("../workbooks/workbooks-page.tsx")), "WorkbooksPage"),
  ),
  page(
    "/matrix",
    lazyRouteComponent(() => loaded(import("../matrix/matrix-page.tsx")), "MatrixPage"),
  ),
  page(
    "/statements",
    lazyRouteComponent(() => loaded(import("../statements/statements-page.tsx")), "StatementsPage"),
  ),
  page(
    "/what-if",
    lazyRouteComponent(() => loaded(import("../what-if/what-if-page.tsx")), "WhatIfPage"),
  ),
  page(
    "/closes",
    lazyRouteComponent(() => loaded(import("../closes/closes-page.tsx")), "ClosesPage"),
  ),
  page(
    "/delivery",
    lazyRouteComponent(() => loaded(import("../delivery/delivery-page.tsx")), "DeliveryPage"),
  ),
  page(
    "/messages",
    lazyRouteComponent(() => loaded(import("../messages/messages-page.tsx")), "MessagesPage"),
  ),
  page(
    "/ledger",
    lazyRouteComponent(() => loaded(import("../ledger/ledger-page.tsx")), "LedgerPage"),
  ),
  page(
    "/administration",
    lazyRouteComponent(() => loaded(import("../administration/administration-page.tsx")), "AdministrationPage"),
  ),
]);

export const ROUTER = createRouter({
  routeTree: tree,
  parseSearch,
  stringifySearch,
  defaultPendingComponent: Loading,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof ROUTER;
  }
}
