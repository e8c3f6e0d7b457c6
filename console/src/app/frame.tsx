/**
 * The frame of every page: navigation, month and market, search, language and scheme, who is signed in. In: whoever asks.
 * Out: the sign-in for who is not; else the page. What is open stays in the address, so signing in again goes on where it was.
 */
import { AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { Outlet, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { isSignedOut } from "../api/api-problem.ts";
import { useAsk } from "../api/queries.ts";
import { Loading } from "../feedback/loading.tsx";
import { ProblemAlert } from "../feedback/problem-alert.tsx";
import { keepFocusOnPage } from "../feedback/return-focus.ts";
import { WhyPanel } from "../why/why-panel-gate.tsx";
import { useWords, words } from "../words/words.ts";
import { AccountMenu } from "./account-menu.tsx";
import { NavigationLinks } from "./navigation-links.tsx";
import { ScopePicker } from "./scope-picker.tsx";
import { SearchButton } from "./search-button.tsx";
import { MeContext } from "./session.ts";
import { SignInPage } from "./sign-in-page.tsx";
import classes from "./frame.module.css";

const loadPalette = () => import("./command-palette.tsx");
const CommandPalette = lazy(loadPalette);

const WORDS = words({
  en: { skip: "Skip to the page", menu: "Navigation" },
  de: { skip: "Zum Inhalt", menu: "Navigation" },
  sv: { skip: "Till innehållet", menu: "Navigering" },
});

export function Frame() {
  const ways = useAsk("/sign-in");
  const signedIn = ways.data?.signedIn === true;
  const me = useAsk("/me", {}, { enabled: signedIn });
  if (ways.data?.signedIn === false || isSignedOut(me.error)) return <SignInPage />;
  const error = ways.error ?? me.error;
  if (error !== null && me.data === undefined)
    return <ProblemAlert error={error} onRetry={() => void ways.refetch()} />;
  if (me.data === undefined) return <Loading />;
  return (
    <MeContext value={me.data}>
      <Shell />
    </MeContext>
  );
}

function Shell() {
  const text = useWords(WORDS);
  const router = useRouter();
  // A link that was followed is gone with its page: who works by keyboard goes on in the new one.
  useEffect(() => router.subscribe("onRendered", keepFocusOnPage), [router]);
  const [open, { toggle, close }] = useDisclosure(false);
  const [palette, setPalette] = useState(false);
  const search = () => {
    setPalette(true);
  };
  useHotkeys([["mod+K", search]], []);
  // Who types right after Ctrl-K is not to wait for it.
  useEffect(() => {
    void loadPalette();
  }, []);
  return (
    <AppShell
      header={{ height: { base: 100, sm: 56 } }}
      navbar={{ width: 232, breakpoint: "md", collapsed: { mobile: !open } }}
      padding="md"
    >
      <a className="skip-link" href="#page">
        {text.skip}
      </a>
      <AppShell.Header px="md" py={8}>
        <div className={classes.header ?? ""}>
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={open}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={text.menu}
              aria-expanded={open}
            />
            <Text fw={700}>OpenCommission</Text>
          </Group>
          <ScopePicker />
          <Group gap="xs" wrap="nowrap">
            <SearchButton onOpen={search} />
            <AccountMenu />
          </Group>
        </div>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={text.menu}>
        <NavigationLinks onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
        <WhyPanel />
        {palette && (
          <Suspense fallback={null}>
            <CommandPalette
              onClose={() => {
                setPalette(false);
              }}
            />
          </Suspense>
        )}
      </AppShell.Main>
    </AppShell>
  );
}
