import type { Command } from 'commander'
import type { SourceAnswer } from '../core/import/answer.js'
import { readKeycloak } from '../core/import/keycloak.js'
import type { CommandModule } from './command.js'
import type { ImportFlags } from './import-result.js'
import { importSource, withSourceFlags } from './import-source.js'

type KeycloakOptions = ImportFlags & { api?: string; realm?: string }

export const command = {
  about: [
    'Reads the export of a realm. Each role becomes a role with the scope `role:NAME`, for',
    'routes that need this role; composite roles extend others, and client scopes are scopes',
    'of the roles that they are mapped to. Roles in tokens are those of the realm, or, with',
    '--api, those of a client. What is not carried over is listed by name: users, what a',
    'client adds or leaves out, and resource permissions among others.',
  ].join('\n'),
  examples: [
    'import keycloak realm-export.json -o scopes.yaml',
    'import keycloak realm-export.json --api items-api --json',
  ],
  define: (command: Command, formats): Command =>
    withSourceFlags(command, 'the realm export', formats)
      .option('--api <CLIENT>', 'read the roles of this client from tokens')
      .option('--realm <NAME>', 'the realm, if the file has several'),
  run([argument = ''], raw, ctx): Promise<SourceAnswer> {
    const options = raw as KeycloakOptions
    const { api, realm } = options
    return importSource(argument, options, ctx, {
      source: 'keycloak',
      form: 'json-list',
      read: (source) => readKeycloak(source, { api, realm }),
    })
  },
} satisfies CommandModule
