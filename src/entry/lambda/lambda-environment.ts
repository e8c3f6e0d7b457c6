/**
 * What each function reads from its environment, and nowhere else. In: the environment of the process. Out: checked values, or an
 * assertion that names what is missing. The infrastructure is checked against the same table.
 */
import { z } from "zod";

const text = z.string().min(1);

/** Of functions that go through the proxy, each as a database user of its own, with a token. */
const database = {
  DATABASE_HOST: text,
  DATABASE_PORT: z.string().regex(/^\d+$/),
  DATABASE_NAME: text,
  DATABASE_USER: text,
};

const uploads = { ...database, UPLOADS_BUCKET: text, UPLOADS_PREFIX: text };

export const FUNCTION_ENVIRONMENTS = {
  "parse-workbook": z.object({ ...uploads, UPLOADS_QUEUE_URL: text }),
  "sweep-uploads": z.object(uploads),
  "ingest-contracts": z.object(database),
  "close-period": z.object({ ...database, CLOSES_QUEUE_URL: text }),
  deliver: z.object(database),
  reconcile: z.object({ ...database, AUDIT_BUCKET: text }),
  "export-audit": z.object({ ...database, AUDIT_BUCKET: text }),
  watch: z.object({ ...database, METRICS_NAMESPACE: text }),
  /** The API; its other settings are those of `serve`, and its client's secret is in Secrets Manager. */
  http: z.object({
    ...database,
    ARRIVALS_BUCKET: text,
    ARRIVALS_PREFIX: text,
    OPENCOMMISSION_ORIGIN: z.url({ protocol: /^https$/ }),
    OPENCOMMISSION_OIDC_ISSUER: z.url({ protocol: /^https$/ }),
    OPENCOMMISSION_OIDC_CLIENT_ID: text,
    OPENCOMMISSION_OIDC_AUDIENCE: text,
    OPENCOMMISSION_OIDC_ROLES_CLAIM: text,
    OPENCOMMISSION_OIDC_SCOPE: text,
    OPENCOMMISSION_SESSION_IDLE_MINUTES: z.string().regex(/^[1-9]\d{0,2}$/),
    OIDC_SECRET_ARN: text,
  }),
  /** As the schema's owner, with a password: it makes the users that the others are. */
  migrate: z.object({
    DATABASE_HOST: text,
    DATABASE_PORT: z.string().regex(/^\d+$/),
    DATABASE_NAME: text,
    DATABASE_SECRET_ARN: text,
  }),
} as const;

export type FunctionName = keyof typeof FUNCTION_ENVIRONMENTS;
export type FunctionEnvironments = { readonly [Name in FunctionName]: z.infer<(typeof FUNCTION_ENVIRONMENTS)[Name]> };

export function readEnvironment<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  const read = schema.safeParse(env);
  if (read.success) return read.data;
  const missing = read.error.issues.map((issue) => issue.path.join(".")).join(", ");
  throw new Error(`assertion: the function's environment says ${missing}`);
}
