import type { Findings } from './holes.js'

/** One server with one hole, or with none, and what probe reported about it. */
export interface Tried {
  readonly name: string
  readonly expected: Findings
  readonly got: Findings
}

interface Counted {
  /** Right kind on the right route. */
  readonly found: number
  /** A hole without any finding on its route. */
  readonly missed: number
  /** A hole that is reported as something else. */
  readonly wrong: number
  /** A finding on a route without a hole, or in addition to the right one. */
  readonly extra: number
}

const kindsAt = (findings: Findings, route: string): string[] =>
  Object.entries(findings).flatMap(([kind, routes]) => (routes.includes(route) ? [kind] : []))

const routesOf = (findings: Findings): string[] => Object.values(findings).flat()

/** Counts holes: each is a kind of finding on a route. */
function counted({ expected, got }: Tried): Counted {
  let [found, missed, wrong, extra] = [0, 0, 0, 0]
  for (const route of new Set([...routesOf(expected), ...routesOf(got)])) {
    const [due, seen] = [kindsAt(expected, route), kindsAt(got, route)]
    const right = due.filter((kind) => seen.includes(kind)).length
    const others = seen.length - right
    const lost = due.length - right
    found += right
    wrong += Math.min(lost, others)
    missed += lost - Math.min(lost, others)
    extra += others - Math.min(lost, others)
  }
  return { found, missed, wrong, extra }
}

/** Seeded holes by what became of them, as a table. */
export function confusionMatrix(title: string, all: readonly Tried[]): string {
  const width = Math.max(...all.map(({ name }) => name.length))
  const line = (name: string, counts: readonly (number | string)[], kinds: string): string =>
    `${name.padEnd(width)} ${counts.map((each) => `${each || '.'}`.padStart(7)).join('')}  ${kinds}`
  const rows = all.map((each) => {
    const { found, missed, wrong, extra } = counted(each)
    return line(each.name, [found, missed, wrong, extra], Object.keys(each.got).join(', '))
  })
  const sum = (of: keyof Counted): number =>
    all.reduce((total, each) => total + counted(each)[of], 0)
  return [
    title,
    line('seeded', ['found', 'missed', 'wrong', 'extra'], 'findings'),
    ...rows,
    line('total', [sum('found'), sum('missed'), sum('wrong'), sum('extra')], ''),
  ].join('\n')
}
