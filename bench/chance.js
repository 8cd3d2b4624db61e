/** A repeatable chance, so that each run asks the same: whole numbers from 0 to below. */
export function chance(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
