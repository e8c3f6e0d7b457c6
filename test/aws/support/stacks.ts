/**
 * The synthesised installation as CloudFormation would make it: the resources of all stacks with their references resolved.
 * In: the folder of a synthesised environment; what the references to a resource stand for. Out: resources by type, and the folders of bundles.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** Resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | null;
}

export interface Installation {
  readonly account: string;
  readonly region: string;
  readonly resources: readonly Resource[];
  readonly ofType: (type: string) => readonly Resource[];
  /** The one of its type that has this name; throws where there is none. */
  readonly named: (type: string, property: string, name: string) => Resource;
  /** The folder of an asset by the key under which a function's code names it. */
  readonly assetFolder: (key: string) => string;
}

/** What `Ref` and `Fn::GetAtt` give, where a test plays the service; null leaves it to a readable placeholder. */
export type Attributes = (resource: RawResource, attribute: string) => string | null;

export interface RawResource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly raw: Readonly<Record<string, unknown>>;
}

const template = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z.record(z.string(), z.unknown()).default({}),
        DeletionPolicy: z.string().optional(),
      }),
    )
    .default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});
const assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

interface Stack {
  readonly name: string;
  readonly resources: ReadonlyMap<string, RawResource & { readonly deletionPolicy: string | null }>;
  readonly exports: ReadonlyMap<string, unknown>;
}

export function readInstallation(folder: string, attributes: Attributes = () => null): Installation {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".template.json"))
    .map((name) => name.slice(0, -".template.json".length))
    .toSorted();
  const stacks = names.map((name) => readStack(folder, name));
  const { account, region } = placeOf(folder);
  const resolver = createResolver(stacks, { account, region }, attributes);
  const resources = stacks.flatMap((stack) =>
    [...stack.resources.values()].map(({ id, type, raw, deletionPolicy }) => ({
      stack: stack.name,
      id,
      type,
      properties: asRecord(resolver(stack, raw)),
      deletionPolicy,
    })),
  );
  const folders = assetFolders(folder, names);
  const ofType = (type: string): readonly Resource[] => resources.filter((resource) => resource.type === type);
  return {
    account,
    region,
    resources,
    ofType,
    named: (type, property, name) => {
      const found = ofType(type).filter((resource) => resource.properties[property] === name);
      const [only] = found;
      if (only === undefined || found.length > 1)
        throw new Error(`${found.length} ${type} whose ${property} is ${name}`);
      return only;
    },
    assetFolder: (key) => {
      const found = folders.get(key);
      if (found === undefined) throw new Error(`no asset ${key}`);
      return found;
    },
  };
}

function readStack(folder: string, name: string): Stack {
  const read = template.parse(JSON.parse(readFileSync(join(folder, `${name}.template.json`), "utf8")));
  const resources = new Map(
    Object.entries(read.Resources).map(([id, { Type, Properties, DeletionPolicy }]) => [
      id,
      { stack: name, id, type: Type, raw: Properties, deletionPolicy: DeletionPolicy ?? null },
    ]),
  );
  const exports = new Map(
    Object.values(read.Outputs).flatMap(({ Value, Export }) =>
      typeof Export?.Name === "string" ? [[Export.Name, Value] as const] : [],
    ),
  );
  return { name, resources, exports };
}

/** Account and region of the installation; the budget's stack is elsewhere. */
function placeOf(folder: string): { account: string; region: string } {
  const manifest = z
    .object({ artifacts: z.record(z.string(), z.object({ environment: z.string().optional() })) })
    .parse(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")));
  const found = Object.entries(manifest.artifacts).find(([name]) => name.endsWith("-functions"))?.[1].environment;
  const [, account, region] = /^aws:\/\/(\d{12})\/([\w-]+)$/.exec(found ?? "") ?? [];
  if (account === undefined || region === undefined) throw new Error(`no place in ${found}`);
  return { account, region };
}

function assetFolders(folder: string, names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of names) {
    const { files } = assets.parse(JSON.parse(readFileSync(join(folder, `${name}.assets.json`), "utf8")));
    for (const { source, destinations } of Object.values(files)) {
      for (const { objectKey } of Object.values(destinations)) found.set(objectKey, join(folder, source.path));
    }
  }
  return found;
}

type Resolve = (stack: Stack, value: unknown) => unknown;

function createResolver(
  stacks: readonly Stack[],
  place: { readonly account: string; readonly region: string },
  attributes: Attributes,
): Resolve {
  const attribute = (stack: Stack, id: string, name: string): string => {
    const resource = stack.resources.get(id);
    if (resource === undefined) return `<${id}.${name}>`;
    const resolved = { ...resource, raw: asRecord(resolveNames(stack, resource.raw)) };
    return attributes(resolved, name) ?? `<${stack.name}/${id}.${name}>`;
  };
  /** A name may be made of others, but of no attribute of its own resource. */
  const resolveNames: Resolve = (_stack, raw) => raw;
  const pseudo: Readonly<Record<string, string>> = {
    "AWS::Region": place.region,
    "AWS::AccountId": place.account,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
  };
  const functions: Readonly<Record<string, (stack: Stack, value: unknown) => unknown>> = {
    Ref: (stack, value) => pseudo[String(value)] ?? attribute(stack, String(value), "Ref"),
    "Fn::GetAtt": (stack, value) => {
      const [id, name] = z.tuple([z.string(), z.string()]).parse(value);
      return attribute(stack, id, name);
    },
    "Fn::ImportValue": (_stack, value) => {
      const owner = stacks.find(({ exports }) => exports.has(String(value)));
      if (owner === undefined) throw new Error(`nothing is exported as ${String(value)}`);
      return resolve(owner, owner.exports.get(String(value)));
    },
    "Fn::Join": (stack, value) => {
      const [separator, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(value);
      return parts.map((part) => String(resolve(stack, part))).join(separator);
    },
    "Fn::Split": (stack, value) => {
      const [separator, text] = z.tuple([z.string(), z.unknown()]).parse(value);
      return String(resolve(stack, text)).split(separator);
    },
    "Fn::Select": (stack, value) => {
      const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(value);
      const resolved = z.union([z.array(z.unknown()), z.string()]).parse(resolve(stack, list));
      return Array.isArray(resolved) ? (resolved[index] ?? `<none of ${resolved.length}>`) : `<select of ${resolved}>`;
    },
  };
  const resolve: Resolve = (stack, value) => {
    if (Array.isArray(value)) return value.map((item) => resolve(stack, item));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only !== undefined) {
      const known = functions[only[0]];
      if (known !== undefined) return known(stack, only[1]);
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, resolve(stack, item)]));
  };
  return resolve;
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).parse(value ?? {});
}
