/** Prints a result for people, or as JSON for programs. */
export function print(
  value: unknown,
  options: { json?: boolean },
  lines: () => readonly string[],
): void {
  console.log(options.json ? JSON.stringify(value, null, 2) : lines().join('\n'));
}

/** Columns as wide as their widest cell. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): string[] {
  const cells = [head, ...rows.map((row) => row.map((cell) => `${cell ?? '-'}`))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));

  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

export function time(date: Date | null | undefined): string {
  return date ? date.toISOString().replace('T', ' ').slice(0, 19) : '-';
}

/** A number given as an option. Throws an Error that names the option where it is none. */
export function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`${option} is a whole number, not "${text}".`);

  return Number(text);
}
