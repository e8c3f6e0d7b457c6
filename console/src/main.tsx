/**
 * Where the console begins: styles, language, the keeper of answers, and the pages.
 */
import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/app.css";
import "./app/print.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createKeeper } from "./app/keeper.ts";
import { ROUTER } from "./app/routes.tsx";
import { THEME } from "./app/theme.ts";
import { ConnectionBanner } from "./feedback/connection-banner.tsx";
import { LanguageProvider } from "./words/language-provider.tsx";

// The page runs no style but what carries the answer's own number.
const nonce = document.querySelector("meta[name=style-nonce]")?.getAttribute("content") ?? "";
setNonce(nonce);

const root = document.getElementById("root");
if (root === null) throw new Error("assertion: the page has its root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={THEME} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <LanguageProvider>
        <QueryClientProvider client={createKeeper()}>
          <Notifications position="bottom-right" />
          <RouterProvider router={ROUTER} />
          <ConnectionBanner />
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);
