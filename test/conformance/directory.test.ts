import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDirectoryCoreView } from "../../src/platform/core-view/directory.ts";
import { describeCoreView } from "../support/core-view-conformance.ts";

describeCoreView("directory", async () => {
  const home = await mkdtemp(join(tmpdir(), "opencommission-directory-"));
  const folder = join(home, "not", "there", "yet");
  return {
    adapter: createDirectoryCoreView(folder),
    restarted: () => createDirectoryCoreView(folder),
    stop: async () => {
      await rename(folder, `${folder}-away`);
      await writeFile(folder, "a file in the way");
      return async () => {
        await rm(folder);
        await rename(`${folder}-away`, folder);
      };
    },
    acknowledging: () => ({
      adapter: createDirectoryCoreView(folder, { withinHours: 24 }),
      acknowledge: (id, text) => writeFile(join(folder, `${id}.ack.json`), text),
    }),
    end: () => rm(home, { recursive: true, force: true }),
  };
});
