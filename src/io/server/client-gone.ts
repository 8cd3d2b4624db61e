/** The client has closed its connection, so there is nobody to answer. Not a problem, and not a bug. */
export class ClientGone extends Error {
  constructor() {
    super('the client has disconnected')
  }
}
