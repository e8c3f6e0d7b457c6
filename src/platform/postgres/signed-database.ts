/**
 * A database on RDS, reached through its proxy with a token in place of a password. In: where it is, as whom. Out: what `openDatabase` takes.
 * A token is signed for each new connection and holds for fifteen minutes; a connection outlives it.
 */
import { Signer } from "@aws-sdk/rds-signer";
import type { DatabaseConfig } from "./connection-pool.ts";

export interface SignedAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

export function signedDatabase(address: SignedAddress): DatabaseConfig {
  const signer = new Signer({ hostname: address.host, port: address.port, username: address.user });
  return { server: { ...address, password: () => signer.getAuthToken() } };
}
