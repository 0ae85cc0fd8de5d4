import { defineConfig } from "tsdown";

export default defineConfig({
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
  // Two dependencies are no CommonJS that every Node 20 can load: there they are bundled.
  format: {
    esm: { unbundle: true },
    cjs: { deps: { alwaysBundle: (id) => /^(@noble\/ed25519|bs58|base-x)$/.test(id) }, hash: false },
  },
  platform: "neutral",
  target: "es2022",
  sourcemap: true,
  dts: { sourcemap: true },
});
