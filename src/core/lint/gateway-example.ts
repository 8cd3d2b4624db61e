import type { DocumentExample } from './rule.js'

/** A scheme that becomes an authorizer, which compares the scopes of tokens. */
export const JWT = [
  'jwt: { type: oauth2, flows: {}, x-amazon-apigateway-authorizer: { type: jwt } }',
]

/**
 * A small document with these lines.
 * @param requiring its `paths`, and maybe `security`
 * @param schemes its security schemes
 */
export const gatewayExample = (
  requiring: readonly string[],
  schemes: readonly string[] = JWT,
): DocumentExample => ({
  document: `openapi: 3.0.1
info: { title: Items, version: '1' }
${requiring.join('\n')}
components:
  securitySchemes:
${schemes.map((line) => `    ${line}\n`).join('')}`,
})
