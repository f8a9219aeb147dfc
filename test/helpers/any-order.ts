import * as fc from 'fast-check';

/** Every order of some happenings, each at least once and any of them twice: what Meta promises, and no more. */
export function anyOrder<T>(happenings: readonly T[]): fc.Arbitrary<T[]> {
  return fc.subarray([...happenings]).chain((again) => {
    const told = [...happenings, ...again];

    return fc.shuffledSubarray(told, { minLength: told.length });
  });
}
