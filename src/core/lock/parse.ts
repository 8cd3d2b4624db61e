import type { Facts, People } from '../access/facts.js'
import type { Parsed } from '../catalog/parse.js'
import { conflictMarker } from '../conflict-marker.js'
import { type Location, type Problem, problem } from '../problem.js'
import { tokensOf } from '../word.js'
import type { Counted } from './counts.js'
import { type Draft, newDraft, type Reading } from './draft.js'
import { type FoldedDraft, unfold } from './folded-draft.js'
import { FOLDED_READERS, readMember } from './folded-readers.js'
import { FOLDED_LINE, formOf, type LockForm } from './form.js'
import { LINE_READERS } from './line-readers.js'

export interface LockFile {
  readonly facts: Facts
  /** Lines that contradict an earlier line about the same thing, as after a merge of two branches. */
  readonly duplicates: readonly string[]
  /** Written by an earlier version, without lifetimes, claims and thumbprints. */
  readonly older: boolean
  readonly form: LockForm
  /** What a folded lock says about its routes: `wrongCount` compares it with them. */
  readonly counts: readonly Counted[]
}

/**
 * Reads a lock file of either form: order, line ends, comments and repeated lines do not matter. Fails closed: an invalid
 * entry makes the whole lock invalid, since there is no telling what it once said. NOT checked: whether the facts are
 * consistent, and the numbers of a folded lock.
 */
export function parseLock(file: string, text: string): Parsed<LockFile> {
  const form = formOf(text)
  const draft: FoldedDraft = {
    ...newDraft(),
    groups: new Map(),
    members: new Map(),
    folders: new Map(),
  }
  const problems: Problem[] = []
  const seen = new Set<string>()
  const duplicates: string[] = []
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '')
    const place: Location = { file, line: i + 1, column: 1, length: line.length || 1, text: line }
    if (conflictMarker(line)) problems.push(problem('lock-conflict', { file }, place))
    else if (line.trim() !== '' && !line.startsWith('#') && !seen.has(line)) {
      seen.add(line)
      const reading = readLine(line, draft, form, place)
      if (reading === 'no') problems.push(problem('lock-line', { file }, place))
      if (reading === 'duplicate') duplicates.push(line)
    }
  }
  seen.delete(FOLDED_LINE)
  if (seen.size === 0 && problems.length === 0) problems.push(problem('lock-empty', { file }))
  const conflict = problems.find(({ code }) => code === 'lock-conflict')
  if (conflict) return { ok: false, problems: [conflict], partial: undefined }
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, 1), partial: undefined }
  const counts = form === 'folded' ? unfold(draft, file) : []
  if ('code' in counts) return { ok: false, problems: [counts], partial: undefined }
  const facts = factsOf(draft)
  const older = [...facts.trust.values()].some((trust) => !trust.has('lifetime'))
  return { ok: true, value: { facts, duplicates, older, form, counts }, notes: [] }
}

function factsOf(draft: Draft): Facts {
  const { trust, implies, routes, names, roles, allows, people, digests } = draft
  const peopleOf = (kind: 'user' | 'client'): People =>
    digests[kind] ?? { kind: 'names', holds: people[kind] }
  const combos = digests.combo ?? ({ kind: 'names', opens: draft.combos } as const)
  const claims = digests.claim ?? ({ kind: 'names', of: draft.claims } as const)
  const [users, clients] = [peopleOf('user'), peopleOf('client')]
  const single = { trust, implies, routes, names, roles, allows }
  return { ...single, users, clients, combos, claims, members: undefined }
}

function readLine(line: string, draft: FoldedDraft, form: LockForm, at: Location): Reading {
  const [head, ...rest] = tokensOf(line) ?? []
  if (!head || head.quoted) return 'no'
  if (form === 'lines') return LINE_READERS.get(head.text)?.(rest, line, draft, at) ?? 'no'
  const reader = FOLDED_READERS.get(head.text)
  if (reader) return reader(rest, line, draft, at)
  return readMember([head, ...rest], line, draft, at)
}
