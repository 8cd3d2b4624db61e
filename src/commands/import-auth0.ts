import type { Command } from 'commander'
import type { SourceAnswer } from '../core/import/answer.js'
import { readAuth0 } from '../core/import/auth0.js'
import type { CommandModule } from './command.js'
import type { ImportFlags } from './import-result.js'
import { importSource, withSourceFlags } from './import-source.js'

type Auth0Options = ImportFlags & { api?: string }

export const command = {
  about: [
    'Reads the tenant file that auth0-deploy-cli exports as YAML: the scopes of one API, the',
    'roles with their permissions there, and its client grants as roles `client:NAME`.',
    'A permission that the API does not declare is not granted. Keywords (##NAME##) are not',
    'replaced: a value with one is left out. Routes are not in a tenant file; an existing',
    'catalog keeps its own. What is not carried over is listed by name.',
  ].join('\n'),
  examples: [
    'import auth0 tenant.yaml -o scopes.yaml',
    'import auth0 tenant.yaml --api https://api.example.com --json',
  ],
  define: (command: Command, formats): Command =>
    withSourceFlags(command, 'the tenant file', formats).option(
      '--api <IDENTIFIER>',
      'the API, if several have scopes',
    ),
  run([argument = ''], raw, ctx): Promise<SourceAnswer> {
    const options = raw as Auth0Options
    const { api } = options
    return importSource(argument, options, ctx, {
      source: 'auth0',
      form: 'auth0',
      read: (source) => readAuth0(source, { api }),
    })
  },
} satisfies CommandModule
