import type { Command } from 'commander'
import { fail } from '../core/errors.js'
import type { ProveAnswer } from '../core/proof/answer.js'
import { prove } from '../core/proof/prove.js'
import type { CommandModule } from './command.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

const GRAMMAR = `A statement is one of
  no SUBJECT reaches ROUTES                 SUBJECT: role, user, client, token
  no SUBJECT without NAME reaches ROUTES    NAME: a scope, or role NAME
  ROUTES needs SCOPES                       whatever token gets in holds them
  nobody holds SCOPES                       no role, user or client has them all
  nobody with 2 roles holds SCOPES          nor could a user, given any 2 roles
  public = ROUTES                           exactly these; also authenticated =
                                            and undecided =
ROUTES are routes with commas between them; * is any text, also slashes, and
names each route that answers a path like that: GET /users/* also GET /{x}/list.
SCOPES are joined by and; in needs, also by or. A scope named like a word: "or".
Statements about a token cover every token that could exist, as the catalog's
enforce and role_claim read it. A witness is the smallest there is.
Statements under always: in a suite are proved by scopectl test.
Exits with 5 if one is refuted.`

export const command = {
  about: GRAMMAR,
  examples: ['prove "DELETE * needs users:delete or admin"', 'prove "public = GET /health"'],
  define: (command: Command, formats): Command =>
    withGlobals(command.argument('<STATEMENTS...>', 'each in quotes'), formats),
  run(words, raw, ctx): ProveAnswer {
    const args = statementsIn(words)
    const { catalog, users, notes, files } = openSession(raw as GlobalOptions, ctx, {
      users: true,
    })
    const repeated = args.find((each, i) => args.indexOf(each) < i)
    if (repeated !== undefined) fail('same-statement', { statement: repeated })
    const proofs = args.map((statement) => prove(statement, catalog, users))
    const holds = proofs.every(({ outcome }) => outcome === 'proved')
    return {
      kind: 'prove',
      outcome: holds ? 'yes' : 'failed',
      proofs,
      notes: [...notes, ...proofs.flatMap((proof) => proof.notes)],
      files,
    }
  },
} satisfies CommandModule

/** A statement has spaces: words without any are one that lacks its quotes. */
const statementsIn = (words: readonly string[]): readonly string[] =>
  words.some((word) => word.includes(' ')) ? words : [words.join(' ')]
