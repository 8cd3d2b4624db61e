/** A declared scope in the catalog file's form: its description, or the long form if its name needs it. */
export function writeScope(
  name: string,
  description: string,
): string | { description?: string; exact: true } {
  if (!name.includes('*')) return description
  return description === '' ? { exact: true } : { description, exact: true }
}
