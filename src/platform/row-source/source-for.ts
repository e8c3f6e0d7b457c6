/**
 * From a pull setting to where its rows are read. In: the setting, the environment that secrets are read from. Out: a source of rows,
 * to be closed by who asked for it. Each kind is loaded when it is asked for.
 */
import type { PullSetting } from "../../domain/pull-setting.ts";
import type { RowSource } from "./row-source.ts";

export async function rowSourceFor(setting: PullSetting, env: NodeJS.ProcessEnv): Promise<RowSource> {
  switch (setting.from) {
    case "postgresql": {
      const { createPostgresqlRows } = await import("./postgresql.ts");
      return createPostgresqlRows(setting, env);
    }
    case "athena": {
      const { createAthenaRows } = await import("./athena.ts");
      return createAthenaRows(setting);
    }
    default:
      return setting satisfies never;
  }
}
