// One line per step, with the time it took; on a terminal the line of the running step ticks.
const tty = process.stdout.isTTY === true;

const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** Runs `work(report)`, printing `title … what report() said last … duration`. Rethrows after printing the failure. */
export async function step(title, work) {
  const from = performance.now();
  let note = "";
  const line = (mark) =>
    `${mark} ${title.padEnd(26)} ${note}`.slice(0, (process.stdout.columns ?? 120) - 12).padEnd(60);
  const draw = () => process.stdout.write(`\r\u001b[2K${line("◔")} ${seconds(from)}`);
  const timer = tty ? setInterval(draw, 200) : undefined;
  timer?.unref();
  const report = (text) => {
    note = text;
    if (tty) draw();
  };
  const end = (mark) => {
    clearInterval(timer);
    process.stdout.write(`${tty ? "\r\u001b[2K" : ""}${line(mark)} ${seconds(from)}\n`);
  };
  try {
    const value = await work(report);
    end("●");
    return value;
  } catch (error) {
    end("✕");
    throw error;
  }
}

/** An error whose message is meant for the person at the terminal: printed without a stack. */
export class Refusal extends Error {}
