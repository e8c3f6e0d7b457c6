/**
 * Where contract events come from at the command line: a file by its name, or standard input.
 */
import { open, stat } from "node:fs/promises";
import type { IngestSource } from "../../flows/ingest-stream.ts";
import { CommandRefused } from "./failures.ts";

/** The source for a file's name. Refused when it cannot be read. */
export async function sourceOf(file: string): Promise<IngestSource> {
  if (file === "-") return { name: "standard input", form: "either", bytes: process.stdin, size: null };
  try {
    const found = await stat(file);
    if (found.isDirectory())
      throw new CommandRefused("file-unreadable", `${file} is a folder; expected a file of events.`);
    const form = /\.(ndjson|jsonl)(\.gz)?$/i.test(file)
      ? "lines"
      : /\.json(\.gz)?$/i.test(file)
        ? "document"
        : "either";
    // Opened here, so that a missing right is told as any other reason why a file cannot be read.
    const handle = await open(file);
    return { name: file, form, bytes: handle.createReadStream({ highWaterMark: 262_144 }), size: found.size };
  } catch (error) {
    if (error instanceof CommandRefused) throw error;
    const why =
      error instanceof Error && "code" in error && error.code === "ENOENT" ? "there is no such file" : String(error);
    throw new CommandRefused(
      "file-unreadable",
      `${file} cannot be read: ${why}. Check the name and the rights of the file.`,
      { file },
    );
  }
}
