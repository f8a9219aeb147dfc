/** The top-level names in `?fields=`: `a,b{c,d},e.limit(3)` asks for `a`, `b` and `e`. */
export function fieldsAsked(query: string | undefined): readonly string[] {
  if (!query) return [];
  let depth = 0;
  let flat = '';
  for (const sign of query) {
    if (sign === '{' || sign === '(') depth++;
    else if (sign === '}' || sign === ')') depth--;
    else if (depth === 0) flat += sign;
  }
  const names = flat.split(',').map((field) => field.replace(/\..*$/, '').trim());
  return names.filter((name) => name !== '');
}

/** What Graph shows of a node: its id and the fields asked for, or all of it when none were. */
export function pickFields(
  node: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): Record<string, unknown> {
  if (fields.length === 0) return { ...node };
  const wanted = new Set([...fields, 'id']);
  return Object.fromEntries(Object.entries(node).filter(([name]) => wanted.has(name)));
}
