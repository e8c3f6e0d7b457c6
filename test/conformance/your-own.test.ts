import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { describeCoreView } from "../support/core-view-conformance.ts";
import type { MakeCoreView } from "../support/core-view-under-test.ts";

/** Without one of your own, that of the documentation. */
const path =
  process.env["CORE_VIEW_UNDER_TEST"] ?? join(import.meta.dirname, "..", "..", "docs", "example-core-view.ts");
const Module = z.object({ makeCoreView: z.custom<MakeCoreView>((value) => typeof value === "function") });
const { makeCoreView } = Module.parse(await import(pathToFileURL(path).href));

describeCoreView(path.replace(/^.*[\\/]/, ""), makeCoreView);
