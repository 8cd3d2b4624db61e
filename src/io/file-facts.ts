import { AsyncLocalStorage } from 'node:async_hooks'
import { type BigIntStats, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'

/** What the system said about files before they were first read or looked for, by path. */
export type Facts = Map<string, string>

const readers = new AsyncLocalStorage<Facts>()

/** Runs `work`, and notes in `facts` what each file was before `work` reads it: {@link noteFacts}. */
export const notingFacts = <T>(facts: Facts, work: () => T): T => readers.run(facts, work)

/** To be called before a file is opened or looked for. Does nothing unless somebody wants to know. */
export function noteFacts(path: string): void {
  const facts = readers.getStore()
  if (facts && !facts.has(path)) facts.set(path, factsOf(path))
}

/** To be called after a file was written: the next reader notes it as it is then. */
export const forgetFacts = (path: string): void => void readers.getStore()?.delete(path)

/** Everything that differs after a file was replaced or edited; a change of the mode can make a key ring unusable. */
export function factsOf(path: string): string {
  try {
    return line(statSync(path, { bigint: true }))
  } catch (error) {
    return codeOf(error)
  }
}

/** {@link factsOf}, without waiting: a network mount may not answer. */
export const laterFactsOf = (path: string): Promise<string> =>
  stat(path, { bigint: true }).then(line, codeOf)

const line = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(' ')

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown'
