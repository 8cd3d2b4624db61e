import { type Command, Option } from 'commander'
import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { ConvertAnswer } from '../core/users/answer.js'
import { LOCK_NAME } from '../io/access-lock.js'
import { writeEntries } from '../io/users/write-entries.js'
import { FORMS, type Form, formOf } from '../io/users/write-form.js'
import { writeDocument } from '../io/write-document.js'
import { refuseInputs } from '../io/write-report.js'
import type { CommandModule } from './command.js'
import { openSession } from './session.js'
import { type GlobalOptions, oneOf, withGlobals } from './shared-flags.js'

type ConvertOptions = GlobalOptions & { to?: Form; output?: string; force?: boolean }

export const command = {
  about: [
    'NDJSON and CSV have one line per entry, so one in a million is found quickly.',
    'Everything except comments is kept; CSV has no `x-` keys. Without --to, the name of',
    'the output file decides, or ndjson. Delete the old file: two are an error.',
  ].join('\n'),
  examples: ['users convert -o people.ndjson', 'users convert --to csv -o people.csv'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .addOption(new Option('--to <FORM>', FORMS.join(', ')).argParser(oneOf('--to', FORMS)))
        .option('-o, --output <FILE>', 'write to this file')
        .option('--force', 'with -o: overwrite an existing file'),
      formats,
    ),
  run(_args, raw, ctx): ConvertAnswer {
    const options = raw as ConvertOptions
    const { output, force = false } = options
    if (force && output === undefined) fail('flag-needs', { flag: '--force', needs: '-o FILE' })
    const { loaded } = openSession(options, ctx, { users: 'large' })
    const { catalog, users, entries, files, folder, notes } = loaded
    if (!users || !entries) return fail('users-none', { catalog: catalog.file })
    const to = options.to ?? (output === undefined ? undefined : formOf(output)) ?? 'ndjson'
    const isPrinted = output === undefined || output === '-'
    const { text, lacksKeys } = writeEntries(to, entries, catalog, isPrinted)
    if (!isPrinted) {
      const named = formOf(output)
      if (named !== undefined && named !== to)
        fail('conflicting-flags', { flags: [`--to ${to}`, `-o ${output}`] })
      refuseInputs([output], [files.catalog, `${folder}/${LOCK_NAME}`], ctx.cwd)
    }
    const written = isPrinted ? undefined : writeDocument(output, text, { force }, ctx)
    const lost: Problem[] = lacksKeys ? [problem('users-dropped', {})] : []
    return {
      kind: 'users convert',
      outcome: 'yes',
      did: 'convert',
      to,
      counts: { users: users.users.size, clients: users.clients.size },
      text: isPrinted ? text : undefined,
      written,
      replaces: written === undefined ? undefined : replacedBy(written, files.users),
      quiet: options.quiet ?? false,
      // No need to suggest converting the file here.
      notes: [...notes.filter(({ code }) => code !== 'users-big'), ...lost],
      files,
    }
  },
} satisfies CommandModule

/** The old users file, if both it and the new one would be found by name in the same folder. */
function replacedBy(written: string, old: string | undefined): string | undefined {
  const found = /^(.*[/\\])?users\.(?:yaml|json|ndjson|csv)$/
  const [a, b] = [found.exec(written), found.exec(old ?? '')]
  return a && b && a[0] !== b[0] && a[1] === b[1] ? old : undefined
}
