import { parseAst } from 'rolldown/parseAst'
import { shiftedMappings } from './shifted-mappings.js'

/** A line ends at the first possible place after this many characters. */
const LONG = 160
/** Before an element of these lists that is not the first, a line can end without a change of the meaning. */
const LISTS = [
  ...['body', 'consequent', 'declarations'],
  ...['properties', 'elements', 'expressions', 'arguments'],
]

/**
 * Breaks minified code into lines: Node prints the line that threw before the message of an uncaught error, and it must
 * not be the whole file.
 *
 * @param {string} code
 * @param {import('rolldown').SourceMap | null} map
 */
export function shortLines(code, map) {
  const breaks = breaksOf(code)
  const pieces = breaks.map((place, index) => code.slice(breaks[index - 1] ?? 0, place))
  return {
    code: [...pieces, code.slice(breaks.at(-1) ?? 0)].join('\n'),
    map: map && { ...map, mappings: shiftedMappings(map.mappings, code, breaks) },
  }
}

/** @param {string} code */
function breaksOf(code) {
  const breaks = []
  for (const place of placesIn(parseAst(code)).sort((a, b) => a - b)) {
    const line = Math.max(breaks.at(-1) ?? 0, code.lastIndexOf('\n', place - 1) + 1)
    if (place - line >= LONG) breaks.push(place)
  }
  return breaks
}

/** Where statements, members of classes, and what is between commas begin: never inside a statement such as `return`. */
function placesIn(node) {
  const places = []
  for (const [key, value] of Object.entries(node)) {
    const children = Array.isArray(value) ? value : [value]
    // In a template, text separates the expressions.
    const isList = Array.isArray(value) && LISTS.includes(key) && node.type !== 'TemplateLiteral'
    for (const [index, child] of children.entries()) {
      if (typeof child?.type !== 'string') continue
      if (isList && index > 0) places.push(child.start)
      places.push(...placesIn(child))
    }
  }
  return places
}
