/**
 * Bearer tokens signed by a staking key: a node's own, and the narrower ones it delegates.
 *
 * Source: RFC 7519 (claims), RFC 8037 (EdDSA), RFC 8693 §4.1 (`act`, who acts for the issuer).
 */
import { randomId } from "../ids.js";
import type { KeyPair } from "./keys.js";

const LIFETIME_S = 60;
const DELEGATED_LIFETIME_S = 3_600;

/** What a token is to allow. `audiences` are names of services, such as `coordinator`. */
export interface Grant {
  readonly audiences: readonly string[];
  readonly scopes: readonly string[];
  readonly task: string;
  readonly round?: number;
}

/** A grant for one round, to somebody who acts for the key's owner. */
export interface Delegation extends Grant {
  readonly round: number;
  /** The participant's name, such as `worker-container`. */
  readonly actor: string;
}

export interface TokenOptions {
  /** At most 300 for a key's own token, 3,600 for a delegated one. Default: 60; 3,600. */
  readonly lifetimeS?: number;
  /** When it is signed. Default: now. */
  readonly now?: Date;
  /** 16 to 64 letters, digits, `_` and `-`, never used before. Default: by chance. */
  readonly tokenId?: string;
}

/** A token for the holder of `pair` itself; good for one state-changing request. */
export function signToken(
  pair: KeyPair,
  grant: Grant,
  options: TokenOptions = {},
): Promise<string> {
  return sign(pair, claims(pair, grant, LIFETIME_S, options));
}

/** A token for `delegation.actor` to use during one round, as often as it needs to. */
export function delegateToken(
  pair: KeyPair,
  delegation: Delegation,
  options: TokenOptions = {},
): Promise<string> {
  const own = claims(pair, delegation, DELEGATED_LIFETIME_S, options);
  return sign(pair, { ...own, act: { sub: delegation.actor } });
}

/** For the option `token` of `connect…`: a fresh token for each scope that is asked for. */
export function tokensFrom(
  pair: KeyPair,
  grant: Omit<Grant, "scopes">,
): (scope: string) => Promise<string> {
  return (scope) => signToken(pair, { ...grant, scopes: [scope] });
}

function claims(pair: KeyPair, grant: Grant, lifetimeS: number, options: TokenOptions): object {
  const issuedAt = Math.floor((options.now?.getTime() ?? Date.now()) / 1_000);
  return {
    iss: pair.publicKey,
    aud: grant.audiences,
    iat: issuedAt,
    exp: issuedAt + (options.lifetimeS ?? lifetimeS),
    jti: options.tokenId ?? randomId(),
    scope: grant.scopes.join(" "),
    task: grant.task,
    ...(grant.round !== undefined && { round: grant.round }),
  };
}

async function sign(pair: KeyPair, payload: object): Promise<string> {
  const head = [{ alg: "EdDSA", kid: pair.publicKey, typ: "JWT" }, payload];
  const encoder = new TextEncoder();
  const signed = head.map((part) => base64url(encoder.encode(JSON.stringify(part)))).join(".");
  return `${signed}.${base64url(await pair.sign(encoder.encode(signed)))}`;
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
