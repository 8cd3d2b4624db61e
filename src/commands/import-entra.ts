import type { Command } from 'commander'
import type { SourceAnswer } from '../core/import/answer.js'
import { readEntra } from '../core/import/entra.js'
import type { CommandModule } from './command.js'
import type { ImportFlags } from './import-result.js'
import { importSource, withSourceFlags } from './import-source.js'

export const command = {
  about: [
    'Reads the manifest of an app registration: that of Microsoft Graph (also as `az ad app',
    'show` prints it), or the older one of Azure AD Graph. JSON may have comments.',
    'Scopes, and app roles for applications, become scopes; app roles for users become',
    'roles without scopes: the manifest does not say what they may do, or which routes',
    'there are. What is not carried over is listed by name.',
  ].join('\n'),
  examples: ['import entra manifest.json -o scopes.yaml', 'import entra manifest.json --json'],
  define: (command: Command, formats): Command =>
    withSourceFlags(command, 'the app manifest', formats),
  run: ([argument = ''], raw, ctx): Promise<SourceAnswer> =>
    importSource(argument, raw as ImportFlags, ctx, {
      source: 'entra',
      form: 'jsonc',
      read: readEntra,
    }),
} satisfies CommandModule
