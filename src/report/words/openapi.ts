import type { OpenApiProblems } from '../../core/problems/openapi.js'
import { escapeText } from '../escape.js'
import { commandLine, option } from '../shell.js'
import { routeFault } from './route.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

const SHOWN = 3

/** The first of them by name; a catalog marks all, --json lists all. */
function some(names: readonly string[]): string {
  const first = names.slice(0, SHOWN).map(quote).join(', ')
  return names.length > SHOWN ? `${first} and ${names.length - SHOWN} more` : first
}

/** A name from a document may be anything: it is told as the shell must be told. */
const asking = (scheme: string): string =>
  commandLine(option('--scheme', scheme)) ?? '--scheme NAME'

const operations = (routes: readonly string[]): string => plural(routes.length, 'operation')
const verb = (routes: readonly string[], one: string, many: string): string =>
  routes.length === 1 ? one : many

const FAULTS = {
  remote: 'it leads elsewhere, and nothing is fetched',
  outside: "it leads out of the document's folder",
  missing: 'there is nothing there',
  unreadable: 'what is there cannot be read',
  'no-pointer': 'it is no JSON pointer',
  circular: 'it leads back to itself',
  'too-long': 'it leads to more than 100 others',
  'too-many': 'the document is spread over more than 200 files',
} as const

