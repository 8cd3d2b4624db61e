import { randomInt } from 'node:crypto'
import fc from 'fast-check'

const wanted = process.env['SEED'] ?? '20'

/**
 * Where generated examples start: the same in every run, so that no merge depends on luck. `SEED=random npm test` looks
 * for new ones; a failure names its seed.
 */
export const SEED = wanted === 'random' ? randomInt(2 ** 31) : Number(wanted)

fc.configureGlobal({ seed: SEED })
