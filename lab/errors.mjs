/** An expected failure: its message is written for the operator. `exitCode` 2 means the question was wrong, 1 that it failed. */
export class LabError extends Error {
  /** @param {string} message @param {1 | 2} [exitCode] */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = "LabError";
    this.exitCode = exitCode;
  }
}
