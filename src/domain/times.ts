/** 0001-01-01 to 9999-12-31, in ms: what PostgreSQL reads from ISO 8601 and Temporal keeps as a Datetime. */
const FIRST = -62_135_596_800_000;
const LAST = 253_402_300_799_999;

/** A time outside would keep its whole delivery from being stored. */
export const isKeepable = (ms: number): boolean => ms >= FIRST && ms <= LAST;
