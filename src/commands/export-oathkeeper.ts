import type { Command } from 'commander'
import type { PolicyAnswer } from '../core/export/answer.js'
import { oathkeeper } from '../core/export/oathkeeper/oathkeeper.js'
import type { CommandModule } from './command.js'
import {
  type ExportFlags,
  exportFolder,
  withAcceptWider,
  withExportFlags,
} from './export-folder.js'

export const command = {
  about: [
    'Writes the catalog for Ory Oathkeeper: a rule for each route, a configuration,',
    'and a README with the command that starts it. A rule takes all of its scopes: a',
    'route with several ways in is refused. Each thing that Oathkeeper accepts and',
    'check refuses is listed, and only written with --accept-wider. Keys: the URL of',
    "the key set, or serve's; of a key file, the public keys. HS256 is refused.",
  ].join('\n'),
  examples: ['export oathkeeper oathkeeper/', 'export oathkeeper ok/ --accept-wider --json'],
  define: (command: Command, formats): Command =>
    withExportFlags(withAcceptWider(command), formats),
  run: (args, raw, ctx): Promise<PolicyAnswer> =>
    exportFolder(oathkeeper, args, raw as ExportFlags, ctx),
} satisfies CommandModule
