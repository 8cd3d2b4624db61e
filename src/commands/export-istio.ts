import type { Command } from 'commander'
import type { PolicyAnswer } from '../core/export/answer.js'
import { istio } from '../core/export/istio/istio.js'
import type { CommandModule } from './command.js'
import { type ExportFlags, exportFolder, withExportFlags } from './export-folder.js'

export const command = {
  about: [
    'Writes the catalog for Istio: a RequestAuthentication, an AuthorizationPolicy',
    'for each route, an EnvoyFilter with the checks that these lack, and a README',
    'with the command that applies them. It answers like check, also for a token that',
    "Istio alone would accept. Keys: the URL of the key set, or serve's; of a key",
    'file, the public keys. HS256 is refused.',
  ].join('\n'),
  examples: ['export istio istio/', 'export istio istio/ --leeway 30s --json'],
  define: (command: Command, formats): Command => withExportFlags(command, formats),
  run: (args, raw, ctx): Promise<PolicyAnswer> =>
    exportFolder(istio, args, raw as ExportFlags, ctx),
} satisfies CommandModule
