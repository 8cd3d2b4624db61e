/** Why a reference in an OpenAPI document was not followed. */
export const REFERENCE_FAULTS = {
  remote: 'it points to a URL, and nothing is fetched',
  outside: "it points outside the document's folder",
  missing: 'the target does not exist',
  unreadable: 'the target cannot be read',
  'no-pointer': 'it is not a JSON pointer',
  circular: 'it points back to itself',
  'too-long': 'it goes through more than 100 other references',
  'too-many': 'the document is spread over more than 200 files',
} as const
