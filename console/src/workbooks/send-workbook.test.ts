import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { problemOf } from "../api/api-problem.ts";
import { sendWorkbook, type SendStep } from "./send-workbook.ts";

/** What is asked, as `METHOD path`, with what a test looks at of it. */
interface Asked {
  readonly what: string;
  readonly key: string | null;
  readonly form: FormData | null;
  readonly body: string;
}
type Reply = { readonly status: number; readonly body: unknown } | "cut";

const UPLOAD = { upload: "u" };
const FILE = new File(["bytes of a workbook"], "matrix_2024.xlsx");
const MOST = 10 * 1024 * 1024;

let server: Server;
let address = "";
let asked: Asked[] = [];
/** What is answered, by `METHOD path`: one after another, the last for ever. */
let replies: Record<string, Reply[]> = {};

function problem(status: number, code: string): Reply {
  return { status, body: { code, detail: code } };
}

function place(id: string, mostBytes = MOST): Reply {
  const fields = { key: `places/1/${id}`, Policy: "p", "X-Amz-Signature": "s" };
  return {
    status: 200,
    body: { way: "place", mostBytes, url: `${address}/bucket`, place: id, fields, expiresAt: null },
  };
}
const HERE: Reply = {
  status: 200,
  body: { way: "here", mostBytes: MOST, url: "/api/v1/uploads", place: null, fields: {}, expiresAt: null },
};

async function read(request: IncomingMessage): Promise<Asked> {
  const bytes = await buffer(request);
  const type = request.headers["content-type"] ?? "";
  const isForm = type.startsWith("multipart/form-data");
  const form = isForm
    ? await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData()
    : null;
  const key = request.headers["idempotency-key"];
  return {
    what: `${request.method} ${request.url}`,
    key: typeof key === "string" ? key : null,
    form,
    body: isForm ? "" : bytes.toString(),
  };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const one = await read(request);
  asked.push(one);
  const left = replies[one.what] ?? [problem(404, "not-found")];
  const reply = (left.length > 1 ? left.shift() : left[0]) ?? "cut";
  if (reply === "cut") {
    request.socket.destroy();
    return;
  }
  const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
  response.writeHead(reply.status, { "content-type": "application/json" }).end(text);
}

beforeEach(async () => {
  asked = [];
  replies = {};
  server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("assertion: it listens on a port");
  address = `http://127.0.0.1:${at.port}`;
  const real = globalThis.fetch;
  // A page's addresses are its server's.
  vi.stubGlobal("fetch", (to: string, init: RequestInit) => real(new URL(to, address), init));
});
afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

async function send(file = FILE): Promise<{ result: unknown; steps: SendStep[]; pauses: number }> {
  const steps: SendStep[] = [];
  let pauses = 0;
  const pause = (): Promise<void> => {
    pauses += 1;
    return Promise.resolve();
  };
  const onStep = (step: SendStep) => steps.push(step);
  const result = await sendWorkbook(file, { onStep, pause }).catch((error: unknown) => problemOf(error).code);
  return { result, steps, pauses };
}

const whats = (): string[] => asked.map(({ what }) => what);
const PLACES = "POST /api/v1/upload-places";
const BUCKET = "POST /bucket";

describe("on one machine", () => {
  test("the file goes straight to the server, as the act of one key however often it has to be sent", async () => {
    replies = {
      [PLACES]: [HERE],
      "POST /api/v1/uploads": [problem(429, "too-many-requests"), "cut", { status: 201, body: UPLOAD }],
    };
    const { result, steps } = await send();
    expect([result, steps]).toEqual([UPLOAD, [{ step: "reading" }]]);
    const sent = asked.filter(({ what }) => what === "POST /api/v1/uploads");
    expect([sent.length, new Set(sent.map(({ key }) => key)).size]).toEqual([3, 1]);
    expect(sent.at(-1)?.form?.get("file")).toMatchObject({ name: FILE.name, size: FILE.size });
  });

  test("what the server refuses is told, and not sent again", async () => {
    replies = { [PLACES]: [HERE], "POST /api/v1/uploads": [problem(409, "upload-quota")] };
    expect((await send()).result).toBe("upload-quota");
    expect(whats()).toEqual([PLACES, "POST /api/v1/uploads"]);
  });
});

