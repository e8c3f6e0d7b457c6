/**
 * From a market's delivery setting to the adapter of its Core View. In: the setting, the environment that secrets are read from.
 * Out: an adapter, to be closed by who asked for it. Each kind is loaded when it is asked for: a command that delivers nothing
 * pays for none of them.
 */
import { join, resolve } from "node:path";
import type { DeliverySetting } from "../../domain/delivery-setting.ts";
import type { CoreViewAdapter } from "./core-view.ts";

export interface CoreViewSurroundings {
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
}

export async function coreViewFor(setting: DeliverySetting, around: CoreViewSurroundings): Promise<CoreViewAdapter> {
  switch (setting.adapter) {
    case "directory": {
      const { createDirectoryCoreView } = await import("./directory.ts");
      const folder = setting.path === null ? join(around.dataFolder, "core-view") : resolve(setting.path);
      return createDirectoryCoreView(folder, setting.acknowledgement);
    }
    case "s3": {
      const { createS3CoreView } = await import("./s3.ts");
      return createS3CoreView(setting);
    }
    case "sftp": {
      const { createSftpCoreView } = await import("./sftp.ts");
      return createSftpCoreView(setting, around.env);
    }
    case "http": {
      const { createHttpCoreView } = await import("./http.ts");
      return createHttpCoreView(setting, { env: around.env });
    }
    default:
      return setting satisfies never;
  }
}
