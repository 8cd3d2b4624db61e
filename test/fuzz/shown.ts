/** An input as text for a terminal and a log: ASCII without control characters. */
export const shown = (input: unknown): string =>
  JSON.stringify(input, null, 1).replace(
    /[^\x20-\x7e\n]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
