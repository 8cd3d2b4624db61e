/** The answer of a catalog to one call. The last four mean that it does not answer. */
export const ANSWERS = [
  'allowed',
  'refused',
  'undecided',
  'ambiguous',
  'no_route',
  'bad_path',
] as const
export type CallAnswer = (typeof ANSWERS)[number]

/** Whether a call was allowed before. `unclear`: its status may be from before or after the guard; `unknown`: it has none. */
export const BASELINES = ['passed', 'refused', 'unclear', 'unknown'] as const
export type Baseline = (typeof BASELINES)[number]

export const CALL_CHANGES = ['newly-refused', 'newly-allowed'] as const
export type CallChange = (typeof CALL_CHANGES)[number]

/** What is counted over all lines. `lines` are those that were read: the sum of each of the two records. */
export interface Counts {
  readonly lines: number
  readonly answers: Readonly<Record<CallAnswer, number>>
  readonly baselines: Readonly<Record<Baseline, number>>
  /** Newly refused and newly allowed. */
  readonly changes: Readonly<Record<CallChange, number>>
}

/** Calls with the same change, route, role and client. */
export interface Group {
  readonly change: CallChange
  /** The name of the route as the catalog writes it; null if the catalog does not answer. */
  readonly route: string | null
  readonly role: string | null
  readonly client: string | null
  readonly calls: number
}

/** Behind the guard whatever the handler then made of the call. */
const PASSED: ReadonlySet<number> = new Set([304, 404, 409, 410, 412, 422])

/** What a status says about the guard. A redirect may lead to a login page; 405 and 429 may be from before the guard. */
export function baselineOf(status: number | undefined): Baseline {
  if (status === undefined) return 'unknown'
  if (status === 401 || status === 403) return 'refused'
  return (status >= 200 && status < 300) || PASSED.has(status) ? 'passed' : 'unclear'
}

/** What a call is compared by. `older`: the answer of the other catalog, with `--against`. */
interface Before {
  readonly status: Baseline
  readonly older: CallAnswer | undefined
}

/**
 * The change that a call could show: undefined if it says nothing, since neither its status nor another catalog tells
 * whether it was allowed, or the catalog does not know its route. What neither of two catalogs answers says nothing either.
 */
export function comparedBy(answer: CallAnswer, { status, older }: Before): CallChange | undefined {
  const isAnswered = answer === 'allowed' || answer === 'refused'
  if (older === undefined ? status === 'passed' && isAnswered : older === 'allowed')
    return 'newly-refused'
  const wasRefused = older === undefined ? status === 'refused' : true
  return wasRefused && (isAnswered || older === 'refused') ? 'newly-allowed' : undefined
}

/** The change that a call shows. With two catalogs, both deny what they do not answer. */
export function changeOf(answer: CallAnswer, before: Before): CallChange | undefined {
  const change = comparedBy(answer, before)
  return (answer === 'allowed') === (change === 'newly-allowed') ? change : undefined
}
