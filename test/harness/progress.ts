/** Says what takes long, every ten seconds that it still does, and how long it took. */
export async function progress<T>(label: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${label} …`);
  const tick = setInterval(() => console.log(`  … ${label}, ${seconds()} s`), 10_000);
  try {
    const value = await work();
    console.log(`  ${label}: ${seconds()} s`);
    return value;
  } finally {
    clearInterval(tick);
  }
}
