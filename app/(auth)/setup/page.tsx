import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CentredPage } from "@/components/frame/centred-page";
import { SetupForm } from "@/components/people/setup-form";
import { Mono } from "@/components/shell/text";
import { hasAdministrator } from "@/lib/people/store";
import { db } from "@/lib/server/db";
import { claimSetup } from "./actions";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage() {
  if (await hasAdministrator(db())) redirect("/login");
  return (
    <CentredPage
      title="Create the first administrator"
      intro={
        <p>
          The server printed a one-time code when it started; it is also in the file <Mono>setup-code</Mono> of the data
          folder. It proves that this console is yours.
        </p>
      }
    >
      <SetupForm action={claimSetup} />
    </CentredPage>
  );
}
