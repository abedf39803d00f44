import type { Route } from "next";
import { redirect } from "next/navigation";

/** For paths known only at run time, such as the page someone came from: the compiler knows routes only as literals. */
export function redirectTo(path: string): never {
  redirect(path as Route);
}
