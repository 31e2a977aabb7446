// What is not saved yet, kept in this browser: for a lost connection, a closed tab, an ended session.

const START = "waymark-activity";
const OLDEST = 30 * 24 * 60 * 60 * 1000;

export function createDrafts({ person, activity, library, base }) {
  const subject = `${START}:${person}:${activity || library}`;
  let key = `${subject}:${base || "new"}`;
  let timer;

  const all = () => Object.keys(localStorage).filter((one) => one.startsWith(`${START}:`));
  const parse = (one) => {
    try {
      return JSON.parse(localStorage.getItem(one));
    } catch {
      return null;
    }
  };

  return {
    /** What was left behind here, if it is of the version that is being changed. */
    found() {
      try {
        for (const one of all()) if (!(Date.now() - parse(one)?.at < OLDEST)) localStorage.removeItem(one);
        return parse(key);
      } catch {
        return null;
      }
    },
    keepSoon(model) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        try {
          localStorage.setItem(key, JSON.stringify({ at: Date.now(), ...model() }));
        } catch {
          // A full or forbidden storage keeps nobody from writing: leaving the page still warns.
        }
      }, 600);
    },
    drop() {
      clearTimeout(timer);
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing is kept where nothing can be.
      }
    },
    /** After a save: from now on it is about another version. */
    moveTo(saved) {
      this.drop();
      key = `${START}:${person}:${saved.activity}:${saved.base}`;
    },
  };
}
