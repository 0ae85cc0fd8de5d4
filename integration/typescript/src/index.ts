export { connectContainer } from "./container/index.js";
export { connectCoordinator } from "./coordinator/index.js";
export { connectNode } from "./node/index.js";
export { ApiError, IntegrationError, TransportError, UnexpectedResponse } from "./errors.js";
export type { Code, FieldError } from "./errors.js";
export type { Container } from "./container/index.js";
export type { Coordinator } from "./coordinator/index.js";
export type { Node } from "./node/index.js";
export type { Operations, Options, Schema, Service } from "./types.js";
