/** Traffic as browsers save it (HAR 1.2): a read, and a write with a body. */
export const HAR = {
  log: {
    version: '1.2',
    entries: [
      {
        request: {
          method: 'GET',
          url: 'http://127.0.0.1:9/items/42?page=1',
          headers: [{ name: 'Accept', value: '*/*' }],
          queryString: [{ name: 'page', value: '1' }],
        },
        response: { status: 200, content: { mimeType: 'application/json', text: '{}' } },
      },
      {
        request: {
          method: 'POST',
          url: 'http://127.0.0.1:9/items',
          headers: [],
          postData: { mimeType: 'application/json', text: '{"name":"x"}' },
        },
        response: { status: 201 },
      },
    ],
  },
}
