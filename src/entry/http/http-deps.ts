/**
 * What the API is given by whoever runs it: a server of Node, a function of a cloud, a test.
 */
import type { Access, RoleGrant } from "../../domain/access.ts";
import type { FlowDeps } from "../../flows/deps.ts";
import type { Person } from "../../flows/sessions.ts";
import type { CoreViewAdapter } from "../../platform/core-view/core-view.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { ObjectStore } from "../../platform/object-store/object-store.ts";
import type { OidcIssuer } from "../../platform/oidc-issuer.ts";
import type { UploadPlaces } from "../../platform/object-store/upload-places.ts";
import type { ConsoleFiles } from "./console-files.ts";
import type { LogLine } from "./log-line.ts";
import type { Limits } from "./rate-limit.ts";

/** Somebody to try things out as; never where the database is shared. */
export interface LocalUser {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly RoleGrant[];
}

export interface HttpDeps {
  readonly db: Database;
  readonly now: () => Date;
  readonly objects: ObjectStore;
  /** Where browsers send workbooks past the API; null: to the API itself. */
  readonly uploadPlaces: UploadPlaces | null;
  readonly coreViewOf: (market: string) => Promise<CoreViewAdapter>;
  /** Whether the schema is this release's. */
  readonly schemaIsCurrent: () => Promise<boolean>;
  /** Under which browsers know us, such as `https://commission.example`; the first is the one that issuers send back to. */
  readonly origins: readonly string[];
  /** The address of who asks, as far as it can be trusted. */
  readonly addressOf: (request: Request, environment: unknown) => string;
  readonly issuer: OidcIssuer | null;
  readonly localUsers: readonly LocalUser[];
  readonly limits: Limits;
  /** After how long a session that is not used ends; 30 when not given. */
  readonly sessionIdleMinutes?: number;
  /** Told as long work goes on; throws when it is to be given up. */
  readonly progress?: FlowDeps["progress"];
  /** Null: the API alone. */
  readonly console: ConsoleFiles | null;
  readonly log: (line: LogLine) => void;
  /** Holds every answer to its schema; a breach is our own mistake. For tests. */
  readonly checkAnswers: boolean;
}

/** Who asks, and what they may. */
export interface Principal {
  readonly person: Person;
  readonly roles: readonly RoleGrant[];
  readonly access: Access;
  readonly by:
    | { readonly way: "session"; readonly token: string; readonly expiresAt: string }
    | { readonly way: "bearer" };
}

/** The flows' dependencies for a request. */
export function flowDeps(http: HttpDeps, db: Database, actor: string): FlowDeps {
  return { db, now: http.now, actor, progress: http.progress ?? (() => undefined) };
}
