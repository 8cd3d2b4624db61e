import type { OpenApiProblems, RefFault } from '../../core/problems/openapi.js'
import { escapeText } from '../escape.js'
import { commandLine, option } from '../shell.js'
import { documentWords } from './document.js'
import { driftWords } from './drift.js'
import { whose } from './globs.js'
import { REFERENCE_FAULTS } from './reference-faults.js'
import { routeFault } from './route.js'
import { list, plural, quote, type Words } from './words.js'

const SHOWN = 3

/** Names the first few; the catalog marks them all, and --json lists them all. */
export function some(names: readonly string[]): string {
  const first = names.slice(0, SHOWN).map(quote).join(', ')
  return names.length > SHOWN ? `${first} and ${names.length - SHOWN} more` : first
}

/** A name from a document may be anything, so it is quoted for the shell. */
const asking = (...schemes: readonly string[]): string =>
  commandLine(schemes.flatMap((name) => option('--scheme', name))) ?? '--scheme NAME'

/** `--scheme` replaces the automatic choice, so the line repeats it: else routes that need its scopes would lose them. */
const alsoHint = (tokens: readonly string[], scheme: string): string => {
  const each = tokens.length > 0 ? 'each token also belongs' : "the catalog's tokens belong"
  return `if ${each} to it: ${asking(...tokens, scheme)}`
}

const named = ({ name, type }: { name: string; type: string }): string =>
  `${quote(name)} (${escapeText(type)})`

const choices = (schemes: readonly string[]): string =>
  schemes.map((name) => asking(name)).join(', or ')

export const operations = (routes: readonly string[]): string => plural(routes.length, 'operation')
export const verb = ({ length }: readonly string[], one: string, many: string): string =>
  length === 1 ? one : many

