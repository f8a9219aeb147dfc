import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** One life of a process. A pid alone is not enough: the system gives it to a stranger later. */
export type ProcessRef = { readonly pid: number; readonly started: string };

/** This process. */
export function self(): ProcessRef {
  return { pid: process.pid, started: startOf(process.pid) ?? '' };
}

/** When the process began, as an opaque text; undefined when it is gone or a zombie. */
export function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return startByPs(pid);
  const stat = statOf(String(pid));
  if (!stat || 'ZX'.includes(stat.state)) return undefined;
  return `${bootId()}/${stat.started}`;
}

/** Whether that very process still runs. */
export function isRunning({ pid, started }: ProcessRef): boolean {
  return startOf(pid) === started;
}

/** The command line, or undefined when there is no such process. */
export function commandOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps('-o', 'command=', '-p', String(pid));
  return read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ');
}

/** Every process below this one. PostgreSQL's backends leave its process group, so a group kill misses them. */
export function descendantsOf(pid: number): number[] {
  const parents = parentTable();
  const found: number[] = [];
  for (let level = [pid]; level.length > 0;) {
    level = parents.filter(([, parent]) => level.includes(parent)).map(([child]) => child);
    found.push(...level);
  }
  return found;
}

/** Every process whose current folder is this one; none where the system does not tell (macOS). */
export function processesIn(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  const real = realpathSync(folder);
  return pids().filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === real;
    } catch {
      return false; // gone, or another user's
    }
  });
}

function parentTable(): (readonly [child: number, parent: number])[] {
  if (process.platform !== 'linux') {
    const lines = ps('-A', '-o', 'pid=,ppid=')?.split('\n') ?? [];
    return lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  }
  return pids().map((pid) => [pid, Number(statOf(String(pid))?.parent)]);
}

const pids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** The command name in /proc/<pid>/stat may hold blanks and brackets: read on after the last bracket. */
function statOf(pid: string) {
  const stat = read(`/proc/${pid}/stat`);
  if (!stat) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', parent: fields[1] ?? '', started: fields[19] ?? '' };
}

/** The start in /proc counts from the boot, so it needs to be known which boot. */
function bootId(): string {
  return read('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

function startByPs(pid: number): string | undefined {
  const line = ps('-o', 'state=,lstart=', '-p', String(pid));
  return line && !line.startsWith('Z') ? line.replace(/^\S+\s+/, '') : undefined;
}

function ps(...args: string[]): string | undefined {
  const { stdout } = spawnSync('ps', args, { encoding: 'utf8', env: { LC_ALL: 'C' } });
  return stdout?.trim() || undefined;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
