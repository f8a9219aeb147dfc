/** The same object without its undefined members: stored details leave out what is absent. */
export function present<T extends object>(members: T): T {
  return Object.fromEntries(
    Object.entries(members).filter(([, member]) => member !== undefined),
  ) as T;
}
