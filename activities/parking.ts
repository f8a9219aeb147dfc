import type { ParkedRun, ParkingStore } from '../src/store/parking';

export type ParkingActivities = ReturnType<typeof createParkingActivities>;

export const createParkingActivities = ({ parking }: { parking: ParkingStore }) => ({
  /** Makes a parked run findable, and says how new the asset's token is. */
  async recordParked(run: ParkedRun): Promise<{ version: number; changedAt: number | null }> {
    return parking.park(run);
  },

  async clearParked(run: {
    workflowId: string;
    eventId: string | null;
    discarded: string | null;
  }): Promise<void> {
    await parking.unpark(run);
  },
});
