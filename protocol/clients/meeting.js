// Where the plays of one scenario wait for each other, because what comes next is done to the server of all.

export class Meeting {
  #absent;
  #act;
  #waiting = [];
  #action = "";

  /**
   * @param {number} count of plays
   * @param {(action: string) => Promise<void>} act
   */
  constructor(count, act) {
    this.#absent = count;
    this.#act = act;
  }

  /**
   * Returns when all plays have come, and the action is done.
   *
   * @param {string} action the same of all
   * @returns {Promise<void>}
   */
  arrive(action) {
    return new Promise((resolve, reject) => {
      this.#action = action;
      this.#waiting.push({ resolve, reject });
      this.leave();
    });
  }

  /** A play has ended, and will not come. */
  leave() {
    this.#absent--;
    if (this.#absent > 0 || this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#absent = waiting.length;
    this.#act(this.#action).then(
      () => waiting.forEach(({ resolve }) => resolve()),
      (error) => waiting.forEach(({ reject }) => reject(error)),
    );
  }
}
