/** Plain ASCII, which most texts are: its width is its length. */
const SINGLE = /^[\x20-\x7e]*$/
/** East Asian Wide and Fullwidth, and what is shown as an emoji without asking for it. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u
/** Two of these are one flag of two columns. */
const HALF_FLAG = /[\u{1f1e6}-\u{1f1ff}]/u
/** Marks, and the vowels and final consonants of decomposed Hangul, are drawn over the character before them. */
const NO_WIDTH = /[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]/u

/** The width of escaped text on a terminal; an estimate for scripts that join letters. */
export function widthOf(text: string): number {
  if (SINGLE.test(text)) return text.length
  let width = 0
  for (const character of text) {
    if (character <= '\u007e') width += 1
    else if (!NO_WIDTH.test(character))
      width += WIDE.test(character) && !HALF_FLAG.test(character) ? 2 : 1
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
