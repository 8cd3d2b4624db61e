import type { Bits } from '../../matrix/compile.js'

/** Whether one set of scopes is within another; no token (undefined) is within every set, and only it within none. */
export function isWithin(part: Bits | undefined, whole: Bits | undefined): boolean {
  if (!part || !whole) return !part
  for (let i = 0; i < part.length; i++) if (((part[i] ?? 0) & ~(whole[i] ?? 0)) !== 0) return false
  return true
}

export const keyOf = (held: Bits | undefined): string => held?.join() ?? 'none'

export const union = (a: Bits, b: Bits): Bits => a.map((word, i) => word | (b[i] ?? 0))

export const without = (all: Bits, some: Bits): Bits => all.map((word, i) => word & ~(some[i] ?? 0))
