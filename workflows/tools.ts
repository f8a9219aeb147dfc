import type { EventRef } from '../src/domain/events';
import type { NoticeRequest } from '../src/domain/notices';

export interface RunState {
  readonly title: string;
  /** What it does now. */
  readonly step: string;
  /** Why it waits for a person; null where it does not. */
  readonly parked: string | null;
}

/** What a run is about. */
export interface RunSubject {
  readonly title: string;
  readonly kind: string;
  readonly asset: string;
  /** The event that a step is for where the step names none. */
  readonly event?: EventRef;
}

export interface Tools {
  /**
   * Does one step, shown in the Temporal UI. When it fails for good the run parks, and tries it again when
   * told to. `event` is the one it serves, where the run has several.
   */
  step<T>(name: string, work: () => Promise<T>, event?: EventRef): Promise<T>;
  /** Stores a notice and sends it in the background: mail that cannot be sent holds nothing up. */
  notify(notice: NoticeRequest, event?: EventRef): Promise<void>;
}

export interface Manners extends Tools {
  /** Whether notices are still under way. */
  busy(): boolean;
  /** Says how the run ended. */
  finish(outcome: string): string;
}

/** Ends the work on an event that nobody wants any more, or whose person is erased. */
export class Discarded extends Error {
  override readonly name = 'Discarded';

  constructor(
    readonly outcome: string,
    readonly event: EventRef | undefined,
  ) {
    super(outcome);
  }
}
