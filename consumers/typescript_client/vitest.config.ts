import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The client's sources, so that nothing has to be built before anything is recorded.
const sources = fileURLToPath(new URL("../../integration/typescript/src", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@pro-me-the-us\/integration(\/[a-z]+)?$/, replacement: `${sources}$1/index.ts` },
    ],
  },
  test: {
    include: ["test/*.test.ts"],
    env: { PACT_DO_NOT_TRACK: "true" },
    // Loading what records costs more than all exchanges together.
    fileParallelism: false,
    isolate: false,
    testTimeout: 20_000,
  },
});
