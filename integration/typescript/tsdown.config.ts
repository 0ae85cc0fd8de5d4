import { defineConfig, type UserConfig } from "tsdown";

const shared: UserConfig = {
  entry: [
    "src/index.ts",
    "src/coordinator/index.ts",
    "src/node/index.ts",
    "src/container/index.ts",
    "src/signing/index.ts",
    "src/zod/coordinator.ts",
    "src/zod/node.ts",
    "src/zod/container.ts",
  ],
  platform: "neutral",
  target: "es2022",
  sourcemap: true,
  dts: { sourcemap: true },
  clean: false,
  logLevel: "warn",
  checks: { pluginTimings: false },
};

export default defineConfig([
  { ...shared, format: "esm", unbundle: true },
  {
    ...shared,
    format: "cjs",
    hash: false,
    copy: ["../../LICENSE"],
    // These are no CommonJS that every Node 20 can load.
    deps: { alwaysBundle: ["@noble/ed25519", "bs58", "base-x"], onlyBundle: false },
  },
]);
