import type { ExportConstruct, ExportProblems } from '../../core/problems/export.js'
import { escapeText } from '../escape.js'
import { list, plural, quote, type Words } from './words.js'

/** What it is, and what to do instead. */
function construct(what: ExportConstruct): { readonly is: string; readonly hint: string } {
  switch (what.is) {
    case 'algorithm':
      return {
        is: `the algorithm ${quote(what.name)}`,
        hint: 'use a key for RS256 or ES256',
      }
    case 'list-item':
      return {
        is: `a claim that is an item of a list: ${quote(what.name)}`,
        hint: 'read scopes and roles from a claim of their own',
      }
    case 'scope-claims':
      return {
        is: 'scopes that may be in several claims',
        hint: 'name one in the catalog: token: { scope_claim: scope }',
      }
    case 'scope-list':
      return {
        is: 'a scope claim that may be a list',
        hint: 'if tokens have text there, say so: token: { scope_format: string }',
      }
    case 'role-claim':
      return {
        is: `the role claim ${quote(what.name)}`,
        hint: 'have the issuer write scopes instead of roles, or export to opa',
      }
  }
}

/** The export of a catalog to an engine. */
export const exportWords: Words<ExportProblems> = {
  'export-cannot': ({ engine, construct: what }) => ({
    says: `${engine} cannot express ${construct(what).is}; nothing was written`,
    hint: construct(what).hint,
  }),
  'export-secret': ({ engine, algorithm }) => ({
    says: `${engine} would need the secret of ${algorithm} in its folder, and scopectl never writes a secret; nothing was written`,
    hint: 'use a key pair (RS256, ES256): the engine then needs the public key only',
  }),
  'export-no-algorithm': ({ source }) => ({
    says: `the keys at ${quote(source)} do not determine the algorithm of tokens, and the catalog does not set it`,
    hint: 'set it in the catalog: token: { algorithm: RS256 }',
  }),
  'export-secret-url': ({ url }) => ({
    says: `the URL of the keys has a query or a password, which may be a secret: ${escapeText(url)}`,
    hint: 'use a URL without one',
  }),
  'export-no-routes': ({ file }) => ({
    says: `${quote(file)} has no routes, so there is nothing to export`,
    hint: 'to create routes from an OpenAPI document: scopectl import openapi DOCUMENT',
  }),
  'export-foreign': ({ file }) => ({
    says: `${quote(file)} already exists, and no export to this engine wrote it`,
    hint: 'name another folder, or use --force to overwrite the file',
  }),
  'export-suite-catalog': ({ file, catalog }) => ({
    says: `${quote(file)} tests another catalog: ${quote(catalog)}`,
    hint: 'name suites of the exported catalog only',
  }),
  'export-suite-left': ({ file, count }) => ({
    says: `${plural(count, 'test')} of ${quote(file)} ${count === 1 ? 'is' : 'are'} not exported: skipped, of a given token or a flaw, or of a route whose paths others govern`,
  }),
  'export-undecided': ({ routes }) => ({
    says: `${plural(routes.length, 'route')} ${routes.length === 1 ? 'is' : 'are'} undecided, and always denied: ${list(routes.slice(0, 5), 'and')}`,
    hint: 'set what they require in the catalog',
    warns: true,
  }),
}
