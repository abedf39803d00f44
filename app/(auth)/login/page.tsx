import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CentredPage } from "@/components/frame/centred-page";
import { SignInForm } from "@/components/people/sign-in-form";
import { safeNextPage } from "@/lib/people/next-page";
import { hasAdministrator } from "@/lib/people/store";
import { db } from "@/lib/server/db";
import { redirectTo } from "@/lib/server/redirect-to";
import { currentActor } from "@/lib/server/session";
import { signIn } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { next } = await searchParams;
  const target = safeNextPage(typeof next === "string" ? next : undefined);
  if ((await currentActor()) !== null) redirectTo(target);
  if (!(await hasAdministrator(db()))) redirect("/setup");
  return (
    <CentredPage title="Sign in">
      <SignInForm action={signIn} next={target} />
    </CentredPage>
  );
}