describe("by a place", () => {
  const ASK = "POST /api/v1/upload-places/one";

  test("the form's fields go first and the file last; then the server is asked until the scan is done", async () => {
    replies = {
      [PLACES]: [place("one")],
      [BUCKET]: [{ status: 204, body: "" }],
      [ASK]: [problem(409, "upload-scan-running"), problem(409, "upload-scan-running"), { status: 201, body: UPLOAD }],
    };
    const { result, steps, pauses } = await send();
    expect([result, pauses]).toEqual([UPLOAD, 2]);
    expect(steps).toEqual([{ step: "sending" }, { step: "scanning", place: "one" }]);
    const form = asked.find(({ what }) => what === BUCKET)?.form;
    expect([...(form?.keys() ?? [])]).toEqual(["key", "Policy", "X-Amz-Signature", "file"]);
    const asks = asked.filter(({ what }) => what === ASK);
    expect([new Set(asks.map(({ key }) => key)).size, asks[0]?.body]).toEqual([1, `{"name":"${FILE.name}"}`]);
  });

  test.each<[string, Reply]>([
    ["a network that was lost", "cut"],
    ["a place that has expired", { status: 403, body: "<Code>AccessDenied</Code><Message>Policy expired.</Message>" }],
    ["a bucket in trouble", { status: 503, body: "<Code>SlowDown</Code>" }],
  ])("after %s the file goes to another place, and is read once", async (_what, reply) => {
    replies = {
      [PLACES]: [place("one"), place("two")],
      [BUCKET]: [reply, { status: 204, body: "" }],
      "POST /api/v1/upload-places/two": [{ status: 201, body: UPLOAD }],
    };
    const { result, steps } = await send();
    expect([result, steps.at(-1)]).toEqual([UPLOAD, { step: "scanning", place: "two" }]);
    expect(whats()).toEqual([PLACES, BUCKET, PLACES, BUCKET, "POST /api/v1/upload-places/two"]);
  });

  test("what is lost again and again is told after the third time", async () => {
    replies = { [PLACES]: [place("one")], [BUCKET]: ["cut"] };
    expect((await send()).result).toBe("no-answer");
    expect(whats().filter((what) => what === BUCKET)).toHaveLength(3);
  });

  test.each([
    [400, "<Code>EntityTooLarge</Code>", "body-too-large"],
    [400, "<Code>MalformedPOSTRequest</Code>", "upload-place-refused"],
  ])("what the place says no to for good is not sent again: %i %s", async (status, body, code) => {
    replies = { [PLACES]: [place("one")], [BUCKET]: [{ status, body }] };
    expect((await send()).result).toBe(code);
    expect(whats()).toEqual([PLACES, BUCKET]);
  });

  test("a file larger than the server takes is not sent", async () => {
    replies = { [PLACES]: [place("one", FILE.size - 1)] };
    expect((await send()).result).toBe("body-too-large");
    expect(whats()).toEqual([PLACES]);
  });

  test("what the scan does not find clean is told, and not asked for again", async () => {
    replies = {
      [PLACES]: [place("one")],
      [BUCKET]: [{ status: 204, body: "" }],
      [ASK]: [problem(422, "upload-infected")],
    };
    expect((await send()).result).toBe("upload-infected");
    expect(whats().filter((what) => what === ASK)).toHaveLength(1);
  });

  test("a scan that does not end is given up after two minutes, and can be asked for later", async () => {
    replies = {
      [PLACES]: [place("one")],
      [BUCKET]: [{ status: 204, body: "" }],
      [ASK]: [problem(409, "upload-scan-running")],
    };
    const { result, pauses } = await send();
    expect([result, pauses]).toEqual(["upload-scan-running", 23]);
  });
});
