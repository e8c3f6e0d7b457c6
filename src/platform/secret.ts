/**
 * Secrets by reference: a setting names where a secret is, never the secret, since settings are kept for ever and shown.
 * In: `env:NAME`, `file:PATH` or `secret:ARN`. Out: the secret, or what is wrong with the reference; never the secret inside a message.
 */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { SecretReference } from "../domain/json-fields.ts";

export type SecretResult =
  | { readonly ok: true; readonly secret: string }
  | { readonly ok: false; readonly message: string };

/**
 * A file's secret is its text without the line end at its end.
 * @param use what it is for, and what to do again once it is there
 */
export async function readSecret(
  reference: SecretReference,
  env: NodeJS.ProcessEnv,
  use = { what: "a secret for Core View", next: "deliver again" },
): Promise<SecretResult> {
  const [kind, name] = [reference.slice(0, reference.indexOf(":")), reference.slice(reference.indexOf(":") + 1)];
  const secret = await lookUp(kind, name, env);
  if (secret !== undefined && secret !== null && secret !== "") return { ok: true, secret };
  return {
    ok: false,
    message: `${placeOf(kind, name)} is to hold ${use.what} and is missing or empty. Set it and ${use.next}.`,
  };
}

async function lookUp(kind: string, name: string, env: NodeJS.ProcessEnv): Promise<string | null | undefined> {
  if (kind === "env") return env[name];
  if (kind === "file") return textOf(name);
  // Loaded when it is asked for: who keeps no secrets there pays nothing for it.
  const { readManagedSecret } = await import("./secrets-manager.ts");
  return readManagedSecret(name);
}

function placeOf(kind: string, name: string): string {
  if (kind === "env") return `The environment variable ${name}`;
  return kind === "file" ? `The file ${resolve(name)}` : `The secret ${name} of AWS Secrets Manager`;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, "utf8")).replace(/\r?\n$/, "");
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return null;
    throw error;
  }
}
