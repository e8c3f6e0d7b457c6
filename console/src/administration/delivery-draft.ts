/**
 * A destination as a form has it: one text a field, by its path. In: a setting, or what was typed. Out: the other of the two.
 * What is typed is checked by the rules of the setting itself, so form and JSON can never disagree.
 */
import { deliveryText, readDelivery, type DeliverySetting } from "../../../src/domain/delivery-setting.ts";

export type Adapter = DeliverySetting["adapter"];

export const ADAPTERS = ["directory", "s3", "sftp", "http"] as const;

interface Field {
  readonly path: string;
  readonly required: boolean;
  readonly isNumber?: boolean;
}

const need = (path: string): Field => ({ path, required: true });
const may = (path: string): Field => ({ path, required: false });
const number = (path: string): Field => ({ path, required: false, isNumber: true });
const ACKNOWLEDGEMENT = number("acknowledgement.withinHours");
const TIMEOUT = number("timeoutMs");

export const FIELDS: Readonly<Record<Adapter, readonly Field[]>> = {
  directory: [may("path"), ACKNOWLEDGEMENT],
  s3: [need("bucket"), need("region"), may("prefix"), may("endpoint"), ACKNOWLEDGEMENT, TIMEOUT],
  sftp: [
    need("host"),
    number("port"),
    need("user"),
    need("hostKey"),
    need("folder"),
    may("privateKey"),
    may("password"),
    ACKNOWLEDGEMENT,
    TIMEOUT,
  ],
  http: [
    need("url"),
    may("oauth.tokenUrl"),
    may("oauth.clientId"),
    may("oauth.clientSecret"),
    may("oauth.scope"),
    may("tls.caFile"),
    may("tls.certificateSha256"),
    may("tls.clientCertificateFile"),
    may("tls.clientKey"),
    TIMEOUT,
  ],
};

export interface DeliveryDraft {
  readonly adapter: Adapter;
  readonly typed: Readonly<Record<string, string>>;
}

export function draftOf(delivery: DeliverySetting): DeliveryDraft {
  const typed: [string, string][] = [];
  const walk = (value: object, path: string): void => {
    for (const [name, part] of Object.entries<unknown>({ ...value })) {
      const at = `${path}${name}`;
      if (typeof part === "object" && part !== null) walk(part, `${at}.`);
      else if (at !== "adapter" && (typeof part === "string" || typeof part === "number"))
        typed.push([at, String(part)]);
    }
  };
  walk(delivery, "");
  return { adapter: delivery.adapter, typed: Object.fromEntries(typed) };
}

/** As it is sent: the text of the setting where it can be read, else JSON that says what is missing. */
export function textOfDraft(draft: DeliveryDraft): string {
  const value = valueOfDraft(draft);
  const reading = readDelivery(value);
  return reading.ok ? deliveryText(reading.delivery) : JSON.stringify(value);
}

/** What is wrong with the draft: the field's path, or null for the whole. Null when all is well. */
export function problemOfDraft(
  draft: DeliveryDraft,
): { readonly field: string | null; readonly found: string; readonly expected: string } | null {
  const reading = readDelivery(valueOfDraft(draft));
  return reading.ok ? null : reading;
}

function valueOfDraft({ adapter, typed }: DeliveryDraft): Record<string, unknown> {
  const value: Record<string, unknown> = { adapter };
  const sections = new Map<string, Record<string, unknown>>();
  for (const { path, isNumber = false } of FIELDS[adapter]) {
    const text = (typed[path] ?? "").trim();
    if (text === "") continue;
    const [section = "", name] = path.split(".");
    // What is no number stays a text, so that the rules tell what they found.
    const part = isNumber && /^\d{1,9}$/.test(text) ? Number(text) : text;
    if (name === undefined) {
      value[section] = part;
      continue;
    }
    const into = sections.get(section) ?? {};
    into[name] = part;
    sections.set(section, into);
    value[section] = into;
  }
  return value;
}
