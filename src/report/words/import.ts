import type { ImportProblems, ImportSource } from '../../core/problems/import.js'
import { commandLine, option } from '../shell.js'
import { LEFT_OUT } from './left-out.js'
import { verb } from './openapi.js'
import { routeFault } from './route.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

/** What each kind of document is called. */
const DOCUMENTS: Readonly<Record<ImportSource, string>> = {
  openapi: 'an OpenAPI document',
  permissions: 'a permissions document (an object with `permissions`)',
  auth0: 'an Auth0 tenant file',
  keycloak: 'a Keycloak realm export',
  entra: 'a Microsoft Entra app manifest',
}

/** As many names as a note has room for; --json has them all. */
const SHOWN = 20

const names = (all: readonly string[]): string =>
  all.length > SHOWN
    ? `${all.slice(0, SHOWN).map(quote).join(', ')} and ${all.length - SHOWN} more`
    : list(all, 'and')

const choices = (schemes: readonly string[], flag = '--scheme'): string =>
  schemes.map((name) => commandLine(option(flag, name)) ?? `${flag} NAME`).join(', ')

const hintAt = (line: string | undefined): string | undefined =>
  line === undefined ? undefined : `to import it: ${line}`

const GRANTED = {
  default: (role: string) => `every user would get the new role ${role}`,
  claim: (role: string) => `tokens that already name the new role ${role} would get`,
  role: (role: string) => `the role ${role} would also get`,
} as const

