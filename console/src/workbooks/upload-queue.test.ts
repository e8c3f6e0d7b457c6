import { beforeEach, expect, test } from "vitest";
import { ApiProblem, NO_ANSWER } from "../api/api-problem.ts";
import type { Upload } from "./send-workbook.ts";
import { addFiles, forgetQueued, queuedFiles } from "./upload-queue.ts";

const FRIDA = "Frida Finance";
const file = (name: string, content = "x") => new File([content], name, { lastModified: 1 });

function upload(name: string): Upload {
  const { file: none, ...rest } = {
    upload: name,
    state: "ready" as const,
    workbook: null,
    overtaken: false,
    sha256: "",
    expiresAt: "",
    file: null,
  };
  const empty = { problems: [], matrices: [], targets: [], changes: [], effects: [], annotated: none };
  return { ...rest, file: { file: name, kind: null, year: null, status: "dry-run", ...empty } };
}

/** Sends when it is let. */
function held() {
  const sent: string[] = [];
  const ends: (() => void)[] = [];
  return {
    sent,
    letGo: () => ends.shift()?.(),
    send: async (one: File): Promise<Upload> => {
      sent.push(one.name);
      await new Promise<void>((resolve) => ends.push(resolve));
      return upload(one.name);
    },
  };
}

const states = () => queuedFiles().map((queued) => `${queued.file.name} ${queued.state.kind}`);

beforeEach(() => {
  for (const { key } of queuedFiles()) forgetQueued(key);
});

test("several files are sent one after another, and each is handed to who brought it", async () => {
  const { send, sent, letGo } = held();
  const read: string[] = [];
  const all = addFiles([file("a"), file("b")], FRIDA, (one) => read.push(`first ${one.upload}`), send);
  void addFiles([file("c")], FRIDA, (one) => read.push(`then ${one.upload}`), send);
  expect([sent, states()]).toEqual([["a"], ["a on-its-way", "b waiting", "c waiting"]]);
  for (const _ of [1, 2, 3]) {
    letGo();
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
  }
  await all;
  expect(sent).toEqual(["a", "b", "c"]);
  expect(read).toEqual(["first a", "first b", "then c"]);
  // What was read stands in the server's list.
  expect(states()).toEqual([]);
});

test("a file that is dropped twice in one breath is sent once, and again once it has arrived", async () => {
  const { send, sent, letGo } = held();
  const first = addFiles([file("a")], FRIDA, () => undefined, send);
  await addFiles([file("a")], FRIDA, () => undefined, send);
  letGo();
  await first;
  expect(sent).toEqual(["a"]);
  const second = addFiles([file("a")], FRIDA, () => undefined, send);
  letGo();
  await second;
  expect(sent).toEqual(["a", "a"]);
});

test("one that is empty, or too large, or fails, does not hold up the next", async () => {
  const send = (one: File): Promise<Upload> =>
    one.name === "b" ? Promise.reject(new ApiProblem(NO_ANSWER)) : Promise.resolve(upload(one.name));
  const large = new File([new Uint8Array(10 * 1024 * 1024 + 1)], "large");
  const read: string[] = [];
  await addFiles([file("empty", ""), large, file("b"), file("c")], FRIDA, (one) => read.push(one.upload), send);
  expect(states()).toEqual(["empty empty", "large too-large", "b failed"]);
  expect(read).toEqual(["c"]);
});

test("one whose scan takes long is the server's to list", async () => {
  const running = new ApiProblem({ ...NO_ANSWER, status: 409, code: "upload-scan-running" });
  await addFiles(
    [file("a")],
    FRIDA,
    () => undefined,
    () => Promise.reject(running),
  );
  expect(states()).toEqual([]);
});
