/** Ends a verb with a message: 1 when it was refused, 2 when it could not run. */
export class Stop extends Error {
  readonly code: 1 | 2;

  constructor(code: 1 | 2, message: string) {
    super(message);
    this.code = code;
  }

  report(): void {
    process.stderr.write(`signalbox: ${this.message}\n`);
    process.exitCode = this.code;
  }
}
