/** `keys list --json` prints a document of the kind `keys`: schema/output/keys.schema.json. */
export const fileOf = (kind: string): string =>
  `schema/output/${kind.replaceAll(' ', '-')}.schema.json`
