import type { OpenApiProblems } from '../../core/problems/openapi.js'
import { list, quote, type Words } from './words.js'

type DriftProblems = Pick<OpenApiProblems, Extract<keyof OpenApiProblems, `drift-${string}`>>

export const driftWords: Words<DriftProblems> = {
  'drift-nothing': () => ({
    says: 'nothing to compare the catalog with',
    hint: 'pass an OpenAPI document, or tokens with --tokens FILE',
  }),
  'drift-no-token': ({ file }) => ({ says: `${quote(file)} contains no tokens` }),
  'drift-not-a-token': ({ file, line }) => ({
    says: `line ${line} of ${quote(file)} is not a JWT`,
  }),
  'drift-undeclared-route': ({ route, needs }) => ({
    says: `${quote(route)} is not in the catalog; the document says ${quote(needs)}`,
  }),
  'drift-gone-route': ({ route, needs }) => ({
    says: `${quote(route)} is not in the document; the catalog says ${quote(needs)}`,
  }),
  'drift-weaker': ({ route, catalog, document }) => ({
    says: `the document allows more on ${quote(route)}: ${quote(document)}, but the catalog says ${quote(catalog)}`,
  }),
  'drift-stronger': ({ route, catalog, document }) => ({
    says: `the document requires more on ${quote(route)}: ${quote(document)}, but the catalog says ${quote(catalog)}`,
  }),
  'drift-unstated': ({ route, catalog }) => ({
    says: `the document has no \`security\` for ${quote(route)}, but the catalog says ${quote(catalog)}`,
  }),
  'drift-undecided': ({ route, document }) => ({
    says: `${quote(route)} is undecided in the catalog; the document says ${quote(document)}`,
  }),
  'drift-undeclared-scope': ({ scope, by }) => ({
    says: `the catalog does not declare ${quote(scope)}, which ${by}`,
  }),
  'drift-dead-scope': ({ scope }) => ({
    says: `the catalog declares ${quote(scope)}, but no route needs it`,
  }),
  'drift-unscoped-token': ({ line, claims }) => ({
    says: `the token on line ${line} has no scopes${claims.length > 0 ? ` (${list(claims, 'and')} ${claims.length === 1 ? 'is' : 'are'} empty or not scopes)` : ''}`,
  }),
  'drift-claims-differ': ({ line, claims }) => ({
    says: `the token on line ${line} has different scopes in ${list(claims, 'and')}`,
    hint: 'set the claim to read in the catalog: scope_claim',
  }),
}
