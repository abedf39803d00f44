"use server";

import { resetPassword as reset } from "@/lib/people/operations/passwords";
import {
  banPerson,
  changeRole as change,
  createPerson as create,
  deletePerson,
  unbanPerson,
} from "@/lib/people/operations/people";
import { BanPerson, ChangeRole, CreatePerson, PersonId, ResetPassword } from "@/lib/people/schema";
import { operatorAction } from "@/lib/server/action";

const target = ({ id }: { id: string }) => id;

export const createPerson = operatorAction(
  "admin",
  "person.create",
  CreatePerson,
  (input, context) => create(context, input),
  { target: ({ email }) => email, fieldOf: { "email-taken": "email" }, message: "Added. They can sign in now." },
);

export const changeRole = operatorAction(
  "admin",
  "person.change-role",
  ChangeRole,
  (input, context) => change(context, input),
  { target, message: ({ email }) => `${email} has the new role from the next request on.` },
);

export const ban = operatorAction("admin", "person.ban", BanPerson, (input, context) => banPerson(context, input), {
  target,
});

export const unban = operatorAction(
  "admin",
  "person.unban",
  PersonId,
  (input, context) => unbanPerson(context, input),
  {
    target,
  },
);

export const remove = operatorAction(
  "admin",
  "person.delete",
  PersonId,
  (input, context) => deletePerson(context, input),
  { target },
);

export const resetPassword = operatorAction(
  "admin",
  "person.reset-password",
  ResetPassword,
  (input, context) => reset(context, input),
  { target, fieldOf: { "weak-password": "password" } },
);
