/** Plain ASCII, which most texts are: its width is its length. */
const SINGLE = /^[\x20-\x7e]*$/
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** The width of escaped text on a terminal; an estimate for scripts that join letters. */
export function widthOf(text: string): number {
  if (SINGLE.test(text)) return text.length
  let width = 0
  for (const character of text) {
    if (character <= '\u007e') width += 1
    else if (!/\p{M}/u.test(character)) width += WIDE.test(character) ? 2 : 1
  }
  return width
}

/** Cuts text to `most` columns, including `cut` at the end; never splits a character. */
export function cutTo(text: string, most: number, cut: string): string {
  if (widthOf(text) <= most) return text
  let kept = ''
  let width = widthOf(cut)
  for (const character of text) {
    width += widthOf(character)
    if (width > most) break
    kept += character
  }
  return kept + cut
}

/** The largest number, 0 for none: Math.max cannot take very long lists. */
export const largest = (numbers: readonly number[]): number =>
  numbers.reduce((a, b) => Math.max(a, b), 0)
