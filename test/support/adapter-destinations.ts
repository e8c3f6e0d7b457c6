/**
 * A Core View of each kind, behind a real server on loopback, as a setting on the command line names it.
 * In: an empty folder. Out: the setting, the environment that it needs, and the server's end.
 */
import { join } from "node:path";
import { httpSetting, standInForTest } from "./http-core-views.ts";
import { startS3Server } from "./s3-server.ts";
import { startSftpServer } from "./sftp-server.ts";

/** Of a setting that is not told back, and in no message. */
export const SECRET = "swordfish-of-the-test";
const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: SECRET };

export interface Destination {
  readonly setting: object;
  readonly env: Readonly<Record<string, string>>;
  readonly end?: () => Promise<void>;
}

export const DESTINATIONS: readonly (readonly [adapter: string, make: (folder: string) => Promise<Destination>])[] = [
  ["directory", async (folder) => ({ setting: { adapter: "directory", path: join(folder, "core view") }, env: {} })],
  [
    "s3",
    async () => {
      const server = await startS3Server(["core-view"], CREDENTIALS);
      return {
        setting: {
          adapter: "s3",
          bucket: "core-view",
          region: "eu-north-1",
          endpoint: `http://127.0.0.1:${server.port}`,
        },
        env: { AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: SECRET },
        end: () => server.close(),
      };
    },
  ],
  [
    "sftp",
    async () => {
      const server = await startSftpServer();
      const { password: _none, ...setting } = server.settingFor(await server.newFolder(), server.port);
      return { setting, env: {}, end: () => server.stop() };
    },
  ],
  [
    "http",
    async () => {
      const standIn = await standInForTest({ client: { id: "oc", secret: SECRET } });
      const oauth = {
        tokenUrl: standIn.tokenUrl,
        clientId: "oc",
        clientSecret: "env:CORE_VIEW_SECRET",
        scope: null,
      } as const;
      return { setting: httpSetting(standIn.url, { oauth }), env: { CORE_VIEW_SECRET: SECRET } };
    },
  ],
];
