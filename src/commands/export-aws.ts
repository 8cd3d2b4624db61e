import { aws } from '../core/export/aws/aws.js'
import { exportTo } from './export-engine.js'

export const command = exportTo(aws, {
  about: [
    'Writes the catalog for Amazon API Gateway: a CloudFormation template of an HTTP',
    'API with a JWT authorizer, and a README with the command that deploys it. A',
    'route there takes any one of its scopes: one that needs several is refused. Each',
    'thing that API Gateway accepts and check refuses is listed, and only written',
    "with --accept-wider. Keys: those that the issuer's metadata name (RS256). HS256",
    'is refused.',
  ],
  examples: ['export aws aws/', 'export aws aws/ --accept-wider --json'],
})
