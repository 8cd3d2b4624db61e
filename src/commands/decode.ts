import type { Command } from 'commander'
import type { DecodeAnswer } from '../core/answer.js'
import type { Catalog } from '../core/catalog/model.js'
import { requirementText, satisfies } from '../core/catalog/requirement.js'
import { lacking, missingFor } from '../core/decision/missing.js'
import type { Question } from '../core/decision/question.js'
import { ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import { normaliseToken } from '../core/token/compact.js'
import { decode } from '../core/token/decode.js'
import type { DecodedToken } from '../core/token/model.js'
import { otherKinds } from '../core/token/token-kinds.js'
import { claimsDiffer } from '../core/token-scopes/claim-hints.js'
import { readTokenScopes, viewsOf } from '../core/token-scopes/read.js'
import { whyNotHeld, whyNothingHeld } from '../core/token-scopes/why-not-held.js'
import { NO_USERS } from '../core/users/model.js'
import type { Context } from '../io/context.js'
import type { CommandModule } from './command.js'
import { readGoal } from './goal.js'
import { undeclaredCatalog } from './keyed-catalog.js'
import { Session } from './session.js'
import {
  type GlobalOptions,
  type GoalOptions,
  type SubjectOptions,
  withGlobals,
  withGoal,
  withToken,
} from './shared-flags.js'
import { readSubject } from './subject.js'

type DecodeOptions = GlobalOptions & GoalOptions & Pick<SubjectOptions, 'token'>

export const command = {
  about: 'This proves nothing: anyone can write a token. Needs no key and no catalog.',
  examples: ['decode --token env:TOKEN', 'token --user alice | scopectl decode --json'],
  define: (command: Command, formats): Command =>
    withGlobals(withGoal(withToken(command)), formats),
  run: (args, options, ctx) => decodeToken(args, options as DecodeOptions, ctx),
} satisfies CommandModule

async function decodeToken(
  args: readonly string[],
  options: DecodeOptions,
  ctx: Context,
): Promise<DecodeAnswer> {
  const hasGoal = options.need !== undefined || options.route !== undefined
  const session = new Session(options, ctx, { users: false })
  const { catalog, files, notes } = findDescriptions(session, hasGoal)
  const names = catalog ?? undeclaredCatalog({}, [])
  const question = readGoal(options, names)
  session.requireEnvironment()
  const asked = await readSubject(args, options, { catalog: names, users: NO_USERS }, session)
  if (asked.kind !== 'token') throw new Error('decode takes tokens only')
  const read = decode(normaliseToken(asked.token.text))
  const token = read.kind === 'decoded' ? read.token : undefined
  const scopes = token && readTokenScopes(token, names.token)
  const differ = token && scopes?.ambiguous ? [claimsDiffer(names, token, scopes.ambiguous)] : []
  return {
    kind: 'decode',
    outcome: token ? 'yes' : 'unauthorized',
    token,
    malformed: read.kind === 'malformed' ? read.detail : undefined,
    scopes,
    catalog,
    now: typeof options.at === 'number' ? options.at : ctx.now(),
    outlook: token && question && catalog ? outlook(catalog, question, token) : undefined,
    notes: [
      ...notes,
      ...(token ? otherKinds(token) : []),
      ...(scopes?.notes ?? []),
      ...(token && catalog ? formOf(catalog, token, question) : []),
      ...differ,
    ],
    files,
  }
}

/** What the answer would be if the token were verified. */
function outlook(
  catalog: Catalog,
  question: Question,
  token: DecodedToken,
): DecodeAnswer['outlook'] {
  const { requirement, route } = question
  const held = viewsOf(catalog, token, readTokenScopes(token, catalog.token))[catalog.token.enforce]
  const missing = missingFor(catalog, requirement, held)?.scopes ?? []
  const isOpen = requirement.level === 'public' || satisfies(requirement, held)
  const goal = route?.name ?? requirementText(requirement)
  return { goal, status: isOpen ? 200 : 403, missing: isOpen ? [] : missing }
}

/** Where the form of the claims is why scopes are missing: those that are asked about, or all of them. */
function formOf(
  catalog: Catalog,
  token: DecodedToken,
  question: Question | undefined,
): readonly Problem[] {
  const read = readTokenScopes(token, catalog.token)
  const views = viewsOf(catalog, token, read)
  if (!question || read.ambiguous)
    return [...views.notes, ...whyNothingHeld(catalog, token, read, views)]
  const isOpen = satisfies(question.requirement, views[catalog.token.enforce])
  const wanted = lacking(question.requirement, views)
  return isOpen ? views.notes : [...views.notes, ...whyNotHeld(catalog, token, read, views, wanted)]
}

/** The catalog provides descriptions of scopes. Without a goal, a missing or broken catalog is not an error. */
function findDescriptions(
  session: Session,
  isNeeded: boolean,
): {
  catalog: Catalog | undefined
  files: DecodeAnswer['files']
  notes: readonly Problem[]
} {
  const { options } = session
  try {
    const { catalog, files, notes } = session
    return { catalog, files, notes }
  } catch (error) {
    const isNamed = [options.catalog, options.usersFile, options.profile].some(
      (name) => name !== undefined,
    )
    if (isNeeded || isNamed || !(error instanceof ScopectlError)) throw error
    const [first] = error.problems
    const isAbsent = first?.code === 'catalog-missing'
    const skipped = problem('catalog-skipped', { file: first?.at?.file })
    return { catalog: undefined, files: {}, notes: isAbsent ? [] : [skipped] }
  }
}
