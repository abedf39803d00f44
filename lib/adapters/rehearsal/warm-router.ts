import type { Result } from "@/lib/result";
import { type RouterProcess, startRouter } from "./router-process";
import type { PythonPlace, RehearsalLimits, RunFailure } from "./schema";

/** The one warm Router of this process: started when it is first needed, asked by one at a time, ended when nobody asks for long. */
type Warm = {
  router: RouterProcess | null;
  python: string;
  timer: NodeJS.Timeout | undefined;
  /** Who asks next waits for this. */
  tail: Promise<unknown>;
};

const holder = globalThis as typeof globalThis & { signalboxRouter?: Warm };

const warm = (): Warm => {
  holder.signalboxRouter ??= { router: null, python: "", timer: undefined, tail: Promise.resolve() };
  return holder.signalboxRouter;
};

const closeNow = async (): Promise<void> => {
  const own = warm();
  const { router } = own;
  own.router = null;
  await router?.close();
};

const open = async (place: PythonPlace, limits: RehearsalLimits): Promise<Result<RouterProcess, RunFailure>> => {
  const own = warm();
  if (own.router?.isAlive() && own.python === place.python) return { ok: true, value: own.router };
  await closeNow();
  const started = await startRouter(place, limits);
  if (started.ok) Object.assign(own, { router: started.value, python: place.python });
  return started;
};

/** Does `work` with the warm Router when nobody else uses it any more. */
export const withWarmRouter = <T, R extends string>(
  place: PythonPlace,
  limits: RehearsalLimits,
  work: (router: RouterProcess) => Promise<Result<T, R | RunFailure>>,
): Promise<Result<T, R | RunFailure>> => {
  const own = warm();
  const turn = own.tail.then(async () => {
    clearTimeout(own.timer);
    const opened = await open(place, limits);
    const done = opened.ok ? await work(opened.value) : opened;
    own.timer = setTimeout(() => void closeNow(), limits.idleMs);
    own.timer.unref();
    return done;
  });
  own.tail = turn.catch(() => {});
  return turn;
};

/** For the end of this process. */
export const endWarmRouter = async (): Promise<void> => {
  clearTimeout(warm().timer);
  await closeNow();
};
