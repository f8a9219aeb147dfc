/** A value for a json column; absent is null, not the JSON `null`. */
export function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
