import { defineGatewayRule } from '../rule.js'

export const gatewayInheritedSecurity = defineGatewayRule({
  code: 'gateway-inherited-security',
  severity: 'error',
  why: [
    'API Gateway does not apply the `security` of a whole document: an operation without any is open.',
    'AWS says so for REST APIs, and does not document that it is different for HTTP APIs.',
    'Write `security` in each operation, and `security: []` in one that is meant to be public.',
  ],
  example: {
    bad: {
      document: `openapi: 3.0.1
info: { title: Items, version: '1' }
security: [{ jwt: [read] }]
paths:
  /items:
    get: {}
components:
  securitySchemes:
    jwt: { type: oauth2, flows: {}, x-amazon-apigateway-authorizer: { type: jwt } }
`,
    },
    good: {
      document: `openapi: 3.0.1
info: { title: Items, version: '1' }
paths:
  /items:
    get: { security: [{ jwt: [read] }] }
components:
  securitySchemes:
    jwt: { type: oauth2, flows: {}, x-amazon-apigateway-authorizer: { type: jwt } }
`,
    },
  },
  *check({ inheriting, locate }) {
    for (const { name, path } of inheriting)
      yield { at: locate(path, 'key'), name, args: { by: name } }
  },
})