export const openApiWords: Words<OpenApiProblems> = {
  ...documentWords,

  'openapi-summary': (counts) => ({
    says: `${plural(counts.operations, 'operation')}: ${
      (['scoped', 'authenticated', 'public', 'undecided', 'other', 'left_out'] as const)
        .filter((name) => counts[name] > 0)
        .map((name) => `${counts[name]} ${name.replace('_', ' ')}`)
        .join(', ') || 'none'
    }`,
  }),
  'openapi-primary': ({ schemes, bearers, others }) =>
    schemes.length === 0
      ? {
          says: "no scheme is OAuth2 or OpenID Connect, so no operation accepts this catalog's tokens",
          hint:
            bearers.length === 0
              ? undefined
              : `to say which scheme they belong to: ${choices(bearers)}`,
        }
      : {
          says: `the catalog's tokens belong to ${schemes.map(named).join(' and ')}; they do not satisfy other schemes`,
          hint: others.length === 0 ? undefined : `to choose another: ${choices(others)}`,
        },
  'openapi-same-issuer': ({ schemes, routes }) => ({
    says: `${list(schemes, 'and')} seem to have the same issuer; ${operations(routes)} ${verb(routes, 'needs', 'need')} more than ${quote(schemes[0] ?? '')}: ${some(routes)}`,
    hint: `if each token belongs to all of them: ${asking(...schemes)}`,
  }),
  'openapi-states-none': ({ routes, as }) => ({
    says: `${operations(routes)} ${verb(routes, 'states', 'state')} no security, so ${verb(routes, 'it is', 'they are')} ${as}: ${some(routes)}`,
    warns: true,
  }),
  'openapi-empty': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'is', 'are')} public by \`security: []\`: ${some(routes)}`,
    warns: true,
  }),
  'openapi-optional': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'is', 'are')} public because a token is optional (\`{}\`): ${some(routes)}`,
    hint: 'if the document writes `{}` for servers that run without security: --optional ignore',
    warns: true,
  }),
  'openapi-optional-ignored': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'depends', 'depend')} on \`--optional ignore\`: \`{}\` would make ${verb(routes, 'it', 'them')} public: ${some(routes)}`,
  }),
  'openapi-any-of': ({ routes, pair, concerns }) => ({
    says: `${operations(routes)} ${verb(routes, 'needs', 'need')} several scopes at once although one seems to be enough, like ${list(pair, 'or')}: ${some(routes)}`,
    hint: `if one of the scopes in a list is enough, for ${plural(concerns, 'operation')}: --any-of`,
  }),
  'openapi-gateway-any-of': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'needs', 'need')} several scopes at once, but API Gateway, which the document is for, takes any one of them: ${some(routes)}`,
    hint: 'to read a list as API Gateway does: --any-of',
  }),
  'openapi-any-of-used': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'depends', 'depend')} on \`--any-of\`: without it, all of the listed scopes would be needed: ${some(routes)}`,
  }),
  'openapi-malformed': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'has', 'have')} malformed \`security\`, so ${verb(routes, 'it is', 'they are')} undecided: ${some(routes)}`,
    warns: true,
  }),
  'openapi-contradicts': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'is', 'are')} also defined by a \`$ref\` next to ${verb(routes, 'it', 'them')}, so ${verb(routes, 'it is', 'they are')} undecided: ${some(routes)}`,
    warns: true,
  }),
  'openapi-level-is-scope': ({ routes }) => ({
    says: `a scope has the same name as a keyword (like \`public\`) that ${operations(routes)} ${verb(routes, 'needs', 'need')}: kept as requirements that no token satisfies: ${some(routes)}`,
    warns: true,
  }),
  'openapi-either-or-all': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'accepts', 'accept')} any one of several schemes, but FastAPI writes the same if all of them are required: ${some(routes)}`,
    hint: 'if the app requires all of them, write them as `all: [SCOPE, { scheme: NAME }]` in the catalog',
    warns: true,
  }),
  'openapi-unresolved': ({ what, ref, fault }) => ({
    says: `${quote(what)} is behind the reference ${quote(ref)}, which was not followed: ${REFERENCE_FAULTS[fault]}`,
    hint: `its requirement is undecided${ROOT_HINTS[fault] ?? ''}`,
    warns: true,
  }),
  'openapi-undeclared-scheme': ({ scheme, routes }) => ({
    says: `the scheme ${quote(scheme)} is used but not declared: ${some(routes)}`,
    warns: true,
  }),
  'openapi-scheme-kept': ({ scheme, type, mayLead, tokens, routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'names', 'name')} ${quote(scheme)} (${escapeText(type)}), which is not a token of this catalog: ${some(routes)}`,
    hint: mayLead ? alsoHint(tokens, scheme) : undefined,
  }),
  'openapi-roles-list': ({ scheme, type, bearer, tokens, routes }) => ({
    says: `${quote(scheme)} is ${escapeText(type)} and has a list of roles or scopes, which is kept as it is: ${some(routes)}`,
    hint: bearer ? `to read the list as scopes: ${asking(...tokens, scheme)}` : undefined,
    warns: true,
  }),
  'openapi-undeclared-scopes': ({ scopes }) => ({
    says: `${plural(scopes.length, 'scope')} ${verb(scopes, 'was', 'were')} needed but not declared, and ${verb(scopes, 'was', 'were')} added: ${some(scopes)}`,
  }),
  'openapi-unused-scopes': ({ scopes }) => ({
    says: `no operation needs ${list(scopes.slice(0, SHOWN), 'and')}${scopes.length > SHOWN ? ` and ${scopes.length - SHOWN} more` : ''}`,
  }),
  'openapi-bad-scopes': ({ scopes }) => ({
    says: `${plural(scopes.length, 'name')} cannot be a scope in a catalog: ${some(scopes)}; kept in routes, as a requirement that no token satisfies`,
    warns: true,
  }),
  'openapi-refused-path': ({ path, why, methods }) => ({
    says: `the path ${quote(path)} (${escapeText(methods.join(', '))}) ${routeFault(why)}: skipped`,
    warns: true,
  }),
  'openapi-one-or-more': ({ routes }) => ({
    says: `${operations(routes)} ${verb(routes, 'ends', 'end')} in \`{name+}\`, which needs at least one character; in a catalog, \`{name*}\` may also be empty: ${some(routes)}`,
  }),
  'openapi-foreign-path': ({ routes }) => ({
    says: `${plural(routes.length, 'path')} ${verb(routes, 'uses', 'use')} \`:name\`, which is plain text, so no request matches: ${some(routes)}`,
    hint: 'write parameters as `{name}`, both in OpenAPI and in a catalog',
    warns: true,
  }),
  'openapi-same-template': ({ route, first, differ }) => ({
    says: `${quote(route)} matches the same paths as ${quote(first)}${differ ? ' but has different requirements, so both are undecided' : ' and has the same requirements'}`,
    warns: differ || undefined,
  }),
  'openapi-servers-differ': ({ by, used, paths }) => ({
    says: `the servers of ${holder(by)} have different paths (${some(paths.map((path) => path || '/'))}): ${quote(used || '/')} is used`,
    hint: 'to choose another: --base-path PATH',
  }),
  'openapi-prefix-ignored': ({ by, prefix }) => ({
    says: `the prefix ${quote(prefix)} of ${holder(by)} does not start with a slash, so no prefix is used`,
    hint: 'to set one: --base-path PATH',
  }),
  'openapi-bad-item': ({ path }) => ({ says: `the path ${quote(path)} has no operations` }),
  'openapi-unknown-method': ({ path, name }) => ({
    says: `${quote(name)} of ${quote(path)} is not an OpenAPI method: skipped`,
    warns: true,
  }),

  'import-loosens': ({ route, from, to, shadowed }) => ({
    says:
      shadowed === undefined
        ? `${quote(route)} needs ${quote(from)}, but the document would allow more: ${quote(to)}`
        : `the new ${quote(route)} (${quote(to)}) would allow more than ${quote(shadowed)} does for the same paths: ${quote(from)}`,
    hint: 'nothing was written; if this is intended, use --force',
  }),
  'import-names-glob': ({ scope, by }) => ({
    says: `the document declares a scope ${quote(scope)}: the same text, now a glob, would be only that scope for ${by.map(whose).join(', ')}`,
    hint: 'nothing was written; write the names out there first, or if this is intended, use --force',
  }),
  'import-kept-routes': ({ routes }) => ({
    says: `${plural(routes.length, 'route')} of the catalog ${verb(routes, 'is', 'are')} not in the document; kept: ${some(routes)}`,
  }),
  'import-kept-decided': ({ routes }) => ({
    says: `kept the catalog's decision for ${some(routes)}: the document does not say what ${verb(routes, 'it needs', 'they need')}`,
  }),

  ...driftWords,
}

/** Where a flag may help. */
const ROOT_HINTS: Partial<Record<RefFault, string>> = {
  outside: '; if the file may be read: --root DIR',
  'no-folder': '; to say which folder the document belongs in: --root DIR',
}

/** `the document` is not a name, so it is not quoted. */
const holder = (by: string): string => (by === 'the document' ? by : quote(by))
