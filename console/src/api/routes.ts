/**
 * What the API's routes take and give, as the server's own code says: no description is written twice.
 * Only types: nothing of the server is in the console's bundle.
 */
import type { ENDPOINTS } from "../../../src/entry/http/endpoints.ts";

type Route = (typeof ENDPOINTS)[number];
export type Method = Route["method"];
export type PathOf<M extends Method> = Extract<Route, { readonly method: M }>["path"];
type Wire<M extends Method, P extends string> =
  Extract<Route, { readonly method: M; readonly path: P }> extends { readonly wire?: infer W } ? NonNullable<W> : never;
type Part<M extends Method, P extends string, Name extends "params" | "query" | "body" | "answer"> =
  Wire<M, P> extends Readonly<Record<Name, infer T>> ? T : never;

/** Numbers come as text in an address. */
type Sent<T> = { readonly [K in keyof T]: unknown extends T[K] ? string | number | undefined : T[K] | undefined };

export type Params<M extends Method, P extends string> = Sent<Part<M, P, "params">>;
export type Query<M extends Method, P extends string> = Sent<Part<M, P, "query">>;
export type Body<M extends Method, P extends string> = Part<M, P, "body">;
export type Answer<M extends Method, P extends string> = Part<M, P, "answer">;

/** What is asked for; what a route does not take need not be said. */
export interface Asked<M extends Method, P extends string> {
  readonly params?: Params<M, P>;
  readonly query?: Query<M, P>;
}
