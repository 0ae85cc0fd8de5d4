/** Signed bodies, byte for byte as deployed nodes make them, and tokens. */
import { readFile } from "node:fs/promises";
import { inspect } from "node:util";
import bs58 from "bs58";
import { describe, expect, test } from "vitest";
import {
  delegateToken,
  KeyInvalid,
  KeyPair,
  openBody,
  openText,
  signBody,
  SignatureRejected,
  signText,
  signToken,
  tokensFrom,
} from "../src/signing/index.js";

interface Vectors {
  readonly keys: Record<string, { seed_hex: string; public_key: string }>;
  readonly vectors: { name: string; public_key: string; payload: string; signature: string }[];
}

// The Python package is held against the same file.
const file = new URL("../../../tests/unit/integration/signature_vectors.json", import.meta.url);
const { keys, vectors } = JSON.parse(await readFile(file, "utf8")) as Vectors;
const pairs = new Map(
  await Promise.all(
    Object.values(keys).map(
      async ({ seed_hex, public_key }) =>
        [public_key, await KeyPair.fromSeed(Buffer.from(seed_hex, "hex"))] as const,
    ),
  ),
);
const [pair, other] = [...pairs.values()] as [KeyPair, KeyPair];
const signed = await signBody(pair, { action: "fetch-todo" });
const noJson = await signText(pair, "{");
const noObject = await signText(pair, "[]");
const grant = { audiences: ["coordinator"], scopes: ["todo:claim", "todo:read"], task: "task-1" };

test("the vectors are all there", () => {
  expect(vectors.map(({ name }) => name)).toEqual(["V1", "V2", "V3", "V4"]);
});

describe.each(vectors)("vector $name", ({ public_key, payload, signature }) => {
  const signer = pairs.get(public_key);
  if (signer === undefined) throw new Error(`no seed of ${public_key}`);

  test("has the key of its seed", () => {
    expect(signer.publicKey).toBe(public_key);
  });

  test("is signed byte for byte", async () => {
    expect(await signText(signer, payload)).toBe(signature);
  });

  test("is opened byte for byte", async () => {
    expect(await openText(signature, public_key)).toBe(payload);
    expect(await openBody(signature, public_key)).toEqual(JSON.parse(payload));
  });
});

test.each(vectors.slice(0, 3))(
  "the body of $name is signed as deployed nodes do",
  async (vector) => {
    const signer = pairs.get(vector.public_key) ?? other;

    expect(await signBody(signer, JSON.parse(vector.payload) as object)).toBe(vector.signature);
  },
);

describe("a signed body does not open", () => {
  test.each([
    ["by another key", signed, other.publicKey],
    ["by no key", signed, "0OIl"],
    ["by a key that is too short", signed, bs58.encode(new Uint8Array(31))],
    ["by a key that is too long to be read", signed, "1".repeat(45)],
    [
      "by a key of low order",
      bs58.encode(Buffer.concat([new Uint8Array(64), Buffer.from("{}")])),
      "1".repeat(32),
    ],
    ["when it is no base58", `${signed}0`, pair.publicKey],
    ["when it is shorter than a signature", "1111", pair.publicKey],
    ["when it is too long to be read", "1".repeat(8_193), pair.publicKey],
    ["when it is changed", changed(signed), pair.publicKey],
    ["when the message is no JSON", noJson, pair.publicKey],
    ["when the message is no object", noObject, pair.publicKey],
  ])("%s", async (_, text, publicKey) => {
    await expect(openBody(text, publicKey)).rejects.toBeInstanceOf(SignatureRejected);
  });

  test("when the message is not UTF-8", async () => {
    const message = Uint8Array.of(0xff);
    const text = bs58.encode(Buffer.concat([await pair.sign(message), message]));

    await expect(openText(text, pair.publicKey)).rejects.toBeInstanceOf(SignatureRejected);
  });
});

describe("a key pair", () => {
  const [seed] = Object.values(keys).map(({ seed_hex }) => Buffer.from(seed_hex, "hex")) as [
    Buffer,
  ];

  test("is read from a seed in base58, and from a deployed secret key", async () => {
    const whole = Buffer.concat([seed, bs58.decode(pair.publicKey)]);

    expect((await KeyPair.fromSecret(bs58.encode(seed))).publicKey).toBe(pair.publicKey);
    expect((await KeyPair.fromSecret(bs58.encode(whole))).publicKey).toBe(pair.publicKey);
  });

  test.each([
    ["no base58", "0"],
    ["too short", bs58.encode(seed.subarray(1))],
    ["too long to be read", "1".repeat(89)],
    ["another key's second half", bs58.encode(Buffer.concat([seed, bs58.decode(other.publicKey)]))],
  ])("is not read from %s", async (_, secret) => {
    await expect(KeyPair.fromSecret(secret)).rejects.toBeInstanceOf(KeyInvalid);
  });

  test("shows its public half only", () => {
    expect(inspect(pair) + JSON.stringify(pair)).not.toMatch(/seed/i);
  });
});

describe("a token", () => {
  const options = { now: new Date("2026-01-02T03:04:05.678Z"), tokenId: "0123456789abcdef" };

  test("says who, for whom, what and until when", async () => {
    const [header, claims] = parts(await signToken(pair, { ...grant, round: 7 }, options));

    expect(header).toEqual({ alg: "EdDSA", kid: pair.publicKey, typ: "JWT" });
    expect(claims).toEqual({
      iss: pair.publicKey,
      aud: ["coordinator"],
      iat: 1_767_323_045,
      exp: 1_767_323_105,
      jti: "0123456789abcdef",
      scope: "todo:claim todo:read",
      task: "task-1",
      round: 7,
    });
  });

  test("says no round when it is for none", async () => {
    expect(parts(await signToken(pair, grant))[1]).not.toHaveProperty("round");
  });

  test("that is delegated says who acts, and lasts", async () => {
    const delegation = { ...grant, round: 0, actor: "worker-container" };
    const [, claims] = parts(await delegateToken(pair, delegation, options));

    expect(claims).toMatchObject({
      act: { sub: "worker-container" },
      round: 0,
      exp: 1_767_326_645,
    });
  });

  test("lasts as long as is said", async () => {
    const [, claims] = parts(await signToken(pair, grant, { ...options, lifetimeS: 5 }));

    expect(claims).toMatchObject({ exp: 1_767_323_050 });
  });

  test("is another one each time, for the scope that is asked for", async () => {
    const token = tokensFrom(pair, { audiences: ["coordinator"], task: "task-1" });
    const [[, first], [, second]] = [
      parts(await token("todo:claim")),
      parts(await token("todo:read")),
    ];

    expect(first).toMatchObject({
      scope: "todo:claim",
      jti: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    expect(second).toMatchObject({ scope: "todo:read" });
    expect(second["jti"]).not.toBe(first["jti"]);
  });
});

/** The last bit of what is signed turned. */
function changed(text: string): string {
  const raw = bs58.decode(text);
  return bs58.encode(raw.map((byte, at) => (at === raw.length - 1 ? byte ^ 1 : byte)));
}

function parts(token: string): [Record<string, unknown>, Record<string, unknown>] {
  const read = (part: string | undefined): Record<string, unknown> =>
    JSON.parse(Buffer.from(part ?? "", "base64url").toString()) as Record<string, unknown>;
  const [header, claims] = token.split(".");
  return [read(header), read(claims)];
}
