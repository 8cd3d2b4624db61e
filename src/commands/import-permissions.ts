import type { Command } from 'commander'
import type { SourceAnswer } from '../core/import/answer.js'
import { type PermissionsOptions, readPermissions } from '../core/import/permissions.js'
import type { CommandModule } from './command.js'
import type { ImportFlags } from './import-result.js'
import { importSource, withSourceFlags } from './import-source.js'

export const command = {
  about: [
    "Reads HTTP permissions as Microsoft Graph's permissions.json has them, for one scheme.",
    'A permission is a scope, and a way into each of its paths and methods; alsoRequires',
    'adds what is needed beside it. Roles get nothing: the document grants nothing.',
    'What is not carried over is listed by name. --skip-invalid keeps a route for a path',
    'that cannot be read as `undecided`, if there is a template that contains it.',
  ].join('\n'),
  examples: [
    'import permissions graph.json --scheme DelegatedWork -o scopes.yaml',
    'import permissions graph.json --scheme Application --json',
  ],
  define: (command: Command, formats): Command =>
    withSourceFlags(command, 'the permissions document', formats)
      .option('--scheme <NAME>', 'whose permissions; needed if the file has several schemes')
      .option('--any-of', 'one of the names in a list of alsoRequires is enough (all are needed)')
      .option('--skip-invalid', 'continue without paths and methods that cannot be read'),
  run([argument = ''], raw, ctx): Promise<SourceAnswer> {
    const options = raw as ImportFlags & PermissionsOptions
    return importSource(argument, options, ctx, {
      source: 'permissions',
      form: 'json',
      read: (source) => readPermissions(source, options),
    })
  },
} satisfies CommandModule
