import { connect } from "../client.js";
import type { Options, Service } from "../types.js";
import { operations } from "./operations.js";
import type { paths } from "./schema.js";

export type * from "./schema.js";
export { operations as calls } from "./operations.js";
export type Node = Service<paths>;

/** The node at `options.baseUrl`. */
export function connectNode(options: Options<typeof operations>): Node {
  return connect<paths>(operations, options);
}
