import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { createSftpCoreView } from "../../src/platform/core-view/sftp.ts";
import { describeCoreView } from "../support/core-view-conformance.ts";
import { startFaultyProxy } from "../support/faulty-proxy.ts";
import { startSftpServer, type SftpServer } from "../support/sftp-server.ts";

let server: SftpServer;
beforeAll(async () => {
  server = await startSftpServer();
});
afterAll(() => server.stop());

describeCoreView("sftp", async () => {
  const folder = await server.newFolder();
  const proxy = await startFaultyProxy(server.port);
  const setting = server.settingFor(folder, proxy.port);
  const open = (changes: Partial<typeof setting> = {}) => createSftpCoreView({ ...setting, ...changes }, process.env);
  return {
    adapter: open(),
    restarted: () => open(),
    stop: async () => {
      proxy.away();
      return async () => proxy.pass();
    },
    cutAfter: async (bytes) => proxy.cutAfter(bytes),
    loseAnswer: async (nth) => proxy.loseAnswer(nth),
    slow: async () => {
      proxy.slow();
      return open({ timeoutMs: 500 });
    },
    stranger: () => ({ adapter: open({ privateKey: server.strangersKey }), secrets: ["PRIVATE KEY"] }),
    otherServer: () => open({ hostKey: `SHA256:${"A".repeat(43)}` }),
    acknowledging: () => ({
      adapter: open({ acknowledgement: { withinHours: 24 } }),
      acknowledge: (id, text) => writeFile(join(folder, `${id}.ack.json`), text),
    }),
    end: async () => proxy.close(),
  };
});
