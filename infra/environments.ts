/**
 * The three installations, each in an account of its own: all that differs between them stands here and nowhere else.
 * Accounts, addresses and the sender are placeholders: replace them before the first deployment (docs/operations/deploy.md).
 */

/**
 * Who may send contract events. A topic of the sending account is known by its ARN; a role by its own.
 * A topic has to deliver raw messages, so that a message's body is the event itself.
 */
export type Sender =
  | { readonly kind: "topic"; readonly account: string; readonly topicArn: string }
  | { readonly kind: "role"; readonly account: string; readonly roleArn: string };

/** Where deliveries may go besides AWS in this account. All of it empty: there is no way out, and no firewall to pay for. */
export interface Egress {
  /** In how many zones there is a way out. In a zone without one, what goes out goes by another; an outage of that one stops it. */
  readonly zones: number;
  /** Hosts that are reached by https: Core View's API and its token server, the issuer that people sign in at. */
  readonly https: readonly string[];
  /** SSH's greeting names no host: its address is what the firewall lets pass. The name is there to be looked up. */
  readonly sftp: readonly { readonly host: string; readonly cidr: string; readonly port: number }[];
}

/** The bucket of another account to which the bucket `audit` is copied, within minutes; its owners are other people than ours. */
export interface AuditCopy {
  readonly account: string;
  readonly bucket: string;
  /** The key there; its policy lets our copying role encrypt. */
  readonly keyArn: string;
}

/** The API and the console: under which name, who vouches for people, who may come. */
export interface Api {
  readonly domain: string;
  /** Of a certificate for the domain in this account and region. */
  readonly certificateArn: string;
  /** CIDR blocks that requests may come from, such as the company's network; empty: from anywhere. */
  readonly allowedAddresses: readonly string[];
  readonly signIn: {
    readonly issuer: string;
    readonly clientId: string;
    /** Of access tokens for this API. */
    readonly audience: string;
    readonly rolesClaim: string;
    readonly scope: string;
  };
  /** After how long a session that is not used ends; 480 at most. */
  readonly sessionIdleMinutes: number;
  /** Requests a second, of everybody together. */
  readonly requestsPerSecond: number;
  /** How many requests are worked on at once; each holds up to four connections of the database. */
  readonly concurrency: number;
}

export interface Environment {
  readonly name: "dev" | "stage" | "prod";
  readonly account: string;
  readonly region: string;
  readonly zones: readonly string[];
  /** AWS's own list of the addresses of S3 in the region: `aws ec2 describe-managed-prefix-lists`. */
  readonly s3PrefixList: string;
  readonly vpcCidr: string;
  readonly sender: Sender;
  readonly egress: Egress;
  readonly api: Api;
  readonly auditCopy: AuditCopy;
  /** One secret for each Core View that markets are delivered to: its client secret, or a private key. */
  readonly coreViews: readonly string[];
  /** Patterns of the roles that people sign in with: they may operate, and never decrypt what is stored. */
  readonly peopleRoles: readonly string[];
  /** Patterns of the roles whose people may reach the database in an emergency. */
  readonly breakGlassRoles: readonly string[];
  readonly database: {
    /** Aurora capacity units. 0 would pause when idle, but the proxy holds connections, which keep it awake. */
    readonly leastCapacity: number;
    readonly mostCapacity: number;
    /** A second instance in another zone, ready to take over. */
    readonly standby: boolean;
    readonly backupDays: number;
    /** Where the functions sign in: at the proxy, or, should it ever be in the way, at the server itself (ADR 0029). */
    readonly door: "proxy" | "server";
  };
  readonly functions: {
    /** How many messages batches of one queue are worked on at once; each holds one database connection. */
    readonly ingestConcurrency: number;
    readonly logDays: 30 | 90 | 365;
  };
  /** Days for which nobody, not even the account's owner, can delete an original or a report. */
  readonly lockDays: number;
  /** `GOVERNANCE` lets a named right lift the lock; `COMPLIANCE` lets nobody. */
  readonly lockMode: "GOVERNANCE" | "COMPLIANCE";
  /** Stores survive a mistaken removal of their stack; dev's can be thrown away. */
  readonly keepData: boolean;
  /** US dollars a month, of the whole account. */
  readonly budget: number;
}

const REGION = "eu-north-1";
const ZONES = ["eu-north-1a", "eu-north-1b", "eu-north-1c"];

function peopleOf(account: string): readonly string[] {
  return [`arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*`];
}

function breakGlassOf(account: string): readonly string[] {
  return [`arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BreakGlass_*`];
}

function topicOf(account: string, name: string): Sender {
  return { kind: "topic", account, topicArn: `arn:aws:sns:${REGION}:${account}:${name}` };
}

function copyOf(name: string, account: string): AuditCopy {
  return {
    account,
    bucket: `opencommission-${name}-audit-copy-${account}`,
    keyArn: `arn:aws:kms:${REGION}:${account}:key/00000000-0000-0000-0000-000000000000`,
  };
}

