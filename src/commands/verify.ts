import type { Command } from 'commander'
import type { VerifyAnswer } from '../core/answer.js'
import { claimsDiffer } from '../core/token-scopes/claim-hints.js'
import { readTokenScopes, viewsOf } from '../core/token-scopes/read.js'
import { whyNothingHeld } from '../core/token-scopes/why-not-held.js'
import type { Context } from '../io/context.js'
import type { CommandModule } from './command.js'
import { present } from './present.js'
import { openSession } from './session.js'
import {
  type GlobalOptions,
  type KeyingOptions,
  type SubjectOptions,
  withGlobals,
  withKeying,
  withToken,
} from './shared-flags.js'
import { readSubject } from './subject.js'

type VerifyOptions = GlobalOptions & KeyingOptions & Pick<SubjectOptions, 'token'>

export const command = {
  about: 'Reports every failed check, not only the first. To check scopes, use check.',
  examples: [
    'verify --token env:TOKEN',
    'verify env:TOKEN --key file:jwks.json --issuer any --audience api',
  ],
  define: (command: Command, formats): Command =>
    withGlobals(withKeying(withToken(command)), formats),
  run: (args, options, ctx) => verifyToken(args, options as VerifyOptions, ctx),
} satisfies CommandModule

async function verifyToken(
  args: readonly string[],
  options: VerifyOptions,
  ctx: Context,
): Promise<VerifyAnswer> {
  const session = openSession(options, ctx, { users: false })
  const asked = await readSubject(args, options, session, session)
  const { presented, token, now, asOf, notes, ...shown } = await present(asked, session)
  if (presented.kind === 'none') throw new Error('verify takes tokens only')
  const { catalog } = session
  const scopes = token && readTokenScopes(token, catalog.token)
  const views = token && scopes && viewsOf(catalog, token, scopes)
  const form = views ? [...views.notes, ...whyNothingHeld(catalog, token, scopes, views)] : []
  const differ = token && scopes?.ambiguous ? [claimsDiffer(catalog, token, scopes.ambiguous)] : []
  return {
    kind: 'verify',
    outcome: presented.kind === 'verified' ? 'yes' : 'unauthorized',
    subject: asked.shown,
    token,
    refusals: presented.kind === 'rejected' ? presented.refusals : [],
    scopes,
    roles: views?.roles,
    catalog: options.key === undefined ? catalog : undefined,
    now,
    asOf,
    checked: { issuers: catalog.token.issuers, audiences: catalog.token.audiences },
    notes: [
      ...session.notes,
      ...notes,
      ...presented.notes,
      ...(scopes?.notes ?? []),
      ...form,
      ...differ,
    ],
    files: { ...session.files, key: shown.key, secretBytes: shown.secretBytes },
  }
}
