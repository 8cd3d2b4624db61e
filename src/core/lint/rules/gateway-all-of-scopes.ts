import { gatewayExample } from '../gateway-example.js'
import { defineGatewayRule } from '../rule.js'

export const gatewayAllOfScopes = defineGatewayRule({
  code: 'gateway-all-of-scopes',
  severity: 'error',
  why: [
    'In OpenAPI, a list of scopes means all of them; API Gateway takes any one.',
    'A token with a single scope gets in. List one scope that stands for them all, or let a Lambda',
    'authorizer or the service itself require all of them.',
    'If the document means any one of them, say so with `--any-of`.',
  ],
  example: {
    bad: gatewayExample([
      'paths:',
      '  /items/{id}:',
      '    delete: { security: [{ jwt: [items:read, items:delete] }] }',
    ]),
    good: gatewayExample([
      'paths:',
      '  /items/{id}:',
      '    delete: { security: [{ jwt: [items:delete] }] }',
    ]),
  },
  *check({ stated, schemes, anyOf, locate }) {
    if (anyOf) return
    for (const { name, path, alternatives } of stated) {
      for (const [i, alternative] of alternatives.entries()) {
        for (const [scheme, scopes] of alternative) {
          const authorizer = schemes.get(scheme) ?? 'none'
          // A Lambda function may require all; a scheme without an authorizer may get one that compares scopes.
          if (scopes.length < 2 || (authorizer !== 'scopes' && authorizer !== 'none')) continue
          yield {
            at: locate([...path, i, scheme], 'key'),
            name,
            args: { by: name, scheme, scopes },
          }
        }
      }
    }
  },
})
