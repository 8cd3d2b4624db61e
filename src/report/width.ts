/** ASCII, which most texts are: no character of it need be looked at. */
const SINGLE = /^[\x20-\x7e]*$/
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** How many columns a terminal gives to escaped text; an estimate for scripts that join their letters. */
export function widthOf(text: string): number {
  if (SINGLE.test(text)) return text.length
  let width = 0
  for (const character of text) {
    if (character <= '\u007e') width += 1
    else if (!/\p{M}/u.test(character)) width += WIDE.test(character) ? 2 : 1
  }
  return width
}

/** The beginning of a text that fits `most` columns with `cut` at its end; never half a character. */
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

/** Math.max takes no list of any length; 0 of none. */
export const largest = (numbers: readonly number[]): number =>
  numbers.reduce((a, b) => Math.max(a, b), 0)
