import type { Db } from "@/lib/server/db";

export async function hasAdministrator(db: Db): Promise<boolean> {
  return (await db.user.count({ where: { role: "admin" } })) > 0;
}
