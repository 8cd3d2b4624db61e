import type { Path } from '../../source.js'
import { gatewayExample } from '../gateway-example.js'
import { defineGatewayRule } from '../rule.js'

const ITEMS = [
  'paths:',
  '  /items:',
  '    get:',
  '      security: [{ jwt: [read] }]',
  '      x-amazon-apigateway-integration: { type: aws_proxy }',
]

export const gatewayWithoutAuthorizer = defineGatewayRule({
  code: 'gateway-without-authorizer',
  severity: 'warning',
  why: [
    'API Gateway ignores a security scheme without an authorizer: what only names that scheme is open.',
    'Add `x-amazon-apigateway-authorizer` to the scheme, unless a later step (like AWS SAM) does so.',
  ],
  example: {
    bad: gatewayExample(ITEMS, ['jwt: { type: oauth2, flows: {} }']),
    good: gatewayExample(ITEMS),
  },
  *check({ stated, schemes, schemesPath, locate }) {
    const uses = new Map<string, { count: number; first: Path }>()
    for (const { path, alternatives } of stated) {
      const here = new Map<string, Path>()
      for (const [i, alternative] of alternatives.entries())
        for (const [scheme] of alternative)
          if (!here.has(scheme)) here.set(scheme, [...path, i, scheme])
      for (const [scheme, first] of here) {
        const known = uses.get(scheme)
        uses.set(scheme, { count: (known?.count ?? 0) + 1, first: known?.first ?? first })
      }
    }
    for (const [scheme, { count, first }] of uses) {
      const declared = schemes.has(scheme)
      if ((schemes.get(scheme) ?? 'none') !== 'none') continue
      const at = declared ? locate([...schemesPath, scheme], 'key') : locate(first, 'key')
      yield { at, name: scheme, args: { scheme, count, declared } }
    }
  },
})
