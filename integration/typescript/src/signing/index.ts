export { openBody, openText, signBody, signText, SignatureRejected } from "./bodies.js";
export { KeyInvalid, KeyPair } from "./keys.js";
export { delegateToken, signToken, tokensFrom } from "./tokens.js";
export type { Delegation, Grant, TokenOptions } from "./tokens.js";
