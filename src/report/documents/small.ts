import * as v from 'valibot'
import { profileSchema } from '../../core/as-server/schema.js'
import { SHELLS } from '../../core/command-line/answer.js'
import { flag, list, members, text, textOrNull } from './dsl.js'

export const keys = v.object({
  did: v.picklist(['new', 'list', 'rotate', 'remove']),
  kid: textOrNull('The key that was made or removed.'),
  where: text('The folder of the development keys.'),
  keys: v.array(
    v.object({
      kid: v.string(),
      algorithm: v.string(),
      created: v.nullable(v.string()),
      signs: flag('Whether new tokens are signed with it.'),
    }),
  ),
})

export const jwks = v.object({
  keys: v.pipe(v.array(members('A public key (RFC 7517).')), v.description('The key set.')),
})

export const init = v.object({
  written: list('The files that were written.'),
  next: list('Shell commands that work right away.'),
})

export const learned = v.object({
  file: text('The table that was written.'),
  url: v.string(),
  table: profileSchema,
})

export const passwd = v.object({
  did: v.literal('passwd'),
  of: v.picklist(['user', 'client']),
  name: v.string(),
  file: v.string(),
})

const counts = { users: v.number(), clients: v.number() }
const anybody = {
  name: v.string(),
  roles: v.array(v.object({ name: v.string(), how: v.picklist(['listed', 'default', 'when']) })),
  scopes: list('Its own scopes.'),
  disabled: v.boolean(),
}

export const person = v.variant('kind', [
  v.object({ kind: v.literal('user'), ...anybody, has_password: v.boolean() }),
  v.object({ kind: v.literal('client'), ...anybody, has_secret: v.boolean() }),
])

export const userList = v.object({
  did: v.literal('list'),
  ...counts,
  entries: v.array(person),
})

export const converted = v.object({
  did: v.literal('convert'),
  to: text('The format of the new file.'),
  ...counts,
  written: textOrNull('The file that was written.'),
  text: textOrNull('The text, if it was not written to a file.'),
})

export const completion = [
  v.object({ shell: v.picklist(SHELLS), script: text('The script to load into the shell.') }),
  v.object({
    shell: v.picklist(SHELLS),
    candidates: v.array(v.object({ word: v.string(), description: v.string() })),
  }),
] as const

const choices = v.pipe(
  v.nullable(v.array(v.string())),
  v.description('The possible values; null for free text.'),
)

export const helpArgument = v.object({
  name: v.string(),
  required: v.boolean(),
  variadic: flag('Whether it takes all further arguments, too.'),
  choices,
  description: v.string(),
})

export const helpFlag = v.object({
  long: v.string(),
  short: v.nullable(v.string()),
  value: textOrNull('The name of its value; null if it takes none.'),
  repeatable: v.boolean(),
  choices,
  default: v.nullable(v.string()),
  description: v.string(),
  group: text('`Globals` for the flags of every command.'),
})

export const helpCommand = v.object({
  name: text('One word or two.'),
  group: v.string(),
  summary: v.string(),
  about: v.string(),
  arguments: v.array(helpArgument),
  flags: v.array(helpFlag),
  formats: list('The values of --format; the first is the default.'),
  examples: list('Without the leading `scopectl`.'),
})

export const help = v.object({
  topic: textOrNull('The topic, or the command.'),
  text: text('What is printed without --json.'),
  commands: v.array(helpCommand),
  topics: list('The topics of `help`.'),
  exit_codes: v.array(v.object({ code: v.number(), name: v.string(), meaning: v.string() })),
})

export const version = v.object({ scopectl: text('The version of scopectl.') })
