import { gatewayExample } from '../gateway-example.js'
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
    bad: gatewayExample(['security: [{ jwt: [read] }]', 'paths:', '  /items:', '    get: {}']),
    good: gatewayExample(['paths:', '  /items:', '    get: { security: [{ jwt: [read] }] }']),
  },
  *check({ inheriting, locate }) {
    for (const { name, path } of inheriting)
      yield { at: locate(path, 'key'), name, args: { by: name } }
  },
})