export const openApiWords: Words<OpenApiProblems> = {
  'openapi-not-one': ({ file, both }) => ({
    says: both
      ? `${quote(file)} calls itself both Swagger and OpenAPI`
      : `${quote(file)} is no OpenAPI document: it has neither \`openapi\` nor \`swagger\``,
  }),
  'openapi-version': ({ file, version }) => ({
    says: `${quote(file)} is of version ${quote(version)}, which is not known here`,
    hint: 'known are OpenAPI 3.0 and 3.1 and Swagger 2.0',
  }),
  'openapi-no-operation': ({ file }) => ({
    says: `${quote(file)} has no operation`,
    hint: 'webhooks and callbacks are no routes of the API',
  }),
  'openapi-no-scheme': ({ scheme, suggestion }) => ({
    says: `the document has no security scheme ${quote(scheme)}`,
    hint: didYouMean(suggestion),
  }),
  'openapi-scheme-kind': ({ scheme, type }) => ({
    says: `the scheme ${quote(scheme)} (${escapeText(type)}) has no tokens with scopes`,
    hint: 'name one that is oauth2, openIdConnect or http bearer',
  }),
  'openapi-bad-prefix': ({ prefix, why }) => ({
    says: `\`--base-path\` ${quote(prefix)} ${routeFault(why)}`,
    hint: 'write it like /api/v1, or / for none',
  }),
  'openapi-yaml-cycle': ({ name }) => ({
    says: `the alias ${quote(`*${name}`)} leads to no anchor before it, or into itself`,
  }),

  'openapi-summary': (counts) => ({
    says: `${plural(counts.operations, 'operation')}: ${
      (['scoped', 'authenticated', 'public', 'undecided', 'other'] as const)
        .filter((name) => counts[name] > 0)
        .map((name) => `${counts[name]} ${name}`)
        .join(', ') || 'none'
    }`,
  }),
  'openapi-primary': ({ scheme, type, bearers }) =>
    scheme === undefined
      ? {
          says: 'no scheme is OAuth2 or OpenID Connect, so no operation takes tokens of this catalog',
          hint:
            bearers.length === 0
              ? undefined
              : `if its tokens are those of ${quote(bearers[0] ?? '')}: ${asking(bearers[0] ?? '')}`,
        }
      : {
          says: `the catalog's tokens are those of ${quote(scheme)} (${escapeText(type)}); other schemes are ways that they do not open`,
          hint: 'to choose another one: --scheme NAME',
        },
  'openapi-states-none': ({ routes, as }) => ({
    says: `${operations(routes)} ${verb(routes, 'states', 'state')} no security, so ${verb(routes, 'it is', 'they are')} ${as}: ${some(routes)}`,
    warns: true,
  }),
  'openapi-empty': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'is', 'are')} public by \`security: []\`: ${some(routes)}`,
    warns: true,
  }),
  'openapi-optional': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'is', 'are')} public, a token being optional (\`{}\`): ${some(routes)}`,
    warns: true,
  }),
  'openapi-malformed': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'states its', 'state their')} security in no form that can be read, so ${verb(routes, 'it is', 'they are')} undecided: ${some(routes)}`,
    warns: true,
  }),
  'openapi-contradicts': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'stands', 'stand')} beside a \`$ref\` that has the same, so ${verb(routes, 'it is', 'they are')} undecided: ${some(routes)}`,
    warns: true,
  }),
  'openapi-any-token-beside': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'takes', 'take')} any token or something else, which a catalog cannot say: kept as ways that no token opens: ${some(routes)}`,
    hint: 'write `authenticated` to count tokens alone',
    warns: true,
  }),
  'openapi-other-token': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'takes', 'take')} any token, of another scheme too, and ${verb(routes, 'is', 'are')} \`authenticated\`: ${some(routes)}`,
  }),
  'openapi-level-is-scope': ({ routes }) => ({
    says: `a scope is called as ${operations(routes)} would have to be (\`public\` or the like): kept in words that no token opens: ${some(routes)}`,
    warns: true,
  }),
  'openapi-unresolved': ({ what, ref, fault }) => ({
    says: `${quote(what)} stands behind the reference ${quote(ref)}, which was not followed: ${FAULTS[fault]}`,
    hint: 'what it may demand is undecided',
    warns: true,
  }),
  'openapi-undeclared-scheme': ({ scheme, routes }) => ({
    says: `the scheme ${quote(scheme)} is used and not declared: ${some(routes)}`,
    warns: true,
  }),
  'openapi-scheme-kept': ({ scheme, type, mayLead, routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'names', 'name')} ${quote(scheme)} (${escapeText(type)}), which no token of the catalog satisfies: ${some(routes)}`,
    hint: mayLead ? `if its tokens are the catalog's: ${asking(scheme)}` : undefined,
  }),
  'openapi-roles-list': ({ scheme, type, bearer, routes }) => ({
    says: `${quote(scheme)} is ${escapeText(type)} and has a list, of roles or of scopes; it is kept as it is: ${some(routes)}`,
    hint: bearer ? `to read the list as scopes of the catalog: ${asking(scheme)}` : undefined,
    warns: true,
  }),
  'openapi-undeclared-scopes': ({ scopes }) => ({
    says: `${plural(scopes.length, 'scope')} ${verb(scopes, 'is', 'are')} needed and not declared, and added: ${some(scopes)}`,
  }),
  'openapi-unused-scopes': ({ scopes }) => ({
    says: `no operation needs ${list(scopes.slice(0, SHOWN), 'and')}${scopes.length > SHOWN ? ` and ${scopes.length - SHOWN} more` : ''}`,
  }),
  'openapi-bad-scopes': ({ scopes }) => ({
    says: `${plural(scopes.length, 'name')} cannot be a scope of a catalog: ${some(scopes)}; kept where needed, as what no token opens`,
    warns: true,
  }),
  'openapi-refused-path': ({ path, why, methods }) => ({
    says: `the path ${quote(path)} (${escapeText(methods.join(', '))}) ${routeFault(why)}: it is left out`,
    warns: true,
  }),
  'openapi-one-or-more': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'ends', 'end')} in \`{name+}\`, which takes at least one character; \`{name*}\` in a catalog may also be empty: ${some(routes)}`,
  }),
  'openapi-foreign-path': ({ routes }) => ({
    says: `${plural(routes.length, 'path')} ${verb(routes, 'has', 'have')} \`:name\` as plain text, so no request matches: ${some(routes)}`,
    hint: 'parameters are written `{name}`, in OpenAPI and in a catalog',
    warns: true,
  }),
  'openapi-same-template': ({ route, first, differ }) => ({
    says: `${quote(route)} has the same paths as ${quote(first)}${differ ? ' and demands something else, so both are undecided' : ', and demands the same'}`,
    warns: differ || undefined,
  }),
  'openapi-servers-differ': ({ by, used, paths }) => ({
    says: `the servers of ${holder(by)} have different paths (${some(paths.map((path) => path || '/'))}): ${quote(used || '/')} is used`,
    hint: 'to choose another one: --base-path PATH',
  }),
  'openapi-prefix-ignored': ({ by, prefix }) => ({
    says: `the prefix ${quote(prefix)} of ${holder(by)} does not begin with a slash: none is used`,
    hint: 'to give one: --base-path PATH',
  }),
  'openapi-bad-item': ({ path }) => ({ says: `the path ${quote(path)} has no operations` }),
  'openapi-unknown-method': ({ path, name }) => ({
    says: `${quote(name)} of ${quote(path)} is no method of OpenAPI: it is left out`,
    warns: true,
  }),

  'import-loosens': ({ route, from, to, shadowed }) => ({
    says:
      shadowed === undefined
        ? `${quote(route)} needs ${quote(from)}; the document lets in more: ${quote(to)}`
        : `the new ${quote(route)} (${quote(to)}) lets in more than ${quote(shadowed)} does for the same paths: ${quote(from)}`,
    hint: 'nothing was written; after review: --force',
  }),
  'import-kept-routes': ({ routes }) => ({
    says: `${plural(routes.length, 'route')} of the catalog ${verb(routes, 'is', 'are')} not in the document, and kept: ${some(routes)}`,
  }),
  'import-kept-decided': ({ routes }) => ({
    says: `the document does not say what ${some(routes)} ${verb(routes, 'needs', 'need')}: the catalog's decision is kept`,
  }),

  'export-unknown': ({ routes }) => ({
    says: `${operations(routes)} of the document ${verb(routes, 'is', 'are')} not in the catalog, and left as ${verb(routes, 'it is', 'they are')}: ${some(routes)}`,
    warns: true,
  }),
  'export-missing': ({ routes }) => ({
    says: `${plural(routes.length, 'route')} of the catalog ${verb(routes, 'is', 'are')} not in the document: ${some(routes)}`,
  }),
  'export-behind': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'differs', 'differ')} and ${verb(routes, 'stands', 'stand')} behind a \`$ref\`, so nothing was written there: ${some(routes)}`,
    warns: true,
  }),

  'export-comments-lost': () => ({
    says: 'the document has characters or commands that must not reach a terminal: written anew, without its comments',
    hint: 'to a file it is written as it is: -o FILE',
    warns: true,
  }),
  'export-shared': ({ routes }) => ({
    says: `the document shares parts, so that what ${some(routes)} ${verb(routes, 'demands', 'demand')} cannot be written alone`,
    hint: 'nothing was written; write out what YAML aliases, merge keys or references share',
  }),
  'drift-nothing': () => ({
    says: 'nothing to compare the catalog with',
    hint: 'name an OpenAPI document, or tokens by --tokens FILE',
  }),
  'drift-no-token': ({ file }) => ({ says: `${quote(file)} has no token in it` }),
  'drift-not-a-token': ({ file, line }) => ({ says: `line ${line} of ${quote(file)} is no JWT` }),
  'drift-undeclared-route': ({ route, needs }) => ({
    says: `the catalog does not have ${quote(route)}; the document says ${quote(needs)}`,
  }),
  'drift-gone-route': ({ route, needs }) => ({
    says: `the document does not have ${quote(route)}; the catalog says ${quote(needs)}`,
  }),
  'drift-weaker': ({ route, catalog, document }) => ({
    says: `the document lets in more to ${quote(route)}: ${quote(document)}, where the catalog says ${quote(catalog)}`,
  }),
  'drift-stronger': ({ route, catalog, document }) => ({
    says: `the document demands more of ${quote(route)}: ${quote(document)}, where the catalog says ${quote(catalog)}`,
  }),
  'drift-unstated': ({ route, catalog }) => ({
    says: `the document states no security for ${quote(route)}, where the catalog says ${quote(catalog)}`,
  }),
  'drift-undecided': ({ route, document }) => ({
    says: `the catalog has not decided ${quote(route)}; the document says ${quote(document)}`,
  }),
  'drift-undeclared-scope': ({ scope, by }) => ({
    says: `the catalog does not declare ${quote(scope)}, which ${by}`,
  }),
  'drift-dead-scope': ({ scope }) => ({
    says: `${quote(scope)} is declared, and no route needs it`,
  }),
  'drift-unscoped-token': ({ line, claims }) => ({
    says: `the token in line ${line} carries no scope${claims.length > 0 ? ` (${list(claims, 'and')} ${verb(claims, 'is', 'are')} empty or no scopes)` : ''}`,
  }),
  'drift-claims-differ': ({ line, claims }) => ({
    says: `the token in line ${line} says different things in ${list(claims, 'and')}`,
    hint: 'name the claim that counts in the catalog: scope_claim',
  }),
}

/** The document itself is no name. */
const holder = (by: string): string => (by === 'the document' ? by : quote(by))
