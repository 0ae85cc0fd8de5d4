/**
 * The deployed protocol's signed bodies: NaCl combined form in base58, the message inside.
 *
 * Nothing in them says when or for whom: whoever sees one can send it again. v1 uses tokens instead.
 */
import bs58 from "bs58";
import { KeyInvalid, type KeyPair, verify } from "./keys.js";

const SIGNATURE_BYTES = 64;
// Decoding takes time with the square of the length.
const MAX_CHARACTERS = 8_192;

/** The signed body does not open; the message says why. */
export class SignatureRejected extends Error {
  override readonly name = "SignatureRejected";
}

/** `body` signed as deployed nodes do: compact JSON, members in the order given. */
export function signBody(pair: KeyPair, body: object): Promise<string> {
  return signText(pair, JSON.stringify(body));
}

export async function signText(pair: KeyPair, text: string): Promise<string> {
  const message = new TextEncoder().encode(text);
  return bs58.encode(Uint8Array.of(...(await pair.sign(message)), ...message));
}

/** The text inside `signed`, when `publicKey` signed it. Rejects with `SignatureRejected`. */
export async function openText(signed: string, publicKey: string): Promise<string> {
  if (signed.length > MAX_CHARACTERS) throw new SignatureRejected("the signature is too long");
  const raw = bs58.decodeUnsafe(signed);
  if (raw === undefined) throw new SignatureRejected("the signature is not base58");
  const message = raw.subarray(SIGNATURE_BYTES);
  try {
    if (!(await verify(publicKey, message, raw.subarray(0, SIGNATURE_BYTES)))) {
      throw new SignatureRejected("the key has not signed this");
    }
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(message);
  } catch (cause) {
    if (cause instanceof KeyInvalid) throw new SignatureRejected(cause.message, { cause });
    if (cause instanceof TypeError)
      throw new SignatureRejected("the message is not UTF-8", { cause });
    throw cause;
  }
}

/** The JSON object inside `signed`. Rejects as `openText`, and when there is none inside. */
export async function openBody(
  signed: string,
  publicKey: string,
): Promise<Record<string, unknown>> {
  const text = await openText(signed, publicKey);
  const body = parse(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new SignatureRejected("the message is no JSON object");
  }
  return body as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SignatureRejected("the message is not JSON", { cause });
  }
}
