import type { Command } from 'commander'
import { fail, ScopectlError } from '../core/errors.js'
import { findSubject } from '../core/subject/find.js'
import type { PasswdAnswer } from '../core/users/answer.js'
import { passwordHashText } from '../core/users/password-hash.js'
import type { Context } from '../io/context.js'
import { type Entry, setSetting } from '../io/edit-users.js'
import { hashPassword } from '../io/server/scrypt.js'
import { recordFormat } from '../io/users/record-format.js'
import type { CommandModule } from './command.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

type PasswdOptions = GlobalOptions & { client?: string; stdin?: boolean }

const MOST_BYTES = 1024

export const command = {
  about: [
    'Prompts twice without showing the input, and writes a scrypt hash to the users file,',
    'which is otherwise unchanged.',
  ].join('\n'),
  examples: ['users passwd alice', 'users passwd --client ci-bot --stdin < secret.txt'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .argument('[NAME]', 'a user in the users file')
        .option('--client <NAME>', 'set the secret of this client instead')
        .option('--stdin', 'read it from stdin, without the line end'),
      formats,
    ),
  run: (args, options, ctx) => passwd(args, options as PasswdOptions, ctx),
} satisfies CommandModule

async function passwd(
  args: readonly string[],
  options: PasswdOptions,
  ctx: Context,
): Promise<PasswdAnswer> {
  const entry = entryOf(args[0], options.client)
  const file = usersFile(entry, options, ctx)
  if (recordFormat(file)) fail('passwd-in-lines', { file, setting: entry.setting })
  const password = options.stdin ? await readPassword(ctx) : await askPassword(entry, options, ctx)
  const hash = passwordHashText(await hashPassword(password, ctx))
  await setSetting(file, entry, hash, ctx)
  const of = entry.group === 'users' ? 'user' : 'client'
  return {
    kind: 'users',
    outcome: 'yes',
    did: 'passwd',
    of,
    name: entry.name,
    file,
    notes: [],
    files: { users: file },
  }
}

function entryOf(user: string | undefined, client: string | undefined): Entry {
  if (user !== undefined && client !== undefined)
    fail('conflicting-flags', { flags: ['NAME', '--client'] })
  if (user !== undefined) return { group: 'users', name: user, setting: 'password' }
  if (client === undefined) return fail('passwd-for-whom', {})
  return { group: 'clients', name: client, setting: 'secret' }
}

/** The users file, if it loads and has the entry. Its password may still be plain text: this command replaces it. */
function usersFile({ group, name }: Entry, options: PasswdOptions, ctx: Context): string {
  try {
    const { catalog, users, files } = openSession(options, ctx)
    findSubject(group === 'users' ? { user: name } : { client: name }, catalog, users)
    const file = files.users ?? users.file
    if (file === undefined) throw new Error('a user was found, but no users file')
    return file
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const [first] = error.problems
    const isMended = error.problems.every(({ code }) => code === 'password-not-hashed')
    if (isMended && first?.at) return first.at.file
    throw error
  }
}

async function askPassword(entry: Entry, options: PasswdOptions, ctx: Context): Promise<string> {
  const isForProgram = options.json || options.format === 'json'
  if (isForProgram || !ctx.interactive) fail('password-needs-terminal', {})
  const { terminalAsker } = await import('../io/prompt.js')
  const isPlain = !options.color || Boolean(ctx.env['NO_COLOR']) || ctx.env['TERM'] === 'dumb'
  const ask = terminalAsker(!isPlain, 'passwd-cancelled')
  const what = entry.setting === 'password' ? 'New password' : 'New secret'
  const password = await ask.hidden(`${what}:`, (text) =>
    text === '' ? 'cannot be empty' : tooLong(text) ? `at most ${MOST_BYTES} bytes` : undefined,
  )
  await ask.hidden('Repeat it:', (text) =>
    text === password ? undefined : 'does not match; press Ctrl-C to start over',
  )
  return password
}

const tooLong = (text: string): boolean => Buffer.byteLength(text) > MOST_BYTES

/** One line of UTF-8. */
async function readPassword(ctx: Context): Promise<string> {
  const bytes = await ctx.stdin.bytes(MOST_BYTES + 2, 'a password')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '')
  } catch {
    return fail('stdin-not-utf8', { line: 1 })
  }
  if (text === '') fail('password-blank', {})
  return tooLong(text) ? fail('password-too-long', { limit: MOST_BYTES }) : text
}
