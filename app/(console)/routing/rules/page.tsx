import type { Metadata } from "next";
import { FindingsRules } from "@/components/routing/findings-rules";
import { listRuleNotes } from "@/lib/findings/rule-notes";
import { requireRole } from "@/lib/server/session";

export const metadata: Metadata = { title: "Rules" };

export default async function RulesPage() {
  await requireRole("viewer");
  return <FindingsRules rules={listRuleNotes()} />;
}
