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

/**
 * The change that a call would notice. What neither of two catalogs answers is denied by both; a call without a status
 * of the guard, or to a route that the catalog does not know, says nothing.
 *
 * @param older the answer of the other catalog, with `--against`
 */
export function changeOf(
  answer: CallAnswer,
  { status, older }: { readonly status: Baseline; readonly older: CallAnswer | undefined },
): CallChange | undefined {
  const before = older === undefined ? status : older === 'allowed' ? 'passed' : 'refused'
  if (before === 'refused' && answer === 'allowed') return 'newly-allowed'
  const isRefused = answer === 'refused' || (older !== undefined && answer !== 'allowed')
  return before === 'passed' && isRefused ? 'newly-refused' : undefined
}
