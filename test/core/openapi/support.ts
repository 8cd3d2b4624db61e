import type { OpenApiSource } from '../../../src/core/openapi/document.js'
import {
  type Imported,
  type ImportOptions,
  importOpenApi,
} from '../../../src/core/openapi/import.js'
import { toCatalog } from '../../../src/core/openapi/to-catalog.js'

/** A self-contained document: no other file can be opened. */
export const alone = (value: unknown, others: Record<string, unknown> = {}): OpenApiSource => ({
  name: 'api.json',
  file: 'api.json',
  value,
  open: (_from, reference) =>
    Object.hasOwn(others, reference)
      ? { file: reference, value: others[reference] }
      : { fault: 'outside' },
})

export const importOf = (value: unknown, options?: ImportOptions): Imported =>
  importOpenApi(alone(value), options)

/** What each route requires, as written in the catalog file. */
export const routesOf = (value: unknown, options?: ImportOptions): Record<string, unknown> =>
  toCatalog(importOf(value, options)).value['routes'] as Record<string, unknown>

export const codesOf = ({ findings }: Imported): string[] => findings.map(({ code }) => code)

export const oauth = (scopes: Record<string, string>) => ({
  type: 'oauth2',
  flows: { clientCredentials: { tokenUrl: '/token', scopes } },
})

/** A document with one operation, `GET /x`, of this security. */
export const withSecurity = (security: unknown, more: Record<string, unknown> = {}) => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: { '/x': { get: security === undefined ? {} : { security } } },
  components: {
    securitySchemes: {
      oauth: oauth({ read: 'Read', write: 'Write' }),
      second: oauth({ other: 'Other' }),
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      bearer: { type: 'http', scheme: 'Bearer' },
      oidc: { type: 'openIdConnect', openIdConnectUrl: '/oidc' },
    },
  },
  ...more,
})
