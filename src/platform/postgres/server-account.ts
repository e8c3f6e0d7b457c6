/**
 * As whom the embedded server runs. PostgreSQL refuses to run as root; so root runs it as the owner of the data, which
 * for new data is uid 65534 (`nobody`). Everybody else runs it as themselves.
 */

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export const NOBODY: Account = { uid: 65_534, gid: 65_534 };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether a file that belongs to `uid` and has `mode` can be entered or run by the account (its own bits or everybody's). */
export function mayEnter(account: Account, entry: { uid: number; gid: number; mode: number }): boolean {
  if (entry.uid === account.uid) return (entry.mode & 0o100) !== 0;
  if (entry.gid === account.gid) return (entry.mode & 0o010) !== 0;
  return (entry.mode & 0o001) !== 0;
}
