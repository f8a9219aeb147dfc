/** Where a process takes the time from. Workflows never do: they pass their own. */
export type Clock = () => Date;
