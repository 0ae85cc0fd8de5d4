import { connect } from "../client.js";
import type { Options, Service } from "../types.js";
import { operations } from "./operations.js";
import type { paths } from "./schema.js";

export type * from "./schema.js";
export { operations as calls } from "./operations.js";
export type Container = Service<paths>;

/** The container at `options.baseUrl`. */
export function connectContainer(options: Options<typeof operations>): Container {
  return connect<paths>(operations, options);
}
