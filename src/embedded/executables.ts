import { access, constants, stat } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Every executable of that name in the folders of a PATH, the first one first. */
export async function executablesOnPath(name: string, path: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = resolve(folder, name);
    if (await isExecutable(candidate)) found.push(candidate);
  }
  return found;
}
