import type { ImportProblems, ImportSource } from '../../core/problems/import.js'
import { LEFT_OUT } from './left-out.js'
import { list, plural, quote, type Words } from './words.js'

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

const GRANTED = {
  default: (role: string) => `every user would get the new role ${role}`,
  claim: (role: string) => `tokens that already name the new role ${role} would get`,
  role: (role: string) => `the role ${role} would also get`,
} as const

export const importWords: Words<ImportProblems> = {
  'import-not-one': ({ file, expected, looks }) => ({
    says: `${quote(file)} is not ${DOCUMENTS[expected]}${looks ? ` but ${DOCUMENTS[looks]}` : ''}`,
    hint: looks ? `to import it: scopectl import ${looks} FILE` : undefined,
  }),
  'import-wrong-type': ({ key, expected, found }) => ({
    says: `${quote(key)} must be ${expected}, found ${found}`,
  }),
  'import-duplicate': ({ what, name }) => ({ says: `duplicate ${what} ${quote(name)}` }),
  'import-several-apis': ({ file, apis }) => ({
    says: `${quote(file)} has ${apis.length} APIs with scopes, and a catalog has one`,
    hint: `choose one with --api: ${names(apis)}`,
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
    hint: realms.length > 0 ? `choose one with --realm: ${names(realms)}` : undefined,
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
  'import-summary': ({ format, scopes, roles, routes, undecided }) => ({
    says: `${format}: ${plural(scopes, 'scope')}, ${plural(roles, 'role')}, ${plural(routes, 'route')}${undecided > 0 ? ` (${undecided} undecided)` : ''}`,
  }),
  'import-left-out': ({ what, names: all }) => {
    const { one, many, why, warns } = LEFT_OUT[what]
    return {
      says: `not carried over: ${plural(all.length, one, many)} (${names(all)}): ${why}`,
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
