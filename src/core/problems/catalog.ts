import type { RouteFault } from './route.js'

type Near = { readonly suggestion?: string | undefined }

/** Problems with the contents of the catalog, users and suite files. */
export interface CatalogProblems {
  'too-many-routes': { limit: number }
  'reserved-name': { name: string }
  /** `names`: the settings that exist. `meant`: valid forms of the whole value, as text; [] if it is not clear. */
  'unknown-key': {
    key: string
    names: readonly string[]
    meant?: readonly string[] | undefined
  } & Near
  'missing-key': { key: string }
  /** `keys`: what a map here must have, if none of the forms fits. `meant`: as above. */
  'wrong-shape': {
    key: string
    expected: string
    received: string
    keys: readonly string[]
    meant?: readonly string[] | undefined
  }
  'not-a-scope-token': { name: string; what: 'scope' | 'claim' }
  'star-in-name': { name: string }
  /** The name of a row that every matrix has. */
  'row-name': { role: string }
  'unknown-scope': { scope: string; by: string; meant?: readonly string[] | undefined } & Near
  'unknown-role': { role: string; by: string } & Near
  'glob-not-here': { glob: string; by: string }
  'empty-glob': { glob: string; by: string }
  'implies-cycle': { cycle: readonly string[] }
  'extends-cycle': { cycle: readonly string[] }
  'when-empty': { role: string }
  'when-and-default': { role: string }
  'when-reads-setting': { attribute: string }
  'when-role-listed': { role: string; by: string }
  'unknown-attribute': { attribute: string; user: string } & Near
  /** `reads`: what the catalog reads from it. `nested`: it only looks like the path to the role claim, a pointer. */
  'reserved-claim': {
    claim: string
    by: string
    reads?: 'roles' | 'scopes' | undefined
    nested?: string | undefined
  }
  /** `both`: the two routes of an optional part. */
  'bad-route-name': {
    route: string
    why: RouteFault
    suggestion?: string | undefined
    both?: readonly string[] | undefined
  }
  'same-route': { route: string; other: string }
  'bad-requirement': { route: string }
  'keyword-not-alone': { word: string; route: string }
  'keyword-is-scope': { word: string; route: string }
  /** What it is next to; `own-scope`: `{ scheme }`, but a scope is also named `authenticated`. */
  'authenticated-in-all': { route: string; beside: 'nothing' | 'scopes' | 'rule' | 'own-scope' }
  'unknown-param': { param: string; route: string } & Near
  'bad-duration': { text: string; least: number; most: number }
  /** The text itself may be a key, so it is not repeated. */
  'key-place': { fault: 'unknown' | 'userinfo' }
  'bad-pointer': { pointer: string }
  'any-not-alone': { claim: 'issuer' | 'audience'; keyword: 'any' | 'none' }
  'scope-claim-none': Record<string, never>
  'unknown-profile': { profile: string } & Near
  'long-lifetime': { seconds: number }
}
