/** A mistake that a schema has found, in one line: the place in dots, or `whole` where it is all of it, and what is wrong. */
export const tellIssue = (
  { path, message }: { readonly path: readonly PropertyKey[]; readonly message: string },
  whole: string,
): string => `${path.map(String).join('.') || whole}: ${message}`
