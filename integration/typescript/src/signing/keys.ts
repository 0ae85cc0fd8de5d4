import { getPublicKeyAsync, signAsync, verifyAsync } from "@noble/ed25519";
import bs58 from "bs58";

const KEY_BYTES = 32;
// Decoding takes time with the square of the length, and strangers choose the length.
const MAX_CHARACTERS = 88;
const MAX_PUBLIC_CHARACTERS = 44;

/** The text is no base58 Ed25519 key of 32 bytes. */
export class KeyInvalid extends Error {
  override readonly name = "KeyInvalid";
}

/** A node's key pair. Printed, it shows the public half only. */
export class KeyPair {
  readonly #seed: Uint8Array;

  private constructor(
    seed: Uint8Array,
    /** The staking key in base58: who the node is. */
    readonly publicKey: string,
  ) {
    this.#seed = seed;
  }

  /** `seed`: 32 bytes. A deployed secret key is this seed followed by the public key. */
  static async fromSeed(seed: Uint8Array): Promise<KeyPair> {
    if (seed.length !== KEY_BYTES)
      throw new KeyInvalid(`a seed has 32 bytes, not ${String(seed.length)}`);
    return new KeyPair(Uint8Array.from(seed), bs58.encode(await getPublicKeyAsync(seed)));
  }

  /** `secret`: base58 of a 64-byte secret key, or of a 32-byte seed. */
  static async fromSecret(secret: string): Promise<KeyPair> {
    const raw = secret.length > MAX_CHARACTERS ? undefined : bs58.decodeUnsafe(secret);
    if (raw === undefined) throw new KeyInvalid("the secret key is not base58");
    const pair = await KeyPair.fromSeed(raw.subarray(0, KEY_BYTES));
    if (raw.length > KEY_BYTES && bs58.encode(raw.subarray(KEY_BYTES)) !== pair.publicKey) {
      throw new KeyInvalid("the secret key's second half is not its public key");
    }
    return pair;
  }

  /** The 64-byte detached signature. */
  sign(message: Uint8Array): Promise<Uint8Array> {
    return signAsync(message, this.#seed);
  }
}

/** Whether `signature` is `publicKey`'s over `message`. Throws `KeyInvalid` when `publicKey` is no key. */
export async function verify(
  publicKey: string,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const raw = readPublic(publicKey);
  try {
    return await verifyAsync(signature, message, raw, { zip215: false });
  } catch {
    return false;
  }
}

function readPublic(publicKey: string): Uint8Array {
  if (publicKey.length > MAX_PUBLIC_CHARACTERS)
    throw new KeyInvalid("a public key has at most 44 characters");
  const raw = bs58.decodeUnsafe(publicKey);
  if (raw === undefined) throw new KeyInvalid("the public key is not base58");
  if (raw.length !== KEY_BYTES)
    throw new KeyInvalid(`a public key has 32 bytes, not ${String(raw.length)}`);
  return raw;
}
