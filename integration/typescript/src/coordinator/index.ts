import { connect } from "../client.js";
import type { Options, Service } from "../types.js";
import { operations } from "./operations.js";
import type { paths } from "./schema.js";

export type * from "./schema.js";
export { operations as calls } from "./operations.js";
export type Coordinator = Service<paths>;

/** The coordinator at `options.baseUrl`. */
export function connectCoordinator(options: Options<typeof operations>): Coordinator {
  return connect<paths>(operations, options);
}
