import type { LabelLine } from './label.js'

/**
 * Mermaid drops the last `;` of a line that looks like a style: a colon with a `#` further on. So if there is any `#`,
 * colons are written as codes too.
 */
export function mermaidLabel(lines: readonly LabelLine[]): string {
  const label = lines.map(({ text, aside }) => (aside ? text : mermaidText(text))).join('<br/>')
  return label.includes('#') ? label.replaceAll(':', '#58;') : label
}

/** What neither Mermaid, nor Markdown or formulas in its labels, nor HTML reads as anything else. */
const PLAIN = /[\p{L}\p{N}\p{M} /{}:.,()=@?!-]/u
/** Where a list would begin. */
const LIST = /^ *(?:[-+]|\d+[.)])/

/** Untrusted text in a quoted label: anything that could be markup becomes `#35;`, as Mermaid writes characters. */
function mermaidText(text: string): string {
  const isList = LIST.test(text)
  const isWord = (character: string | undefined): boolean => /^[\p{L}\p{N}]$/u.test(character ?? '')
  return [...text]
    .map((character, i, all) => {
      const isPlain =
        character === '_'
          ? isWord(all[i - 1]) && isWord(all[i + 1])
          : PLAIN.test(character) && !(isList && /[-.)]/.test(character))
      if (isPlain) return character
      // Two of them would begin a formula, in whatever way they are written: a word joiner keeps them apart.
      const between = character === '$' && all[i - 1] === '$' ? '#8288;' : ''
      return `${between}#${character.codePointAt(0)};`
    })
    .join('')
}