function apiOf(
  name: string,
  account: string,
  host: { readonly domain: string; readonly issuer: string },
  size: Pick<Api, "sessionIdleMinutes" | "requestsPerSecond" | "concurrency">,
): Api {
  return {
    domain: host.domain,
    certificateArn: `arn:aws:acm:${REGION}:${account}:certificate/00000000-0000-0000-0000-000000000000`,
    allowedAddresses: [],
    signIn: {
      issuer: `https://${host.issuer}`,
      clientId: `opencommission-${name}`,
      audience: `opencommission-api-${name}`,
      rolesClaim: "roles",
      scope: "openid profile offline_access",
    },
    ...size,
  };
}

export const ENVIRONMENTS: readonly Environment[] = [
  {
    name: "dev",
    account: "111111111111",
    region: REGION,
    zones: ZONES.slice(0, 2),
    s3PrefixList: "pl-c3aa4faa",
    vpcCidr: "10.40.0.0/20",
    sender: topicOf("444444444444", "contract-events-dev"),
    auditCopy: copyOf("dev", "777777777777"),
    coreViews: ["core-view"],
    egress: { zones: 1, https: ["sign-in.dev.example.com"], sftp: [] },
    api: apiOf(
      "dev",
      "111111111111",
      { domain: "commission.dev.example.com", issuer: "sign-in.dev.example.com" },
      { sessionIdleMinutes: 120, requestsPerSecond: 20, concurrency: 10 },
    ),
    peopleRoles: peopleOf("111111111111"),
    breakGlassRoles: breakGlassOf("111111111111"),
    database: { leastCapacity: 0.5, mostCapacity: 4, standby: false, backupDays: 7, door: "proxy" },
    functions: { ingestConcurrency: 2, logDays: 30 },
    lockDays: 1,
    lockMode: "GOVERNANCE",
    keepData: false,
    budget: 600,
  },
  {
    name: "stage",
    account: "222222222222",
    region: REGION,
    zones: ZONES.slice(0, 2),
    s3PrefixList: "pl-c3aa4faa",
    vpcCidr: "10.41.0.0/20",
    sender: topicOf("555555555555", "contract-events-stage"),
    auditCopy: copyOf("stage", "777777777777"),
    coreViews: ["core-view"],
    egress: {
      zones: 2,
      https: ["core-view.stage.example.com", "sign-in.stage.example.com"],
      sftp: [{ host: "sftp.stage.example.com", cidr: "198.51.100.10/32", port: 22 }],
    },
    api: apiOf(
      "stage",
      "222222222222",
      { domain: "commission.stage.example.com", issuer: "sign-in.stage.example.com" },
      { sessionIdleMinutes: 30, requestsPerSecond: 50, concurrency: 20 },
    ),
    peopleRoles: peopleOf("222222222222"),
    breakGlassRoles: breakGlassOf("222222222222"),
    database: { leastCapacity: 0.5, mostCapacity: 8, standby: true, backupDays: 14, door: "proxy" },
    functions: { ingestConcurrency: 4, logDays: 90 },
    lockDays: 30,
    lockMode: "GOVERNANCE",
    keepData: true,
    budget: 1500,
  },
  {
    name: "prod",
    account: "333333333333",
    region: REGION,
    zones: ZONES,
    s3PrefixList: "pl-c3aa4faa",
    vpcCidr: "10.42.0.0/20",
    sender: topicOf("666666666666", "contract-events"),
    auditCopy: copyOf("prod", "777777777777"),
    coreViews: ["core-view"],
    egress: {
      zones: 3,
      https: ["core-view.example.com", "sign-in.example.com"],
      sftp: [{ host: "sftp.example.com", cidr: "203.0.113.10/32", port: 22 }],
    },
    api: apiOf(
      "prod",
      "333333333333",
      { domain: "commission.example.com", issuer: "sign-in.example.com" },
      { sessionIdleMinutes: 30, requestsPerSecond: 100, concurrency: 50 },
    ),
    peopleRoles: peopleOf("333333333333"),
    breakGlassRoles: breakGlassOf("333333333333"),
    database: { leastCapacity: 1, mostCapacity: 32, standby: true, backupDays: 35, door: "proxy" },
    functions: { ingestConcurrency: 10, logDays: 365 },
    lockDays: 3653,
    lockMode: "COMPLIANCE",
    keepData: true,
    budget: 3000,
  },
];

/** What things are called: the same in the templates, in the policies that name them, and in the handbook. */
export function nameOf(environment: Environment, part: string): string {
  return `opencommission-${environment.name}-${part}`;
}

/** Names of buckets are the world's: account and region make them ours. */
export function bucketNameOf(environment: Environment, part: string): string {
  return `${nameOf(environment, part)}-${environment.account}-${environment.region}`;
}
