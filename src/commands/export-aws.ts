import type { Command } from 'commander'
import type { PolicyAnswer } from '../core/export/answer.js'
import { aws } from '../core/export/aws/aws.js'
import type { CommandModule } from './command.js'
import {
  type ExportFlags,
  exportFolder,
  withAcceptWider,
  withExportFlags,
} from './export-folder.js'

export const command = {
  about: [
    'Writes the catalog for Amazon API Gateway: a CloudFormation template of an HTTP',
    'API with a JWT authorizer, and a README with the command that deploys it. A',
    'route there takes any one of its scopes: one that needs several is refused. Each',
    'thing that API Gateway accepts and check refuses is listed, and only written',
    "with --accept-wider. Keys: those that the issuer's metadata name (RS256). HS256",
    'is refused.',
  ].join('\n'),
  examples: ['export aws aws/', 'export aws aws/ --accept-wider --json'],
  define: (command: Command, formats): Command =>
    withExportFlags(withAcceptWider(command), formats),
  run: (args, raw, ctx): Promise<PolicyAnswer> => exportFolder(aws, args, raw as ExportFlags, ctx),
} satisfies CommandModule
