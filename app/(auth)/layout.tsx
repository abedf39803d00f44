import "@mantine/core/styles/PasswordInput.layer.css";
import type { ReactNode } from "react";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return children;
}
