import type { Metadata } from "next";
import Link from "next/link";
import { CentredPage } from "@/components/frame/centred-page";

export const metadata: Metadata = { title: "Not allowed" };

export default function Forbidden() {
  return (
    <CentredPage
      title="Your role does not allow this page"
      intro={<p>An administrator can change your role under Settings, People.</p>}
    >
      <p>
        <Link href="/">Go to the overview</Link>
      </p>
    </CentredPage>
  );
}
