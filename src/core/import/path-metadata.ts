/** The text that a path has in a path set, such as `least=Application;AlsoRequires=User.Read`. */
export interface PathMetadata {
  /** No other permission of the scheme has fewer privileges on the path. */
  readonly isLeast: boolean
  /** What is needed beside the permission, as written. */
  readonly also: readonly string[]
  /** What is not known: a condition that no token is known to meet. */
  readonly others: readonly string[]
}

export function readMetadata(text: string, scheme: string): PathMetadata {
  const also: string[] = []
  const others: string[] = []
  let isLeast = false
  for (const pair of text.split(';').map((each) => each.trim())) {
    if (pair === '') continue
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? []
    if (key.toLowerCase() === 'least') isLeast ||= value.split(',').includes(scheme)
    else if (key.toLowerCase() === 'alsorequires') also.push(value)
    else others.push(pair)
  }
  return { isLeast, also, others }
}
