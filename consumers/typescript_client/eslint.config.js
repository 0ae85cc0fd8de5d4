export { default } from "../../integration/typescript/eslint.config.js";
