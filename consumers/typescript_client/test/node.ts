/** The node of the pacts, and its gateways to whoever runs at a URL; they ask once. */
import { connectContainer, connectCoordinator } from "@pro-me-the-us/integration";
import { KeyPair, tokensFrom } from "@pro-me-the-us/integration/signing";
import { ContainerGateway } from "../src/container.js";
import { CoordinatorGateway } from "../src/coordinator.js";

/** Its public half is FAe4sisG95oZ42w7buUn5qEE4TAnfTTFPiguZUHmhiF. */
export const pair = await KeyPair.fromSeed(Uint8Array.from({ length: 32 }, (_, place) => place));

export function coordinatorAt(baseUrl: string): CoordinatorGateway {
  const token = tokensFrom(pair, { audiences: ["coordinator"], task: "task-1" });
  return new CoordinatorGateway(connectCoordinator({ baseUrl, token, retryMs: 0 }));
}

export function containerAt(baseUrl: string): ContainerGateway {
  const token = tokensFrom(pair, { audiences: ["worker-container"], task: "task-1" });
  return new ContainerGateway(connectContainer({ baseUrl, token, retryMs: 0 }));
}
