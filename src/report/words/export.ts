import type {
  ExportConstruct,
  ExportGap,
  ExportProblems,
  TemplateFault,
} from '../../core/problems/export.js'
import { escapeText } from '../escape.js'
import { list, plural, quote, type Words } from './words.js'

/** What it is, and what to do instead. */
function construct(what: ExportConstruct): Said {
  switch (what.is) {
    case 'algorithm':
      return {
        is: `the algorithm ${quote(what.name)}`,
        hint: 'use a key for RS256',
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
    case 'all-of':
      return {
        is: `${quote(what.route)}, which needs ${list(what.scopes, 'and')} together`,
        hint: 'declare one scope for this route, or export to opa',
      }
    case 'any-of':
      return {
        is: `${quote(what.route)}, for which one of these is enough: ${list(what.sets, 'and')}`,
        hint: 'declare one scope for this route that tokens always have literally, or export to opa',
      }
    case 'template':
      return {
        is: `the path of ${quote(what.route)}: ${TEMPLATE[what.why].is}`,
        hint: TEMPLATE[what.why].hint,
      }
    case 'clash':
      return {
        is: `that there is no decision where ${quote(what.route)} and ${quote(what.other)} have the same paths`,
        hint: 'let both require the same, or add a route for the paths that they share',
      }
    case 'denied':
      return {
        is: `that ${quote(what.route)} is always denied, since ${quote(what.wider)} has its paths too`,
        hint: 'decide what it requires of a token',
      }
    case 'scope-text':
      return {
        is: `scopes as text in the claim ${quote(what.name)}`,
        hint: 'use the claim `scope`, or a list: token: { scope_format: array }',
      }
    case 'wildcard':
      return {
        is: `the name ${quote(what.name)}, whose \`*\` would match every text there`,
        hint: 'use a name without `*`, or export to opa',
      }
    case 'claim-name':
      return {
        is: `the claim ${quote(what.name)}, whose brackets would name nested claims there`,
        hint: 'read scopes from another claim, or export to opa',
      }
    case 'reference':
      return {
        is: `the name ${quote(what.name)}, in which CloudFormation reads ${quote('{{resolve:')} as a reference`,
        hint: 'use another name, or export to opa',
      }
    case 'rest':
      return {
        is: `an empty rest of ${quote(what.route)}, where ${quote(what.wider)} has the path without a rest`,
        hint: 'let both require the same, or export to opa',
      }
    case 'count':
      return {
        is: `${what.count} ${what.what}: at most ${what.most}`,
        hint: 'split the catalog, or export to opa',
      }
    default:
      return SETTINGS[what.is]
  }
}

interface Said {
  readonly is: string
  readonly hint: string
}

const TEMPLATE: { readonly [F in TemplateFault]: Said } = {
  mixed: {
    is: 'a segment with text next to a parameter',
    hint: 'give the parameter a segment of its own, or export to opa',
  },
  slash: { is: 'a slash at its end', hint: 'remove the slash, or export to opa' },
  text: {
    is: 'characters other than letters, digits and `.` `_` `-` `:`',
    hint: 'use plain characters, or export to opa',
  },
}

const SETTINGS: {
  readonly [S in Exclude<
    ExportConstruct['is'],
    | ('algorithm' | 'list-item' | 'scope-claims' | 'scope-list' | 'role-claim')
    | (
        | 'all-of'
        | 'any-of'
        | 'template'
        | 'clash'
        | 'denied'
        | 'scope-text'
        | 'wildcard'
        | 'claim-name'
        | 'reference'
        | 'rest'
        | 'count'
      )
  >]: Said
} = {
  'any-claims': {
    is: 'tokens of any issuer, without an audience, or with one of several audiences',
    hint: 'set them in the catalog: token: { issuer: https://idp.example.com, audience: items-api }',
  },
  'named-issuers': {
    is: 'tokens without an issuer, or of any',
    hint: 'set it in the catalog: token: { issuer: https://idp.example.com }',
  },
  'leeway-60': { is: 'a leeway above 60 seconds', hint: 'use --leeway 60s, or less' },
  'unnamed-key': {
    is: 'a key without a `kid`, or two with the same one',
    hint: 'give each key a `kid` of its own',
  },
  issuers: {
    is: 'anything but one issuer with an https URL',
    hint: 'set it in the catalog: token: { issuer: https://idp.example.com }',
  },
  audiences: {
    is: 'tokens without an audience, or of any',
    hint: 'set it in the catalog: token: { audience: items-api }',
  },
  'key-copy': {
    is: "keys of its own: it reads those at the URL in the issuer's metadata",
    hint: 'set that URL in the catalog: token: { key: https://idp.example.com/jwks }',
  },
  leeway: { is: 'a leeway', hint: 'leave out --leeway' },
  'token-type': {
    is: 'a required `type` of tokens',
    hint: 'remove `type` from the catalog if every token of the issuer may be used, or export to opa',
  },
}

/** What is accepted. */
const GAPS: { readonly [G in ExportGap]: string } = {
  typ: 'tokens of any `typ`',
  crit: 'tokens with `crit`, `b64` or `zip` in the header',
  subject: 'tokens without `sub`',
  'client-id': 'a `client_id` in place of a missing `aud`',
  scp: 'scopes in `scp` as well as in `scope`',
  rsa: 'any RSA algorithm that fits the key',
  json: 'tokens whose text is not strict JSON, has duplicate names, or is encoded in another way',
  paths: 'paths in an odd spelling: `%2F`, `;` or `//` in them, or a slash at the end',
  exp: 'tokens without `exp`',
  'scope-claims': 'scopes as text or as a list, in the first of `scp`, `scope` and `scopes`',
  'odd-paths':
    'odd paths: `/a/../b` and `//b` are judged and sent on as `/b`; `/a%2Fb` is judged as `/a/b`',
  'method-case': 'methods in lower case',
  'issuer-keys': "the keys in the issuer's metadata, whatever the catalog has",
}

const gapList = (gaps: readonly ExportGap[]): string => gaps.map((gap) => GAPS[gap]).join('; ')

/** The export of a catalog to an engine. */
export const exportWords: Words<ExportProblems> = {
  'export-cannot': ({ engine, construct: what }) => ({
    says: `${engine} cannot express ${construct(what).is}; nothing was written`,
    hint: construct(what).hint,
  }),
  'export-wider': ({ engine, gaps }) => ({
    says: `${engine} accepts what check refuses; nothing was written: ${gapList(gaps)}`,
    hint: 'if your issuer and API rule all of that out, write it with --accept-wider',
  }),
  'export-wider-accepted': ({ engine, gaps }) => ({
    says: `${engine} accepts what check refuses: ${gapList(gaps)}`,
    warns: true,
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
