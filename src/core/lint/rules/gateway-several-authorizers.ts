import { gatewayExample, JWT } from '../gateway-example.js'
import { defineGatewayRule } from '../rule.js'

export const gatewaySeveralAuthorizers = defineGatewayRule({
  code: 'gateway-several-authorizers',
  severity: 'error',
  why: [
    'A route of API Gateway has one authorizer, and may require an API key beside it.',
    'If an operation names several schemes, all but one are not checked: where the document requires all',
    'of them, requests get in with one; where one is enough, the others are refused.',
    'Name one scheme per operation, and let a Lambda authorizer decide if there are several ways in.',
  ],
  example: {
    bad: gatewayExample(
      ['paths:', '  /items:', '    post: { security: [{ jwt: [write], partner: [] }] }'],
      [
        ...JWT,
        'partner:',
        '  type: apiKey',
        '  in: header',
        '  name: X-Partner',
        '  x-amazon-apigateway-authorizer: { type: request }',
      ],
    ),
    good: gatewayExample(
      ['paths:', '  /items:', '    post: { security: [{ jwt: [write], key: [] }] }'],
      [...JWT, 'key: { type: apiKey, in: header, name: x-api-key }'],
    ),
  },
  *check({ stated, schemes, locate }) {
    for (const { name, path, alternatives } of stated) {
      const named = new Set(alternatives.flatMap((each) => each.map(([scheme]) => scheme)))
      const authorizers = [...named].filter((scheme) => schemes.get(scheme) !== 'api-key')
      if (authorizers.length > 1)
        yield { at: locate(path, 'key'), name, args: { by: name, schemes: authorizers } }
    }
  },
})
