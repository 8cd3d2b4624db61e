/** `key: value` as written in the catalog: examples are plain text, or lists of it. */
export const exampleLine = (key: string, example: unknown): string =>
  `${key}: ${Array.isArray(example) ? `[${example.join(', ')}]` : String(example)}`
