import type { Metadata } from "next";
import Link from "next/link";
import { CentredPage } from "@/components/frame/centred-page";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <CentredPage
      title="There is no such page"
      intro={<p>The address may be mistyped, or what it named may have been removed.</p>}
    >
      <p>
        <Link href="/">Go to the overview</Link>
      </p>
    </CentredPage>
  );
}
