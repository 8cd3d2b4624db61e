import type { Row } from './counted.js'

interface Group {
  readonly change: string
  readonly route: string | null
  readonly role: string | null
  readonly client: string | null
  readonly calls: number
}

/** What a report of `replay` and a result of the script both say. */
export interface Sums {
  readonly lines: number
  readonly skipped: number
  readonly answers: Readonly<Record<string, number>>
  readonly baselines: Readonly<Record<string, number>>
  /** Change, route, role, client and calls, as text. */
  readonly changes: readonly string[]
}

/** The numbers of `replay --json`, without those that are 0. */
export function reported(text: string): Sums {
  const { counts, changes } = JSON.parse(text)
  return {
    ...{ lines: counts.lines, skipped: counts.skipped },
    answers: nonzero(counts.answers),
    baselines: nonzero(counts.baselines),
    changes: changes.map(groupText).sort(),
  }
}

const groupText = ({ change, route, role, client, calls }: Group): string =>
  JSON.stringify([change, route, role, client, calls])

const nonzero = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([, calls]) => calls > 0))

/** The numbers of a report, as sums of rows. */
export function summed(rows: readonly Row[]): Sums {
  const answers: Record<string, number> = {}
  const baselines: Record<string, number> = {}
  const changes = new Map<string, number>()
  const seen = { lines: 0, skipped: 0 }
  for (const [answer, baseline, change, route, role, client, calls] of rows) {
    const count = Number(calls)
    if (answer === 'invalid') {
      seen.skipped += count
      continue
    }
    seen.lines += count
    answers[String(answer)] = (answers[String(answer)] ?? 0) + count
    baselines[String(baseline)] = (baselines[String(baseline)] ?? 0) + count
    if (change === null) continue
    const key = JSON.stringify([change, route, role, client])
    changes.set(key, (changes.get(key) ?? 0) + count)
  }
  const groups = [...changes].map(([key, calls]) => JSON.stringify([...JSON.parse(key), calls]))
  return { ...seen, answers, baselines, changes: groups.sort() }
}
