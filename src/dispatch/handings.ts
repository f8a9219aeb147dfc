import type { EventRef } from '../domain/events';
import type { Claim } from '../store/queue';
import { routeOf, workflowIdOf } from './routes';
import type { AnyRoute } from './routes';

/** Events that go to Temporal in one call: one event, or several of one subject. */
export interface Handing {
  readonly workflowId: string;
  readonly route: AnyRoute;
  readonly events: readonly EventRef[];
}

/** A payload of Temporal's may hold 2 MB; a signal should stay far from it. */
const MOST_EVENTS = 50;
const MOST_BYTES = 256 * 1024;

/**
 * Events of one subject go together, up to what one signal should hold; the order of the claims is kept. A
 * kind of a newer version is left alone: its lease ends, and a newer process takes it.
 */
export function handingsOf(claims: readonly Claim[]): Handing[] {
  const all: { workflowId: string; route: AnyRoute; events: EventRef[]; bytes: number }[] = [];
  const open = new Map<string, (typeof all)[number]>();
  for (const { ref } of claims) {
    const route = routeOf(ref.kind);
    if (!route) continue;
    const workflowId = workflowIdOf(ref, route);
    const bytes = JSON.stringify(ref).length;
    const together = route.mode === 'follow' ? open.get(workflowId) : undefined;
    if (together && together.events.length < MOST_EVENTS && together.bytes + bytes <= MOST_BYTES) {
      together.events.push(ref);
      together.bytes += bytes;
      continue;
    }
    const handing = { workflowId, route, events: [ref], bytes };
    open.set(workflowId, handing);
    all.push(handing);
  }

  return all;
}
