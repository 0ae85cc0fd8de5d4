import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["dist", "src/*/schema.ts", "src/*/operations.ts", "src/zod"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "max-lines": ["error", 400],
      "max-depth": ["error", 3],
    },
  },
  { files: ["src/**", "scripts/**"], rules: { "max-lines-per-function": ["error", 40] } },
  {
    files: ["**/*.mjs", "*.js"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        URL: "readonly",
        console: "readonly",
        process: "readonly",
        structuredClone: "readonly",
      },
    },
  },
);
