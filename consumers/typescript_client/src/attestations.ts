/** What a node signs for its container, so that the container need not hold its key. */
import { signBody } from "@pro-me-the-us/integration/signing";
import type { KeyPair } from "@pro-me-the-us/integration/signing";

/** The key's word that a worker's work of the round is its own. */
export function attest(pair: KeyPair, task: string, round: number): Promise<string> {
  const statement = { taskId: task, roundNumber: round, stakingKey: pair.publicKey };
  return signBody(pair, { ...statement, action: "fetch-todo" });
}