export const importWords: Words<ImportProblems> = {
  'import-not-one': ({ file, expected, looks }) => ({
    says: `${quote(file)} is not ${DOCUMENTS[expected]}${looks ? ` but ${DOCUMENTS[looks]}` : ''}`,
    hint:
      looks && hintAt(commandLine(['scopectl', 'import', looks, file === 'stdin' ? '-' : file])),
  }),
  'import-wrong-type': ({ key, expected, found }) => ({
    says: `${quote(key)} must be ${expected}, found ${found}`,
  }),
  'import-duplicate': ({ what, name }) => ({ says: `duplicate ${what} ${quote(name)}` }),
  'import-several-apis': ({ file, apis }) => ({
    says: `${quote(file)} has ${apis.length} APIs with scopes, and a catalog has one`,
    hint: `choose one: ${choices(apis, '--api')}`,
  }),
  'import-no-api': ({ api, what, apis, suggestion }) => ({
    says:
      what === 'auth0'
        ? `the tenant has no API with the identifier ${quote(api)}`
        : `the realm has no client ${quote(api)}`,
    hint: suggestion
      ? `did you mean ${quote(suggestion)}?`
      : apis.length > 0
        ? `it has ${names(apis)}`
        : undefined,
  }),
  'import-no-scopes': ({ file, api }) => ({
    says: api
      ? `the API ${quote(api)} has no scope that a catalog can have`
      : `no API in ${quote(file)} has scopes, so there is nothing that a route could need`,
    hint: api ? undefined : 'declare them in `resourceServers`',
  }),
  'import-several-realms': ({ file, realms }) => ({
    says: `${quote(file)} has ${realms.length} realms`,
    hint: realms.length > 0 ? `choose one: ${choices(realms, '--realm')}` : undefined,
  }),
  'import-no-realm': ({ realm, realms, suggestion }) => ({
    says: `the document has no single realm ${quote(realm)}`,
    hint: suggestion ? `did you mean ${quote(suggestion)}?` : `it has ${names(realms)}`,
  }),
  'import-scope-is-role': ({ scope }) => ({
    says: `whoever is granted the client scope ${quote(scope)} would seem to have a role`,
    hint: 'scopes that begin with `role:` stand for roles: rename the client scope',
  }),
  'import-directory': ({ path, source }) => ({
    says: `${quote(path)} is a directory, and one file is read`,
    hint:
      source === 'auth0'
        ? 'export it as YAML: a0deploy export --format yaml --output_folder FOLDER'
        : 'export it as one file: kc.sh export --realm REALM --file FILE',
  }),
  'import-other-token': ({ setting, has, states }) => ({
    says: `the catalog is for other tokens: its ${quote(setting)} is ${quote(has)}, the document's ${quote(states)}`,
    hint: 'the same name may mean something else there: use another file, or --force',
  }),
  'import-nothing': ({ file }) => ({
    says: `${quote(file)} has no scopes and no roles to import`,
  }),
  'import-scheme-needed': ({ file, schemes }) => ({
    says: `${quote(file)} has permissions of several schemes: ${list(schemes, 'and')}`,
    hint: `choose one: ${choices(schemes)}`,
  }),
  'import-no-scheme': ({ scheme, schemes, suggestion }) => ({
    says: `the document has no scheme ${quote(scheme)}`,
    hint: didYouMean(suggestion) ?? `choose one: ${choices(schemes)}`,
  }),
  'import-bad-path': ({ path, why }) => ({
    says: `the path ${quote(path)} ${routeFault(why)}`,
    hint: 'correct it in the document, or continue without it: --skip-invalid',
  }),
  'import-bad-method': ({ method }) => ({
    says: `${quote(method)} is not an HTTP method in upper case`,
    hint: 'correct it in the document, or continue without it: --skip-invalid',
  }),
  'import-bad-condition': ({ text }) => ({
    says: `${quote(text)} is not a list or expression of permissions`,
    hint: 'use names with & and |, like (User.Read | User.Read.All) & Group.Read',
  }),
  'import-no-routes': ({ file, scheme }) => ({
    says: `${quote(file)} has no paths for the scheme ${quote(scheme)}`,
  }),
  'import-required-scopes': ({ scopes }) => ({
    says: `added as scopes, since \`alsoRequires\` names them: ${names(scopes)}; the scheme does not have these permissions`,
  }),
  'import-also-lists': ({ lists, anyOf }) => ({
    says: `\`alsoRequires\` has commas (${names(lists)}): ${anyOf ? 'with `--any-of`, one of the names is enough' : 'all of the names are needed'}`,
    hint: anyOf ? undefined : 'if one of them is enough: --any-of',
  }),
  'import-path-case': ({ routes }) => ({
    says: `a catalog compares paths by case, and ${plural(routes.length, 'route')} ${verb(routes, 'has', 'have')} another that differs only in that: ${names(routes)}`,
    hint: 'if the API ignores case, test each of its spellings as a route of its own',
  }),
  'import-summary': ({ format, scopes, roles, routes, undecided }) => ({
    says: `${format}: ${plural(scopes, 'scope')}, ${plural(roles, 'role')}, ${plural(routes, 'route')}${undecided > 0 ? ` (${undecided} undecided)` : ''}`,
  }),
  'import-left-out': ({ what, names: all }) => {
    const { one, many, why, partly, warns } = LEFT_OUT[what]
    return {
      says: `${partly ? 'carried over in part' : 'not carried over'}: ${plural(all.length, one, many)} (${names(all)}): ${why}`,
      hint: all.length > SHOWN ? '--json lists all of them' : undefined,
      warns,
    }
  },
  'import-grants': ({ role, scopes, by }) => ({
    says:
      by === 'default'
        ? `${GRANTED.default(quote(role))}: ${names(scopes)}`
        : `${GRANTED[by](quote(role))} ${names(scopes)}`,
    hint: 'nothing was written; if this is intended, use --force',
  }),
  'import-kept-grants': ({ roles }) => ({
    says: `kept scopes of ${names(roles)} that the document does not grant`,
  }),
  'import-kept-default': ({ roles }) => ({
    says: `${names(roles)}: every user has it in the document, but not in the catalog; kept`,
  }),
  'import-kept-token': ({ settings }) => ({
    says: `the document also states ${names(settings)}; \`token:\` of the catalog was kept`,
  }),
}
