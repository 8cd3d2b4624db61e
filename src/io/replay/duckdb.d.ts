// What is used of @duckdb/node-api, which users install themselves: an optional peer, and not installed here.
declare module '@duckdb/node-api' {
  interface Result {
    yieldRowObjectJson(): AsyncIterable<readonly import('../../core/token/model.js').JsonObject[]>
  }
  interface Connection {
    run(sql: string): Promise<unknown>
    stream(sql: string, values: readonly string[]): Promise<Result>
    closeSync(): void
  }
  export const DuckDBInstance: {
    create(
      path: string,
      options: Readonly<Record<string, string>>,
    ): Promise<{ connect(): Promise<Connection> }>
  }
}
