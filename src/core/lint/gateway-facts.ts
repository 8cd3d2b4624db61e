import type { Location } from '../problem.js'
import type { Path } from '../source.js'

/**
 * What a security scheme becomes in API Gateway: `scopes`, a JWT or Cognito authorizer, which compares the scopes of a route;
 * `function`, a Lambda function that decides; `iam`; `api-key`, which a route may require next to an authorizer; `none`,
 * nothing.
 */
export type Authorizer = 'scopes' | 'function' | 'iam' | 'api-key' | 'none'

/** The alternatives of a `security` list: schemes that are required together, each with its scopes. */
export type Alternatives = readonly (readonly (readonly [
  scheme: string,
  scopes: readonly string[],
])[])[]

/** Where the document says what is required. */
export interface Stated {
  /** The operation, or `security` for the whole document. */
  readonly name: string
  /** Where the `security` list is in the document; if it is behind a reference, the path that has the reference. */
  readonly path: Path
  /** Not empty, and no alternative is: that would be public. */
  readonly alternatives: Alternatives
}

/** An OpenAPI document as the rules for API Gateway see it. */
export interface GatewayFacts {
  readonly file: string
  readonly stated: readonly Stated[]
  /** Operations without `security`, if that of the document requires something. */
  readonly inheriting: readonly Pick<Stated, 'name' | 'path'>[]
  /** The declared schemes. */
  readonly schemes: ReadonlyMap<string, Authorizer>
  /** Where they are declared. */
  readonly schemesPath: Path
  /** Whether the user says that one of the scopes of a list is enough. */
  readonly anyOf: boolean
  locate(path: Path, part?: 'key' | 'value'): Location | undefined
}
