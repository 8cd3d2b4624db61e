/** Up to four names in a row: server, database, schema and table. Anything else could be a part of a query. */
const TABLE = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*){0,3}$/

/** Whether a text is a plain name of a table or view, which needs no quotes. NOT checked: whether it exists. */
export const isTableName = (text: string): boolean => TABLE.test(text) && text.length <= 255
