/**
 * The faults that the stand-in can play: what each does, which are on, and which of them meet a request.
 * In: what somebody switched on. Out: the faults of one request, counted off.
 */
import { z } from "zod";

interface FaultKind {
  readonly title: string;
  readonly explanation: string;
  /** What `amount` means; null where there is none. */
  readonly amount: { readonly unit: string; readonly usual: number } | null;
  /** It ends the request before anything is booked, and so meets it alone. */
  readonly ends: boolean;
  /** What it leaves behind does not come right by sending again: a person has to look. */
  readonly incident: boolean;
  /** It can meet questions (GET) too. */
  readonly reads: boolean;
}

const ends = { ends: true, incident: false, reads: true, amount: null };
const books = { ends: false, incident: false, reads: false, amount: null };

export const FAULTS = {
  reset: { ...ends, title: "Connection reset", explanation: "The connection is reset as soon as a request comes." },
  "die-before-commit": {
    ...ends,
    title: "Die before booking",
    explanation: "The whole request is read, then the connection ends. Nothing is booked.",
  },
  "rate-limit": {
    ...ends,
    title: "429 Too Many Requests",
    explanation: "Nothing is booked; Retry-After says when to come again.",
    amount: { unit: "seconds of Retry-After", usual: 30 },
  },
  outage: {
    ...ends,
    title: "503 Service Unavailable",
    explanation: "Nothing is booked.",
    amount: { unit: "seconds of Retry-After", usual: 0 },
  },
  "html-page": {
    ...ends,
    title: "200 with an HTML page",
    explanation: "As from a proxy or a sign-in page. Nothing is booked.",
  },
  "hang-after-commit": {
    ...books,
    reads: true,
    title: "Book, then hang",
    explanation: "Everything is booked; the answer never comes.",
  },
  "die-after-commit": {
    ...books,
    reads: true,
    title: "Book, then die",
    explanation: "Everything is booked; the connection ends within the answer.",
  },
  slow: {
    ...books,
    reads: true,
    title: "Slow answer",
    explanation: "Everything is booked; the answer comes byte by byte.",
    amount: { unit: "bytes a second", usual: 1 },
  },
  "empty-answer": {
    ...books,
    title: "200 with an empty body",
    explanation: "Everything is booked, and the answer says nothing.",
  },
  "refuse-some": {
    ...books,
    title: "Refuse some entries",
    explanation: "The first entries are refused; sent again without this fault, they are taken.",
    amount: { unit: "entries", usual: 3 },
  },
  "leave-out": {
    ...books,
    title: "Leave entries out of the answer",
    explanation: "Everything is booked; the answer does not name the last entries.",
    amount: { unit: "entries", usual: 1 },
  },
  "other-amount": {
    ...books,
    incident: true,
    title: "Book another amount",
    explanation: "The first entry is booked with one more whole unit, and the answer is 200.",
  },
  "forget-keys": {
    ...books,
    incident: true,
    title: "Forget keys",
    explanation: "A batch that was booked longer ago is booked once more when it is sent again.",
    amount: { unit: "seconds", usual: 0 },
  },
  "lose-entry": {
    ...books,
    incident: true,
    title: "Lose a booked entry",
    explanation: "All is booked and answered; then the first entry is deleted.",
  },
} satisfies Readonly<Record<string, FaultKind>>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS).filter((name): name is FaultName => Object.hasOwn(FAULTS, name));

export function kindOf(name: FaultName): FaultKind {
  return FAULTS[name];
}

export interface FaultOn {
  readonly name: FaultName;
  /** How many requests it is still to meet; null: until it is switched off. */
  readonly requests: number | null;
  /** The requests that it meets: sendings (POST), questions (GET), or both. */
  readonly meets: "send" | "read" | "any";
  readonly amount: number;
}

/** The body of `PUT /faults`: what is to be on from now on, and nothing else. */
export const FAULTS_BODY = z.strictObject({
  faults: z
    .array(
      z.strictObject({
        name: z.enum(FAULT_NAMES),
        requests: z.int().min(1).max(1_000_000).nullable().optional(),
        meets: z.enum(["send", "read", "any"]).optional(),
        amount: z.int().min(0).max(1_000_000).optional(),
      }),
    )
    .max(FAULT_NAMES.length),
});

export type FaultWish = z.infer<typeof FAULTS_BODY>["faults"][number];

export function wishedFault(wish: FaultWish): FaultOn {
  const { name, requests = null, meets = "send", amount = kindOf(name).amount?.usual ?? 0 } = wish;
  return { name, requests, meets, amount };
}

/** The faults of one request, by name, with their amounts. */
export type Met = ReadonlyMap<FaultName, number>;

export interface FaultSwitch {
  readonly on: () => readonly FaultOn[];
  readonly set: (faults: readonly FaultOn[]) => void;
  /** The faults that a request meets; each is counted off. */
  readonly meet: (request: "send" | "read") => Met;
}

/** @param scheduled the fault that a seed has for a sending when nothing was switched on by hand */
export function createFaultSwitch(scheduled: () => FaultOn | null): FaultSwitch {
  let on: readonly FaultOn[] = [];
  return {
    on: () => on,
    set: (faults) => (on = faults),
    meet: (request) => {
      const drawn = request === "send" ? scheduled() : null;
      const candidates = on.length > 0 || drawn === null ? on : [drawn];
      const meeting = candidates.filter(
        ({ name, meets }) => (meets === "any" || meets === request) && (request === "send" || kindOf(name).reads),
      );
      const ending = meeting.find(({ name }) => kindOf(name).ends);
      const met = ending === undefined ? meeting : [ending];
      on = on
        .map((fault) =>
          met.includes(fault) && fault.requests !== null ? { ...fault, requests: fault.requests - 1 } : fault,
        )
        .filter((fault) => fault.requests !== 0);
      return new Map(met.map(({ name, amount }) => [name, amount]));
    },
  };
}
