import { parseXml, type XmlElement } from './xml.js'

/**
 * What an XML Schema forbids in a document, by path, for the part of XSD 1.0 that junit-10.xsd uses. Elements are
 * global or references, content is a sequence or a choice of elements (maximum counts are not limited there),
 * attributes are strings or have a pattern.
 */
export function schemaErrors(document: string, schema: string): string[] {
  const declarations = parseXml(schema)
  const root = parseXml(document)
  return check(root, declared(declarations, 'xs:element', root.name), declarations, root.name)
}

function declared(schema: XmlElement, kind: string, name: string): XmlElement | undefined {
  return schema.children.find((each) => each.name === kind && each.attributes.get('name') === name)
}

function check(
  element: XmlElement,
  declaration: XmlElement | undefined,
  schema: XmlElement,
  path: string,
): string[] {
  if (!declaration) return [`${path}: no such element`]
  const inline = declaration.children.find(({ name }) => name === 'xs:complexType')
  const type =
    inline ?? declared(schema, 'xs:complexType', declaration.attributes.get('type') ?? '')
  const errors: string[] = []
  const allowed = type ? elementsIn(type) : []
  const isMixed = !type || type.attributes.get('mixed') === 'true'
  if (!isMixed && element.text.trim() !== '') errors.push(`${path}: text`)
  for (const [i, child] of element.children.entries()) {
    const here = `${path}/${child.name}[${i}]`
    if (!allowed.includes(child.name)) errors.push(`${here}: not allowed here`)
    else errors.push(...check(child, declared(schema, 'xs:element', child.name), schema, here))
  }
  return [...errors, ...checkAttributes(element, type, schema, path)]
}

function checkAttributes(
  element: XmlElement,
  type: XmlElement | undefined,
  schema: XmlElement,
  path: string,
): string[] {
  const errors: string[] = []
  const known = type?.children.filter(({ name }) => name === 'xs:attribute') ?? []
  for (const attribute of known) {
    const name = attribute.attributes.get('name') ?? ''
    const value = element.attributes.get(name)
    if (value === undefined) {
      if (attribute.attributes.get('use') === 'required') errors.push(`${path}: no ${name}`)
      continue
    }
    const simple = declared(schema, 'xs:simpleType', attribute.attributes.get('type') ?? '')
    const pattern = simple?.children[0]?.children[0]?.attributes.get('value')
    if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)) {
      errors.push(`${path}: ${name} is ${value}`)
    }
  }
  const names = known.map(({ attributes }) => attributes.get('name'))
  for (const name of element.attributes.keys()) {
    if (!names.includes(name)) errors.push(`${path}: ${name} is not allowed`)
  }
  return errors
}

function elementsIn(type: XmlElement): string[] {
  return type.children.flatMap((each) => {
    if (each.name === 'xs:attribute') return []
    const { attributes } = each
    return each.name === 'xs:element'
      ? [attributes.get('ref') ?? attributes.get('name') ?? '']
      : elementsIn(each)
  })
}
