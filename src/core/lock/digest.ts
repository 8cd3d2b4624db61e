import type { Facts, People } from './facts.js'
import { peopleLines } from './print.js'

/** As many users, or clients, have a line each. */
export const LINES_LIMIT = 1000

/** The facts as a lock file holds them: where there are too many users or clients to review, a digest of their lines. */
export async function foldPeople(facts: Facts): Promise<Facts> {
  const [users, clients] = await Promise.all([
    fold('user', facts.users),
    fold('client', facts.clients),
  ])
  return { ...facts, users, clients }
}

async function fold(kind: 'user' | 'client', people: People): Promise<People> {
  if (people.kind === 'digest' || people.holds.size <= LINES_LIMIT) return people
  const text = peopleLines(kind, people).map((line) => `${line}\n`)
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text.join('')))
  const digest = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0'))
  return { kind: 'digest', count: people.holds.size, digest: digest.join('') }
}
