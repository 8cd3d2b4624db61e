/** An element of an XML document: its text is that of all its text nodes. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

const NAME = '[A-Za-z_][\\w.:-]*'
const TOKEN = new RegExp(
  [
    `<\\?xml[^?]*\\?>`,
    `<!--(?:(?!--)[\\s\\S])*-->`,
    `<(?<close>/)?(?<name>${NAME})(?<attributes>(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(?<empty>/)?>`,
    `(?<text>[^<]+)`,
  ].join('|'),
  'y',
)
// XML 1.0 §2.2, without the astral planes that JavaScript has as pairs.
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\u{10000}-\u{10ffff}\ue000-\ufffd]*$/u
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

/**
 * Reads a document like a strict parser: no doctype, no undeclared entity, no forbidden character, no `]]>` in text.
 */
export function parseXml(document: string): XmlElement {
  if (!CHARACTERS.test(document)) throw new Error('a character that XML 1.0 forbids')
  const root = { name: '', attributes: new Map(), children: [] as XmlElement[], text: '' }
  const open = [root]
  for (let at = 0; at < document.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(document)
    if (!found) throw new Error(`not well-formed at ${JSON.stringify(document.slice(at, at + 60))}`)
    const { close, name, attributes = '', empty, text } = found.groups ?? {}
    const top = open.at(-1) ?? root
    if (text !== undefined) {
      if (text.includes(']]>')) throw new Error('`]]>` in text')
      if (open.length === 1 && text.trim() !== '') throw new Error('text outside of the root')
      top.text += unescaped(text)
    } else if (close) {
      if (open.length === 1 || top.name !== name) throw new Error(`</${name}> closes nothing`)
      open.pop()
    } else if (name !== undefined) {
      const element = { name, attributes: readAttributes(attributes), children: [], text: '' }
      top.children.push(element)
      if (!empty) open.push(element)
    }
  }
  if (open.length > 1 || root.children.length !== 1) throw new Error('not one whole root')
  return root.children[0] as XmlElement
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', quoted = ''] of text.matchAll(/([\w.:-]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (attributes.has(name)) throw new Error(`the attribute ${name} is there twice`)
    attributes.set(name, unescaped(quoted.slice(1, -1)))
  }
  return attributes
}

const unescaped = (text: string): string =>
  text.replace(/&([^;]*;?)/g, (_, entity: string) => {
    const plain = entity.endsWith(';') ? ENTITIES[entity.slice(0, -1)] : undefined
    if (plain === undefined) throw new Error(`the entity &${entity}`)
    return plain
  })
