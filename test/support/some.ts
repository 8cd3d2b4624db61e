import fc from 'fast-check'

/** Different members of the list, at most `max` of them. */
export const some = <T>(list: readonly T[], max = 3, min = 0): fc.Arbitrary<T[]> =>
  list.length === 0
    ? fc.constant([])
    : fc.uniqueArray(fc.constantFrom(...list), { minLength: min, maxLength: max })
