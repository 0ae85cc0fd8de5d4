// Verifies a provider with the options given as JSON, as a test of that provider would.
import { Verifier } from "@pact-foundation/pact";

const options = JSON.parse(process.argv[2]);

try {
  await new Verifier({ logLevel: "warn", ...options }).verifyProvider();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
