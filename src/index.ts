// The library's entry point: the pure core, without files, clock, environment, network or terminal.

export { canonicalPath } from './core/catalog/canonical-path.js'
export { matchRoute } from './core/catalog/match-route.js'
export type {
  Alternative,
  Catalog,
  OtherWay,
  Requirement,
  Role,
  Route,
  Scope,
} from './core/catalog/model.js'
export { type Parsed, parseCatalog } from './core/catalog/parse.js'
export { satisfies } from './core/catalog/requirement.js'
export { type TokenAccess, tokenAccess } from './core/catalog/token-access.js'
export { type Decision, decide } from './core/decision/decide.js'
export { NO_TOKEN, type Presented } from './core/decision/presented.js'
export { askNeed, askRoute, type Question } from './core/decision/question.js'
export { type Outcome, ScopectlError } from './core/errors.js'
export { claimsFor, type Issued, issue, type Stamp } from './core/issue/mint.js'
export type { OpenApiSource } from './core/openapi/document.js'
export { exportOpenApi } from './core/openapi/export.js'
export { type Imported, importOpenApi } from './core/openapi/import.js'
export { toCatalog } from './core/openapi/to-catalog.js'
export type { Location, Problem } from './core/problem.js'
export type { Reason } from './core/reason.js'
export { type Source, sourceOf } from './core/source.js'
export { explainGrants, grantsOf } from './core/subject/grants.js'
export type { Grant, Subject } from './core/subject/model.js'
export type { Always, Assertion, Suite, SuiteSubject } from './core/suite/model.js'
export { parseSuite } from './core/suite/parse.js'
export type { AssertionResult } from './core/suite/results.js'
export { runSuite, type StatementResult } from './core/suite/run-suite.js'
export { decode } from './core/token/decode.js'
export type {
  Algorithm,
  DecodedToken,
  Json,
  JsonObject,
  Jwk,
  Key,
  Refusal,
  Rejected,
  Trust,
  Verified,
  VerifiedToken,
} from './core/token/model.js'
export { sign } from './core/token/sign.js'
export { verify } from './core/token/verify.js'
export type { Client, User, Users } from './core/users/model.js'
export { parseUsers } from './core/users/parse.js'
