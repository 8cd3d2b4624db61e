import type { Requirement } from '../catalog/model.js'
import { tokenAlternatives } from '../catalog/requirement.js'
import { FLAW_NAMES, FLAWS, type Flaw } from '../issue/flaws.js'
import { type FindingKind, KINDS } from './kinds.js'
import type { Exchange } from './model.js'
import { resembles } from './names.js'
import { type Found, found, isThrough, type Seen, scopesOf } from './seen.js'

/** The findings of flaws that are not named like them. */
const KIND_OF: Readonly<Record<Exclude<Flaw, FindingKind>, FindingKind>> = {
  'bad-signature': 'signature',
  'wrong-key': 'signature',
  'hs-with-public-key': 'key-confusion',
  unscoped: 'no-scope-claim',
  'scope-lookalike': 'lookalike-scope',
  'implied-only': 'implied-scope',
}
const isKind = (flaw: Flaw): flaw is Flaw & FindingKind => flaw in KINDS
const kindOf = (flaw: Flaw): FindingKind => (isKind(flaw) ? flaw : KIND_OF[flaw])

/**
 * Who gets in and must not, each defect once: one that explains others is reported in their place. An unguarded route
 * lets in everybody, and a server that verifies no signature accepts every claim.
 */
export function openings(seen: Seen, requirement: Requirement): Found[] {
  const anyone = found('unguarded', seen.open('no-token')[0])
  if (anyone.length > 0) return anyone
  const anyText = found('any-text', seen.open('garbage')[0])
  if (anyText.length > 0) return anyText
  return [
    ...badTokens(seen),
    ...badScopes(seen, requirement),
    ...found('cached-answer', seen.open('again')[0]),
  ]
}

const openFlaw = (seen: Seen, flaw: Flaw): Exchange | undefined =>
  seen.open('flaw').find(({ planned: { check } }) => check.is === 'flaw' && check.flaw === flaw)

function badTokens(seen: Seen): Found[] {
  const unsigned = openFlaw(seen, 'bad-signature') ?? openFlaw(seen, 'wrong-key')
  if (unsigned) return found('signature', unsigned)
  const about = FLAW_NAMES.filter((flaw) => FLAWS[flaw].reason !== undefined)
  return about.flatMap((flaw) => found(kindOf(flaw), openFlaw(seen, flaw)))
}

function badScopes(seen: Seen, requirement: Requirement): Found[] {
  const [empty] = seen.open('empty')
  if (empty && admitsAnyScope(seen)) return found('any-token', empty)
  const likes = [...seen.open('lookalike'), ...seen.open('namespace')]
  const missing = seen.open('refused').filter(carriesScopes)
  const unexplained = missing.filter(
    (each) => likes.length === 0 || !isExplained(each, requirement),
  )
  const isNear = likes.length === 0 && missing.length === 0
  return [
    // A loose comparison also takes an empty name for any other.
    ...(likes.length > 0 ? [] : withoutClaim(seen, empty)),
    ...found('lookalike-scope', likes[0] ?? (isNear ? seen.open('near')[0] : undefined)),
    ...found('superuser-scope', seen.open('superuser')[0]),
    ...found('implied-scope', seen.open('implied')[0]),
    ...found('missing-scope', unexplained[0], unexplained.map(lacksOf)),
  ]
}

/** Whether tokens with any scopes at all get in: those without scopes alone may be an exception. */
function admitsAnyScope({ refusals }: Seen): boolean {
  const wrong = refusals.filter(
    ({ planned: { check } }) => check.is === 'refused' || check.is === 'superuser',
  )
  return wrong.filter(carriesScopes).every(isThrough)
}

const carriesScopes = ({ planned: { credential } }: Exchange): boolean =>
  scopesOf(credential).length > 0

/** Tokens without scopes get in, although those with the wrong ones do not. */
function withoutClaim(seen: Seen, empty: Exchange | undefined): Found[] {
  const unscoped = openFlaw(seen, 'unscoped') ?? empty
  // The others have no scope claim either.
  if (unscoped) return found('no-scope-claim', unscoped)
  return (['scope-wrong-type', 'scope-claim-other'] as const).flatMap((flaw) =>
    found(flaw, openFlaw(seen, flaw)),
  )
}

const lacksOf = ({ planned: { check } }: Exchange): readonly string[] =>
  check.is === 'refused' ? check.lacks : []

/** Whether a sloppy comparison takes one of the scopes that are held for each one that is missing in some alternative. */
function isExplained({ planned: { credential } }: Exchange, requirement: Requirement): boolean {
  const held = scopesOf(credential)
  return tokenAlternatives(requirement).some((names) =>
    names.every((name) => held.includes(name) || held.some((each) => resembles(each, name))),
  )
}
