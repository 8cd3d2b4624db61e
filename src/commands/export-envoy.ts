import type { Command } from 'commander'
import type { PolicyAnswer } from '../core/export/answer.js'
import { envoy } from '../core/export/envoy/envoy.js'
import type { CommandModule } from './command.js'
import { type ExportFlags, exportFolder, withExportFlags } from './export-folder.js'

export const command = {
  about: [
    'Writes the catalog for Envoy: routes with the narrowest first, filters that',
    'accept tokens (jwt_authn, Lua) and compare their scopes (RBAC), and a README',
    'with the command that starts it. It answers like check. The token must have its',
    'scopes as text in one claim (scope_claim, scope_format: string). Keys: the URL',
    "of the key set, or serve's; of a key file, the public keys. HS256 is refused.",
  ].join('\n'),
  examples: ['export envoy envoy/', 'export envoy envoy/ --leeway 30s --json'],
  define: (command: Command, formats): Command => withExportFlags(command, formats),
  run: (args, raw, ctx): Promise<PolicyAnswer> =>
    exportFolder(envoy, args, raw as ExportFlags, ctx),
} satisfies CommandModule
