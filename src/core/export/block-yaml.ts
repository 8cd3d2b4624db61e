type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value }

/** A value as YAML that people can read: block style, with texts quoted as in JSON unless they are plain words. */
export const blockYaml = (value: Value): string => `${linesOf(value).join('\n')}\n`

function linesOf(value: Value): string[] {
  if (isList(value)) return value.flatMap((item) => nested('- ', linesOf(item)))
  if (!isMap(value)) return [scalar(value)]
  return Object.entries(value).flatMap(([name, each]) => {
    const lines = linesOf(each)
    const [first = ''] = lines
    if (!isFilled(each)) return [`${scalar(name)}: ${first}`]
    return [`${scalar(name)}:`, ...lines.map((line) => `  ${line}`)]
  })
}

const nested = (mark: string, [first = '', ...rest]: readonly string[]): string[] => [
  `${mark}${first}`,
  ...rest.map((line) => `  ${line}`),
]

const isList = (value: Value): value is readonly Value[] => Array.isArray(value) && isFilled(value)

const isMap = (value: Value): value is { readonly [name: string]: Value } =>
  isFilled(value) && !Array.isArray(value)

const isFilled = (value: Value): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

/** Words that YAML reads as text: anything else is quoted. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z_][A-Za-z0-9_.]*$/i

const scalar = (value: Value): string =>
  typeof value === 'string' && PLAIN.test(value) ? value : JSON.stringify(value)

export type { Value as YamlValue }
