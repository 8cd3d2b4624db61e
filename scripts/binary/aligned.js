/**
 * V8 copies code that does not begin at a multiple of 8 bytes before it takes it in (a hundredth of `check`), and where an
 * asset comes to lie is known only once it does. So each has 8 bytes more than its code, of which some stand before it;
 * the first byte says how many. start.cjs reads it.
 */
const STEP = 8

/**
 * @param {Buffer} code
 * @param {number} before 1 to 8
 */
export const withPadding = (code, before) =>
  Buffer.concat([Buffer.alloc(before, before), code, Buffer.alloc(STEP - before)])

/**
 * How many bytes have to stand before code that lies in a file, for it to be aligned there.
 * @param {Buffer} file
 * @param {Buffer} code
 * @param {number} before how many do now
 */
export function paddingFor(file, code, before) {
  const found = file.indexOf(code)
  if (found < 0) throw new Error('the code is not in the binary as it was put there')
  const at = found - before
  return STEP - (at % STEP)
}
