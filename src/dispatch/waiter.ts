/** A rest that can be cut short; a wake that comes before the rest cuts the next one. */
export function createWaiter(): { wake(): void; rest(ms: number): Promise<void> } {
  let woken = false;
  let rouse: (() => void) | undefined;

  return {
    wake() {
      woken = true;
      rouse?.();
    },
    async rest(ms) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          rouse = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        rouse = undefined;
      }
      woken = false;
    },
  };
}
