// The library for programs with access to files: loads a catalog as the command line does.

export type { Catalog } from './core/catalog/model.js'
export type { Decision } from './core/decision/decide.js'
export { ScopectlError } from './core/errors.js'
export type { Problem } from './core/problem.js'
export type { Json, JsonObject, Rejected, Verified } from './core/token/model.js'
export type { Users } from './core/users/model.js'
export type {
  Access,
  Goal,
  Holder,
  LoadOptions,
  MintOptions,
  VerifyOptions,
  Who,
} from './node/access.js'
export { load } from './node/load.js'
export { messageOf } from './node/spoken.js'
